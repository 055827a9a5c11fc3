"""Pieces of text with their places on the page, and what their words and places say of them."""

import re
from typing import NamedTuple

_MAX_DATE = 36
_MAX_HEADING_WORDS = 3
_MAX_ACRONYM = 5
_MAX_DATE_WORDS = 4
LIST_MARK = re.compile(r"^[•◦○▪■●‣·∗*–—+►▶➢❖-](?:\s|$)")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+,?|\d+")
_CODE = re.compile(r"[^\W\d_]-?\d")
#: lines whose edges are no further apart than this begin, or end, below each other
ALIGNED = 3.0


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


def dated(runs: list[Run]) -> bool:
    """Whether the runs are dates and other short figures, as right margins have them."""
    return sum(map(is_dated, runs)) > 0.7 * len(runs)


def is_dated(run: Run) -> bool:
    """Whether a run is a date or a span ("Nov 2020 – present", "6 years 1 month", "valid to 05.2027")."""
    text = run.text
    if len(text) > _MAX_DATE or not any(map(str.isdigit, text)) or _CODE.search(text):
        return False
    words = [word for word in _WORD_OR_NUMBER.findall(text) if not word[0].isdigit()]
    return len(words) <= _MAX_DATE_WORDS and not any(word.endswith(",") for word in words)


def is_heading_beside(label: Run, text: Run) -> bool:
    """Whether what stands left of a text is the heading of its section, as some templates set it."""
    words = label.text.split()
    if len(words) > _MAX_HEADING_WORDS or not label.text.replace(" ", "").isalpha():
        return False
    return label.size > 1.08 * text.size or (label.text.isupper() and len(label.text) > _MAX_ACRONYM)


def is_mark(run: Run) -> bool:
    """Whether a run is but the mark of a list's item."""
    return bool(LIST_MARK.match(run.text)) and len(run.text) == 1


def same_row(one: Run, other: Run) -> bool:
    """Whether two runs stand on one baseline, or nearly so."""
    return abs(one.base - other.base) <= 0.25 * min(one.size, other.size) + 0.5


def stacked(upper: Run, lower: Run) -> bool:
    """Whether `lower` is the next line below `upper`."""
    leading = lower.base - upper.base
    if not 0.4 * upper.size < leading < 1.9 * max(upper.size, lower.size):
        return False
    if lower.left >= upper.right or upper.left >= lower.right:
        return False
    # Lines of one cell share an edge or the middle; what else lies below a date is the next line of its neighbour.
    left, right = lower.left - upper.left, lower.right - upper.right
    return abs(left) < 2.5 * upper.size or min(abs(right), abs(left + right) / 2) < ALIGNED
