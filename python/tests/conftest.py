"""What the tests read: the invented news of ``demo/``, by the module and by the program."""

import json
import os
import subprocess
from pathlib import Path

import pytest

import rundown

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo" / "pages"


@pytest.fixture(scope="session")
def lines():
    """The pages of the demo as lines of JSON, in the order of their index."""
    index = (DEMO / "index.jsonl").read_text().splitlines()
    captures = [json.loads(line) for line in index]
    return [
        {
            "id": capture["url"],
            "url": capture["url"],
            "fetched_at": capture["fetched_at"],
            "html": (DEMO / capture["file"]).read_bytes().decode("utf-8", "replace"),
        }
        for capture in captures
    ]


@pytest.fixture(scope="session")
def articles(lines):
    return rundown.read(lines)


@pytest.fixture(scope="session")
def program():
    """Runs the program; without one these tests are skipped, and say so."""
    found = Path(os.environ.get("RUNDOWN", ROOT / "target" / "release" / "rundown"))
    if not found.exists():
        pytest.skip(f"no program at {found}: name it in RUNDOWN")

    def run(*args, said=None):
        asked = subprocess.run(
            [found, *map(str, args)], input=said, capture_output=True, check=True
        )
        return asked.stdout.decode()

    return run


def written(tmp_path, articles):
    """A file of lines of JSON."""
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in articles))
    return path


def parts(placements, key):
    """Which articles share a number, whatever it is."""
    found = {}
    for placed in placements:
        found.setdefault(placed[key], set()).add(placed["id"])
    return sorted(map(sorted, found.values()))
