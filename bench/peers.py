"""Readers of pages, each as its own documentation says it is used, with its own settings.

A peer is made by a function without arguments that fails where its package is not there; the
peer takes a page and gives (text, title), title None where it tells none.
"""
import importlib.metadata
import json
import logging
import subprocess
import time

logging.disable(logging.CRITICAL)


def trafilatura():
    from trafilatura import bare_extraction

    def read(page):
        found = bare_extraction(page["html"], url=page["url"], include_comments=False,
                                with_metadata=True)
        return (found.text, found.title) if found else ("", None)
    return read


def newspaper4k():
    import newspaper

    def read(page):
        article = newspaper.Article(page["url"], language=page["lang"], fetch_images=False)
        article.download(input_html=page["html"])
        article.parse()
        return article.text, article.title
    return read


def readability():
    from lxml import html
    from readability import Document

    def read(page):
        document = Document(page["html"])
        body = html.fromstring(document.summary())
        return "\n".join(body.itertext()), document.short_title()
    return read


def goose3():
    from goose3 import Goose
    goose = Goose({"enable_image_fetching": False})

    def read(page):
        found = goose.extract(raw_html=page["html"])
        return found.cleaned_text, found.title
    return read


def justext():
    import justext
    stops = {"ar": "Arabic", "de": "German", "es": "Spanish", "lv": "Latvian", "ko": "Korean"}

    def read(page):
        words = justext.get_stoplist(stops.get(page["lang"], "English"))
        lines = justext.justext(page["html"].encode(), words, encoding="utf-8")
        return "\n".join(line.text for line in lines if not line.is_boilerplate), None
    return read


def boilerpy3():
    from boilerpy3 import extractors
    extractor = extractors.ArticleExtractor(raise_on_failure=False)

    def read(page):
        found = extractor.get_doc(page["html"])
        return found.content, found.title
    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda page: (extract_plain_text(page["html"], main_content=True), None)


READERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k,
           "readability-lxml": readability, "goose3": goose3, "jusText": justext,
           "boilerpy3": boilerpy3, "Resiliparse": resiliparse}


class Rundown:
    """Our reader, as a process that answers line by line with the seconds it took."""

    def __init__(self, program):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([program], stdin=pipe, stdout=pipe)

    def __call__(self, page):
        line = json.dumps({key: page[key] for key in ("id", "url", "html")})
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        return (found["text"], found["headline"]), found["seconds"]


def timed(read):
    """A peer with the seconds it took on the processor: what else the machine does is not
    counted against it."""
    def answer(page):
        start = time.process_time()
        try:
            found = read(page)
        except Exception:  # what it cannot read counts as nothing found
            found = ("", None)
        return found, time.process_time() - start
    return answer


def readers(programs):
    """All readers that are there, and why the others are not."""
    there, missing = {"rundown": Rundown(programs / "answer_pages")}, {}
    for name, make in READERS.items():
        try:
            there[f"{name} {importlib.metadata.version(name)}"] = timed(make())
        except Exception as error:
            missing[name] = f"{type(error).__name__}: {error}"
    return there, missing
