"""PDF: pdfium's characters and places, our own order of reading; pdfplumber for the pages where that is in doubt."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.errors import UnreadableError
from scanner.extract import characters, hyphens, layout, pdf_bombs, pdf_forms, pdf_hidden, pdf_layers, pdf_repair
from scanner.extract.layout_runs import Piece, Run
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.pdf_document import PageText, assembled
from scanner.extract.pdf_doubt import (
    DOUBTFUL,
    GARBLED,
    doubtful_share,
    garbled_runs,
    misplaced_share,
    reads_like_text,
    unknown_share,
)
from scanner.extract.pdf_links import Area, areas_of, links_of
from scanner.extract.pdf_page import characters_of, page_box, words_of
from scanner.extract.pdf_runs import runs_of
from scanner.extract.pdf_scan import Scans, is_scan
from scanner.extract.pdf_words import Words
from scanner.model import Document, Reason
from scanner.model import Warning as Note

_MAKER_BYTES = 400


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a PDF; raise `UnreadableError` (encrypted, damaged, too-large, no-text)."""
    pdf_bombs.refuse(data, limits)
    try:
        with _opened(data) as document:
            return _read(document, data, source, limits)
    except UnreadableError as error:
        if error.reason != Reason.DAMAGED:
            raise
        return _read_repaired(data, source, limits, error)


def _read(document: Any, data: bytes, source: str, limits: Limits) -> Document:  # noqa: ANN401
    pdf_forms.refuse_dynamic(document)
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise UnreadableError(Reason.DAMAGED, "the PDF has no page that can be read: ask for it again")
    return assembled(_page_texts(document, data, min(count, limits.pages), limits), count, source, limits)


def _read_repaired(data: bytes, source: str, limits: Limits, error: UnreadableError) -> Document:
    """Return what is left of a damaged file; raise `error` where that is nothing."""
    for attempt in pdf_repair.repaired(data, limits.pages):
        try:
            with _opened(attempt) as document:
                found = _read(document, attempt, source, limits)
        except UnreadableError:
            continue
        warning = Note("damaged", "the PDF is damaged (cut off or overwritten): text may be missing")
        return replace(found, warnings=(*found.warnings, warning))
    raise error


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _unopened(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _unopened(code: int) -> UnreadableError:
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        message = "the PDF needs a password: save it without one, or ask for an open copy"
        return UnreadableError(Reason.ENCRYPTED, message)
    message = "the PDF is damaged (cut off or overwritten) and cannot be opened: ask for it again"
    return UnreadableError(Reason.DAMAGED, message)


def _page_texts(document: Any, data: bytes, count: int, limits: Limits) -> Iterator[PageText]:  # noqa: ANN401
    scans = Scans(limits)
    has_layers = pdf_layers.has_hidden_layers(data)
    breaks_words = hyphens.breaks_words(_maker(document))
    forms = pdf_forms.Forms(document)
    try:
        for number in range(1, count + 1):
            with _page(document, number, forms) as (page, text_page, areas):
                if not page:
                    yield PageText("")
                    continue
                layer = _text_layer(_Source(data, page, text_page, areas, number, limits, has_layers, breaks_words))
                is_picture = layer.garbled or is_scan(page, layer.text, layer.box)
                yield _read_by_ocr(page, layer, scans) if is_picture else layer
    finally:
        forms.close()


def _maker(document: Any) -> str:  # noqa: ANN401
    """Return the programs that a PDF says it was made with."""
    buffer = ctypes.create_string_buffer(_MAKER_BYTES)
    names = []
    for key in (b"Producer", b"Creator"):
        length = pdfium.FPDF_GetMetaText(document, key, buffer, _MAKER_BYTES)
        names.append(
            buffer.raw[: max(0, length - 2)].decode("utf-16-le", errors="replace") if length <= _MAKER_BYTES else ""
        )
    return " ".join(names)


@contextmanager
def _page(document: Any, number: int, forms: pdf_forms.Forms) -> Iterator[tuple[Any, Any, list[Area]]]:  # noqa: ANN401
    """Open a page, with what was filled in, its text, and its links."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    areas = list(areas_of(document, page)) if page else []
    if page and pdf_forms.is_filled(page):
        forms.draw(page)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number - 1)
    text_page = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield page, text_page, areas
    finally:
        if page:
            pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)


class _Source(NamedTuple):
    """Where a page is read from: pdfium's handles, and the file for the slow way."""

    data: bytes
    page: Any
    text_page: Any
    areas: list[Area]
    number: int
    limits: Limits
    has_layers: bool
    breaks_words: bool


def _text_layer(source: _Source) -> PageText:
    text = characters_of(source.text_page)
    if not text.strip():
        return PageText("")
    is_cut = len(text) > source.limits.page_text
    text = text[: source.limits.page_text]
    box = page_box(source.page, source.text_page, text)
    words = words_of(source.text_page, text, box)
    hidden = pdf_hidden.hidden_words(source.page, source.text_page, words, box, has_layers=source.has_layers)
    unknown = unknown_share(words)
    doubt = unknown + misplaced_share(words)
    careful = doubt > DOUBTFUL and not hidden and len(words) < source.limits.words_laid_out
    if careful:
        words = _careful_words(source, words, doubt)
        unknown = unknown_share(words)
    if unknown > GARBLED:
        return PageText("", _hidden(words, hidden), careful=careful, garbled=True, box=box)
    runs = runs_of(words, hidden)
    garbled = set(garbled_runs(runs, text))
    if garbled:
        runs = [run for run in runs if run not in garbled]
    pieces = _pieces(runs, source.limits, breaks_words=source.breaks_words or hyphens.are_typeset(text))
    links = links_of(source.areas, words, pieces, box) if pieces else ()
    visible = "".join([gap + run.text for gap, run in pieces])
    return PageText(visible, _hidden(words, hidden), links, careful, bool(garbled), is_cut=is_cut, box=box)


def _read_by_ocr(page: Any, layer: PageText, scans: Scans) -> PageText:  # noqa: ANN401
    """Return a page that is a picture, or has garbled letters, with its text by OCR where that gives more."""
    text, outcome = scans.read(page)
    if layer.garbled and not reads_like_text(text):
        text = ""
    if len(text) <= len(layer.text):
        # A page of a picture and a caption is no scan.
        return layer if layer.text else layer._replace(ocr=outcome)
    return layer._replace(text=text, links=(), garbled=False, ocr=outcome)


def _pieces(runs: list[Run], limits: Limits, *, breaks_words: bool) -> list[Piece]:
    """Return the runs in reading order; those of a page too full to lay out in the order of its content."""
    if len(runs) <= limits.runs_laid_out:
        return layout.arrange(runs, breaks_words=breaks_words)
    return [("\n" if index else "", run) for index, run in enumerate(runs)]


def _careful_words(source: _Source, words: Words, doubt: float) -> Words:
    """Return the words that pdfplumber reads, or `words` where it reads fewer or no better."""
    # Loading pdfplumber takes 150 ms, and hardly a page needs it.
    from scanner.extract import pdf_careful  # noqa: PLC0415

    careful = pdf_careful.words_of(source.data, source.number)
    return careful if len(careful) * 2 > len(words) and doubtful_share(careful) < doubt else words


def _hidden(words: Words, hidden: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """Return what is hidden, as (text, why)."""
    found: dict[str, list[str]] = {}
    for index, why in hidden.items():
        if why == pdf_hidden.AGAIN:
            continue
        found.setdefault(why, []).append(words.texts[index])
    return tuple((characters.clean(" ".join(texts)), why) for why, texts in found.items())
