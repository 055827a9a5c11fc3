"""How a PDF page shows that its text layer is not what is drawn: unknown glyphs, torn words, letters mapped wrongly."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from scanner.extract.layout import Run
from scanner.extract.pdf_page import Word

#: the share of doubtful words from which a page is read again the slow way, and that from which it is no text at all
DOUBTFUL = 0.08
GARBLED = 0.4

_UNKNOWN = re.compile("[\ufffd\x01-\x1f\x7f-\x9f\ue000-\uf8ff]")
_MIN_WORDS = 20

# In English, German, French, Spanish and Portuguese alike these ten make seven of ten letters. Over 5,000 lines of
# resumes and postings no line of 20 letters has fewer than half; with the letters mapped wrongly, it has a third.
_FREQUENT = "aeiourstnl"
_TELLING_LETTERS = 20
_LEAST_FREQUENT = 0.47
#: the share of frequent letters in all characters of a page below which its lines are looked at one by one
_AT_EASE = 0.52
#: from this share of its letters on in such lines, a page is garbled
_GARBLED_LETTERS = 0.12
_FEWEST_LINES = 2
#: a page of so many characters most of which are neither letters nor figures is no text
_TELLING_CHARACTERS = 80
_LEAST_ALPHANUMERIC = 0.55
_LATIN = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f]")


def doubtful_share(words: Sequence[Word]) -> float:
    """Return how much of a page looks misread: no Unicode for its glyphs, letters torn apart, words on each other."""
    return unknown_share(words) + misplaced_share(words)


def misplaced_share(words: Sequence[Word]) -> float:
    """Return how much of a page is letters torn apart and words on each other."""
    torn = overlapping = 0
    if len(words) >= _MIN_WORDS:
        singles = sum([text.isalpha() for text, *_ in words if len(text) == 1])
        torn = max(0, singles - len(words) // 3)
        overlapping = sum(
            [
                left < other_right - size and base == other_base and right > other_left + size
                for (_, other_left, other_right, other_base, _, _), (_, left, right, base, size, _) in pairwise(words)
            ]
        )
    return (torn + overlapping) / max(1, len(words))


def unknown_share(words: Sequence[Word]) -> float:
    """Return how many of the words hold glyphs of which the font does not say what letters they are."""
    texts = [word.text for word in words]
    joined = " ".join(texts)
    if (joined.isascii() and joined.isprintable()) or not _UNKNOWN.search(joined):
        return 0.0
    return sum(len(text) > 1 and bool(_UNKNOWN.search(text)) for text in texts) / len(texts)


def garbled_runs(runs: Sequence[Run], text: str) -> list[Run]:
    """Return the runs whose letters are mapped wrongly, none where the page as a whole reads like text."""
    lower = text.lower()
    if _frequent(lower) >= _AT_EASE * len(lower):
        return []
    letters = sum(map(str.isalnum, lower))
    if letters < _LEAST_ALPHANUMERIC * len("".join(lower.split())) and len(lower) >= _TELLING_CHARACTERS:
        return list(runs)
    found, of_found = [], 0
    for run in runs:
        line = run.text.lower()
        latin = len(_LATIN.findall(line))
        if latin >= _TELLING_LETTERS and _frequent(line) < _LEAST_FREQUENT * latin:
            found.append(run)
            of_found += latin
    is_much = of_found > _GARBLED_LETTERS * len(_LATIN.findall(lower))
    return found if is_much and len(found) >= min(_FEWEST_LINES, len(runs)) else []


def reads_like_text(text: str) -> bool:
    """Whether letters are as frequent in a text as they are in words."""
    lines: Iterable[str] = text.splitlines()
    return not garbled_runs([Run(line, 0, 1, 0, 1) for line in lines], text)


def _frequent(lower: str) -> int:
    return sum(map(lower.count, _FREQUENT))
