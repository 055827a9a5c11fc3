"""The links of a PDF page, and the text that each stands under."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from scanner.extract import characters
from scanner.extract.layout_runs import Piece, Run
from scanner.extract.pdf_page import PageBox
from scanner.extract.pdf_words import Words
from scanner.model import Link

#: an address, and left, bottom, right, top of its area in the page's own coordinates
Area = tuple[str, tuple[float, float, float, float]]


def areas_of(document: Any, page: Any) -> Iterator[Area]:  # noqa: ANN401  (pdfium's handles)
    """Yield the addresses that a page links to, each with its area."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length > 1 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            url = characters.clean(buffer.value.decode("utf-8", errors="replace")).strip()
            left, right = sorted((rectangle.left, rectangle.right))
            bottom, top = sorted((rectangle.bottom, rectangle.top))
            yield url, (left, bottom, right, top)


def links_of(areas: Sequence[Area], words: Words, pieces: list[Piece], box: PageBox) -> tuple[Link, ...]:
    """Return the page's links to addresses, with the text that each covers."""
    if not areas:
        return ()
    links = []
    runs = _offsets(pieces)
    for url, area in areas:
        left, top, right, bottom = box.turned(*area)
        places = [
            place
            for offset, run in runs
            if run.left < right and left < run.right and top <= run.base - 0.25 * run.size <= bottom
            for index, place in _places(words, run, offset)
            if left <= (words.lefts[index] + words.rights[index]) / 2 <= right
        ]
        if places:
            links.append(Link(min(start for start, _ in places), max(end for _, end in places), url))
    return tuple(dict.fromkeys(links))


def _offsets(pieces: list[Piece]) -> list[tuple[int, Run]]:
    """Return the runs, each with where it stands in the text of the page."""
    offsets = []
    offset = 0
    for gap, run in pieces:
        offset += len(gap)
        offsets.append((offset, run))
        offset += len(run.text)
    return offsets


def _places(words: Words, run: Run, offset: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield where each word of a run stands in the text; where letters were joined, all stand where the run does."""
    texts = [characters.clean(text) for text in words.texts[run.start : run.end]]
    # Of a word that was broken the hyphen is gone.
    exact = " ".join(texts).removesuffix("-") == run.text.removesuffix("-")
    at, end = offset, offset + len(run.text)
    for index, text in enumerate(texts, start=run.start):
        yield index, (at, min(at + len(text), end)) if exact else (offset, end)
        at += len(text) + 1
