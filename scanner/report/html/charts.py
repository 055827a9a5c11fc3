"""The geometry of the charts: what is drawn is worked out here, how it looks is the style's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter

from scanner.model import Candidate, Results, WhatIf
from scanner.report.selection import doors_of
from scanner.report.wording import COMPLETE, called, count, each_of, hours, money

_BINS = 10
_WIDE = 100 // _BINS
#: changes of the only posting, of one of several; doors of one of many candidates, and in all: nobody reads more
_MOST_GAINS, _FEW_GAINS, _FEW_DOORS, _MOST_DOORS = 10, 3, 3, 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram; `height` is a share of the highest."""

    low: int
    high: int
    amount: int
    height: float

    @property
    def is_complete(self) -> bool:
        """Whether nothing required is missing to those in it."""
        return self.low >= COMPLETE


@dataclass(frozen=True, slots=True)
class Gain:
    """What a posting would gain by asking for something else, as parts of a bar: (class, amount, word)."""

    change: WhatIf
    posting: str
    parts: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A credential that opens doors to a candidate; `share` is of all postings."""

    name: str
    credential: str
    postings: tuple[str, ...]
    share: float
    effort: str
    steps: str


def gains(results: Results) -> tuple[Gain, ...]:
    """Return the changes that let more candidates reach the line, best first."""
    titles = {posting.source: posting.title or posting.source for posting in results.postings}
    reached = dict.fromkeys(titles, 0)
    for candidate in results.candidates:
        for fit in candidate.fits:
            reached[fit.posting] += fit.score is not None and fit.score >= COMPLETE
    most = _MOST_GAINS if len(titles) == 1 else _FEW_GAINS
    return tuple(
        Gain(one, titles.get(posting, posting), _parts(one, reached.get(posting, 0), results))
        for posting, changes in groupby(results.what_if, key=attrgetter("posting"))
        for one in islice((one for one in changes if one.gained), most)
    )


def _parts(change: WhatIf, today: int, results: Results) -> tuple[tuple[str, int, str], ...]:
    rest = len(results.candidates) - today - change.gained
    return (("met", today, "today"), ("open", change.gained, "more"), ("empty", max(rest, 0), "still not"))


def openings(
    results: Results, candidates: Sequence[Candidate], catalog_name: Callable[[str], str]
) -> Iterator[Opening]:
    """Yield the doors of the candidates that are shown, widest first; of many candidates the first few of each."""
    names = {candidate.source: called(candidate) for candidate in candidates}
    titles = {posting.source: posting.title or posting.source for posting in results.postings}
    most = _FEW_DOORS if len(candidates) > 1 else None
    doors = sorted(doors_of(results, candidates, most=most), key=lambda door: -len(door.opens))
    for door in doors[:_MOST_DOORS]:
        study = hours(door.study_hours, estimated=door.hours_estimated)
        yield Opening(
            name=names[door.source],
            credential=catalog_name(door.credential),
            postings=tuple(titles.get(posting, posting) for posting in door.opens),
            share=len(door.opens) / max(len(titles), 1),
            effort=f"{money(door.cost_usd)} · {study}{each_of(door)}",
            steps=", then ".join(map(catalog_name, door.path)) if len(door.path) > 1 else "",
        )


def distribution(scores: Iterable[float]) -> tuple[Bar, ...]:
    """Return how many scores lie in each tenth, 100 in the last: bars for a histogram."""
    amounts = [0] * _BINS
    for score in scores:
        amounts[min(max(int(score // _WIDE), 0), _BINS - 1)] += 1
    highest = max(amounts) or 1
    return tuple(
        Bar(n * _WIDE, 100 if n == _BINS - 1 else (n + 1) * _WIDE - 1, amount, amount / highest)
        for n, amount in enumerate(amounts)
    )


def in_words(bars: Sequence[Bar]) -> str:
    """Return what a histogram shows, for those who can't see it."""
    parts = [f"{bar.low} to {bar.high}: {bar.amount}" for bar in bars if bar.amount]
    total = sum(bar.amount for bar in bars)
    return f"How the scores of {count(total, 'candidate')} are spread. {'; '.join(parts)}"
