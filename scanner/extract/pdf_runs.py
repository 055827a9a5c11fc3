"""The words of a PDF page in runs: what stands on one line without a wide gap."""

from itertools import pairwise
from statistics import median

from scanner.extract import characters
from scanner.extract.layout_runs import WIDE_GAP, Run
from scanner.extract.pdf_page import Word

#: what a list's mark comes out as where its font has no Unicode
UNKNOWN_MARKS = {"\ufffd", "\u25a1", "\uf020"}

#: a heading of so many letters with gaps between them, at most so many heights wide, is letter-spaced
_SPACED_LETTERS = 4
_LETTER_GAP = 2.5


def runs_of(words: list[Word], hidden: dict[int, str]) -> list[Run]:
    """Return the visible words in runs."""
    runs: list[Run] = []
    for first, end in pairwise(_starts(words, hidden)):
        if first not in hidden:
            run = _run(words, first, end)
            if run.text:
                runs.append(run)
    return runs


def _starts(words: list[Word], hidden: dict[int, str]) -> list[int]:
    """Return where a run begins, and the end of the last one: tuples instead of names, as there are many words."""
    if not words:
        return []
    starts = [0]
    text, _, right, base, size, _ = words[0]
    for index, (other_text, left, other_right, other_base, other_size, _) in enumerate(words):
        height = max(other_size, size)
        gap = left - right
        goes_on = -0.5 * height < gap < WIDE_GAP * height and -0.35 * height < base - other_base < 0.35 * height
        if not goes_on and len(text) == 1 == len(other_text):
            # The letters of a letter-spaced heading stand further apart than the columns of a table.
            goes_on = 0 < gap < _LETTER_GAP * height and abs(base - other_base) < 0.35 * height
        if index and (not goes_on or (hidden and (index in hidden) != (index - 1 in hidden))):
            starts.append(index)
        text, right, base, size = other_text, other_right, other_base, other_size
    starts.append(len(words))
    return starts


def _run(words: list[Word], first: int, end: int) -> Run:
    part = words[first:end]
    one, last = part[0], part[-1]
    size = one.size
    text = one.text
    if end - first > 1:
        size = max([word.size for word in part])
        texts = [word.text for word in part]
        letters = list(map(len, texts)).count(1)
        spaced = letters >= _SPACED_LETTERS and letters > 0.7 * len(part)
        text = _unspaced(part) if spaced else " ".join(texts)
    text = characters.clean(text).strip()
    if text in UNKNOWN_MARKS:
        text = characters.BULLET
    return Run(text, one.left, last.right, one.base, size, first, end)


def _unspaced(part: list[Word]) -> str:
    """Return a letter-spaced line as words: the gaps between words are wider than those between letters."""
    gaps = [after.left - before.right for before, after in pairwise(part)]
    usual = median(gaps)
    out = [part[0].text]
    for gap, word in zip(gaps, part[1:], strict=True):
        out += [" " if gap > 1.6 * usual + 0.1 * word.size else "", word.text]
    return "".join(out)
