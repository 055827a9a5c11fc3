"""Text of a PDF page that its reader cannot see: white on white, invisible, tiny, off the page."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from scanner.extract.pdf_page import PageBox, Word, text_objects

INVISIBLE = "drawn invisibly (render mode 3)"
BACKGROUND = "in the colour of the background"
TINY = "smaller than 2 pt"
OFF_PAGE = "outside the page"

# The line of a 2 pt font is some 2.4 pt high.
_TINY_SIZE = 2.4
_LIGHT = 242


def hidden_words(page: Any, text_page: Any, words: list[Word], box: PageBox) -> dict[int, str]:  # noqa: ANN401
    """Return why, for each word that cannot be seen."""
    hidden: dict[int, str] = {}
    width, height = box.size()
    for index, word in enumerate(words):
        if word.right < 0 or word.left > width or word.base < 0 or word.base - word.size > height:
            hidden[index] = OFF_PAGE
        elif word.size < _TINY_SIZE:
            hidden[index] = TINY
    objects = text_objects(text_page, [word.char for word in words])
    reasons = {address: _doubt(address) for address in set(objects) if address}
    doubtful = [index for index, address in enumerate(objects) if reasons.get(address)]
    if doubtful:
        drawn = _Drawn(page, box)
        for index in doubtful:
            why = reasons[objects[index]]
            if why is not None and not drawn.shows(words[index], why):
                hidden.setdefault(index, why)
    return hidden


def _doubt(address: int) -> str | None:
    """Return what may make a text object invisible, None where it is drawn in ink."""
    handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    if mode in {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}:
        return INVISIBLE
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if mode in {pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP}:
        pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
        if alpha.value == 0 or min(red.value, green.value, blue.value) >= _LIGHT:
            return BACKGROUND
    return None


class _Drawn:
    """What else is drawn on the page, as far as it decides whether light or invisible text can be seen."""

    def __init__(self, page: Any, box: PageBox) -> None:  # noqa: ANN401
        self._page = page
        self._box = box
        self._fills: list[_Box] = []
        self._pictures: list[_Box] = []
        self._others: list[_Box] = []
        self._pixels: _Pixels | None = None
        for number in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
            self._take(pdfium.FPDFPage_GetObject(page, number))

    def _take(self, drawn: Any) -> None:  # noqa: ANN401
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            return
        bounds = _bounds(drawn, self._box)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._pictures.append(bounds)
        elif kind != pdfium.FPDF_PAGEOBJ_PATH:
            self._others.append(bounds)
        elif _is_dark_fill(drawn):
            self._fills.append(bounds)

    def shows(self, word: Word, why: str) -> bool:
        """Whether a doubtful word can be seen (or lies, as the text of a scan does, on the picture of itself)."""
        on_picture = any(_covers(bounds, word) for bounds in self._pictures)
        if why == INVISIBLE:
            return on_picture
        if any(_covers(bounds, word) for bounds in self._fills):
            return True
        if not on_picture and not any(_covers(bounds, word) for bounds in self._others):
            return False
        # On a picture, a gradient or a group only the pixels tell.
        self._pixels = self._pixels or _Pixels(self._page, self._box)
        return self._pixels.contrast(word) > _VISIBLE_CONTRAST


_Box = tuple[float, float, float, float]

_MAX_OBJECTS = 20_000
_MAX_PIXELS = 1600
_VISIBLE_CONTRAST = 24


def _bounds(drawn: Any, box: PageBox) -> _Box:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return box.turned(left.value, bottom.value, right.value, top.value)


def _is_dark_fill(path: Any) -> bool:  # noqa: ANN401
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    if mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _LIGHT - 20


def _covers(bounds: _Box, word: Word) -> bool:
    left, top, right, bottom = bounds
    middle = (word.left + word.right) / 2
    return left <= middle <= right and top <= word.base - word.size / 4 <= bottom


class _Pixels:
    """The page as drawn, in grey."""

    def __init__(self, page: Any, box: PageBox) -> None:  # noqa: ANN401
        width, height = box.size()
        self._scale = min(2.0, _MAX_PIXELS / max(width, height, 1))
        self._width = max(1, int(width * self._scale))
        self._height = max(1, int(height * self._scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(self._width, self._height, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            start = pdfium.FPDFBitmap_GetBuffer(bitmap)
            self._bytes = ctypes.string_at(start, self._stride * self._height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def contrast(self, word: Word) -> int:
        """Return how far apart the lightest and the darkest pixel of a word's place are."""
        left, right = (min(max(int(x * self._scale), 0), self._width) for x in (word.left, word.right))
        top, bottom = (
            min(max(int(y * self._scale), 0), self._height) for y in (word.base - word.size * 0.7, word.base)
        )
        rows = [self._bytes[row * self._stride + left : row * self._stride + right] for row in range(top, bottom)]
        pixels = b"".join(rows)
        return max(pixels) - min(pixels) if pixels else 0
