"""The Spark job, on the demo."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rundown
from conftest import ROOT, parts, written
from test_module import archive

JOB = ROOT / "python" / "spark" / "rundown_job.py"
parquet = pytest.importorskip("pyarrow.parquet")
pyspark = pytest.importorskip("pyspark")


@pytest.fixture(scope="module")
def job():
    if shutil.which("java") is None:
        pytest.skip("no java")
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"

    def run(out, *args):
        local = ["--master", "local[2]", "--conf", "spark.ui.enabled=false",
                 "--conf", "spark.sql.shuffle.partitions=4"]
        env = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(submit.parents[1])}
        told = subprocess.run(
            [submit, *local, JOB, "--out", out, *map(str, args)],
            env=env, capture_output=True, text=True,
        )
        assert told.returncode == 0, told.stdout + told.stderr[-2000:]
        return parquet.read_table(out / "stories").to_pylist()

    return run


def test_uncut_it_threads_as_the_module_does(job, lines, articles, tmp_path):
    half = len(lines) // 2
    files = [archive(tmp_path / "crawl.warc.gz", lines[:half]), written(tmp_path, lines[half:])]
    placed = job(tmp_path / "out", "--cut", "none", *files)
    at_once = rundown.thread(articles)
    for key in ("story", "development"):
        assert parts(placed, key) == parts(at_once, key)


def test_a_story_goes_on_over_a_cut(job, tmp_path):
    days = [f"2031-05-{day}" for day in range(26, 32)] + [f"2031-06-0{day}" for day in range(1, 6)]
    told = [
        ("ferry", "Divers search sunken ferry Lady Corrigan off Port Elm",
         "Divers searched the wreck of the ferry Lady Corrigan off Port Elm for the missing."),
        ("bank", "Bellweather Bank depositors queue after run on branches",
         "Depositors of Bellweather Bank queued at its branches after the regulator stepped in."),
    ]
    stream = [
        {"id": f"{story}-{day}", "published": f"{day}T12:00:00Z", "lang": "en",
         "title": title, "body": f"{body} It was day {number} of it."}
        for number, day in enumerate(days)
        for story, title, body in told
    ]
    file = written(tmp_path, stream)
    whole = parts(rundown.thread(stream), "story")
    assert len(whole) == 2
    assert parts(job(tmp_path / "cut", file), "story") == whole
    apart = parts(job(tmp_path / "apart", "--warm-up", "0", file), "story")
    assert len(apart) == 4, "months without a warm-up share nothing"
