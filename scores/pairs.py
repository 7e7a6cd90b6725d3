#!/usr/bin/env python3
"""Runs our reader and trafilatura on the same pages, in pairs, in one run.

    pip install trafilatura lxml_html_clean
    cargo build --release -p rundown-extract --example answer_pages
    scores/pairs.py GOLD.jsonl[.gz] [--scorer pages.py] [--rounds N]

GOLD lines: {"id", "url", "html", "gold": {"text"}}, as the corpora of `cargo xtask scores`
have them; `--scorer` is the scorer of pages that belongs to them [default: beside the
corpus, ../../score/pages.py]. Both readers get one page after the other, each on one
thread, and take turns at being first, so that whatever else the machine does meets both.
Of each page the fastest round counts: for ours the time that passed, for trafilatura only
the time on the processor, so that a busy machine never makes the ratio larger. Printed are pages a second, how many times faster
ours is, and the text F1 of both.
"""
import argparse
import importlib.util
import json
import logging
import os
import pathlib
import subprocess
import sys
import time


def scorer_at(path):
    spec = importlib.util.spec_from_file_location("pages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Ours:
    """Our reader as a process that answers line by line."""

    name = "rundown"

    def __init__(self, binary):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([binary], stdin=pipe, stdout=pipe)

    def read(self, page):
        line = json.dumps({key: page.get(key) for key in ("id", "url", "html")})
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        article = json.loads(self.process.stdout.readline())
        return article, article.pop("seconds")


class Theirs:
    """trafilatura with its own settings, text and metadata, without comments."""

    def __init__(self):
        import trafilatura

        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        self.extract = trafilatura.bare_extraction
        self.name = f"trafilatura {trafilatura.__version__}"

    def read(self, page):
        start = time.thread_time()
        found = self.extract(
            page["html"], url=page.get("url"), with_metadata=True, include_comments=False
        )
        seconds = time.thread_time() - start
        fields = found.as_dict() if hasattr(found, "as_dict") else found or {}
        return {"id": page["id"], "text": fields.get("text") or ""}, seconds


def run(pages, readers, rounds):
    """The articles of each reader and its fastest seconds for each page."""
    articles = [{} for _ in readers]
    fastest = [{} for _ in readers]
    for turn in range(rounds):
        for number, page in enumerate(pages):
            order = list(enumerate(readers))
            for which, reader in order if (turn + number) % 2 == 0 else order[::-1]:
                article, seconds = reader.read(page)
                articles[which][page["id"]] = article
                known = fastest[which].get(page["id"], seconds)
                fastest[which][page["id"]] = min(known, seconds)
    return articles, fastest


def main():
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("--scorer", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reader", default=target / "release/examples/answer_pages")
    options = parser.parse_args()
    beside = options.gold.resolve().parents[2] / "score/pages.py"
    scorer = scorer_at(options.scorer or beside)
    try:
        readers = [Ours(options.reader), Theirs()]
    except FileNotFoundError:
        sys.exit(f"{options.reader} is not there: build it first (see --help)")
    except ImportError as error:
        sys.exit(f"trafilatura cannot be used ({error}): pip install trafilatura lxml_html_clean")
    pages = list(scorer.lines(str(options.gold)))
    articles, fastest = run(pages, readers, options.rounds)
    totals = [sum(seconds.values()) for seconds in fastest]
    print(f"# {len(pages)} pages of {options.gold.name}, fastest of {options.rounds} rounds")
    for which, reader in enumerate(readers):
        score = scorer.score(pages, articles[which])
        slowest = max(fastest[which].values()) * 1000
        print(
            f"{reader.name}: {len(pages) / totals[which]:.0f} pages/s, "
            f"slowest {slowest:.1f} ms, text F1 {score['f1']:.4f}"
        )
    print(f"ratio {totals[1] / totals[0]:.1f}")


if __name__ == "__main__":
    main()
