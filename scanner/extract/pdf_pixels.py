"""The pixels of a PDF page with some of its objects and without them: what makes no difference cannot be seen.

Unless something else draws the same letters in the same place: a gradient that is cut to their shape, or outlines.
"""

import ctypes
from collections.abc import Sequence
from functools import cached_property
from statistics import median_low
from typing import Any

import pypdfium2.raw as pdfium

from scanner.extract.pdf_calls import Room, argument, untyped
from scanner.extract.pdf_drawing import leaves
from scanner.extract.pdf_page import PageBox
from scanner.extract.pdf_words import Word

_set_active = untyped(pdfium.FPDFPageObj_SetIsActive)
_set_fill = untyped(pdfium.FPDFPageObj_SetFillColor)
_get_fill = untyped(pdfium.FPDFPageObj_GetFillColor)
_set_mode = untyped(pdfium.FPDFTextObj_SetTextRenderMode)
_get_mode = untyped(pdfium.FPDFTextObj_GetTextRenderMode)
_COLOURS = Room(ctypes.c_uint, 4, places=4)

#: pixels of the longer side of a page
_MAX_PIXELS = 1600
_CHANNELS = 4
#: what is darker than this is of a letter that is drawn in black
_LETTER = 128
#: letters can be seen that are so much lighter or darker than what lies between them, in so much of their pixels
_CONTRAST = 40
_CLEAR = 0.85
#: words of a page whose letters are looked for pixel by pixel
_MOST_LOOKS = 200


class Rendering:
    """The part of a page where some words stand, as drawn, with and without some objects of the page."""

    def __init__(self, page: Any, box: PageBox, words: Sequence[Word], objects: set[int]) -> None:  # noqa: ANN401
        width, height = box.size()
        self._scale = min(2.0, _MAX_PIXELS / max(width, height, 1))
        self._page_size = max(1, int(width * self._scale)), max(1, int(height * self._scale))
        places = [self._place(word) for word in words]
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        self._left: int = min(lefts)
        self._top: int = min(tops)
        self._width, self._height = max(1, max(rights) - self._left), max(1, max(bottoms) - self._top)
        # The page's own rotation is drawn in any case; the text may stand upright at another.
        self._turn = (box.quarters - pdfium.FPDFPage_GetRotation(page)) % 4
        self._stride = 0
        self._looks = 0
        self._with = self._drawn(page)
        self._page, self._objects = page, objects
        try:
            for one in self._objects:
                _set_active(argument(one), 0)
            self._without = self._drawn(page)
        finally:
            for one in self._objects:
                _set_active(argument(one), 1)

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
        for row in range(top, bottom):
            start, end = self._offset(left, row), self._offset(right, row)
            one, other = self._with[start:end], self._without[start:end]
            if one != other:
                most = max(most, *(abs(a - b) for a, b in zip(one, other, strict=True)))
        return most

    @cached_property
    def _letters(self) -> bytes:
        """The letters of the objects alone, black on white, whatever they look like on the page."""
        others = [one for one in leaves(self._page) if one not in self._objects]
        looks = [(one, _fill_of(one), _get_mode(argument(one))) for one in self._objects]
        try:
            for one in others:
                _set_active(argument(one), 0)
            for one in self._objects:
                _set_fill(argument(one), 0, 0, 0, 255)
                _set_mode(argument(one), pdfium.FPDF_TEXTRENDERMODE_FILL)
            return self._drawn(self._page)
        finally:
            for one in others:
                _set_active(argument(one), 1)
            for one, fill, mode in looks:
                _set_fill(argument(one), *fill)
                _set_mode(argument(one), mode)

    def shows_letters(self, word: Word) -> bool:
        """Whether the letters of a word are seen in its place, though its own object does not draw them."""
        left, top, right, bottom = self._place(word)
        if self._is_plain(left, top, right, bottom) or self._looks >= _MOST_LOOKS:
            return False
        self._looks += 1
        # Each letter of a word may be an object of its own, and only the first one's is looked at.
        inked = [at for row in range(top, bottom) for at in range(left, right) if self._is_letter(at, row)]
        if not inked:
            return False
        sides: tuple[list[int], list[int]] = [], []
        for row in range(top, bottom):
            for at in range(min(inked), max(inked) + 1):
                place = self._offset(at, row)
                sides[self._is_letter(at, row)].append(sum(self._without[place : place + 3]))
        ground = median_low(sides[False] or [0])
        return all(
            sum((abs(pixel - ground) > 3 * _CONTRAST) == is_letter for pixel in sides[is_letter])
            > _CLEAR * len(sides[is_letter])
            for is_letter in (False, True)
        )

    def _is_plain(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Whether nothing but one colour is seen in a place."""
        rows = [self._without[self._offset(left, row) : self._offset(right, row)] for row in range(top, bottom)]
        return not any(rows) or (rows.count(rows[0]) == len(rows) and rows[0] == rows[0][:_CHANNELS] * (right - left))

    def _offset(self, x: int, y: int) -> int:
        """Return where a pixel of the whole page is in the part that is drawn."""
        return (y - self._top) * self._stride + _CHANNELS * (x - self._left)

    def _is_letter(self, x: int, y: int) -> bool:
        return self._letters[self._offset(x, y)] < _LETTER


def _fill_of(text_object: int) -> Sequence[int]:
    return _COLOURS.one(_get_fill, argument(text_object)) or (0, 0, 0, 0)
