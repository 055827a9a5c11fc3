"""Reading order: from pieces of text and where they stand to lines, blocks and columns. Pure geometry, no PDF library.

The order in which a producer wrote its pieces is mostly the order of reading, and it alone knows which lines belong
to one cell. So the content order leads, and the geometry corrects it where it is clearly no order of reading:

1. `regions` cuts the page at gutters: a column's lines stay together, what spans the columns comes first.
2. `_rows_joined` puts what stands side by side in one row (a date at the right margin, a label at the left) on one
   line, wherever the content order had it.
3. `_sorted_if_shuffled` orders what still runs up the page (text boxes in the order of their drawing).
4. `_separated` says what stands between two pieces: a blank, a wide gap, a cell's end, a line's end, a block's end.

Lengths are in points; `y` grows down the page.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from statistics import median, median_low
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of text on one line without a wide gap in it."""

    text: str
    left: float
    right: float
    #: baseline, from the top of the page
    base: float
    #: height of the line: ascent and descent, about 1.2 em
    size: float
    #: where its characters stand in the content
    start: int = 0
    end: int = 0


#: a run and what stands before it
Piece = tuple[str, Run]
Line = list[Piece]

CELL = " | "
GAP = "  "
#: a gap this wide (in heights) parts two runs
WIDE_GAP = 0.9

_MIN_COLUMN_ROWS = 3
_MAX_DEPTH = 6
#: edges, and bands of each, that are looked at on one page
_MOST_TRIED = 10
_ALIGNED = 3.0
#: how far a heading or a mark may stand left of the text below it
_INDENT = 30.0
_MAX_CELL_LINES = 4
_LOOK_BACK = 200
_MAX_DATE = 36
_MAX_HEADING_WORDS = 3
_MAX_ACRONYM = 5
_MAX_DATE_WORDS = 4
_BULLET = re.compile(r"^[•◦○▪■●‣·∗*–—+►▶➢❖-](?:\s|$)")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+,?|\d+")
_OPEN_END = re.compile(r"[-–—,]\s*$")
_CODE = re.compile(r"[^\W\d_]-?\d")


def arrange(runs: Sequence[Run]) -> list[Piece]:
    """Return the runs in reading order, each with what stands before it; the first has the empty separator."""
    pieces: list[Piece] = []
    for region in regions(list(runs)):
        lines = _sorted_if_shuffled(_rows_joined(region))
        pieces.extend(_separated(lines, first=not pieces))
    return pieces


# --- columns ------------------------------------------------------------------------------------------------------


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
        if index == len(lefts) or lefts[index] - lefts[index - 1] > _ALIGNED / 2:
            if index - first >= _MIN_COLUMN_ROWS and lefts[first] > lefts[0] + 10 * _ALIGNED:
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
        margin = aligned > 0.8 and (stacked < 0.5 or _dated(sparse))  # noqa: PLR2004
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
        if not rows or base - rows[-1] > _ALIGNED:
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


def _dated(runs: list[Run]) -> bool:
    """Whether the runs are dates and other short figures, as right margins have them."""
    return sum(map(_is_dated, runs)) > 0.7 * len(runs)


def _is_dated(run: Run) -> bool:
    """Whether a run is a date or a span ("Nov 2020 – present", "6 years 1 month", "valid to 05.2027")."""
    text = run.text
    if len(text) > _MAX_DATE or not any(map(str.isdigit, text)) or _CODE.search(text):
        return False
    words = [word for word in _WORD_OR_NUMBER.findall(text) if not word[0].isdigit()]
    return len(words) <= _MAX_DATE_WORDS and not any(word.endswith(",") for word in words)


def _is_heading_beside(label: Run, text: Run) -> bool:
    """Whether what stands left of a text is the heading of its section, as some templates set it."""
    words = label.text.split()
    if len(words) > _MAX_HEADING_WORDS or not label.text.replace(" ", "").isalpha():
        return False
    return label.size > 1.08 * text.size or (label.text.isupper() and len(label.text) > _MAX_ACRONYM)


def _is_mark(run: Run) -> bool:
    """Whether a run is but the mark of a list's item."""
    return bool(_BULLET.match(run.text)) and len(run.text) == 1


# --- rows: what stands side by side -------------------------------------------------------------------------------


def _same_row(one: Run, other: Run) -> bool:
    return abs(one.base - other.base) <= 0.25 * min(one.size, other.size) + 0.5


def _stacked(upper: Run, lower: Run) -> bool:
    """Whether `lower` is the next line below `upper`."""
    leading = lower.base - upper.base
    if not 0.4 * upper.size < leading < 1.9 * max(upper.size, lower.size):
        return False
    if lower.left >= upper.right or upper.left >= lower.right:
        return False
    # Lines of one cell share an edge or the middle; what else lies below a date is the next line of its neighbour.
    left, right = lower.left - upper.left, lower.right - upper.right
    return abs(left) < 2.5 * upper.size or min(abs(right), abs(left + right) / 2) < _ALIGNED


def _blocks(runs: list[Run]) -> list[range]:
    """Return for each run its block: the runs written one after the other that stand below each other."""
    blocks: list[range] = []
    first = 0
    for index in range(1, len(runs) + 1):
        if index == len(runs) or not _stacked(runs[index - 1], runs[index]):
            blocks.extend([range(first, index)] * (index - first))
            first = index
    return blocks


def _neighbours(runs: list[Run]) -> list[tuple[int, int]]:
    """Return (left, right) for the runs next to each other in one row: rows from the top, each from the right."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].base)
    rows: list[list[int]] = []
    for index in order:
        if not rows or not _same_row(runs[rows[-1][-1]], runs[index]):
            rows.append([])
        rows[-1].append(index)
    found: list[tuple[int, int]] = []
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda index: runs[index].left, reverse=True)
            found.extend((a, b) for b, a in pairwise(row) if runs[b].left > runs[a].right - 1)
    return found


def _rows_joined(runs: list[Run]) -> list[Line]:
    """Return the lines of a region in content order, each with what stands beside it."""
    neighbours = _neighbours(runs)
    if not neighbours and all(one.base < other.base for one, other in pairwise(runs)):
        return [[("", run)] for run in runs]
    rows = _RowJoiner(runs, neighbours)
    for left, right in neighbours:
        rows.join(left, right)
    rows.join_centred()
    return rows.lines()


class _RowJoiner:
    """The runs of a region on their way into rows: what goes before and behind each of them."""

    def __init__(self, runs: list[Run], neighbours: list[tuple[int, int]]) -> None:
        self._runs = runs
        self._blocks = _blocks(runs)
        #: first run of a block -> how far it reaches to the left and to the right
        self._bounds = {
            block.start: (min(runs[i].left for i in block), max(runs[i].right for i in block))
            for block in set(self._blocks)
        }
        self._right_of = dict(neighbours)
        self._left_of = {right: left for left, right in neighbours}
        self._by_base = sorted(range(len(runs)), key=lambda index: runs[index].base)
        self._bases = [runs[index].base for index in self._by_base]
        self._width = max(run.right for run in runs) - min(run.left for run in runs)
        self._before: dict[int, list[tuple[str, int]]] = {}
        self._behind: dict[int, list[tuple[str, int]]] = {}
        self._after: dict[int, list[tuple[str, int]]] = {}
        self._moved: set[int] = set()

    def join(self, left: int, right: int) -> None:
        """Put two neighbours on one line, with the other lines of a cell; two texts side by side stay apart."""
        if right in self._moved or (left in self._moved and len(self._blocks[left]) > 1):
            return
        right_cell, left_cell = self._cell(right, self._left_of), self._cell(left, self._right_of)
        gap = self._gap(left, right)
        if left_cell == [left] and _is_heading_beside(self._runs[left], self._runs[right]):
            self._before.setdefault(right, []).extend([("", left), ("\n", -1)])
            self._moved.add(left)
            return
        labelled = left_cell == [left] and left not in self._left_of and right_cell is not None and len(right_cell) > 1
        if labelled and not any(_is_dated(self._runs[index]) for index in right_cell or ()):
            right_cell = None
        if right_cell is not None:
            self._put_behind(left, right_cell, gap)
        elif left_cell is not None and (_is_mark(self._runs[left]) or not self._continues(right)):
            moved = [*self._joined(left_cell), (gap, -1)]
            self._before.setdefault(right, []).extend(moved)
            self._moved.update(left_cell)

    def _put_behind(self, left: int, cell: list[int], gap: str) -> None:
        """Put a cell behind the line at its left, or behind the whole cell of which that is the first line."""
        block = self._blocks[left]
        end = left if gap == " " and cell[0] == left + 1 else self._wrapped_end(left, cell)
        if gap == GAP and end == left and block[0] == left and self._is_text_cell(block) and not self._has_date(cell):
            end = block[-1]
        where = self._behind if end == left else self._after
        where.setdefault(end, []).extend([(gap, cell[0]), *self._joined(cell)[1:]])
        self._moved.update(cell)

    @staticmethod
    def _joined(cell: list[int]) -> list[tuple[str, int]]:
        return [(" " if place else "", index) for place, index in enumerate(cell)]

    def _has_date(self, cell: list[int]) -> bool:
        return any(_is_dated(self._runs[index]) for index in cell)

    def _is_text_cell(self, block: range) -> bool:
        """Whether a block is one cell of a grid: few lines, no list."""
        return len(block) <= _MAX_CELL_LINES and not any(_BULLET.match(self._runs[i].text) for i in block)

    def _cell(self, index: int, beside: dict[int, int]) -> list[int] | None:
        """Return the lines that go along with a run: its block, if it is small and none above has one `beside` it."""
        block = self._blocks[index]
        if len(block) == 1 or _is_mark(self._runs[index]) or self._is_column_of_dates(block):
            return [index]
        cell = range(index, block.stop)
        width = max(self._runs[i].right for i in cell) - min(self._runs[i].left for i in cell)
        begins = not any(above in beside for above in range(max(block.start, index - _MAX_CELL_LINES), index))
        if begins and len(cell) <= _MAX_CELL_LINES and width < 0.4 * self._width:
            return list(cell)
        return None

    def _is_column_of_dates(self, block: range) -> bool:
        """Whether each line is a date of its own row; a job's place, date and length beside its text are none."""
        beside = [self._left_of.get(index) for index in block]
        if None in beside or not _dated([self._runs[index] for index in block]):
            return False
        if any(_OPEN_END.search(self._runs[index].text) for index in block):
            return False
        return len({bool(_BULLET.match(self._runs[i].text)) for i in beside if i is not None}) == 1

    def join_centred(self) -> None:
        """Put the cells behind their neighbours that share no baseline with them, as they are centred in their row."""
        for index in range(1, len(self._runs)):
            left, right = self._blocks[index - 1], self._blocks[index]
            if right.start != index or index in self._moved or len(right) > _MAX_CELL_LINES or len(left) == len(right):
                continue
            if self._is_beside(left, right) and not any(i in self._left_of or i in self._moved for i in right):
                self._after.setdefault(left[-1], []).extend([(GAP, index), *self._joined(list(right))[1:]])
                self._moved.update(right)

    def _is_beside(self, left: range, right: range) -> bool:
        """Whether one block stands right of the other, the lower one within the height of the higher."""
        runs = self._runs
        if self._bounds[left.start][1] > self._bounds[right.start][0]:
            return False
        higher, lower = (left, right) if len(left) > len(right) else (right, left)
        return runs[higher[0]].base < runs[lower[0]].base and runs[lower[-1]].base < runs[higher[-1]].base

    def _gap(self, left: int, right: int) -> str:
        one, other = self._runs[left], self._runs[right]
        if _is_mark(one):
            return " "
        apart = other.left - one.right > 1.5 * other.size or right != left + 1
        return GAP if apart or _is_dated(other) else " "

    def _continues(self, index: int) -> bool:
        """Whether a run goes on with a sentence of the line above it."""
        block = self._blocks[index]
        return block[0] != index and self._runs[index].text[:1].islower()

    def _wrapped_end(self, left: int, cell: list[int]) -> int:
        """Return the last line of the sentence that begins at `left` and had to wrap before the `cell` beside it."""
        end = self._line_start(left)
        start = end
        for _ in range(_MAX_CELL_LINES):
            following = self._below(end)
            if following is None or not self._wraps(end, following, cell):
                break
            end = following
        return left if end == start else end

    def _line_start(self, index: int) -> int:
        """Return the first run of the line that a run ends (a justified line may have wide gaps)."""
        while index in self._left_of and self._left_of[index] == index - 1 and self._gap(index - 1, index) == " ":
            index -= 1
        return index

    def _below(self, index: int) -> int | None:
        """Return the run directly below another."""
        run = self._runs[index]
        at = bisect_left(self._bases, run.base + 0.4 * run.size)
        for other in self._by_base[at : at + 8]:
            if _stacked(run, self._runs[other]):
                return other
        return None

    def _wraps(self, upper: int, lower: int, cell: list[int]) -> bool:
        one, other, limit = self._runs[upper], self._runs[lower], self._runs[cell[0]].left
        if (
            other.right >= limit
            or lower in self._moved
            or self._has_far_neighbour(lower, cell)
            or _BULLET.match(other.text)
        ):
            return False
        if not -1 < other.left - one.left < 2.5 * one.size:
            return False
        word = other.text.split(" ", 1)[0]
        width = len(word) * (other.right - other.left) / max(1, len(other.text))
        reach = self._line_reach(upper)
        return reach + width + other.size > limit or word[:1].islower()

    def _has_far_neighbour(self, index: int, cell: list[int]) -> bool:
        if self._right_of.get(index) in cell:
            return False
        return index in self._right_of and self._gap(index, self._right_of[index]) == GAP

    def _line_reach(self, index: int) -> float:
        """Return where the line that begins with a run ends."""
        while index in self._right_of and self._right_of[index] == index + 1 and self._gap(index, index + 1) == " ":
            index += 1
        return self._runs[index].right

    def lines(self) -> list[Line]:
        return [self._line(index) for index in range(len(self._runs)) if index not in self._moved]

    def _line(self, first: int) -> Line:
        """Return a run with all that goes before and behind it (a stack, for rows of any length)."""
        if first not in self._before and first not in self._behind and first not in self._after:
            return [("", self._runs[first])]
        line: Line = []
        separator = ""
        stack: list[tuple[str, int, bool]] = [("", first, False)]
        while stack:
            lead, index, opened = stack.pop()
            if index >= 0 and not opened:
                stack += [(gap, other, False) for gap, other in reversed(self._after.get(index, []))]
                stack += [(gap, other, False) for gap, other in reversed(self._behind.get(index, []))]
                stack.append((lead, index, True))
                stack += [(gap, other, False) for gap, other in reversed(self._before.get(index, []))]
                continue
            separator = lead or separator
            if index >= 0:
                line.append((separator if line else "", self._runs[index]))
                separator = ""
        return line


# --- order and separators -----------------------------------------------------------------------------------------


def _sorted_if_shuffled(lines: list[Line]) -> list[Line]:
    """Return the lines as they are, unless one is written behind text that stands below it in its own column."""
    if not _is_shuffled([line[0][1] for line in lines]):
        return lines
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and _stacked(blocks[-1][-1][0][1], line[0][1]):
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
        cell = CELL if tabular[number] else GAP
        pieces.extend((cell if gap == GAP else gap, run) for gap, run in line[1:])
    return pieces


def _tabular(lines: list[Line]) -> list[bool]:
    """Return for each line whether it is a row of a table: its cells begin where those of near rows begin."""
    starts = [{round(run.left / _ALIGNED) for gap, run in line[1:] if gap == GAP} for line in lines]
    near: dict[int, list[int]] = {}
    for number, places in enumerate(starts):
        for place in places:
            near.setdefault(place, []).append(number)
    rows = [False] * len(lines)
    for numbers in near.values():
        for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if three - one <= 4:  # noqa: PLR2004
                rows[one] = rows[two] = rows[three] = True
    return rows
