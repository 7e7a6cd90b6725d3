//! Names and speakers in scripts without capitals.

use rundown_news::{Article, Block, BlockKind, EntityKind, Lang, ReadArticle, Span};

fn read(text: &str, lang: &str) -> ReadArticle {
    let span = Span::new(0, text.len());
    let article = Article {
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        text: text.to_owned(),
        lang: Lang::parse(lang).expect("a language"),
        ..Article::default()
    };
    let annotations = rundown_annotate::annotate(&article).value;
    ReadArticle { article, annotations, notes: Vec::new() }
}

/// Checks what the first direct quotation of a text is, who says it, and as what.
#[track_caller]
fn says(lang: &str, text: &str, speaker: &str, role: &str, said: &str) {
    let found = read(text, lang).annotations;
    let attribution = found.attributions.iter().find(|one| one.source.is_some());
    let attribution = attribution.unwrap_or_else(|| panic!("nobody speaks: {text}"));
    let source = attribution.source.as_ref().expect("a source");
    assert_eq!(source.name.as_deref(), Some(speaker), "{text}");
    assert_eq!(attribution.content[0].of(text), said, "{text}");
    let entity = source.entity.and_then(|id| found.entities.get(id as usize));
    let roles: &[String] = entity.map_or(&[], |entity| &entity.roles);
    assert_eq!(roles.first().map_or("", String::as_str), role, "{text}");
}

#[test]
fn a_chinese_speaker_stands_before_the_verb() {
    for (text, speaker, role, said) in [
        (
            "外交部发言人宋宁周三在北京举行的例行记者会上表示：“我们对此表示关切。”",
            "宋宁",
            "外交部发言人",
            "我们对此表示关切。",
        ),
        (
            "“我们会修好大坝，”港务局局长陈文博说。“工程下周开始。”",
            "陈文博",
            "港务局局长",
            "我们会修好大坝，",
        ),
        (
            "挪威外长伊万·托尔斯森对王毅明表示：“这一建议很好。”",
            "伊万·托尔斯森",
            "挪威外长",
            "这一建议很好。",
        ),
        (
            "村民王桂英告诉记者：“水一下子就涨上来了。”",
            "王桂英",
            "村民",
            "水一下子就涨上来了。",
        ),
    ] {
        says("zh", text, speaker, role, said);
    }
}

#[test]
fn a_japanese_speaker_is_the_topic() {
    for (text, speaker, role, said) in [
        ("田中太郎首相は「ダムは安全だ」と述べた。", "田中太郎", "首相", "ダムは安全だ"),
        (
            "ペーター・ホフマン大統領は15日、「合意は近い」と語った。",
            "ペーター・ホフマン",
            "大統領",
            "合意は近い",
        ),
        (
            "「船はゆっくり沈んだ」と漁師の佐藤健一さんは語った。",
            "佐藤健一",
            "",
            "船はゆっくり沈んだ",
        ),
        (
            "佐藤氏は会見を開いた。「誰も知らされていなかった」と述べた。",
            "佐藤",
            "",
            "誰も知らされていなかった",
        ),
    ] {
        says("ja", text, speaker, role, said);
    }
    let text = "国土交通省の山本一郎港湾局長は「修理は月曜日に始まる」と話した。山本氏は\
                「住民に謝りたい」とも述べた。";
    let found = read(text, "ja").annotations;
    let sources = found.attributions.iter().filter_map(|said| said.source.as_ref());
    let names: Vec<_> = sources.filter_map(|source| source.name.as_deref()).collect();
    assert_eq!(names, ["山本一郎", "山本一郎"]);
}

#[test]
fn an_arabic_speaker_stands_behind_the_verb() {
    for (text, speaker, role, said) in [
        (
            "قال وزير الخارجية النرويجي أولاف هانسن إن \"المفاوضات ستستمر غدا\".",
            "أولاف هانسن",
            "وزير الخارجية النرويجي",
            "المفاوضات ستستمر غدا",
        ),
        (
            "وأكد الرئيس عبد الفتاح المنصوري أن \"السد آمن تماما\".",
            "عبد الفتاح المنصوري",
            "الرئيس",
            "السد آمن تماما",
        ),
        (
            "\"لن نغادر الميناء\"، قالت المتحدثة باسم البلدية سلمى الخطيب.",
            "سلمى الخطيب",
            "المتحدثة باسم البلدية",
            "لن نغادر الميناء",
        ),
        (
            "وقال محمد علي حسن، مدير الميناء، \"سنبدأ الإصلاح يوم الاثنين\".",
            "محمد علي حسن",
            "",
            "سنبدأ الإصلاح يوم الاثنين",
        ),
    ] {
        says("ar", text, speaker, role, said);
    }
}

#[test]
fn places_and_bodies_are_told_from_people() {
    for (lang, text, kind, name) in [
        ("zh", "渡轮在挪威港口外沉没。", EntityKind::Place, "挪威"),
        ("zh", "中国外交部周三没有回应。", EntityKind::Organization, "中国外交部"),
        ("ja", "フェリーはノルウェーの沖で沈没した。", EntityKind::Place, "ノルウェー"),
        ("ja", "気象庁は雨が続くとみている。", EntityKind::Organization, "気象庁"),
        ("ar", "غرقت العبارة قبالة سواحل النرويج أمس.", EntityKind::Place, "النرويج"),
        (
            "ar",
            "أعلنت وزارة الصحة المصرية ارتفاع العدد.",
            EntityKind::Organization,
            "وزارة الصحة المصرية",
        ),
    ] {
        let found = read(text, lang).annotations.entities;
        let has = found.iter().any(|entity| entity.name == name && entity.kind == kind);
        assert!(has, "{text}: {found:?}");
    }
}

#[test]
fn ordinary_words_are_no_names() {
    for (lang, text) in [
        ("zh", "高兴的人们在方便的时候和平地离开了会场，没有人受伤。"),
        ("zh", "经济增长放缓，金融市场保持稳定，成本上升。"),
        ("ja", "船はゆっくりと沈み、乗客は全員が救助された。"),
        ("ja", "時代の変化に合わせて、仲間達と仕事を続けている。"),
        ("ar", "ارتفعت الأسعار في الأسواق بعد أن انخفضت خلال الشهر الماضي."),
        ("ar", "أنقذت فرق الطوارئ جميع الركاب ولم يصب أحد بأذى."),
    ] {
        let found = read(text, lang).annotations.entities;
        let people = found.iter().find(|entity| entity.kind == EntityKind::Person);
        assert!(people.is_none(), "{text}: {people:?}");
    }
}

#[test]
fn no_text_is_too_odd() {
    for lang in ["zh", "ja", "ar"] {
        for text in [
            "",
            "·",
            "・・",
            "王",
            "王·",
            "「」と述べた",
            "قال",
            "ال",
            "و",
            "。”说",
            "氏は",
            "\u{64b}",
        ] {
            let found = read(text, lang);
            for entity in &found.annotations.entities {
                assert!(entity.mentions.iter().all(|span| !span.of(text).is_empty()));
            }
        }
    }
}
