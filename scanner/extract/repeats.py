"""Headers and footers that pages repeat: each is read once, so that none stands in the middle of a paragraph."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(r"\d+")
#: lines at the top and at the bottom of a page that may be repeated
_MOST_LINES = 3
_LONGEST = 150
#: a line so long may have been wrapped
_FULL_LINE = 30
_SENTENCE_END = re.compile(r"[.!?:;•|]\s*$")


class Margins(NamedTuple):
    """Where the text of a page begins and ends without what its neighbours have, too."""

    start: int
    end: int


def margins(texts: Sequence[str]) -> list[Margins]:
    """Return what is left of each page: a header stays on the first page that has it, a footer on the last."""
    if len(texts) == 1:
        return [Margins(0, len(texts[0]))]
    heads = [_lines(text, from_end=False) for text in texts]
    feet = [_lines(text, from_end=True) for text in texts]
    found = []
    for index, text in enumerate(texts):
        start = _repeated(index, heads, -1)
        end = len(text) - _repeated(index, feet, 1)
        found.append(Margins(start, end) if start < end else Margins(0, len(text)))
    return found


def goes_on(above: str, below: str) -> bool:
    """Whether a paragraph at the end of a page goes on at the top of the next."""
    last = above.rstrip().rpartition("\n")[2]
    return below.lstrip()[:1].islower() and len(last) >= _FULL_LINE and not _SENTENCE_END.search(last)


def _lines(text: str, *, from_end: bool) -> list[tuple[str, int]]:
    """Return the outermost lines of a page, each with how far it reaches into the text."""
    found: list[tuple[str, int]] = []
    at = 0
    lines = text.split("\n")
    for line in reversed(lines) if from_end else lines:
        at += len(line) + 1
        if line.strip():
            found.append((line.strip(), min(at, len(text))))
        if len(found) == _MOST_LINES:
            break
    return found


def _repeated(index: int, pages: list[list[tuple[str, int]]], step: int) -> int:
    """Return how far into a page reaches what the page before it (or behind it, by `step`) has in the same place."""
    other = index + step
    if not 0 <= other < len(pages):
        return 0
    reach = 0
    for (line, length), (same, _) in zip(pages[index], pages[other], strict=False):
        if not _is_same(line, same, step):
            break
        reach = length
    return reach


def _is_same(line: str, other: str, step: int) -> bool:
    """Whether two lines differ by nothing but the number of the page."""
    if len(line) > _LONGEST or _NUMBER.sub("#", line) != _NUMBER.sub("#", other):
        return False
    counted = 0
    for one, two in zip(_NUMBER.findall(line), _NUMBER.findall(other), strict=True):
        if one != two:
            if len(one) > 3 or len(two) > 3 or int(two) - int(one) != step:  # noqa: PLR2004
                return False
            counted += 1
    return counted <= 1
