"""How fast the module reads and annotates, held against the program: CPU time on one core.

    python speed.py PROGRAM LINES.jsonl [ROUNDS]

Each round runs the program (``read --jsonl``), then the module with dicts, then with Arrow
tables, each as a process of its own over the same lines.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

DICTS = """
import json, sys, rundown
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        rundown.read(json.loads(line))
"""

TABLES = """
import sys, rundown.arrow
from itertools import islice
with open(sys.argv[1], encoding="utf-8") as lines:
    while part := list(islice(lines, 256)):
        rundown.arrow.of_lines(part)
"""


def seconds(*command):
    """The CPU time of a process on one core."""
    one_core = {os.sched_getaffinity(0).pop()}
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"RAYON_NUM_THREADS": "1"},
        preexec_fn=lambda: os.sched_setaffinity(0, one_core),
    )
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    return used.ru_utime + used.ru_stime


def main(program, lines, rounds="5"):
    count = sum(1 for _ in Path(lines).open("rb"))
    used = []
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as nothing:
        nothing.write(b'{"id":"a","title":"Harbor shut","body":"It was shut."}\n')
        nothing.flush()
        for _ in range(int(rounds)):
            run = {}
            for way, command in ways(program).items():
                # Of a process that starts for each archive, its start is nothing.
                start = seconds(*command, nothing.name)
                run[way] = seconds(*command, lines) - start
            used.append(run)
    # The least of the rounds: what other work on the machine adds is no part of it.
    least = {way: min(run[way] for run in used) for way in used[0]}
    for way, taken in least.items():
        share = least["program"] / taken
        print(f"{way}: {count / taken:.0f} articles a second of CPU, {share:.3f} of the program")


def ways(program):
    return {
        "program": (program, "read", "--jsonl"),
        "module, dicts": (sys.executable, "-c", DICTS),
        "module, tables": (sys.executable, "-c", TABLES),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
