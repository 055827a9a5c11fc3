"""Rows: what stands side by side goes on one line, wherever the content order had it."""

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

from scanner.extract.layout_cards import cards_among
from scanner.extract.layout_runs import (
    GAP,
    LIST_MARK,
    Line,
    Run,
    dated,
    is_dated,
    is_heading_beside,
    is_mark,
    same_row,
    stacked,
)

_MAX_CELL_LINES = 4
_OPEN_END = re.compile(r"[-–—,]\s*$")


def _blocks(runs: list[Run]) -> list[range]:
    """Return for each run its block: the runs written one after the other that stand below each other."""
    blocks: list[range] = []
    first = 0
    for index in range(1, len(runs) + 1):
        if index == len(runs) or not stacked(runs[index - 1], runs[index]):
            blocks.extend([range(first, index)] * (index - first))
            first = index
    return blocks


def _neighbours(runs: list[Run]) -> list[tuple[int, int]]:
    """Return (left, right) for the runs next to each other in one row: rows from the top, each from the right."""
    order = sorted(range(len(runs)), key=[run.base for run in runs].__getitem__)
    rows: list[list[int]] = []
    for index in order:
        if not rows or not same_row(runs[rows[-1][-1]], runs[index]):
            rows.append([])
        rows[-1].append(index)
    found: list[tuple[int, int]] = []
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda index: runs[index].left, reverse=True)
            found.extend((a, b) for b, a in pairwise(row) if runs[b].left > runs[a].right - 1)
    return found


def rows_joined(runs: list[Run]) -> list[Line]:
    """Return the lines of a region in content order, each with what stands beside it."""
    neighbours = _neighbours(runs)
    if not neighbours and all(one.base < other.base for one, other in pairwise(runs)):
        return [[("", run)] for run in runs]
    blocks = _blocks(runs)
    cards = cards_among(runs, blocks)
    neighbours = [(left, right) for left, right in neighbours if not {left, right} <= cards]
    rows = _RowJoiner(runs, blocks, neighbours, cards)
    for left, right in neighbours:
        rows.join(left, right)
    rows.join_centred()
    return rows.lines()


class _RowJoiner:
    """The runs of a region on their way into rows: what goes before and behind each of them."""

    def __init__(
        self, runs: list[Run], blocks: list[range], neighbours: list[tuple[int, int]], cards: set[int]
    ) -> None:
        self._runs = runs
        self._blocks = blocks
        self._cards = cards
        self._right_of = dict(neighbours)
        self._left_of = {right: left for left, right in neighbours}
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
        if left_cell == [left] and is_heading_beside(self._runs[left], self._runs[right]):
            self._before.setdefault(right, []).extend([("", left), ("\n", -1)])
            self._moved.add(left)
            return
        labelled = left_cell == [left] and left not in self._left_of and right_cell is not None and len(right_cell) > 1
        if labelled and not any(is_dated(self._runs[index]) for index in right_cell or ()):
            right_cell = None
        if right_cell is not None:
            self._put_behind(left, right_cell, gap)
        elif left_cell is not None and (is_mark(self._runs[left]) or not self._continues(right)):
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
        return any(is_dated(self._runs[index]) for index in cell)

    def _is_text_cell(self, block: range) -> bool:
        """Whether a block is one cell of a grid: few lines, no list."""
        return len(block) <= _MAX_CELL_LINES and not any(LIST_MARK.match(self._runs[i].text) for i in block)

    def _cell(self, index: int, beside: dict[int, int]) -> list[int] | None:
        """Return the lines that go along with a run: its block, if it is small and none above has one `beside` it."""
        block = self._blocks[index]
        if len(block) == 1 or is_mark(self._runs[index]) or self._is_column_of_dates(block):
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
        if None in beside or not dated([self._runs[index] for index in block]):
            return False
        if any(_OPEN_END.search(self._runs[index].text) for index in block):
            return False
        return len({bool(LIST_MARK.match(self._runs[i].text)) for i in beside if i is not None}) == 1

    def join_centred(self) -> None:
        """Put the cells behind their neighbours that share no baseline with them, as they are centred in their row."""
        for index in range(1, len(self._runs)):
            left, right = self._blocks[index - 1], self._blocks[index]
            if (
                right.start != index
                or index in self._moved
                or index in self._cards
                or len(right) > _MAX_CELL_LINES
                or len(left) == len(right)
            ):
                continue
            if self._is_beside(left, right) and not any(i in self._left_of or i in self._moved for i in right):
                self._after.setdefault(left[-1], []).extend([(GAP, index), *self._joined(list(right))[1:]])
                self._moved.update(right)

    def _is_beside(self, left: range, right: range) -> bool:
        """Whether one block stands right of the other, the lower one within the height of the higher."""
        runs = self._runs
        higher, lower = (left, right) if len(left) > len(right) else (right, left)
        if not (runs[higher[0]].base < runs[lower[0]].base and runs[lower[-1]].base < runs[higher[-1]].base):
            return False
        return max(runs[i].right for i in left) <= min(runs[i].left for i in right)

    def _gap(self, left: int, right: int) -> str:
        one, other = self._runs[left], self._runs[right]
        if is_mark(one):
            return " "
        apart = other.left - one.right > 1.5 * other.size or right != left + 1
        return GAP if apart or is_dated(other) else " "

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

    @cached_property
    def _by_base(self) -> list[int]:
        """The runs from the top of the page."""
        return sorted(range(len(self._runs)), key=lambda index: self._runs[index].base)

    def _below(self, index: int) -> int | None:
        """Return the run directly below another."""
        run = self._runs[index]
        at = bisect_left(self._by_base, run.base + 0.4 * run.size, key=lambda other: self._runs[other].base)
        for other in self._by_base[at : at + 8]:
            if stacked(run, self._runs[other]):
                return other
        return None

    def _wraps(self, upper: int, lower: int, cell: list[int]) -> bool:
        one, other, limit = self._runs[upper], self._runs[lower], self._runs[cell[0]].left
        if (
            other.right >= limit
            or lower in self._moved
            or self._has_far_neighbour(lower, cell)
            or LIST_MARK.match(other.text)
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
        with_more = self._before.keys() | self._behind.keys() | self._after.keys()
        return [
            self._line(index) if index in with_more else [("", run)]
            for index, run in enumerate(self._runs)
            if index not in self._moved
        ]

    def _line(self, first: int) -> Line:
        """Return a run with all that goes before and behind it (a stack, for rows of any length)."""
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
