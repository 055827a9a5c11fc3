"""Pages of a PDF that are pictures: which they are, and their text by OCR, as far as tesseract is at hand."""

import ctypes
from enum import StrEnum
from typing import Any

import pypdfium2.raw as pdfium

from scanner.extract.limits import Limits
from scanner.extract.pdf_page import PageBox

#: characters of text beside a picture of the page: a scanner's own line, a page number
_SCANT = 100
_MOST_OF_THE_PAGE = 0.5
#: a picture larger than this is not decoded at all
_MOST_SOURCE_PIXELS = 200_000_000
_MAX_OBJECTS = 5_000


class Outcome(StrEnum):
    """What became of a page that should go through OCR."""

    READ = "read"
    #: no tesseract
    MISSING = "missing"
    #: more such pages than the limits allow, a picture too large, or the time over
    LEFT = "left"


class Scans:
    """The pages of one document that go through OCR, and how many more may."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.ocr_pages

    def read(self, page: Any) -> tuple[str, Outcome]:  # noqa: ANN401  (pdfium's handle)
        """Return the text of a page by OCR, and what became of it."""
        # Loading Pillow takes 30 ms, and only scans need it.
        from scanner.extract import ocr  # noqa: PLC0415

        if not ocr.is_available():
            return "", Outcome.MISSING
        if self._left <= 0 or _largest_picture(page) > _MOST_SOURCE_PIXELS:
            return "", Outcome.LEFT
        self._left -= 1
        found = ocr.read_page(page, self._limits)
        return found.text, Outcome.READ if found.is_done else Outcome.LEFT


def is_scan(page: Any, text: str, box: PageBox | None) -> bool:  # noqa: ANN401
    """Whether a page is a picture of text: something is drawn on it, and its text layer holds nothing of it."""
    if len(text) >= _SCANT:
        return False
    count = pdfium.FPDFPage_CountObjects(page)
    if box is None:
        # No text layer at all: the text may also be drawn as outlines, or in a font without any letters.
        return bool(count > 0)
    width, height = box.size()
    return any(area > _MOST_OF_THE_PAGE * width * height for area in _picture_areas(page, count))


def _pictures(page: Any, count: int) -> list[Any]:  # noqa: ANN401
    drawn = (pdfium.FPDFPage_GetObject(page, number) for number in range(min(count, _MAX_OBJECTS)))
    return [one for one in drawn if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_IMAGE]


def _picture_areas(page: Any, count: int) -> list[float]:  # noqa: ANN401
    areas = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for picture in _pictures(page, count):
        pdfium.FPDFPageObj_GetBounds(picture, left, bottom, right, top)
        areas.append((right.value - left.value) * (top.value - bottom.value))
    return areas


def _largest_picture(page: Any) -> int:  # noqa: ANN401
    most = 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for picture in _pictures(page, pdfium.FPDFPage_CountObjects(page)):
        pdfium.FPDFImageObj_GetImagePixelSize(picture, width, height)
        most = max(most, width.value * height.value)
    return most
