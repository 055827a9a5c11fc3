"""The pixels of a PDF page with some of its objects and without them: what makes no difference cannot be seen."""

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from scanner.extract.pdf_page import PageBox, Word, plain

_set_active = plain(pdfium.FPDFPageObj_SetIsActive, ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int))

#: pixels of the longer side of a page
_MAX_PIXELS = 1600
_CHANNELS = 4


class Rendering:
    """The part of a page where some words stand, as drawn, with and without some objects of the page."""

    def __init__(self, page: Any, box: PageBox, words: Sequence[Word], objects: Iterable[int]) -> None:  # noqa: ANN401
        width, height = box.size()
        self._scale = min(2.0, _MAX_PIXELS / max(width, height, 1))
        self._page_size = max(1, int(width * self._scale)), max(1, int(height * self._scale))
        places = [self._place(word) for word in words]
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        self._left, self._top = min(lefts), min(tops)
        self._width, self._height = max(1, max(rights) - self._left), max(1, max(bottoms) - self._top)
        # The page's own rotation is drawn in any case; the text may stand upright at another.
        self._turn = (box.quarters - pdfium.FPDFPage_GetRotation(page)) % 4
        self._stride = 0
        self._with = self._drawn(page)
        objects = list(objects)
        try:
            for one in objects:
                _set_active(one, 0)
            self._without = self._drawn(page)
        finally:
            for one in objects:
                _set_active(one, 1)

    def _place(self, word: Word) -> tuple[int, int, int, int]:
        """Return where a word stands on the whole page, in pixels: left, top, right, bottom."""
        width, height = self._page_size
        left, right = (min(max(int(x * self._scale), 0), width) for x in (word.left, word.right + 1))
        high, low = word.base - word.size * 0.8, word.base + word.size * 0.2
        top, bottom = (min(max(int(y * self._scale), 0), height) for y in (high, low + 1))
        return left, top, right, bottom

    def _drawn(self, page: Any) -> bytes:  # noqa: ANN401
        bitmap = pdfium.FPDFBitmap_CreateEx(self._width, self._height, pdfium.FPDFBitmap_BGRx, None, 0)
        if not bitmap:
            return b""
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, -self._left, -self._top, *self._page_size, self._turn, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            start = pdfium.FPDFBitmap_GetBuffer(bitmap)
            return ctypes.string_at(start, self._stride * self._height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def difference(self, word: Word) -> int:
        """Return by how much the objects that were left out change the place of a word, 0 to 255."""
        left, top, right, bottom = self._place(word)
        most = 0
        for row in range(top - self._top, bottom - self._top):
            first = row * self._stride - _CHANNELS * self._left
            start, end = first + _CHANNELS * left, first + _CHANNELS * right
            one, other = self._with[start:end], self._without[start:end]
            if one != other:
                most = max(most, *(abs(a - b) for a, b in zip(one, other, strict=True)))
        return most
