"""Text from a document made harmless for a terminal or a cell: one line of visible characters.

A resume can hold anything: terminal escapes that repaint the screen, marks that turn the reading direction around,
formulas, a hundred accents on one letter. `plain` leaves what a person would read.
"""

import re
import unicodedata
from collections.abc import Iterator

UNKNOWN = "\ufffd"

#: combining marks on one letter; no living script stacks more
_MOST_MARKS = 3

# Complete escape sequences (colours, titles, links); what is left of a broken one becomes a replacement character.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]*(?:\x1b\\|\x9c)"  # DCS, SOS, PM, APC
)
_TURNS_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# They ask for another look of the character before, and terminals disagree about the width of the two.
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0x180B, 0x1810), *range(0xE0100, 0xE01F0))))

# What stands for a character where there is nothing but ASCII; the marks of the report itself are among them.
_ASCII = {
    "●": "+", "◐": "~", "○": "-", "█": "#", "░": ".", "─": "-", "·": "|", "→": "->", "×": "x", "•": "*",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "þ": "th", "ı": "i", "€": "EUR", "£": "GBP",
}  # fmt: skip


def plain(text: str) -> str:
    r"""Return `text` as one line without control characters; white space is collapsed: `plain("a\n b") == "a b"`."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _ESCAPES.sub("", text))
        text = "".join(_visible(text))
    return " ".join(text.split())


def inline(text: str) -> str:
    """Return `text` as `plain` does, but a blank at either end stays: words are to follow or to go before."""
    words = plain(text)
    before, after = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{before}{words}{after}" if words else ""


def to_ascii(text: str) -> str:
    """Return `text` in ASCII as near as it gets: `to_ascii("Łukasz – 5 €") == "Lukasz - 5 EUR"`."""
    if text.isascii():
        return text
    replaced = "".join(_ASCII.get(character, character) for character in text)
    letters = (c for c in unicodedata.normalize("NFKD", replaced) if not unicodedata.combining(c))
    return "".join(c if c.isascii() else "?" for c in letters)


def _visible(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        if character in _VARIATION_SELECTORS:
            continue
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > _MOST_MARKS:
                continue
        else:
            marks = 0
        yield _shown(character)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    # Joiners, soft hyphens and their like have no look of their own: they vanish, as they do on paper.
    invisible = unicodedata.category(character) == "Cf" and character not in _TURNS_DIRECTION
    return "" if invisible else UNKNOWN
