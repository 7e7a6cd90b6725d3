"""The shapes of dicts, for type checkers. What each field holds is told by the
documentation of the crate ``rundown-news``, whose names they bear; times are texts as
RFC 3339 has them, or days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypedDict

#: Begin and end in bytes of UTF-8; see :func:`rundown.words`.
Span = Sequence[int]


class Outlet(TypedDict):
    name: str
    domain: str


class Byline(TypedDict):
    name: str


class Dateline(TypedDict):
    text: str
    place: str


class _Block(TypedDict):
    kind: str
    span: Span


class Block(_Block, total=False):
    at: str


class Entity(TypedDict):
    id: int
    kind: Literal["person", "organization", "place"]
    name: str
    roles: list[str]
    role_spans: list[Span]
    mentions: list[Span]


class Source(TypedDict):
    span: Span
    entity: int | None
    name: str | None


class Attribution(TypedDict):
    source: Source | None
    cue: Span | None
    content: list[Span]
    directness: Literal["direct", "indirect", "mixed"]


class _When(TypedDict):
    span: Span
    value: str
    precision: str


class When(_When, total=False):
    predicate: Span


class _Figure(TypedDict):
    span: Span
    value: float
    unit: str
    counted: str
    qualifier: str


class Figure(_Figure, total=False):
    value_high: float
    against: float
    counted_span: Span
    predicate: Span
    role: str
    quantity: str


class _Article(TypedDict):
    id: str
    url: str | None
    canonical_url: str | None
    outlet: Outlet
    lang: str
    headline: str
    deck: str | None
    highlights: list[str]
    byline: list[Byline]
    dateline: Dateline | None
    published: str | None
    modified: str | None
    section: str | None
    tags: list[str]
    kind: Literal["article", "live", "video", "gallery", "opinion", "stub"]
    blocks: list[Block]
    text: str
    sentences: list[Span]
    entities: list[Entity]
    attributions: list[Attribution]
    dates: list[When]
    figures: list[Figure]
    events: list[dict[str, Any]]
    notes: list[str]


class Article(_Article, total=False):
    media: list[dict[str, Any]]


class WireCopy(TypedDict):
    original: str
    shared_percent: int


class Placement(TypedDict):
    id: str
    development: int
    story: int
    copy_of: WireCopy | None


class _Evidence(TypedDict):
    article: str
    revision: int
    span: Span


class Evidence(_Evidence, total=False):
    part: str | dict[str, int]


class _Shown(TypedDict):
    text: str
    evidence: list[Evidence]


class Shown(_Shown, total=False):
    pieces: int
    named: list[dict[str, Any]]


class _Brief(TypedDict):
    title: Shown | None
    state: list[Shown]
    first_at: str | None
    last_at: str | None
    highlights: list[dict[str, Any]]
    new: list[dict[str, Any]]
    only_repeats: list[str]
    developments: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    voices: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    people: list[dict[str, Any]]
    outlets: dict[str, Any]
    changes: list[dict[str, Any]]


class Brief(_Brief, total=False):
    was: Shown
    elsewhere: list[dict[str, Any]]
