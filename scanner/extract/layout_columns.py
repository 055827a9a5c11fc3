"""Columns: where a page is cut, so that the lines of each column stay together."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from scanner.extract.layout_runs import ALIGNED, Run, dated

_MIN_COLUMN_ROWS = 3
_MAX_DEPTH = 6
#: edges, and bands of each, that are looked at on one page
_MOST_TRIED = 10
#: how far a heading or a mark may stand left of the text below it
_INDENT = 30.0


class _Gutter(NamedTuple):
    """A vertical white corridor left of `x`, with text on both sides, between two heights."""

    x: float
    top: float
    bottom: float


def regions(runs: list[Run], depth: int = 0) -> list[list[Run]]:
    """Return the parts of the page that are read one after the other, each in content order."""
    gutter = _gutter(runs) if depth < _MAX_DEPTH and len(runs) >= 2 * _MIN_COLUMN_ROWS else None
    if gutter is None:
        return [runs] if runs else []
    above: list[Run] = []
    below: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []
    for run in runs:
        if run.base <= gutter.top:
            above.append(run)
        elif run.base >= gutter.bottom:
            below.append(run)
        else:
            (left if run.left < gutter.x - 1 else right).append(run)
    return [part for side in (above, left, right, below) for part in regions(side, depth + 1)]


def _gutter(runs: list[Run]) -> _Gutter | None:
    """Return the gutter of real columns with most text beside it, None where there is none."""
    best: _Gutter | None = None
    most = 0
    for x in _left_edges(runs):
        for band, inside in _bands(runs, x):
            rows = _column_rows(inside, band.x)
            if rows > most:
                most, best = rows, band
    return best


def _left_edges(runs: list[Run]) -> list[float]:
    """Return the places where most runs begin below each other, at least three, but for the leftmost."""
    lefts = sorted(run.left for run in runs)
    edges: list[tuple[int, float]] = []
    first = 0
    for index in range(1, len(lefts) + 1):
        if index == len(lefts) or lefts[index] - lefts[index - 1] > ALIGNED / 2:
            if index - first >= _MIN_COLUMN_ROWS and lefts[first] > lefts[0] + 10 * ALIGNED:
                edges.append((index - first, lefts[first]))
            first = index
    return [x for _, x in sorted(edges, reverse=True)[:_MOST_TRIED]]


def _bands(runs: list[Run], x: float) -> Iterable[tuple[_Gutter, list[Run]]]:
    """Return the corridors left of the edge `x`, each between two heights where text crosses it, with their runs."""
    crossing = sorted({run.base for run in runs if run.left < x - _INDENT and run.right > x - 1})
    stops = [-inf, *crossing, inf]
    between: dict[int, list[Run]] = {}
    for run in runs:
        at = bisect_left(crossing, run.base)
        if at == len(crossing) or crossing[at] != run.base:
            between.setdefault(at, []).append(run)
    for at, inside in sorted(between.items(), key=lambda item: -len(item[1]))[:_MOST_TRIED]:
        # Headings and list marks stand further left than the text that they belong to.
        ends = [run.right for run in inside if run.left < x - _INDENT]
        yield _Gutter(max([x - _INDENT, *ends]), stops[at], stops[at + 1]), inside


def _column_rows(inside: list[Run], x: float) -> int:
    """Return how many rows the smaller side of the gutter at `x` has, 0 where the sides are no columns."""
    left = [run for run in inside if run.left < x - 1]
    right = [run for run in inside if run.left >= x - 1]
    if len(left) < _MIN_COLUMN_ROWS or len(right) < _MIN_COLUMN_ROWS:
        return 0
    left_rows, right_rows = _rows(left), _rows(right)
    fewer, more = sorted((left_rows, right_rows), key=len)
    if len(fewer) < _MIN_COLUMN_ROWS:
        return 0
    sparse = left if fewer is left_rows else right
    size = median(run.size for run in inside)
    aligned = _aligned_share(fewer, more, size)
    stacked = _stacked_share(fewer, size)
    switches = _switches(inside, x)
    if switches <= 1 + len(fewer) // 5:
        # Written column by column: true columns, unless the sparse side is a margin of dates or labels.
        margin = aligned > 0.8 and (stacked < 0.5 or dated(sparse))  # noqa: PLR2004
        return 0 if margin else len(fewer)
    return len(fewer) if _columns_row_by_row(left, right, aligned, stacked) else 0


def _columns_row_by_row(left: list[Run], right: list[Run], aligned: float, stacked: float) -> bool:
    """Whether text that was written across the gutter is two columns all the same, and no table."""
    fewer = min(len(_rows(left)), len(_rows(right)))
    # The rows of a table share their baselines; those of columns meet by chance, or all where a grid is kept.
    if aligned < 0.4:  # noqa: PLR2004
        return fewer >= 6  # noqa: PLR2004
    wordy = min(median(len(run.text) for run in side) for side in (left, right)) >= 14  # noqa: PLR2004
    return wordy and stacked >= 0.6 and fewer >= (8 if aligned < 0.8 else 10)  # noqa: PLR2004


def _rows(runs: list[Run]) -> list[float]:
    """Return the baselines of the runs, those of one row once."""
    rows: list[float] = []
    for base in sorted(run.base for run in runs):
        if not rows or base - rows[-1] > ALIGNED:
            rows.append(base)
    return rows


def _aligned_share(fewer: list[float], more: list[float], size: float) -> float:
    tolerance = size * 0.2
    hits = 0
    for base in fewer:
        at = bisect_left(more, base - tolerance)
        hits += at < len(more) and more[at] <= base + tolerance
    return hits / len(fewer)


def _stacked_share(rows: list[float], size: float) -> float:
    """Return how much of a side is lines directly below each other, as text has them and margins don't."""
    return sum(below - above < 1.8 * size for above, below in pairwise(rows)) / max(1, len(rows) - 1)


def _switches(runs: list[Run], x: float) -> int:
    sides = [run.left < x - 1 for run in runs]
    return sum(one is not other for one, other in pairwise(sides))
