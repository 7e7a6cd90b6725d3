"""Runs Rundown and its peers on the same input in one run and writes down how each did.

bench/run calls it; README.md tells what is compared and what that is worth."""
import argparse
import datetime
import os
import pathlib
import platform
import subprocess
import sys

import corpora
import dates
import peers
import score
import threads

HERE = pathlib.Path(__file__).resolve().parent


class Report:
    """Lines that are printed as they come and written at the end."""

    def __init__(self):
        self.lines = []
        self.lost = []

    def hold(self, of, values):
        """Notes which peers have a higher value than Rundown: {name: value}."""
        ours = values["rundown"]
        ahead = [f"{name} {value:.3f}" for name, value in values.items() if value > ours]
        if ahead:
            self.lost.append(f"{of}: {ours:.3f}, behind {', '.join(ahead)}")

    def say(self, line=""):
        print(line, flush=True)
        self.lines.append(line)


def compare_pages(report, name, pages, readers, rounds):
    """Reads each page by every reader, taking turns at being first; the fastest round counts."""
    if not pages:
        report.say(f"{name}: CANNOT BE HAD")
        return
    best = {reader: [float("inf")] * len(pages) for reader in readers}
    found = {reader: [None] * len(pages) for reader in readers}
    order = list(readers)
    for _ in range(rounds):
        for at, page in enumerate(pages):
            order.append(order.pop(0))
            for reader in order:
                found[reader][at], seconds = readers[reader](page)
                best[reader][at] = min(best[reader][at], seconds)
    titled = [at for at, page in enumerate(pages) if page["title"]]
    report.say(f"{name}, {len(pages)} pages")
    report.say(f"{'':24}{'text F1':>9}{'prec.':>8}{'recall':>8}{'headline':>10}{'pages/s':>9}"
               f"{'slowest ms':>12}{'ours better, equal, worse':>27}")
    text = {reader: [score.text_score(found[reader][at][0], page["text"], page["either"])
                     for at, page in enumerate(pages)] for reader in readers}
    means = {}
    for reader in sorted(readers, key=lambda one: -sum(f1 for _, _, f1 in text[one])):
        mean = [sum(column) / len(pages) for column in zip(*text[reader])]
        titles = [score.same_title(found[reader][at][1], pages[at]["title"]) for at in titled]
        tells = any(found[reader][at][1] for at in titled)
        title = f"{sum(titles) / len(titles):.3f}" if titled and tells else "-"
        pair = [round(a[2] - b[2], 2) for a, b in zip(text["rundown"], text[reader])]
        beside = "" if reader == "rundown" else (
            f"{sum(p > 0 for p in pair)}, {sum(p == 0 for p in pair)}, {sum(p < 0 for p in pair)}")
        means[reader] = mean[2]
        report.say(f"{reader:24}{mean[2]:9.3f}{mean[0]:8.3f}{mean[1]:8.3f}{title:>10}"
                   f"{len(pages) / sum(best[reader]):9.0f}{1000 * max(best[reader]):12.1f}"
                   f"{beside:>27}")
    report.hold(f"{name}, text F1", means)
    report.say()


def machine():
    try:
        model = next(line.split(": ")[1] for line in open("/proc/cpuinfo").read().splitlines()
                     if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--room", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["pages", "dates", "threads"])
    args = parser.parse_args()
    args.programs, args.room = args.programs.resolve(), args.room.resolve()
    os.chdir(args.room)  # some peers leave files where they run
    report = Report()
    version = subprocess.run([args.programs / "rundown", "--version"], capture_output=True,
                             text=True, check=True).stdout.strip()
    report.say(f"{version} beside its peers, {datetime.date.today()}")
    report.say(machine())
    report.say()
    if args.only in (None, "pages"):
        readers, missing = peers.readers(args.programs)
        for name, why in missing.items():
            report.say(f"CANNOT BE HAD: {name} ({why})")
        demo = list(corpora.demo_pages())
        compare_pages(report, "Pages of the demo", demo, readers, args.rounds)
        theirs = list(corpora.newspaper_pages(args.room))
        english = [page for page in theirs if page["lang"] == "en"]
        others = [page for page in theirs if page["lang"] != "en"]
        name = "Pages that newspaper4k tests itself with"
        compare_pages(report, f"{name}, in English", english, readers, args.rounds)
        compare_pages(report, f"{name}, in other languages", others, readers, args.rounds)
    if args.only in (None, "dates"):
        dates.compare(report, args.programs)
    if args.only in (None, "threads"):
        threads.compare(report, args.programs)
    if args.only is None:
        report.say("CANNOT BE HAD: names beside spaCy. Its makers put the program on PyPI and the")
        report.say("models elsewhere; without one it finds no names.")
        report.say()
    report.say("Where Rundown loses")
    for line in report.lost or ["nowhere in this run"]:
        report.say(f"- {line}")
    if args.only is None:
        (HERE / "results.txt").write_text("\n".join(report.lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
