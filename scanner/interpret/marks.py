"""A score beside the mark that it had to reach: "scored 640, pass mark 700"."""

import re

from scanner.interpret.assertion import Assertion
from scanner.interpret.scopes import Entry
from scanner.model import Annotations, CueHit, Mention, Status
from scanner.spans import overlaps, within

_THRESHOLD = "pass_mark"
_RULE = f"phrases.yaml:{_THRESHOLD}"
_REACH = 100
#: how far the figure may stand from the word that says that it is the mark
_NEAR = 16
_FIGURE = re.compile(r"(?<![\w/.,-])(?:\d{1,2},\d{3}|\d{2,4})(?![\w/-]|[.,]\d)")


def scored(annotations: Annotations, entry: Entry, mention: Mention) -> Assertion | None:
    """Return what a score and the mark beside it come to; None where a text does not state both."""
    start, end = mention.end, min(entry.region(mention)[1], mention.end + _REACH)
    word = next((w for w in within(annotations.words, start, end) if w.group == _THRESHOLD and w.end <= end), None)
    if word is None:
        return None
    text = annotations.document.text
    figures = [
        (match.start(), match.end(), int(match.group().replace(",", "")))
        for match in _FIGURE.finditer(text, start, end)
        if not overlaps(annotations.dates, *match.span())
    ]
    gaps = [max(first - word.end, word.start - last) for first, last, _ in figures]
    if len(figures) < 2 or min(gaps) > _NEAR:  # noqa: PLR2004  (a score and a mark)
        return None
    mark = figures.pop(gaps.index(min(gaps)))
    score = figures[0]
    status = Status.HELD if score[2] >= mark[2] else Status.NOT_HELD
    first, last = min(score[0], mark[0], word.start), max(score[1], mark[1], word.end)
    return Assertion(status, CueHit(first, last, status, "backward", "clause", _RULE))
