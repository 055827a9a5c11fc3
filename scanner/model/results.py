"""What one run found, and what doing it again came to."""

from dataclasses import dataclass

from scanner.model.documents import Skipped, Unreadable
from scanner.model.fits import Candidate, Door, WhatIf
from scanner.model.postings import Posting


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run found, in the order of the report."""

    as_of: str
    postings: tuple[Posting, ...]
    candidates: tuple[Candidate, ...]
    unreadable: tuple[Unreadable, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doors: tuple[Door, ...] = ()
    #: best first; empty unless asked for
    what_if: tuple[WhatIf, ...] = ()
    #: version, hash of the patterns, weights, what the user asked for, SHA-256 of each input
    manifest: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Something recorded in a report that is another now, and so may be why a run comes to something else."""

    #: as-of | version | patterns | weights | changed-file | missing-file | new-file
    code: str
    message: str
    #: the file that it is about
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a report that a later run gave otherwise; None: it is not there."""

    #: the way to it: names of keys, and in lists what tells the items apart
    where: tuple[str, ...]
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Replay:
    """What doing a run again came to: empty differences where nothing is otherwise."""

    report: str
    as_of: str
    causes: tuple[Cause, ...]
    differences: tuple[Difference, ...]
