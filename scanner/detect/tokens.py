"""Text -> words that can be compared: the same for the patterns and for the documents.

A word is a run of letters or a run of digits, in lower case and without accents, so that "AZ-104", "AZ104" and
"az 104" are the same two words, and dashes, brackets and trade marks never matter. `+` and `#` behind a word are words
("Security+"), `&` is "and".
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scanner.catalog.words import PART, fold

# The words of the patterns, but what an optical reader mixed up stays whole: "7O1", "Cert1fied", "1TIL".
_WORD = re.compile(
    r"(?<!\w)(?=[\dOolI]*\d)(?=[\dOolI]*[OolI])[\dOolI]{2,}(?!\w)"
    r"|(?<!\w)(?=[^\W_]*[^\W\d_]{2})[015]?[^\W\d_]+(?:[015][^\W\d_]*)+(?!\w)"
    r"|(?<!\w)[015][^\W\d_]{2,}(?!\w)|" + PART.pattern
)
_FIGURE = re.compile(r"(?=.*\d)[\dOolI]*[OolI][\dOolI]*")
_TO_DIGITS = str.maketrans("OolI", "0011")
# An "l" or a digit among capitals: "ClSM", "C0BlT".
_TO_CAPITALS = str.maketrans("l01", "IOI")
_CHUNK = re.compile(r"\S+")
# Where a job board's export has lost a line break: "RequirementsBachelor", "CKASecurity".
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W\d_A-Z])")
# "certi-\nfied": a hyphen at a line's end between small letters.
_HYPHENS = "-\u00ad"
_HYPHENATED = re.compile(rf"[{_HYPHENS}]\n[ \t]*\Z")
# What optical readers take one letter for.
_MISREAD = (("1", "i"), ("1", "l"), ("0", "o"), ("5", "s"), ("l", "i"), ("rn", "m"))
_MISREAD_SHORT = {"al": "ai", "bl": "bi", "lt": "it"}
_SHORTEST_GLUED = 4
#: a shorter word is like too many others to be a misspelt one
_SHORTEST_DOUBTFUL = 3
#: "plan" and "form" run together are more likely a misspelt "platform"
_SHORTEST_PAIR = 9
_SHORT_WORD = 3
_REMEMBERED = 50_000
#: what is longer is no two words run together, and no word that comes again: not cut everywhere, and not remembered
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where they stand: `text[starts[i]:ends[i]]` became `norms[i]`."""

    norms: list[str]
    starts: list[int]
    ends: list[int]
    #: the indices of words of digits
    figures: list[int]
    #: the indices of words of letters that are unknown, or begin large where a known one may be meant as a name
    doubtful: list[int]

    def __len__(self) -> int:
        return len(self.norms)


#: sorts of words: plain numbers, since each word is asked for its own
_PLAIN, _FIGURES, _DOUBTFUL = range(3)
_Piece = tuple[str, int, int, int]


class Tokenizer:
    """Cuts documents into words; what it made of a word it remembers, since most words come again and again.

    A word that is not `known` is cut where words were run together, read anew where an optical reader erred, and
    joined with its first half where a line's end parted it. `nearest` gives the right word for one that is
    misspelt.
    """

    def __init__(
        self,
        known: Container[str],
        spellings: Mapping[str, str],
        nearest: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._known = known
        self._spellings = spellings
        self._nearest = nearest
        self._chunk = lru_cache(maxsize=_REMEMBERED)(lambda chunk: tuple(self._cut(chunk)))

    def __call__(self, text: str) -> Words:
        """Return the words of a text."""
        words = Words([], [], [], [], [])
        norms, starts, ends = words.norms, words.starts, words.ends
        is_parted = False
        for match in _CHUNK.finditer(text):
            offset, raw = match.start(), match.group()
            pieces = self._chunk(raw) if len(raw) <= _LONGEST_WORD else self._cut(raw)
            for norm, start, end, sort in pieces:
                if is_parted and self._is_rest(text, words, norm, offset + start):
                    self._join(words, norm, offset + end, text[starts[-1]])
                    is_parted = False
                    continue
                is_parted = False
                if sort:
                    (words.figures if sort == _FIGURES else words.doubtful).append(len(norms))
                norms.append(norm)
                starts.append(offset + start)
                ends.append(offset + end)
            is_parted = raw[-1] in _HYPHENS
        return words

    def _cut(self, chunk: str) -> Iterator[_Piece]:
        """Yield the words of a stretch without white space, each with where it begins and ends in it, and its sort."""
        for match in _WORD.finditer(chunk):
            offset = match.start()
            for norm, start, end in self._analyse(match.group()):
                yield norm, offset + start, offset + end, self._sort(norm, chunk[offset + start])

    def _sort(self, norm: str, first: str) -> int:
        if norm.isdigit():
            return _FIGURES
        may_be_wrong = norm not in self._known or not first.islower()
        return _DOUBTFUL if may_be_wrong and len(norm) >= _SHORTEST_DOUBTFUL and norm.isalpha() else _PLAIN

    def _join(self, words: Words, norm: str, end: int, first: str) -> None:
        """Add the second half of a word to the first."""
        joined = words.norms[-1] + norm
        words.norms[-1], words.ends[-1] = self._spellings.get(joined, joined), end
        last = len(words) - 1
        if words.doubtful[-1:] == [last]:
            words.doubtful.pop()
        if self._sort(words.norms[-1], first) == _DOUBTFUL:
            words.doubtful.append(last)

    def _is_rest(self, text: str, words: Words, norm: str, start: int) -> bool:
        """Return whether a word is the second half of the one before, which a line's end parted."""
        if not words.ends or not norm.isalpha() or not _HYPHENATED.match(text, words.ends[-1], start):
            return False
        is_half = norm not in self._known or words.norms[-1] not in self._known
        return is_half and words.norms[-1] + norm in self._known

    def _analyse(self, raw: str) -> tuple[tuple[str, int, int], ...]:
        """Return the words that a run of characters holds, each with where it begins and ends in the run."""
        norm = _norm(raw.translate(_TO_DIGITS) if _FIGURE.fullmatch(raw) else raw)
        if norm in _MISREAD_SHORT and norm not in self._known:
            norm = _MISREAD_SHORT[norm]
        if norm not in self._known and not _is_plain(raw):
            norm = _reread(raw, norm, self._known) or norm
        if norm in self._known or (len(raw) < _SHORTEST_GLUED and (raw.isalpha() or raw.isdigit())) or norm.isdigit():
            return ((self._spellings.get(norm, norm), 0, len(raw)),)
        pieces = [piece for start, end in self._parts(raw) for piece in self._halves(raw, start, end)]
        return tuple((self._spellings.get(word, word), start, end) for word, start, end in pieces)

    def _parts(self, raw: str) -> Iterator[tuple[int, int]]:
        """Yield where the parts of a run-together word stand: runs of letters or digits, cut at inner capitals.

        "CKASecurity" and "ACPEpic" are cut; "CCIeO" and "SAAFe", where a part is short, are misspelt words.
        """
        for part in PART.finditer(raw):
            inner = (part.start() + match.start() for match in _CAMEL.finditer(part.group()))
            cuts = [(a, b) for a, b in pairwise((part.start(), *inner, part.end())) if a < b]
            yield from cuts if self._are_words(raw, cuts) else [part.span()]

    def _are_words(self, raw: str, cuts: Sequence[tuple[int, int]]) -> bool:
        lengths = sorted(b - a for a, b in cuts)
        if lengths[0] < _SHORT_WORD and lengths[1:2] < [_SHORTEST_GLUED]:
            return False
        are_known = all(_norm(raw[a:b]) in self._known for a, b in cuts)
        # "ProfessionalDP-700" is two words, though it is like one; "CCIeO" is one.
        if are_known and lengths[-1] >= _SHORTEST_PAIR:
            return True
        if self._nearest(_norm(raw)) is not None:
            return False
        return are_known or all(b - a >= _SHORTEST_GLUED or _norm(raw[a:b]) in self._known for a, b in cuts)

    def _halves(self, raw: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """Return the two known words that a stretch runs together ("examfailed"), else the stretch.

        A misspelt word ("Speciallist") can look like two.
        """
        word = _norm(raw[start:end])
        if end - start > _LONGEST_WORD:
            return [(word, start, end)]
        if word not in self._known and end - start >= _SHORTEST_PAIR and len(word) == end - start:
            for cut in range(_SHORTEST_GLUED, len(word) - _SHORTEST_GLUED + 1):
                if word[:cut] in self._known and word[cut:] in self._known:
                    if self._nearest(word) is not None:
                        break
                    return [(word[:cut], start, start + cut), (word[cut:], start + cut, end)]
        return [(word, start, end)]


def _norm(word: str) -> str:
    return "and" if word == "&" else fold(word)


def _is_plain(raw: str) -> bool:
    return len(raw) < _SHORTEST_GLUED or raw.isdigit() or (raw.isalpha() and (raw.isupper() or raw[1:].islower()))


def capitals(raw: str) -> str:
    """Return a word of capitals as it was before an optical reader: "ClSM" is "CISM"; any other as it is."""
    fixed = raw.translate(_TO_CAPITALS)
    return fixed if fixed.isupper() else raw


def _reread(raw: str, norm: str, known: Container[str]) -> str | None:
    as_capitals = _norm(capitals(raw))
    if as_capitals in known:
        return as_capitals
    for wrong, right in _MISREAD:
        better = norm.replace(wrong, right)
        if better != norm and better in known:
            return better
    return None
