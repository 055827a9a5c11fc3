"""One page as pdfium has it: its words and where they stand, with as few calls into the library as will do."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, compress, count, pairwise, repeat
from operator import ne, sub
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.extract import characters
from scanner.extract.pdf_calls import Room, handle_of, untyped
from scanner.extract.pdf_words import Word, Words

_loose_box = untyped(pdfium.FPDFText_GetLooseCharBox)
_origin = untyped(pdfium.FPDFText_GetCharOrigin)
_tight_box = untyped(pdfium.FPDFText_GetCharBox)
_angle = untyped(pdfium.FPDFText_GetCharAngle, ctypes.c_float)
_text_object = untyped(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
_text = untyped(pdfium.FPDFText_GetText)
_unicode = untyped(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
# left, top, right, bottom of a character; x and y of its point on the baseline
_BOXES = Room(ctypes.c_float, 4)
_ORIGINS = Room(ctypes.c_double, 2, places=2)
_GLYPH = Room(ctypes.c_double, 4, places=4)

#: stands for a character that was taken out without moving the others
_TAKEN_OUT = "\x7f"
_HYPHEN = f"[{characters.LINE_END_HYPHENS}]"
_HYPHENS = tuple(characters.LINE_END_HYPHENS)
_WORD = re.compile(f"[^\\s{_TAKEN_OUT}{characters.LINE_END_HYPHENS}]+{_HYPHEN}?|{_HYPHEN}")
_ACCENT = re.compile("[" + re.escape("".join(characters.ACCENTS)) + "]")

#: letters of a word from which it is looked at letter by letter
_LONG = 16
#: words closer than this (in heights) are one
_TOUCHING = 0.06
#: height of a word that has none (in points)
_LEAST_SIZE = 0.1
#: how far behind its letter an accent may come
_LINE = 200
_ACCENT_SLACK = 0.1
#: how many characters tell the direction of a page's text
_SAMPLES = 12


class PageBox(NamedTuple):
    """The visible part of a page in its own coordinates (y up), and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    def turned(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return a box as a reader of the page sees it: (left, top, right, bottom), y down."""
        match self.quarters:
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 3:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom

    def size(self) -> tuple[float, float]:
        """Return width and height as a reader sees them."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)


def page_box(page: Any, text_page: Any, text: str) -> PageBox:  # noqa: ANN401
    """Return the visible part of a page, turned such that its text stands upright."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return PageBox(box.left, box.bottom, box.right, box.top, _quarters(text_page, text))


def _quarters(text_page: Any, text: str) -> int:  # noqa: ANN401
    """Return by how many quarters a page must be turned for most of its text to stand upright.

    The page's own rotation is no help: scanners and printers leave it wrong, and a person turns the screen.
    """
    letters = [index for index in range(0, len(text), max(1, len(text) // _SAMPLES)) if text[index].isalnum()]
    angles = list(map(_angle, repeat(handle_of(text_page)), letters))
    if not any(angles):
        return 0
    turns = Counter(round((math.tau - angle) / (math.tau / 4)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def characters_of(text_page: Any) -> str:  # noqa: ANN401
    """Return the characters of a page such that the index of each is the one that pdfium's functions take."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    # An array of ctypes is of a type of its own for each length, which takes longer than the text.
    buffer = bytearray(2 * (2 * count + 1))
    start = ctypes.byref(ctypes.c_char.from_buffer(buffer))
    length = _text(handle_of(text_page), 0, count, start) - 1
    text = buffer[: 2 * length].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    # A character without Unicode is left out of the text, one beyond the 16 bits stands as two: ask for each.
    codes = map(_unicode, repeat(handle_of(text_page)), range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)  # noqa: PLR2004


def words_of(text_page: Any, text: str, box: PageBox) -> Words:  # noqa: ANN401
    """Return the words of `text` (see `characters_of`) in the order of the content."""
    text = characters.unicode_of_tex(text.replace("\u00ad", "-"))  # some fonts call their hyphen a soft one
    has_accents = any(map(text.__contains__, characters.ACCENTS))
    composed = _accents_composed(text_page, text) if has_accents else text
    texts, firsts, lasts = _torn_apart(text_page, *_split(composed))
    columns = (_turned_places if box.quarters else _upright_places)(text_page, firsts, lasts, box)
    words = Words(texts, *columns, firsts)
    return words if composed is text else Words.of(_rejoined(words))


#: the words of a text, and where the first and the last character of each stands in it
_Split = tuple[list[str], list[int], list[int]]


def _split(text: str) -> _Split:
    texts = text.split()
    hyphens = sum(map(text.count, characters.LINE_END_HYPHENS))
    if _TAKEN_OUT in text or (hyphens and hyphens != sum(map(str.endswith, texts, repeat(_HYPHENS)))):
        # Some words end without a blank behind them.
        matches = list(_WORD.finditer(text))
        return [each[0] for each in matches], [each.start() for each in matches], [each.end() - 1 for each in matches]
    # The expression takes twice as long.
    firsts: list[int] = []
    lasts: list[int] = []
    at = 0
    for word in texts:
        while text[at].isspace():
            at += 1
        firsts.append(at)
        at += len(word)
        lasts.append(at - 1)
    return texts, firsts, lasts


_Columns = tuple[list[float], list[float], list[float], list[float]]


def _upright_places(text_page: Any, firsts: list[int], lasts: list[int], box: PageBox) -> _Columns:  # noqa: ANN401
    """Return left, right, baseline and height of each word, by the places of its first and last character."""
    handle = (handle_of(text_page),)
    _, (lefts, tops, bottoms) = _BOXES.ask(_loose_box, firsts, first=handle, wanted=(0, 1, 3))
    _, (rights,) = _BOXES.ask(_loose_box, lasts, first=handle, wanted=(2,))
    sizes = list(map(sub, tops, bottoms))
    if sizes and min(sizes) < _LEAST_SIZE:
        sizes = [max(_LEAST_SIZE, size) for size in sizes]
    if box.left:
        lefts, rights = ([x - box.left for x in xs] for xs in (lefts, rights))
    # Words of one font and one height stand on one baseline.
    changes = map(ne, zip(tops, bottoms, strict=True), [None, *zip(tops, bottoms, strict=True)])
    starts = list(compress(count(), changes))
    _, (ys,) = _ORIGINS.ask(_origin, [firsts[index] for index in starts], first=handle, wanted=(1,))
    lengths = map(sub, [*starts[1:], len(firsts)], starts)
    bases = list(chain.from_iterable(map(repeat, [box.top - y for y in ys], lengths)))
    return lefts, rights, bases, sizes


def _turned_places(text_page: Any, firsts: list[int], lasts: list[int], box: PageBox) -> _Columns:  # noqa: ANN401
    """Return the same for a page that is shown turned."""
    handle = (handle_of(text_page),)
    ones, others = (
        [box.turned(left, low, right, high) for left, high, right, low in zip(*boxes, strict=True)]
        for boxes in (_BOXES.ask(_loose_box, chars, first=handle)[1] for chars in (firsts, lasts))
    )
    _, origins = _ORIGINS.ask(_origin, firsts, first=handle)
    return (
        [min(one[0], other[0]) for one, other in zip(ones, others, strict=True)],
        [max(one[2], other[2]) for one, other in zip(ones, others, strict=True)],
        [box.turned(x, y, x, y)[1] for x, y in zip(*origins, strict=True)],
        [max(one[3] - one[1], _LEAST_SIZE) for one in ones],
    )


def _torn_apart(text_page: Any, texts: list[str], firsts: list[int], lasts: list[int]) -> _Split:  # noqa: ANN401
    """Return the words with those torn apart that are very long: with letters set tight, pdfium sees no gap in them."""
    long = [index for index, length in enumerate(map(len, texts)) if length >= _LONG and texts[index].isalpha()]
    for index in reversed(long):
        first, word = firsts[index], texts[index]
        places = _parts(text_page, first, first + len(word))
        texts[index : index + 1] = [word[one - first : end - first] for one, end in places]
        firsts[index : index + 1] = [one for one, _ in places]
        lasts[index : index + 1] = [end - 1 for _, end in places]
    return texts, firsts, lasts


def _parts(text_page: Any, first: int, end: int) -> list[tuple[int, int]]:  # noqa: ANN401
    """Return where the words begin and end that a very long one consists of."""
    _, (lefts, tops, rights, bottoms) = _BOXES.ask(_loose_box, range(first, end), first=(handle_of(text_page),))
    gaps = list(map(sub, lefts[1:], rights))
    wide = median(gaps) + 0.12 * (tops[0] - bottoms[0])
    cuts = [first, *[first + 1 + place for place, gap in enumerate(gaps) if gap > wide], end]
    return list(pairwise(cuts)) if len(cuts) < (end - first) // 2 else [(first, end)]


def _rejoined(words: Iterable[Word]) -> list[Word]:
    """Return the words with those in one that an accent between their letters had parted."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if (
            last is not None
            and abs(last.base - word.base) < 0.1 * word.size
            and abs(word.left - last.right) < _TOUCHING * word.size
        ):
            joined[-1] = last._replace(text=last.text + word.text, right=word.right)
        else:
            joined.append(word)
    return joined


def text_objects(text_page: Any, indices: Sequence[int]) -> list[int]:  # noqa: ANN401
    """Return the address of the text object that each character belongs to (0: none)."""
    return list(map(_text_object, repeat(handle_of(text_page)), indices))


# --- accents that are glyphs of their own -------------------------------------------------------------------------


def _accents_composed(text_page: Any, text: str) -> str:  # noqa: ANN401
    """Return `text` with the accents that stand over a letter put on it (LaTeX's older fonts draw both apart)."""
    changed = list(text)
    for match in _ACCENT.finditer(text):
        at = match.start()
        box = _glyph(text_page, at)
        middle = (box[0] + box[1]) / 2
        # Mostly beside its letter, but over a capital it may come behind the whole line.
        line = range(max(text.rfind("\n", 0, at) + 1, at - _LINE), min(len(text), at + 6))
        for other in sorted(line, key=lambda index: abs(index - at)):
            if not changed[other].isalpha():
                continue
            letter = _glyph(text_page, other)
            # Over a narrow letter an accent may stand a little beside it.
            slack = _ACCENT_SLACK * (letter[3] - letter[2])
            near = letter[2] - (letter[3] - letter[2]) < box[3] and box[2] < letter[3] + (letter[3] - letter[2])
            composed = characters.compose(changed[other], match[0])
            if letter[0] - slack <= middle <= letter[1] + slack and near and composed:
                changed[other], changed[at] = composed, _TAKEN_OUT
                break
    return "".join(changed)


def _glyph(text_page: Any, index: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    """Return left, right, bottom and top of what is drawn for a character."""
    box = _GLYPH.one(_tight_box, index, first=(handle_of(text_page),))
    left, right, bottom, top = box or (0.0, 0.0, 0.0, 0.0)
    return left, right, bottom, top
