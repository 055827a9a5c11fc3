"""What is seen in a document, without any opinion about it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scanner.model.documents import Document
from scanner.model.kinds import Strength, Via


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a credential or a family."""

    ref: str
    start: int
    end: int
    via: Via
    confidence: float
    #: a name without its level: the credential of every level, lowest first
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue phrase in the text; category, direction and scope as in `cues.yaml`."""

    start: int
    end: int
    category: str
    direction: str
    scope: str
    rule: str


class WordHit(NamedTuple):
    """A word or phrase of one of the lists of `phrases.yaml`; a tuple, since a document has hundreds."""

    start: int
    end: int
    group: str


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of a field, in a section on work; `term` is the entry of patterns/."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date or a range of dates; `last` is "present" where the text says so, None for a single date."""

    start: int
    end: int
    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text under one heading; before the first heading the kind is None."""

    kind: str | None
    start: int
    #: where the text under the heading begins
    body: int
    end: int
    strength: Strength | None = None
    rule: str | None = None
    #: a cue in the heading itself: "Currently preparing for:"
    cue: CueHit | None = None


class Sentence(NamedTuple):
    """A sentence, a list item or a table row: no cue reaches over its ends."""

    start: int
    end: int
    section: Section
    #: begins with a bullet, or is a line of its own in a list
    is_item: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was seen in one document, in the order of the text, without any opinion about it yet."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    cues: tuple[CueHit, ...]
    words: tuple[WordHit, ...]
    #: none in a posting; found when somebody asks for them, so that annotations stay in the process that made them
    dates: Sequence[DateHit]
    terms: tuple[TermHit, ...] = ()
