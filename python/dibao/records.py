"""Records and what they are made of. Written by ``records.py`` from the JSON Schema: not to be edited by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Callable, ClassVar, Dict, Literal, Mapping, Optional, Tuple

from ._base import Node, exact

@dataclass(frozen=True)
class Span(Node):
    """Where something stands in the input exactly as given: half-open, in UTF-8 bytes and in Unicode scalar values."""

    bytes: Tuple[int, int]
    """First byte and the byte after the last."""
    chars: Tuple[int, int]
    """First character and the character after the last."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "bytes": tuple,
        "chars": tuple,
    }

    def slice(self, text: str) -> str:
        """The text at this span.

        >>> Span(bytes=(3, 9), chars=(1, 3)).slice("由张三")
        '张三'
        """
        return text[self.chars[0] : self.chars[1]]


@dataclass(frozen=True)
class BylinePerson(Node):
    """A person of a byline."""

    name: str
    """Full name."""
    span: Span
    """Where the name stands."""
    role: Optional[str] = None
    """记者, 通讯员, 摄 … as written."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "span": Span.from_dict,
    }


@dataclass(frozen=True)
class Byline(Node):
    """Who wrote or photographed an article."""

    outlet: Optional[str] = None
    """The newspaper or agency of a dateline: 株洲日报."""
    people: Tuple[BylinePerson, ...] = ()
    """The people, in order."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "people": lambda items: tuple(map(BylinePerson.from_dict, items)),
    }


@dataclass(frozen=True)
class Article(Node):
    """One article of a page."""

    id: str
    """``a1``, ``a2`` …"""
    kind: Literal["news", "notice", "roster", "caption", "fragment"]
    """What kind of text it is."""
    span: Span
    """Where it stands."""
    byline: Optional[Byline] = None
    """Outlet and people."""
    continued_from: Optional[str] = None
    """The mark that says it continues another page's text."""
    duplicate_of: Optional[str] = None
    """The article whose text this one repeats."""
    headline: Optional[str] = None
    """Its headline, lines joined by a space."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "span": Span.from_dict,
        "byline": Byline.from_dict,
    }


@dataclass(frozen=True)
class Quantity(Node):
    """A quantity as the text states it, exact and in the base unit."""

    text: str
    """The words of the text."""
    unit: str
    """ISO 4217 for money, a unit symbol, or the measure word as written."""
    max: Optional[Decimal] = None
    """The upper end of a range."""
    min: Optional[Decimal] = None
    """The lower end of a range."""
    modifier: Optional[Literal["about", "over", "under"]] = None
    """Whether the value is a bound or an estimate."""
    value: Optional[Decimal] = None
    """The value; absent for a range."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "max": exact,
        "min": exact,
        "value": exact,
    }


@dataclass(frozen=True)
class Change(Node):
    """Rise or fall of a figure."""

    direction: str
    """``up`` or ``down``."""
    basis: Optional[str] = None
    """``yoy`` 同比, ``qoq`` 环比 …"""
    quantity: Optional[Quantity] = None
    """By how much."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "quantity": Quantity.from_dict,
    }


@dataclass(frozen=True)
class Finding(Node):
    """Something in the document that does not agree with itself. Never a silent fix."""

    check: str
    """Which check found it: ``counted-names``, ``seat-arithmetic`` …"""
    message: str
    """What does not agree, in words."""
    span: Span
    """Where."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "span": Span.from_dict,
    }


@dataclass(frozen=True)
class Jurisdiction(Node):
    """The division that a body belongs to."""

    name: str
    """Full name of the division, or of the township."""
    candidates: Tuple[str, ...] = ()
    """Codes that the name may also mean, when the document does not tell."""
    code: Optional[str] = None
    """Code of GB/T 2260 as valid in the document's year; townships have none."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "candidates": tuple,
    }


@dataclass(frozen=True)
class Labelled(Node):
    """A quantity with what it counts."""

    label: str
    """What it counts, as written."""
    quantity: Quantity
    """How much."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "quantity": Quantity.from_dict,
    }


@dataclass(frozen=True)
class Party(Node):
    """A party of a project."""

    name: str
    """The body."""
    role: str
    """``owner``, ``investor``, ``shareholder``, ``contractor``, ``designer``, ``operator``, ``government``, ``partner``."""
    share: Optional[Decimal] = None
    """Share of a shareholder, 0–1."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "share": exact,
    }


@dataclass(frozen=True)
class Profile(Node):
    """What a notice tells of a person."""

    birth: Optional[str] = None
    """Year and month of birth: ``1982-02``."""
    current_title: Optional[str] = None
    """现任职务 as written."""
    education: Optional[str] = None
    """学历学位 as written."""
    ethnicity: Optional[str] = None
    """民族."""
    gender: Optional[str] = None
    """男 or 女."""
    native_place: Optional[str] = None
    """籍贯."""
    party: Optional[str] = None
    """政治面貌 as written."""


@dataclass(frozen=True)
class Source(Node):
    """Where a document comes from."""

    encoding: Optional[str] = None
    """The encoding that the bytes were decoded from, when the crate decoded them."""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What else a manifest or a sidecar tells of it, by column."""
    id: Optional[str] = None
    """The caller's name of the document."""
    place: Optional[str] = None
    """The division that 市 or 县 in the text means."""
    published: Optional[str] = None
    """ISO date of publication."""
    publisher: Optional[str] = None
    """The newspaper or site."""
    quality: Tuple[str, ...] = ()
    """What is wrong with the text as a source: ``pinyin`` (poisoned with pinyin: not extracted), ``replaced-characters``, ``nul-characters`` (taken out), ``unread-pages`` (of a PDF file), ``traditional`` (read in simplified characters, told in its own), ``unreadable-date`` (the date given for it is none), ``unknown-place`` and ``ambiguous-place`` (the place given for it is no division, or may be several: none is taken), ``not-in-manifest``, ``no-date-in-path`` (there is a manifest, or a pattern of paths, and it says nothing of this document)."""
    replaced: int = 0
    """Characters that had to be replaced in decoding."""
    title: Optional[str] = None
    """What it is called where it was found."""
    url: Optional[str] = None
    """Where it is to be found on the web."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "extra": dict,
        "quality": tuple,
    }


@dataclass(frozen=True)
class Unparsed(Node):
    """Text that looks like an act and that no rule understood."""

    evidence: str
    """The slice of the input."""
    reason: str
    """Why no record was made."""
    span: Span
    """Where."""

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "span": Span.from_dict,
    }


class Record(Node):
    """One record with what all records have."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    as_of: Optional[str]
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span]
    """Spans of the person, the title and other values, by key."""
    uid: str
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    type: str


@dataclass(frozen=True)
class Office(Record):
    """A person holds, or held, a post."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    person: str
    """Full name."""
    title: str
    """The title, elision filled in."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    end: Optional[str] = None
    """When a life says that it ended."""
    jurisdiction: Optional[Jurisdiction] = None
    """The division that the body belongs to."""
    organization: Optional[str] = None
    """The body in the title."""
    role: Optional[str] = None
    """The post in that body."""
    start: Optional[str] = None
    """When a life says that the post was taken up: ISO, as precise as told (``2004-12``)."""
    status: Literal["current", "former", "acting", "candidate"] = "current"
    """Current unless the text says otherwise."""
    type: Literal["office"] = "office"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
        "jurisdiction": Jurisdiction.from_dict,
    }


@dataclass(frozen=True)
class Appointment(Record):
    """One personnel action on one person and one post."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    action: Literal["appoint", "dismiss", "elect", "accept_resignation", "nominate", "propose", "remove", "terminate", "suspend"]
    """What was done."""
    person: str
    """Full name."""
    title: str
    """The title, elision filled in."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    authority: Optional[str] = None
    """The deciding body."""
    date: Optional[str] = None
    """ISO date of the decision."""
    document: Optional[str] = None
    """The notice's number."""
    jurisdiction: Optional[Jurisdiction] = None
    """The division that the body belongs to."""
    organization: Optional[str] = None
    """The body in the title."""
    probation_months: Optional[int] = None
    """试用期 in months."""
    profile: Profile = Profile()
    """What the notice tells of the person."""
    reason: Optional[str] = None
    """The reason as written."""
    role: Optional[str] = None
    """The post in that body."""
    session: Optional[str] = None
    """The meeting that decided."""
    temporary: bool = False
    """挂职."""
    type: Literal["appointment"] = "appointment"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
        "jurisdiction": Jurisdiction.from_dict,
        "profile": Profile.from_dict,
    }


@dataclass(frozen=True)
class RepresentativeChange(Record):
    """One change to one people's-congress deputy."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    action: Literal["terminated", "elected", "confirmed", "recalled", "suspended", "resumed"]
    """What happened."""
    person: str
    """The deputy."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    authority: Optional[str] = None
    """Who accepted or decided."""
    congress: Optional[str] = None
    """The congress, completed."""
    date: Optional[str] = None
    """When."""
    former_title: Optional[str] = None
    """The posts the text identifies the deputy by."""
    reason: Optional[Literal["transferred", "resigned", "deceased", "recalled", "unlawful", "other"]] = None
    """Why."""
    unit: Optional[str] = None
    """The electing unit."""
    type: Literal["representative_change"] = "representative_change"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
    }


@dataclass(frozen=True)
class CongressSize(Record):
    """Seats of a congress (实有代表)."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    congress: str
    """The congress."""
    seats: int
    """Deputies it has."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    date: Optional[str] = None
    """When."""
    type: Literal["congress_size"] = "congress_size"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
    }


@dataclass(frozen=True)
class Project(Record):
    """A project or a batch of projects."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    count: Optional[int] = None
    """Number of projects in a batch."""
    date: Optional[str] = None
    """ISO date of that stage."""
    duration_months: Optional[int] = None
    """工期 in months."""
    figures: Tuple[Labelled, ...] = ()
    """Every other quantity told of it."""
    investment: Optional[Quantity] = None
    """Total investment."""
    location: Optional[str] = None
    """As written."""
    name: Optional[str] = None
    """The name as written, or a batch's event or class name."""
    parties: Tuple[Party, ...] = ()
    """Who owns, builds, invests."""
    stage: Optional[Literal["planned", "approved", "signed", "started", "under_construction", "completed", "operational"]] = None
    """The latest stage told."""
    type: Literal["project"] = "project"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
        "figures": lambda items: tuple(map(Labelled.from_dict, items)),
        "investment": Quantity.from_dict,
        "parties": lambda items: tuple(map(Party.from_dict, items)),
    }


@dataclass(frozen=True)
class Figure(Record):
    """A quantity told of anything but a project."""

    article: str
    """The article it was read from."""
    confidence: float
    """0–1: how sure the rule is."""
    evidence: str
    """The slice of the input at ``span``."""
    id: str
    """``r1``, ``r2`` …"""
    rule: str
    """The rule that made it."""
    span: Span
    """Where it was read."""
    as_of: Optional[str] = None
    """The document's day, on which it is told: not the day that anything happened."""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """Spans of the person, the title and other values, by key."""
    uid: str = ""
    """An identifier beside those of all other documents, the same in every run: a hash of the source's id, the type and the spans. Unique as far as the ids of sources are."""
    change: Optional[Change] = None
    """Rise or fall."""
    label: Optional[str] = None
    """What it counts."""
    period: Optional[str] = None
    """The time it is told of: ``2023-Q1``, ``2023``, ``2023-01/2023-09``."""
    quantity: Optional[Quantity] = None
    """How much."""
    subject: Optional[str] = None
    """Whose figure it is."""
    type: Literal["figure"] = "figure"

    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {
        "confidence": float,
        "span": Span.from_dict,
        "spans": lambda items: {key: Span.from_dict(item) for key, item in items.items()},
        "change": Change.from_dict,
        "quantity": Quantity.from_dict,
    }


#: The class of each type of record.
TYPES: Dict[str, Any] = {
    "office": Office,
    "appointment": Appointment,
    "representative_change": RepresentativeChange,
    "congress_size": CongressSize,
    "project": Project,
    "figure": Figure,
}


def record(value: Mapping[str, Any]) -> Record:
    """A record of the type that it tells."""
    made: Record = TYPES[value["type"]].from_dict(value)
    return made


__all__ = [
    "Appointment", "Article", "Byline", "BylinePerson", "Change", "CongressSize", "Figure", "Finding", "Jurisdiction",
    "Labelled", "Office", "Party", "Profile", "Project", "Quantity", "Record", "RepresentativeChange", "Source", "Span",
    "Unparsed",
]
