"""The characters of a page as a person would type them: no ligatures, no private-use bullets, no control characters."""

import re
import unicodedata

BULLET = "•"

#: what pdfium writes for a hyphen at the end of a line
LINE_END_HYPHENS = "\x02\ufffe"

# Bullets of Symbol and Wingdings, which come out as private-use characters, and those of icon fonts.
_BULLETS = (
    "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf06c\uf06e\uf071\uf02d"
    "\u2023\u25aa\u25ab\u25cf\u25e6\u25b8\u25b9\u27a2\u29bf\u2219"
)

_DASHES = {0x2010: "-", 0x2011: "-", 0x2212: "-", 0x00AD: None}
_SPACES = dict.fromkeys(
    [
        0xA0,
        0x2000,
        0x2001,
        0x2002,
        0x2003,
        0x2004,
        0x2005,
        0x2006,
        0x2007,
        0x2008,
        0x2009,
        0x200A,
        0x202F,
        0x205F,
        0x3000,
    ],
    " ",
)
# Zero-width characters and marks of direction: they part words for a program that nobody sees parted.
_INVISIBLE = dict.fromkeys(
    [
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0xFE00, 0xFE10),
        *range(0x2066, 0x206A),
    ]
)
_CONTROLS = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_ASCII_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]+")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

_TABLE: dict[int, str | None] = {
    **_CONTROLS, **_INVISIBLE, **_SPACES, **_DASHES, **_LINE_ENDS,
    **{ord(hyphen): "-" for hyphen in LINE_END_HYPHENS},
    **{ord(bullet): BULLET for bullet in _BULLETS},
}  # fmt: skip

# Compatibility characters that mean their letters; NFKC as a whole would also turn "²" into "2" and "™" into "TM".
_FOLDED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\u0132\u0133\u01c4-\u01cc\uff01-\uff5e\U0001d400-\U0001d7ff]+")

# What most texts consist of, and nothing is done to: Latin letters and the usual signs.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u0131\u0134-\u017f–—‘’‚“”„•…€™]*")

#: accents that a font draws as glyphs of their own, and the combining character that each stands for
ACCENTS = {
    "`": "\u0300", "´": "\u0301", "ˊ": "\u0301", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303",
    "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "°": "\u030a", "˝": "\u030b",
    "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip

_MARKS = re.compile("[\u0300-\u036f]+")
_STROKES = str.maketrans("łđøħıŧ", "ldohit")

# TeX's Cork encoding, as bitmap fonts without a Unicode table bring it: the codes come out as if they were Latin-1.
_TEX_CONTROLS = dict(zip(range(0x10, 0x20), "“”„«»–—\u200b\ufffdıȷ\ufb00\ufb01\ufb02\ufb03\ufb04", strict=True))
_TEX_SIGNS = tuple(map(chr, _TEX_CONTROLS))
_TEX_LETTERS = dict(
    zip(
        range(0x80, 0xC0),
        "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£",
        strict=True,
    )
)
_TEX_LETTER = re.compile("[\x80-\x9f]|(?<=[^\\W\\d_])[\xa0-\xbf](?=[^\\W\\d_\xa0-\xbf])|(?<=[^\\W\\d_])\xff")
#: no question begins with a figure
_TEX_EURO = re.compile("¿(?=\\s?\\d)|(?<=\\d)¿(?!\\w)|(?<=\\d\\s)¿(?!\\w)")
_TEX_BULLET = re.compile("(?<!\\S)\x88(?!\\S)")


def unicode_of_tex(text: str) -> str:
    """Return the text of a page, of the same length, with what TeX's codes stand for where a font left them bare."""
    if "¿" in text:
        text = _TEX_EURO.sub("€", text)
    if "\x88" in text:
        text = _TEX_BULLET.sub(BULLET, text)
    if not any(map(text.__contains__, _TEX_SIGNS)):
        return text
    text = _TEX_LETTER.sub(lambda match: _TEX_LETTERS.get(ord(match[0]), "ß"), text)
    return text.translate(_TEX_CONTROLS)


def clean(text: str) -> str:
    """Return `text` in plain characters; white space is kept, but as blanks, tabs and line feeds only."""
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        return text
    text = _LONE_SURROGATES.sub("\ufffd", text.translate(_TABLE))
    text = _PRIVATE_USE.sub("", text)
    text = _FOLDED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text)


def compose(base: str, accent: str) -> str | None:
    """Return the letter `base` with `accent` on it as one character, None where no such letter exists."""
    letter = {"ı": "i", "ȷ": "j"}.get(base, base)
    composed = unicodedata.normalize("NFC", letter + ACCENTS[accent])
    return composed if len(composed) == 1 else None


def without_accents(lower: str) -> str:
    """Return small letters without their accents ("ę" as "e", "ł" as "l")."""
    if lower.isascii():
        return lower
    return _MARKS.sub("", unicodedata.normalize("NFD", lower)).translate(_STROKES)


def clean_text(text: str) -> str:
    """Return the lines of a text file in plain characters, tabs and indentation as they are."""
    if text.isascii():
        return text.translate(_TABLE) if _ASCII_CONTROLS.search(text) else text
    return clean(text)
