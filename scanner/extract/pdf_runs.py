"""The words of a PDF page in runs: what stands on one line without a wide gap."""

from itertools import pairwise
from statistics import median

from scanner.extract import characters
from scanner.extract.layout_runs import WIDE_GAP, Run
from scanner.extract.pdf_words import Word, Words

#: what a list's mark comes out as where its font has no Unicode
UNKNOWN_MARKS = {"\ufffd", "\u25a1", "\uf020"}

#: a heading of so many letters with gaps between them, at most so many heights wide, is letter-spaced
_SPACED_LETTERS = 4
_LETTER_GAP = 2.5


def runs_of(words: Words, hidden: dict[int, str]) -> list[Run]:
    """Return the visible words in runs."""
    if not words:
        return []
    texts, sizes = words.texts, words.sizes
    lengths = list(map(len, texts))
    runs: list[Run] = []
    for first, end in pairwise(_starts(words, hidden)):
        if first in hidden:
            continue
        text = texts[first]
        if end - first > 1:
            letters = lengths[first:end].count(1)
            spaced = letters >= _SPACED_LETTERS and letters > 0.7 * (end - first)
            text = _unspaced([words[index] for index in range(first, end)]) if spaced else " ".join(texts[first:end])
        text = characters.clean(text).strip()
        if text in UNKNOWN_MARKS:
            text = characters.BULLET
        if text:
            size = max(sizes[first:end])
            runs.append(Run(text, words.lefts[first], words.rights[end - 1], words.bases[first], size, first, end))
    return runs


def _starts(words: Words, hidden: dict[int, str]) -> list[int]:
    """Return where a run begins, and the end of the last one."""
    least = min(words.sizes)
    low, high = -0.5 * least, WIDE_GAP * least
    bases = words.bases
    places = zip(words.lefts[1:], words.rights, bases, bases[1:], strict=False)
    # Most words stand so near the one before that no more has to be known of them.
    doubtful = [
        index
        for index, (left, right, base, other_base) in enumerate(places, start=1)
        if not (low < left - right < high and base == other_base)
    ]
    far = 0.35 * max(words.sizes)
    starts = {index for index in doubtful if abs(bases[index - 1] - bases[index]) >= far or not _goes_on(words, index)}
    if hidden:
        starts.update(index for index in range(1, len(words)) if (index in hidden) != (index - 1 in hidden))
    return [0, *sorted(starts), len(words)]


def _goes_on(words: Words, index: int) -> bool:
    """Whether a word stands on the same line as the one before it, and near it."""
    before = index - 1
    height = max(words.sizes[before], words.sizes[index])
    if not -0.35 * height < words.bases[before] - words.bases[index] < 0.35 * height:
        return False
    gap = words.lefts[index] - words.rights[before]
    if -0.5 * height < gap < WIDE_GAP * height:
        return True
    # The letters of a letter-spaced heading stand further apart than the columns of a table.
    return len(words.texts[before]) == 1 == len(words.texts[index]) and 0 < gap < _LETTER_GAP * height


def _unspaced(part: list[Word]) -> str:
    """Return a letter-spaced line as words: the gaps between words are wider than those between letters."""
    gaps = [after.left - before.right for before, after in pairwise(part)]
    usual = median(gaps)
    out = [part[0].text]
    for gap, word in zip(gaps, part[1:], strict=True):
        out += [" " if gap > 1.6 * usual + 0.1 * word.size else "", word.text]
    return "".join(out)
