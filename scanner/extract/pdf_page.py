"""One page as pdfium has it: its words and where they stand, with as few calls into the library as will do."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, repeat
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.extract import characters

# Plain pointers instead of typed ones: a call costs 0.25 µs instead of 0.6, and a page makes some five hundred.
_CALL_2 = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_CALL_3 = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_CALL_4 = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_CALL_OBJECT = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_CALL_UNICODE = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)


def plain(function: Any, prototype: Any) -> Callable[..., Any]:  # noqa: ANN401
    """Return a function of the library that takes addresses as numbers."""
    pointer = ctypes.cast(function, ctypes.c_void_p).value
    bound: Callable[..., Any] = prototype(pointer)
    return bound


_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, _CALL_2)
_origin = plain(pdfium.FPDFText_GetCharOrigin, _CALL_3)
_tight_box = plain(pdfium.FPDFText_GetCharBox, _CALL_4)
_text_object = plain(pdfium.FPDFText_GetTextObject, _CALL_OBJECT)
_unicode = plain(pdfium.FPDFText_GetUnicode, _CALL_UNICODE)

#: stands for a character that was taken out without moving the others
_TAKEN_OUT = "\x7f"
_HYPHEN = f"[{characters.LINE_END_HYPHENS}]"
_WORD = re.compile(f"[^\\s{_TAKEN_OUT}{characters.LINE_END_HYPHENS}]+{_HYPHEN}?|{_HYPHEN}")
_ACCENT = re.compile("[" + re.escape("".join(characters.ACCENTS)) + "]")


#: letters of a word from which it is looked at letter by letter
_LONG = 16
_LONG_WORD = re.compile(f"[^\\W\\d_]{{{_LONG}}}")
#: words closer than this (in heights) are one
_TOUCHING = 0.06
#: height of a word that has none (in points)
_LEAST_SIZE = 0.1
#: how far behind its letter an accent may come
_LINE = 200
_ACCENT_SLACK = 0.1
#: how many characters tell the direction of a page's text
_SAMPLES = 12


class Word(NamedTuple):
    """A word of the page; its places grow to the right and down, in points from the upper left corner."""

    text: str
    left: float
    right: float
    #: baseline
    base: float
    #: height of the line: ascent and descent
    size: float
    #: index of its first character in pdfium's list
    char: int


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
    angles = (pdfium.FPDFText_GetCharAngle(text_page, index) for index in letters)
    turns = Counter(round((math.tau - angle) / (math.tau / 4)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def characters_of(text_page: Any) -> str:  # noqa: ANN401
    """Return the characters of a page such that the index of each is the one that pdfium's functions take."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    length = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * length].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    # A character without Unicode is left out of the text, one beyond the 16 bits stands as two: ask for each.
    codes = map(_unicode, repeat(ctypes.cast(text_page, ctypes.c_void_p).value), range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)  # noqa: PLR2004


def words_of(text_page: Any, text: str, box: PageBox) -> list[Word]:  # noqa: ANN401
    """Return the words of `text` (see `characters_of`) in the order of the content."""
    text = characters.unicode_of_tex(text.replace("\u00ad", "-"))  # some fonts call their hyphen a soft one
    composed = _accents_composed(text_page, text) if _ACCENT.search(text) else text
    spans = [match.span() for match in _WORD.finditer(composed)]
    if _LONG_WORD.search(composed):
        spans = [
            part
            for first, end in spans
            for part in (((first, end),) if end - first < _LONG else _parts(text_page, composed, first, end))
        ]
    firsts = [first for first, _ in spans]
    boxes = _boxes(text_page, firsts)
    ends = _boxes(text_page, [end - 1 for _, end in spans])
    origins = _origins(text_page, firsts)
    if box.quarters:
        words = _turned_words(composed, spans, (boxes, ends, origins), box)
    else:
        words = _upright_words(composed, spans, (boxes, ends, origins), box)
    return words if composed is text else _rejoined(words)


_Places = tuple[list[float], list[float], list[float]]


def _upright_words(text: str, spans: list[tuple[int, int]], places: _Places, box: PageBox) -> list[Word]:
    boxes, ends, origins = places
    left, top = box.left, box.top
    # A box is (left, top, right, bottom), an origin (x, y).
    columns = zip(
        [text[first:end] for first, end in spans],
        [x - left for x in boxes[0::4]],
        [x - left for x in ends[2::4]],
        [top - y for y in origins[1::2]],
        [max(_LEAST_SIZE, high - low) for high, low in zip(boxes[1::4], boxes[3::4], strict=True)],
        [first for first, _ in spans],
        strict=True,
    )
    # What `Word(...)` does, without a step in Python for each of a page's many words.
    return list(map(tuple.__new__, repeat(Word), columns))


def _turned_words(text: str, spans: list[tuple[int, int]], places: _Places, box: PageBox) -> list[Word]:
    """Return the words of a page that is shown turned."""
    boxes, ends, origins = places
    words = []
    for number, (first, end) in enumerate(spans):
        at = 4 * number
        left, top, right, bottom = boxes[at : at + 4]
        one = box.turned(left, bottom, right, top)
        left, top, right, bottom = ends[at : at + 4]
        other = box.turned(left, bottom, right, top)
        x, y = origins[2 * number : 2 * number + 2]
        base = box.turned(x, y, x, y)[1]
        words.append(
            Word(
                text[first:end],
                min(one[0], other[0]),
                max(one[2], other[2]),
                base,
                max(one[3] - one[1], _LEAST_SIZE),
                first,
            )
        )
    return words


def _parts(text_page: Any, text: str, first: int, end: int) -> list[tuple[int, int]]:  # noqa: ANN401
    """Return the words that a very long one consists of: with letters set tight, pdfium takes no gap for a blank."""
    if not text[first:end].isalpha():
        return [(first, end)]
    boxes = _boxes(text_page, range(first, end))
    gaps = [after - before for before, after in zip(boxes[2::4], boxes[4::4], strict=False)]
    wide = median(gaps) + 0.12 * (boxes[1] - boxes[3])
    cuts = [first, *[first + 1 + place for place, gap in enumerate(gaps) if gap > wide], end]
    return list(pairwise(cuts)) if len(cuts) < (end - first) // 2 else [(first, end)]


def _rejoined(words: list[Word]) -> list[Word]:
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


def _boxes(text_page: Any, indices: Sequence[int]) -> list[float]:  # noqa: ANN401
    """Return left, top, right, bottom of each character, one after the other."""
    buffer = (ctypes.c_float * (4 * len(indices)))()
    start = ctypes.addressof(buffer)
    handle = repeat(ctypes.cast(text_page, ctypes.c_void_p).value)
    _run(map(_loose_box, handle, indices, range(start, start + 16 * len(indices), 16)))
    return buffer[:]


def _origins(text_page: Any, indices: Sequence[int]) -> list[float]:  # noqa: ANN401
    """Return x and y of the point of each character on its baseline, one after the other."""
    buffer = (ctypes.c_double * (2 * len(indices)))()
    start = ctypes.addressof(buffer)
    end = start + 16 * len(indices)
    handle = repeat(ctypes.cast(text_page, ctypes.c_void_p).value)
    _run(map(_origin, handle, indices, range(start, end, 16), range(start + 8, end + 8, 16)))
    return buffer[:]


def _run(calls: Iterable[object]) -> None:
    for _ in calls:
        pass


def text_objects(text_page: Any, indices: Sequence[int]) -> list[int]:  # noqa: ANN401
    """Return the address of the text object that each character belongs to (0: none)."""
    handle = repeat(ctypes.cast(text_page, ctypes.c_void_p).value)
    return [address or 0 for address in map(_text_object, handle, indices)]


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
    buffer = (ctypes.c_double * 4)()
    start = ctypes.addressof(buffer)
    _tight_box(ctypes.cast(text_page, ctypes.c_void_p).value, index, start, start + 8, start + 16, start + 24)
    return buffer[0], buffer[1], buffer[2], buffer[3]
