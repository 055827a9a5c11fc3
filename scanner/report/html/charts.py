"""The geometry of the charts: what is drawn is worked out here, how it looks is the style's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scanner.report.wording import COMPLETE, count

_BINS = 10
_WIDE = 100 // _BINS


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
