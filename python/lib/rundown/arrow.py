"""The stages over Arrow record batches, as Spark's ``mapInArrow`` has them.

Needs ``pyarrow`` (``pip install rundown-news[arrow]``). Whatever gives Arrow data through
its capsules (polars, DuckDB, pandas) may be given. Rows become lines of JSON in Python and
columns again behind the stage, which costs little beside reading; an article travels as
JSON in one column. In tables an article that states no time counts as published when it was
fetched, as in a store of Rundown.

>>> import pyarrow
>>> lines = pyarrow.table({"id": ["a"], "published": ["2031-05-14"],
...                        "title": ["Ferry sinks"], "body": ["A ferry sank."]})
>>> table = read(lines)
>>> table.column("lang").to_pylist(), table.column("headline").to_pylist()
(['en'], ['Ferry sinks'])
>>> thread(table).column("id").to_pylist()
['a']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from . import _AT_ONCE, Page, _known, _rundown

#: Read articles: ``article`` is all of it as JSON, the others are taken from it.
ARTICLES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("lang", pa.string(), nullable=False),
        pa.field("at", pa.timestamp("us", tz="UTC")),
        pa.field("headline", pa.string(), nullable=False),
        pa.field("article", pa.string(), nullable=False),
    ]
)

#: Where articles belong.
PLACEMENTS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("development", pa.int64(), nullable=False),
        pa.field("story", pa.int64(), nullable=False),
        pa.field("copy_of", pa.string()),
        pa.field("shared_percent", pa.int8()),
    ]
)


def read(table: Any) -> pa.Table:
    """Reads rows into articles: columns are the fields that :func:`rundown.read` knows of a
    dict (texts; a time may be a timestamp), or one column ``line`` of lines of JSON."""
    return of_lines(_lines(pa.table(table)))


def of_lines(lines: Sequence[str]) -> pa.Table:
    """Reads lines of JSON into articles.

    >>> of_lines(['{"id":"a","title":"Harbor shut"}']).num_rows
    1
    """
    rows: list[Any] = []
    for begin in range(0, len(lines), _AT_ONCE):
        rows += _rundown.read_rows([*lines[begin : begin + _AT_ONCE]])
    return _table(rows)


def of_pages(pages: Iterable[Page]) -> pa.Table:
    """Reads pages of web archives into articles, named by their addresses.

    >>> body = b"<h1>Harbor shut</h1><p>The harbor was shut on Monday after a storm."
    >>> page = Page("https://a.test/b", "2031-05-14T09:00:00Z", None, False, body, None)
    >>> of_pages([page]).column("id").to_pylist()
    ['https://a.test/b']
    """
    return _table([_rundown.page_row(_known(page), page.url) for page in pages])


def _table(rows: list[Any]) -> pa.Table:
    columns = zip(*rows) if rows else [[] for _ in ARTICLES]
    arrays = [pa.array([*c], f.type) for c, f in zip(columns, ARTICLES, strict=True)]
    return pa.table(arrays, schema=ARTICLES)


def thread(table: Any) -> pa.Table:
    """Threads all articles of a table: what :func:`read` gives, or what it takes."""
    placed = json.loads(_rundown.thread_lines(_lines(pa.table(table))))
    return placements_of(placed)


def placements_of(placed: Iterable[dict[str, Any]]) -> pa.Table:
    """Placements as :func:`rundown.thread` gives them, as a table.

    >>> placements_of([]).num_rows
    0
    """
    rows = [
        {
            "id": one["id"],
            "development": one["development"],
            "story": one["story"],
            "copy_of": (one["copy_of"] or {}).get("original"),
            "shared_percent": (one["copy_of"] or {}).get("shared_percent"),
        }
        for one in placed
    ]
    return pa.Table.from_pylist(rows, schema=PLACEMENTS)


def _lines(table: pa.Table) -> list[str]:
    for whole in ("article", "line"):
        if whole in table.column_names:
            return [line or "" for line in table.column(whole).to_pylist()]
    return [json.dumps(row, default=_plain) for row in table.to_pylist()]


def _plain(value: Any) -> str:
    """A time as JSON has it; without a zone it counts as UTC."""
    return str(value.isoformat())
