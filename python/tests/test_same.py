"""The module finds what the program finds."""

import json
from datetime import datetime

import pytest
import rundown
from conftest import DEMO, parts, written

NOW = "2031-06-28T18:00:00Z"


def test_lines_are_read_as_by_the_program(lines, articles, program, tmp_path):
    told = program("read", "--jsonl", written(tmp_path, lines)).splitlines()
    assert len(told) == len(lines) > 100
    assert [json.loads(line) for line in told] == articles


def test_bytes_are_read_as_by_the_program(lines, program):
    one_of_each_outlet = {page.parent: page for page in sorted(DEMO.glob("*/*.html"))}
    assert len(one_of_each_outlet) > 10
    for page in one_of_each_outlet.values():
        url, at = f"https://{page.parent.name}/a", "2031-05-20T12:00:00Z"
        told = json.loads(program("read", "--json", "--url", url, "--at", at, page))
        assert rundown.read(page.read_bytes(), url=url, at=at, id=str(page)) == told


def test_what_is_no_article_has_the_notes_of_the_program(program, tmp_path):
    hostile = [{"id": "a"}, {"id": "b", "title": "x\ud800"}, {"id": "c", "html": "\0<p"}, {}]
    told = program("read", "--jsonl", written(tmp_path, hostile)).splitlines()
    notes = [json.loads(line)["notes"] for line in told]
    assert [one["notes"] for one in rundown.read(hostile)] == notes
    assert all(notes)


def test_annotating_again_changes_nothing(articles):
    bare = ("sentences", "entities", "attributions", "dates", "figures", "events")
    dated = [one for one in articles if one["published"]]
    again = [{k: v for k, v in one.items() if k not in bare} for one in dated]
    assert rundown.annotate(again) == dated
    assert rundown.annotate(again[0]) == dated[0]


def test_a_stream_is_threaded_as_by_the_program(articles, program, tmp_path):
    file = written(tmp_path, articles)
    told = program("--now", NOW, "thread", "--json", "--final", file).splitlines()
    assert [json.loads(line) for line in told] == rundown.thread(articles)


def test_the_demo_is_threaded_as_in_a_store(lines, articles, program, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    program("--now", NOW, "batch", "--json", "--out", tmp_path, DEMO)
    stored = parquet.read_table(tmp_path / "articles.parquet").to_pylist()
    stored = [one | {"id": one["url"]} for one in stored]
    # In a store no article is of a later time than the one it was seen at.
    seen = {line["id"]: datetime.fromisoformat(line["fetched_at"]) for line in lines}
    heard = [
        one | {"published": min(datetime.fromisoformat(at), seen[one["id"]]).isoformat()}
        for one in articles
        if (at := dated(one))
    ]
    placed = rundown.thread(heard)
    for key in ("story", "development"):
        assert parts(placed, key) == parts(stored, key)


def dated(article):
    """When it was published, of a day alone its first minute."""
    at = article["published"]
    return at and (at if "T" in at else f"{at}T00:00:00+00:00")


def test_a_story_is_briefed_as_by_the_program(articles, program, tmp_path):
    largest = max(parts(rundown.thread(articles), "story"), key=len)
    story = [one for one in articles if one["id"] in largest]
    assert len(story) > 10
    file, since = written(tmp_path, story), "2031-05-14T00:00:00Z"
    told = program("--now", NOW, "brief", "--json", "--since", since, file)
    assert rundown.brief(story, since=since, until=NOW) == json.loads(told)
