"""Cards: small texts of several lines side by side ("name, issuer, date" of one certificate each), which are no table.

The cells of a table's row belong together and go on one line; a card is read from its top to its bottom.
"""

from collections.abc import Sequence
from itertools import pairwise

from scanner.extract.layout_runs import LIST_MARK, Run, dated, is_dated, same_row

_MOST_LINES = 9
#: lines by which cards beside each other may differ
_UNLIKE = 3
#: from so many lines on a card is known by how its lines break; others end with a date
_TELLING_LINES = 3


def cards_among(runs: Sequence[Run], blocks: Sequence[range]) -> set[int]:
    """Return the runs that are lines of cards; `blocks` has for each run those written below each other with it."""
    found: set[int] = set()
    row: list[range] = []
    for block in {block.start: block for block in blocks}.values():
        if row and not _is_next(runs, row[-1], block):
            found.update(_lines_of(runs, row))
            row = []
        row.append(block)
    return found.union(_lines_of(runs, row))


def _is_next(runs: Sequence[Run], left: range, right: range) -> bool:
    """Whether a block begins in the row in which that begins which was written before it, clear to the right of it."""
    return same_row(runs[left.start], runs[right.start]) and max(runs[i].right for i in left) < min(
        runs[i].left for i in right
    )


def _lines_of(runs: Sequence[Run], row: list[range]) -> Sequence[int]:
    """Return the lines of the blocks of a row, none where these are no cards."""
    lengths = [len(block) for block in row]
    if len(row) < 2 or max(lengths) > _MOST_LINES or max(lengths) - min(lengths) > _UNLIKE:  # noqa: PLR2004
        return ()
    return [i for block in row for i in block] if all(_is_card(runs, block) for block in row) else ()


def _is_card(runs: Sequence[Run], block: range) -> bool:
    if any(LIST_MARK.match(runs[i].text) for i in block) or dated([runs[i] for i in block]):
        return False
    if len(block) > 1 and is_dated(runs[block[-1]]):
        return True
    edge = max(runs[i].right for i in block)
    return len(block) >= _TELLING_LINES and any(
        _ends_early(runs[one], runs[other], edge) for one, other in pairwise(block)
    )


def _ends_early(line: Run, following: Run, edge: float) -> bool:
    """Whether a line breaks though the first word of the one below would have had room before `edge`."""
    word = following.text.split(" ", 1)[0]
    width = len(word) * (following.right - following.left) / max(1, len(following.text))
    return line.right + width + line.size / 2 < edge
