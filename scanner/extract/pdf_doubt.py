"""How a PDF page shows that its text layer is not what is drawn: unknown glyphs, torn words, letters mapped wrongly."""

import re
from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import lt

from scanner.extract import characters
from scanner.extract.layout_runs import Run
from scanner.extract.pdf_words import Words

#: the share of doubtful words from which a page is read again the slow way, and that from which it is no text at all
DOUBTFUL = 0.08
GARBLED = 0.4

_UNKNOWN = re.compile("[\ufffd\x01-\x1f\x7f-\x9f\ue000-\uf8ff]")
_MIN_WORDS = 20

# In English, German, French, Spanish and Portuguese alike these ten make seven of ten letters, and these pairs stand
# four times in ten letters. Over 3,000 lines of resumes and postings both together are below 0.66 in one of 2,000; with
# the letters mapped wrongly, in nine of ten.
_FREQUENT = b"aeiourstnlAEIOURSTNL"
_PAIRS = (
    "er", "in", "on", "an", "re", "en", "te", "ti", "es", "or", "at", "de", "st", "ar", "ra", "is", "nt", "al", "io",
    "it", "th", "ed", "ng", "se", "ic", "le", "me", "co", "ro", "as", "ca", "la", "ne", "ri", "li", "ea", "ma", "to",
    "el", "ta", "da", "do", "os", "ei", "he", "ou", "nd",
)  # fmt: skip
_TELLING_LETTERS = 20
_LEAST_FREQUENT = 0.66
#: in a page with such lines, those below this are not to be trusted either
_SUSPECT = 0.8
#: the share of frequent letters in all characters of a page below which its lines are looked at one by one
_AT_EASE = 0.52
#: from this share of its letters on in such lines, a page is garbled
_GARBLED_LETTERS = 0.12
_FEWEST_LINES = 2
_MOSTLY_GARBLED = 0.4
#: a page of so many characters, so many of them punctuation, is no text; a row of one sign is a line or a mark
_TELLING_CHARACTERS = 80
_MOST_SIGNS = 0.45
_SIGNS = re.compile(r"([!-/:-@\[-`{-~\x01-\x08\x0e-\x1f\x7f-\x9f])\1*")
#: a list of acronyms is not garbled
_ACRONYM = re.compile(r"\b[A-Z]{1,6}s?\b")
#: what has letters, but no words
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
_LATIN = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f]")


def doubtful_share(words: Words) -> float:
    """Return how much of a page looks misread: no Unicode for its glyphs, letters torn apart, words on each other."""
    return unknown_share(words) + misplaced_share(words)


def misplaced_share(words: Words) -> float:
    """Return how much of a page is letters torn apart and words on each other."""
    if len(words) < _MIN_WORDS:
        return 0.0
    singles = sum([text.isalpha() for text in words.texts if len(text) == 1])
    torn = max(0, singles - len(words) // 3)
    lefts, rights, bases, sizes = words.lefts, words.rights, words.bases, words.sizes
    back = compress(count(1), map(lt, lefts[1:], rights))
    overlapping = sum(
        [
            lefts[index] < rights[index - 1] - sizes[index]
            and bases[index] == bases[index - 1]
            and rights[index] > lefts[index - 1] + sizes[index]
            for index in back
        ]
    )
    return (torn + overlapping) / len(words)


def unknown_share(words: Words) -> float:
    """Return how many of the words hold glyphs of which the font does not say what letters they are."""
    texts = words.texts
    joined = " ".join(texts)
    if (joined.isascii() and joined.isprintable()) or not _UNKNOWN.search(joined):
        return 0.0
    return sum(len(text) > 1 and bool(_UNKNOWN.search(text)) for text in texts) / len(texts)


def garbled_runs(runs: Sequence[Run], text: str) -> list[Run]:
    """Return the runs whose letters are mapped wrongly, none where the page as a whole reads like text."""
    if _frequent(text) >= _AT_EASE * len(text):
        return []
    lower = text.lower()
    signs = len(_SIGNS.findall(lower))
    if signs > _MOST_SIGNS * (signs + sum(map(str.isalnum, lower))) and len(lower) >= _TELLING_CHARACTERS:
        return list(runs)
    shares = [_frequent_share(run.text) for run in runs]
    garbled = sum(latin for latin, share in shares if latin >= _TELLING_LETTERS and share < _LEAST_FREQUENT)
    lines = sum(latin >= _TELLING_LETTERS and share < _LEAST_FREQUENT for latin, share in shares)
    latin = sum(latin for latin, _ in shares)
    if garbled <= _GARBLED_LETTERS * latin or lines < min(_FEWEST_LINES, len(runs)):
        return []
    if garbled > _MOSTLY_GARBLED * latin:
        return list(runs)
    # Where some lines are garbled, those are not to be trusted either that may just be.
    return [run for run, (_, share) in zip(runs, shares, strict=True) if share < _SUSPECT]


def _frequent_share(text: str) -> tuple[int, float]:
    """Return how many Latin letters the words of a text have, and how frequent letters and pairs are in them."""
    # An accent does not make a letter rarer: Polish, Vietnamese and Turkish have them on every other one.
    line = characters.without_accents(_ACRONYM.sub("", _ADDRESS.sub("", text)).lower())
    latin = len(_LATIN.findall(line))
    return latin, (_frequent(line) + sum(map(line.count, _PAIRS))) / latin if latin else 2.0


def reads_like_text(text: str) -> bool:
    """Whether letters are as frequent in a text as they are in words."""
    lines: Iterable[str] = text.splitlines()
    return not garbled_runs([Run(line, 0, 1, 0, 1) for line in lines], text)


def _frequent(text: str) -> int:
    letters = text.encode("ascii", "ignore")
    return len(letters) - len(letters.translate(None, _FREQUENT))
