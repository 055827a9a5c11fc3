"""Text -> words that can be compared: the same for the patterns and for the documents.

A word is a run of letters or a run of digits, in lower case and without accents, so that "AZ-104", "AZ104" and
"az 104" are the same two words, and dashes, brackets and trade marks never matter. `+` and `#` behind a word are words
("Security+"), `&` is "and".
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

# Letters with an inner apostrophe ("master's"), digits, and the signs that belong to names.
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|(?<=\w)[+#]|&")
# The same, but a word that an optical reader wrote with a digit between its letters stays whole: "Cert1fied".
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?:[015][^\W\d_]+)+(?!\w)|" + _PART.pattern)
# Where a job board's export has lost a line break: "RequirementsBachelor", "CKASecurity".
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W\d_A-Z])")
# "certi-\nfied": a hyphen at a line's end between small letters.
_HYPHENATED = re.compile(r"[-\u00ad]\n[ \t]*\Z")
# What optical readers take one letter for.
_MISREAD = (("1", "i"), ("1", "l"), ("0", "o"), ("5", "s"), ("l", "i"), ("rn", "m"))
_MISREAD_SHORT = {"al": "ai", "bl": "bi", "lt": "it"}
_SHORTEST_GLUED = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where they stand: `text[starts[i]:ends[i]]` became `norms[i]`."""

    norms: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.norms)


def fold(word: str) -> str:
    """Return a word in lower case, without accents and with a straight apostrophe."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("’", "'")


def split(text: str) -> tuple[str, ...]:
    """Return the words of a phrase of patterns/."""
    return tuple(_norm(word) for word in _PART.findall(text))


def tokenize(text: str, known: Container[str]) -> Words:
    """Return the words of a document.

    A word that is not `known` is cut where words were run together, read anew where an optical reader erred, and
    joined with its first half where a line's end parted it.
    """
    words = Words([], [], [])
    for match in _WORD.finditer(text):
        raw, norm = match.group(), _norm(match.group())
        if norm in _MISREAD_SHORT and norm not in known:
            norm = _MISREAD_SHORT[norm]
        if norm in known or _is_plain(raw):
            _append(words, text, norm, match.start(), match.end(), known)
            continue
        reread = _reread(norm, known)
        if reread is not None:
            _append(words, text, reread, match.start(), match.end(), known)
            continue
        for start, end in _pieces(raw):
            _append(words, text, _norm(raw[start:end]), match.start() + start, match.start() + end, known)
    return words


def _norm(word: str) -> str:
    return "and" if word == "&" else fold(word)


def _is_plain(raw: str) -> bool:
    return len(raw) < _SHORTEST_GLUED or raw.isdigit() or (raw.isalpha() and (raw.isupper() or raw[1:].islower()))


def _append(words: Words, text: str, norm: str, start: int, end: int, known: Container[str]) -> None:
    if words.ends and norm.isalpha() and text[words.ends[-1]] in "-\u00ad":
        joined = words.norms[-1] + norm
        is_half = norm not in known or words.norms[-1] not in known
        if is_half and joined in known and _HYPHENATED.match(text[words.ends[-1] : start]):
            words.norms[-1], words.ends[-1] = joined, end
            return
    words.norms.append(norm)
    words.starts.append(start)
    words.ends.append(end)


def _reread(norm: str, known: Container[str]) -> str | None:
    for wrong, right in _MISREAD:
        better = norm.replace(wrong, right)
        if better != norm and better in known:
            return better
    return None


def _pieces(raw: str) -> list[tuple[int, int]]:
    """Return where the pieces of a run-together word stand: runs of letters or digits, cut at inner capitals."""
    found: list[tuple[int, int]] = []
    for part in _PART.finditer(raw):
        inner = (match.start() for match in _CAMEL.finditer(part.group()))
        cuts = [part.start(), *(part.start() + cut for cut in inner), part.end()]
        found.extend((a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b)
    return found
