"""News pages to articles, developments, stories and briefs.

What goes in and comes out are dicts, in the shape in which ``rundown read --json``,
``rundown thread --json`` and ``rundown brief --json`` write them.

>>> import rundown
>>> page = '''<title>Harbor shut | The Port Courier</title><h1>Harbor shut</h1>
... <p>PORT ELM (TCP) - The harbor was shut on Monday after a storm, officials said.</p>'''
>>> article = rundown.read(page, url="https://www.portcourier.test/harbor",
...                        at="2031-05-14T09:40:00Z", id="harbor")
>>> article["headline"], article["dateline"]["place"]
('Harbor shut', 'PORT ELM')
>>> [(rundown.words(article, date["span"]), date["value"]) for date in article["dates"]]
[('Monday', '2031-05-12')]

A stage works on one core and lets other threads of Python run meanwhile: give parts of a
list to a ``ThreadPoolExecutor`` to use more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from os import PathLike, fspath
from typing import Any, NamedTuple, overload

from . import _rundown
from .shapes import Article, Brief, Placement, Span

__all__ = [
    "Article",
    "Brief",
    "Page",
    "Placement",
    "Span",
    "Threads",
    "annotate",
    "brief",
    "pages",
    "read",
    "thread",
    "words",
]

#: Articles that are given to a stage at a time: between two, an interrupt is heard.
_AT_ONCE = 64


class Page(NamedTuple):
    """A page of a web archive, as its server sent it."""

    #: The address it was fetched from.
    url: str
    #: When it was fetched, if the archive says so.
    fetched_at: str | None
    #: The character set that the server stated.
    charset: str | None
    #: Whether it is plain text by what the server says.
    is_text: bool
    #: Its bytes, unpacked.
    body: bytes
    #: Why the record could not be read; then all the rest is empty.
    problem: str | None


@overload
def read(
    page: str | bytes | Page | Mapping[str, Any],
    *,
    url: str | None = None,
    at: str | datetime | None = None,
    charset: str | None = None,
    kind: str = "",
    id: str | None = None,
) -> Article: ...


@overload
def read(page: Iterable[Page | Mapping[str, Any]]) -> list[Article]: ...


def read(
    page: str | bytes | Page | Mapping[str, Any] | Iterable[Page | Mapping[str, Any]],
    *,
    url: str | None = None,
    at: str | datetime | None = None,
    charset: str | None = None,
    kind: str = "",
    id: str | None = None,
) -> Article | list[Article]:
    """Reads a page or text into an article with everything found in it.

    A page is its markup or text (``url`` and ``at`` say where and when it was fetched;
    ``kind`` is ``"page"``, ``"text"``, or empty to let it be told), a :class:`Page` of an
    archive (named by its address), or a dict with the fields of a line of ``rundown read --jsonl``: ``id``,
    ``url``, ``fetched_at`` and ``html`` or ``text``; or, of an article that was cut out
    already, ``title``, ``body``, ``published``, ``lang``, ``source``. Of several a list.

    Reading never fails: what was odd, or is nothing to be read, stands in ``notes``.

    >>> read({"id": "a", "title": "Harbor shut", "body": "It was shut."})["sentences"]
    [[0, 12]]
    >>> [one["notes"] for one in read([{"id": "b"}])]
    [['bad line: no field html, text, title or body in it']]
    """
    if isinstance(page, str):
        page, charset = page.encode(errors="replace"), "utf-8"
    if isinstance(page, bytes):
        known = (page, url, _time(at), charset, kind)
        return json.loads(_rundown.read_page(known, id))  # type: ignore[no-any-return]
    if isinstance(page, Page):
        found = _rundown.read_page(_known(page), page.url)
        return json.loads(found)  # type: ignore[no-any-return]
    if isinstance(page, Mapping):
        return _loaded(_rundown.read_lines([json.dumps(page)]))[0]
    read_all: list[Article] = []
    for part in _parts(page):
        if any(isinstance(one, Page) for one in part):
            read_all += [read(one) for one in part]
        else:
            read_all += _loaded(_rundown.read_lines(_lines(part)))
    return read_all


def _known(page: Page) -> _rundown._Page:
    if page.problem is not None:
        raise ValueError(page.problem)
    kind = "text" if page.is_text else ""
    return page.body, page.url, page.fetched_at, page.charset, kind


@overload
def annotate(article: Mapping[str, Any]) -> Article: ...


@overload
def annotate(article: Iterable[Mapping[str, Any]]) -> list[Article]: ...


def annotate(
    article: Mapping[str, Any] | Iterable[Mapping[str, Any]],
) -> Article | list[Article]:
    """Annotates an article that was cut out already, as one or as several.

    It is a dict as :func:`read` gives or takes it; annotations that it has are made anew.
    Dates count from its ``published``.

    >>> told = annotate({"id": "a", "published": "2031-05-14", "title": "Dam holds",
    ...     "body": "The dam holds, minister Ana Ruiz said on Monday. It cost 12 crowns."})
    >>> [one["source"]["name"] for one in told["attributions"]]
    ['Ana Ruiz']
    >>> told["figures"][0]["value"]
    12.0
    """
    if isinstance(article, Mapping):
        return _loaded(_rundown.annotate_lines([json.dumps(article)]))[0]
    all_of_them: list[Article] = []
    for part in _parts(article):
        all_of_them += _loaded(_rundown.annotate_lines(_lines(part)))
    return all_of_them


def thread(articles: Iterable[Mapping[str, Any]]) -> list[Placement]:
    """Threads articles, in order of publication; says where each belongs, in their order.

    Two articles of one ``development`` report the same event; ``story`` is the chain of
    developments it is of. The numbers mean nothing outside of the call. Names count as far as
    they were found: give what :func:`read` gave for the stories that a store has.

    >>> articles = [{"id": str(i), "published": f"2031-05-1{i}", "title": title, "body": title}
    ...     for i, title in enumerate(["Ferry sinks off Dunmore, 12 missing",
    ...         "Sunken Dunmore ferry: 12 missing", "Bank raises interest rates"])]
    >>> stories = [placed["story"] for placed in thread(articles)]
    >>> stories[0] == stories[2]
    False
    """
    return json.loads(_rundown.thread_lines(_lines(articles)))  # type: ignore[no-any-return]


def brief(
    articles: Iterable[Mapping[str, Any]],
    *,
    since: str | datetime | None = None,
    until: str | datetime | None = None,
    languages: Iterable[str] = (),
) -> Brief:
    """Briefs a story: highlights, what is new since a time, timeline, voices, figures.

    ``languages`` are those the reader reads, the dearest first. Every word of a brief
    stands in an article, and its evidence says where.

    >>> told = brief([{"id": "a", "published": "2031-05-14", "title": "Ferry sinks",
    ...     "body": "A ferry sank off Port Elm on Tuesday, killing 12 people."}])
    >>> told["title"]["text"]
    'Ferry sinks'
    """
    told = _rundown.brief_lines(_lines(articles), _time(since), _time(until), [*languages])
    return json.loads(told)  # type: ignore[no-any-return]


class Threads:
    """Threads that go on with every batch.

    Give articles about in order of publication: order leaves no trace within two days.
    The state can be pickled, and taken up by the same version of Rundown.

    >>> threads = Threads()
    >>> first = threads.thread([{"id": "a", "published": "2031-05-14", "title": "Ferry sinks"}])
    >>> first == threads.placements()
    True
    >>> import pickle
    >>> pickle.loads(pickle.dumps(threads)).placements() == threads.placements()
    True
    """

    __slots__ = ("_state",)

    def __init__(self) -> None:
        self._state = _rundown.Threads()

    def thread(self, batch: Iterable[Mapping[str, Any]]) -> list[Placement]:
        """Threads a batch; says which articles were placed, or moved by what came."""
        return self.thread_lines(_lines(batch))

    def thread_lines(self, batch: list[str]) -> list[Placement]:
        """The same of articles as lines of JSON."""
        return json.loads(self._state.thread(batch))  # type: ignore[no-any-return]

    def close(self) -> list[Placement]:
        """Settles what more articles could still have changed; says what that moved."""
        return json.loads(self._state.close())  # type: ignore[no-any-return]

    def placements(self) -> list[Placement]:
        """Where every article belongs, in the order in which they were given."""
        return json.loads(self._state.placements())  # type: ignore[no-any-return]

    def __bytes__(self) -> bytes:
        return self._state.to_bytes()

    @classmethod
    def from_bytes(cls, state: bytes) -> Threads:
        """Threads that were put away by ``bytes(threads)``."""
        threads = cls.__new__(cls)
        threads._state = _rundown.Threads.from_bytes(state)
        return threads

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return Threads.from_bytes, (bytes(self),)


def pages(archive: str | PathLike[str]) -> Iterator[Page]:
    """The pages of a web archive (WARC; plain, gzip or zstd), in its order.

    What cannot be read comes as a page with a ``problem``, and the next one follows. Feeds
    are passed over.

    >>> list(pages("no-such-file.warc"))
    Traceback (most recent call last):
    OSError: could not read no-such-file.warc: No such file or directory (os error 2)
    """
    found = _rundown.Pages(fspath(archive))
    while (page := found.next()) is not None:
        yield Page(*page)


def words(article: Mapping[str, Any], span: Span) -> str:
    """The words of a text at a span: spans count bytes of UTF-8."""
    begin, end = span
    return article["text"].encode()[begin:end].decode()  # type: ignore[no-any-return]


def _time(time: str | datetime | None) -> str | None:
    if isinstance(time, datetime):
        if time.tzinfo is None:
            raise ValueError(f"{time} has no time zone; give it one, as datetime.UTC")
        return time.isoformat()
    return time


def _lines(articles: Iterable[Mapping[str, Any]]) -> list[str]:
    return [json.dumps(article) for article in articles]


def _loaded(lines: list[str]) -> list[Article]:
    return [json.loads(line) for line in lines]


def _parts(articles: Iterable[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for article in articles:
        part.append(article)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
