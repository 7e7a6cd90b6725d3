"""What is compared on: the demo of this repository, sentences of Wikinews that lie in it, and
the pages that newspaper4k's package of sources tests itself with."""
import json
import pathlib
import re
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def copy_of(path):
    """The head and body of a file of copy (demo/README.md tells its form)."""
    _, head, rest = path.read_text().split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    above, body = rest.split("# body\n", 1)
    fields["highlights"] = [line[2:] for line in above.splitlines() if line.startswith("* ")]
    return fields, body.strip()


def demo_copy():
    """Copy of the demo whose body is wholly its own: no reprints, no live blogs."""
    for path in sorted((ROOT / "demo/copy").glob("*/*.md")):
        head, body = copy_of(path)
        if head["kind"] in ("article", "opinion", "stub") and not {"reprint", "revises"} & {*head}:
            yield path, head, body


def as_read(body):
    """Body copy as a reader sees it: without marks, captions and chrome."""
    lines = [line for line in body.splitlines() if not line.startswith("[")]
    return "\n".join(re.sub(r"^(## |- |> )", "", line) for line in lines)


def either_way(body, head):
    """What a reader may take for body or leave: captions, embedded posts, corrections, the
    outlet's own highlights, the deck."""
    kinds = ("[photo]", "[post]", "[correction]")
    lines = [line.split("] ", 1)[1] for line in body.splitlines() if line.startswith(kinds)]
    return "\n".join([*lines, *head["highlights"], head.get("deck", "")])


def decoded(page):
    """A page as text, so that every reader gets the same: some of the demo are of 1999."""
    try:
        return page.decode()
    except UnicodeDecodeError:
        return page.decode("cp1252")


def demo_pages():
    """The demo's printed pages, each with the copy that it was printed from."""
    index = (ROOT / "demo/pages/index.jsonl").read_text().splitlines()
    files = {line["file"].split("/", 1)[1]: line for line in map(json.loads, index)}
    for path, head, body in demo_copy():
        slug = path.stem.split("-", 2)[2]
        line = files.get(f"{head['published'][:10]}-{slug}.html")
        if line:
            html = decoded((ROOT / "demo/pages" / line["file"]).read_bytes())
            yield {"id": path.stem, "url": line["url"], "html": html, "lang": head["lang"],
                   "text": as_read(body), "either": either_way(body, head),
                   "title": head["headline"]}


def newspaper_pages(room):
    """The pages that newspaper4k tests itself with. Nothing of them is kept, and what is
    expected of them is what newspaper4k itself answers."""
    for archive in room.glob("newspaper4k-*.tar.gz"):
        with tarfile.open(archive) as tar:
            files = {member.name.split("/", 1)[1]: member for member in tar if member.isfile()}
            read = lambda name: tar.extractfile(files[name]).read().decode("utf-8", "replace")
            for name in sorted(files):
                page = re.fullmatch(r"tests/data/html/(.*)\.html", name)
                gold = page and f"tests/data/txt/{page[1]}.txt"
                if gold in files:
                    yield {"id": page[1], "url": f"https://{page[1]}.example/", "html": read(name),
                           "text": read(gold), "either": "", "title": None,
                           "lang": language(page[1])}


def language(name):
    """The language that the name of a page of newspaper4k tells."""
    known = {"arabic": "ar", "burmese": "my", "chinese": "zh", "japanese": "ja", "latvian": "lv",
             "spanish": "es", "thai": "th", "yna": "ko"}
    return next((code for word, code in known.items() if name.startswith(word)), "en")


def dated_sentences():
    """The half of cases/wikinews/dates.jsonl that is for measuring."""
    lines = (ROOT / "cases/wikinews/dates.jsonl").read_text().splitlines()
    return [line for line in map(json.loads, lines) if line["half"] == "test"]


def demo_threads():
    """The demo's articles in order of time, with the development and story of each."""
    articles = []
    for path, head, body in demo_copy():
        articles.append({
            "id": path.stem, "published": head["published"], "lang": head["lang"],
            "title": head["headline"], "body": as_read(body), "source": head["outlet"],
            "development": f"{head['story']}/{head['development']}", "story": head["story"]})
    return sorted(articles, key=lambda article: (article["published"], article["id"]))
