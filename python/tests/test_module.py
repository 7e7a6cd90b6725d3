"""What the module gives beside what the program does."""

import gzip
import pickle
import sys
import threading
import time
from datetime import datetime, timezone

import pytest
import rundown
from conftest import parts


def test_batches_and_a_rest_in_bytes_leave_no_trace(articles):
    in_time = sorted(articles, key=lambda one: (one["published"] or "", one["id"]))
    whole, threads = rundown.Threads(), rundown.Threads()
    whole.thread(in_time)
    told = {}
    for begin in range(0, len(in_time), 37):
        threads = pickle.loads(pickle.dumps(threads))
        for placed in threads.thread(in_time[begin : begin + 37]):
            told[placed["id"]] = placed
    assert threads.placements() == whole.placements()
    assert sorted(told.values(), key=lambda one: one["id"]) == sorted(
        whole.placements(), key=lambda one: one["id"]
    )
    for one in (threads, whole):
        one.close()
    at_once = rundown.thread(in_time)
    for key in ("story", "development"):
        assert parts(threads.placements(), key) == parts(at_once, key)


def test_other_threads_run_while_a_stage_works(lines):
    ticks, reading = 0, threading.Thread(target=rundown._rundown.read_lines, args=([
        rundown.json.dumps(line) for line in lines],))
    switching = sys.getswitchinterval()
    sys.setswitchinterval(10)  # none is made to wait for another
    try:
        reading.start()
        while reading.is_alive():
            ticks += 1
            time.sleep(0.001)
    finally:
        sys.setswitchinterval(switching)
    assert ticks > 20


def test_what_cannot_be_threaded_is_named():
    good = {"id": "a", "published": "2031-05-14", "title": "Ferry sinks"}
    threads = rundown.Threads()
    threads.thread([good])
    for wrong, why in [({"title": "x"}, "article 1 has no id"), ({"id": "b"}, "article 1: ")]:
        for asked in (rundown.thread, threads.thread, rundown.brief):
            with pytest.raises(ValueError, match=why):
                asked([good, wrong])
    assert [one["id"] for one in threads.placements()] == ["a"]


def test_bytes_that_are_no_state_are_refused():
    threads = rundown.Threads()
    threads.thread([{"id": "a", "published": "2031-05-14", "title": "Ferry sinks"}])
    state = bytes(threads)
    assert rundown.Threads.from_bytes(state).placements() == threads.placements()
    for wrong in (b"", b"\0", b"\xff" * 64, state[:-1], state[: len(state) // 2]):
        with pytest.raises(ValueError, match="could not take up threads"):
            rundown.Threads.from_bytes(wrong)


def test_damaged_state_is_refused_or_goes_on_but_never_panics(articles):
    threads = rundown.Threads()
    threads.thread(articles[:40])
    state = bytes(threads)
    step = max(1, len(state) // 60)
    for at in range(0, len(state), step):
        damaged = state[:at] + bytes([state[at] ^ 0x55]) + state[at + 1 :]
        try:
            other = rundown.Threads.from_bytes(damaged)
            other.thread(articles[40:50])
            other.placements()
        except (ValueError, RuntimeError):
            pass


def test_times_need_a_zone():
    page = "<h1>Harbor shut</h1><p>The harbor was shut on Monday after a storm."
    at = datetime(2031, 5, 14, 9, tzinfo=timezone.utc)
    assert rundown.read(page, at=at) == rundown.read(page, at="2031-05-14T09:00:00Z")
    with pytest.raises(ValueError, match="no time zone"):
        rundown.read(page, at=datetime(2031, 5, 14, 9))
    with pytest.raises(ValueError, match="no time such as"):
        rundown.read(page, at="yesterday")
    with pytest.raises(ValueError, match="no kind"):
        rundown.read(page, kind="feed")
    with pytest.raises(ValueError, match="no language"):
        rundown.brief([{"id": "a", "title": "x"}], languages=["english please"])


def record(url, body, at, kind="text/html; charset=utf-8"):
    at = datetime.fromisoformat(at).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: {at}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>A</title></channel></rss>"


def archive(path, lines):
    records = [record(one["url"], one["html"].encode(), one["fetched_at"]) for one in lines]
    at = "2031-05-20T12:00:00+00:00"
    feed = record("https://outlet.example/feed", FEED, at, "application/rss+xml")
    cut_off = record("https://outlet.example/cut", b"<p>x", at)[:-20]
    path.write_bytes(b"".join([feed, *records, cut_off]))
    return path


def test_pages_of_an_archive_are_read(lines, articles, tmp_path):
    path = archive(tmp_path / "crawl.warc.gz", lines[:5])
    pages = list(rundown.pages(path))
    good = [page for page in pages if page.problem is None]
    assert [page.url for page in good] == [line["url"] for line in lines[:5]]
    assert len(pages) == 6 and "crawl.warc.gz" in pages[-1].problem
    assert rundown.read(good) == articles[:5]
    with pytest.raises(ValueError, match="crawl.warc.gz"):
        rundown.read(pages[-1])
    (tmp_path / "none").write_text("no archive")
    with pytest.raises(ValueError, match="no web archive"):
        list(rundown.pages(tmp_path / "none"))


def test_tables_hold_what_dicts_do(lines, articles, tmp_path):
    pa = pytest.importorskip("pyarrow")
    import rundown.arrow

    table = rundown.arrow.read(pa.Table.from_pylist(lines))
    assert [rundown.json.loads(one) for one in table["article"].to_pylist()] == articles
    assert table["headline"].to_pylist() == [one["headline"] for one in articles]
    assert rundown.arrow.read(table) == table
    placed = rundown.arrow.thread(table)
    assert placed == rundown.arrow.placements_of(rundown.thread(articles))
    pages = rundown.pages(archive(tmp_path / "crawl.warc.gz", lines[:3]))
    good = [page for page in pages if page.problem is None]
    of_pages = rundown.arrow.of_pages(good)
    assert of_pages["id"].to_pylist() == [line["id"] for line in lines[:3]]


def test_in_tables_an_undated_article_counts_as_of_when_it_was_fetched():
    pa = pytest.importorskip("pyarrow")
    import rundown.arrow

    url, at = "https://outlet.example/tide", "2031-05-20T12:00:00Z"
    html = "<h1>Tide</h1><p>The tide is low, said the harbor."
    line = {"id": url, "url": url, "fetched_at": at, "html": html}
    assert rundown.read(line)["published"] is None
    page = rundown.Page(url, at, "utf-8", False, html.encode(), None)
    table = rundown.arrow.read(pa.Table.from_pylist([line]))
    assert table == rundown.arrow.of_pages([page])
    assert table["at"].to_pylist() == [datetime(2031, 5, 20, 12, tzinfo=timezone.utc)]
    assert rundown.json.loads(table["article"][0].as_py())["published"] == at
