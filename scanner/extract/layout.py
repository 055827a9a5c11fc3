"""Reading order: from pieces of text and where they stand to lines, blocks and columns. Pure geometry, no PDF library.

The order in which a producer wrote its pieces is mostly the order of reading, and it alone knows which lines belong
to one cell. So the content order leads, and the geometry corrects it where it is clearly no order of reading:

1. `regions` cuts the page at gutters: a column's lines stay together, what spans the columns comes first.
2. `rows_joined` puts what stands side by side in one row (a date at the right margin, a label at the left) on one
   line, wherever the content order had it.
3. `_sorted_if_shuffled` orders what still runs up the page (text boxes in the order of their drawing).
4. `_separated` says what stands between two pieces: a blank, a wide gap, a cell's end, a line's end, a block's end.

Lengths are in points; `y` grows down the page.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from scanner.extract.hyphens import unbroken
from scanner.extract.layout_columns import regions
from scanner.extract.layout_rows import rows_joined
from scanner.extract.layout_runs import ALIGNED, CELL, GAP, Line, Piece, Run, stacked

_LOOK_BACK = 200


def arrange(runs: Sequence[Run], *, breaks_words: bool = False) -> list[Piece]:
    """Return the runs in reading order, each with what stands before it; the first has the empty separator.

    Words are whole again that the program that set the page broke, if it `breaks_words` at the ends of its lines.
    """
    pieces: list[Piece] = []
    for region in regions(list(runs)):
        lines = _sorted_if_shuffled(rows_joined(region))
        pieces.extend(_separated(lines, first=not pieces))
    return unbroken(pieces, breaks_words=breaks_words)


def _sorted_if_shuffled(lines: list[Line]) -> list[Line]:
    """Return the lines as they are, unless one is written behind text that stands below it in its own column."""
    if not _is_shuffled([line[0][1] for line in lines]):
        return lines
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and stacked(blocks[-1][-1][0][1], line[0][1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    blocks.sort(key=lambda block: (block[0][0][1].base, block[0][0][1].left))
    return [line for block in blocks for line in block]


def _is_shuffled(runs: list[Run]) -> bool:
    for index, run in enumerate(runs):
        if index and run.base < runs[index - 1].base - run.size:
            above = runs[max(0, index - _LOOK_BACK) : index]
            if any(o.base > run.base + run.size and o.left < run.right and run.left < o.right for o in above):
                return True
    return False


def _separated(lines: list[Line], *, first: bool) -> list[Piece]:
    """Return the pieces of a region with what stands before each."""
    if not lines:
        return []
    tabular = _tabular(lines)
    leadings = [lower[0][1].base - upper[0][1].base for upper, lower in pairwise(lines)]
    usual = [d for d, line in zip(leadings, lines, strict=False) if 0 < d < 2.5 * line[0][1].size]
    wide = 1.3 * median_low(usual) if usual else 0.0
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        near = number and 0 < leadings[number - 1] <= wide
        separator = "\n" if near else "" if first and not number else "\n\n"
        pieces.append((separator, line[0][1]))
        if len(line) > 1:
            cell = CELL if tabular[number] else GAP
            pieces.extend([(cell if gap == GAP else gap, run) for gap, run in line[1:]])
    return pieces


def _tabular(lines: list[Line]) -> list[bool]:
    """Return for each line whether it is a row of a table: its cells begin where those of near rows begin."""
    near: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if len(line) > 1:
            for place in {round(run.left / ALIGNED) for gap, run in line[1:] if gap == GAP}:
                near.setdefault(place, []).append(number)
    rows = [False] * len(lines)
    for numbers in near.values():
        for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if three - one <= 4:  # noqa: PLR2004
                rows[one] = rows[two] = rows[three] = True
    return rows
