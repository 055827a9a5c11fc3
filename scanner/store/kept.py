"""What the store knows of one document."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scanner.model import Document, Posting, Resume, Status, Unreadable


class Kind(StrEnum):
    """What a text was read as."""

    RESUME = "resume"
    POSTING = "posting"


@dataclass(frozen=True, slots=True)
class Held:
    """What ranking needs of one holding."""

    credential: str
    status: Status
    confidence: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What ranking needs of one resume: the visible holdings, and how sure the text as a whole is (0 to 1)."""

    confidence: float
    holdings: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The days (half open) on which what is known is true: of a resume its summary, of a posting all."""

    summary: Summary | None
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Stored:
    """A resume in the store; equal ones have equal text, so that what was made of one need not be made again."""

    sha256: str
    path: str
    #: the packed summary for the day that was asked for; None: the store has it for other days
    summary: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one document: its text, and what the patterns made of it; None where that is to be done."""

    sha256: str
    document: Document | Unreadable | None = None
    meaning: Resume | Posting | None = None
