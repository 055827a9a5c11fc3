"""Words that a typesetter broke at the end of a line, put together again.

A hyphen at a line's end may be the word's own ("cross-" and "functional") or the typesetter's ("Kuber-" and "netes").
The page itself often tells, as the word stands there whole elsewhere; if not, the program that set it: TeX and its like
break words unasked, word processors and browsers don't.
"""

import re
from collections.abc import Sequence

from scanner.extract.layout_runs import Piece

_TYPESETTERS = re.compile(r"tex\b|tex-|xdvipdfmx|dvips|typst|groff|gropdf|indesign|quark|scribus", re.IGNORECASE)
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-\Z")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: "Sicherheits- und Netzwerktechnik": the hyphen stands for the end of a later word
_AND = frozenset({"und", "oder", "bzw", "and", "or", "to", "et", "ou", "y", "o", "e"})
_WITHIN = re.compile("\u2010(?!\r)")
_LEAST_PART = 2
_LEAST_WORD = 3


def breaks_words(maker: str) -> bool:
    """Whether a program breaks words by itself, by the name that a PDF gives for what it was made with."""
    return bool(_TYPESETTERS.search(maker))


def are_typeset(text: str) -> bool:
    """Whether the hyphens that end the lines of a page are another sign than those within: those of its typesetter."""
    return "\u2010\r\n" in text and not _WITHIN.search(text)


def unbroken(pieces: Sequence[Piece], *, breaks_words: bool) -> list[Piece]:
    """Return the pieces of a page with its broken words whole, and their lines joined."""
    out = list(pieces)
    words: set[str] | None = None
    for index in range(len(out) - 1):
        separator, after = out[index + 1]
        gap, before = out[index]
        if separator != "\n" or before.text[-1:] != "-" or not after.text[:1].islower():
            continue
        start, rest = _BROKEN.search(before.text), _REST.match(after.text)
        if start is None or rest is None or rest[0] in _AND:
            continue
        if words is None:
            words = _whole_words([run.text for _, run in pieces])
        hyphen = _hyphen(start[1], rest[0], words, breaks_words=breaks_words)
        if hyphen is not None:
            out[index] = (gap, before._replace(text=before.text[:-1] + hyphen))
            out[index + 1] = ("", after)
    return out


def _whole_words(texts: Sequence[str]) -> set[str]:
    """Return the words in small letters, but for what may be parts of broken ones."""
    found = set()
    for text, before in zip(texts, ["", *texts], strict=False):
        start = _REST.match(text) if before.endswith("-") else None
        whole = _BROKEN.sub("", text[start.end() :] if start else text)
        found.update(_WORD.findall(whole.lower()))
    return found


def _hyphen(start: str, rest: str, words: set[str], *, breaks_words: bool) -> str | None:
    """Return what stands between the parts of a broken word, None where that can't be told."""
    last = start.rsplit("-", 1)[-1]
    if last.isupper() or f"{start}-{rest}".lower() in words:
        return "-"
    if (start + rest).lower() in words:
        return ""
    if min(len(last), len(rest)) >= _LEAST_WORD and {last.lower(), rest} <= words:
        return "-"
    return "" if breaks_words and min(len(last), len(rest)) >= _LEAST_PART else None
