"""Counts that add up: what one document came to, and many; figures are worked out of them at the end."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure: `hits` of `of`, or a value worked out of others, where both are None; the value of 0 of 0 is None."""

    name: str
    value: float | None
    hits: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """One failure: in which document, of what (missing, invented, status, strength, group), what was said instead."""

    file: str
    what: str
    ref: str
    want: str | None
    have: str | None
    quote: str = ""


@dataclass(slots=True)
class Tally:
    """How often each measure was met, of how many; and the failures, by name."""

    documents: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def add(self, name: str, hit: bool) -> None:
        """Count one chance to be right, and whether it was taken."""
        self.count(name, int(hit), 1)

    def count(self, name: str, hits: int, of: int) -> None:
        """Count several at once."""
        self.hits[name] += hits
        self.of[name] += of

    def update(self, other: "Tally") -> None:
        """Take over the counts of another."""
        self.documents += other.documents
        self.hits.update(other.hits)
        self.of.update(other.of)
        self.misses.extend(other.misses)

    def figure(self, name: str) -> Figure:
        """Return a measure."""
        hits, of = self.hits[name], self.of[name]
        return Figure(name, hits / of if of else None, hits, of)

    def f1(self, name: str, *, precision: str, recall: str) -> Figure:
        """Return the harmonic mean of two measures."""
        p, r = self.figure(precision).value or 0.0, self.figure(recall).value or 0.0
        return Figure(name, 2 * p * r / (p + r) if p + r else None if not self.of[recall] else 0.0)

    def names(self) -> list[str]:
        """Return the names of what was counted, in the order in which it came up."""
        return list(dict.fromkeys(chain(self.of, self.hits)))
