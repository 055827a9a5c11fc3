"""PDF: pdfium's characters and places, our own order of reading; pdfplumber for the pages where that is in doubt."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.errors import UnreadableError
from scanner.extract import characters, layout, pdf_bombs, pdf_hidden, pdf_layers, pdf_repair
from scanner.extract.layout import Run
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.pdf_doubt import (
    DOUBTFUL,
    GARBLED,
    doubtful_share,
    garbled_runs,
    misplaced_share,
    reads_like_text,
    unknown_share,
)
from scanner.extract.pdf_page import PageBox, Word, characters_of, page_box, words_of
from scanner.extract.pdf_runs import runs_of
from scanner.extract.pdf_scan import Outcome, Scans, is_scan
from scanner.extract.repeats import goes_on, margins
from scanner.model import Document, HiddenText, Link, Page, Reason
from scanner.model import Warning as Note

_NUMBERS_SHOWN = 10


class PageText(NamedTuple):
    """What was read from one page; the links' places count from its start."""

    text: str
    hidden: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    #: whether the slow way was asked, and whether letters were left out that cannot be told
    careful: bool = False
    garbled: bool = False
    #: what became of a page that is a picture; None: it is none
    ocr: Outcome | None = None
    is_cut: bool = False
    box: PageBox | None = None


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
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise UnreadableError(Reason.DAMAGED, "the PDF has no page that can be read: ask for it again")
    return _assembled(_page_texts(document, data, min(count, limits.pages), limits), count, source, limits)


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
    for number in range(1, count + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            yield PageText("")
            continue
        text_page = pdfium.FPDFText_LoadPage(page)
        try:
            layer = _text_layer(_Source(document, data, page, text_page, number, limits, has_layers))
            is_picture = layer.garbled or is_scan(page, layer.text, layer.box)
            yield _read_by_ocr(page, layer, scans) if is_picture else layer
        finally:
            pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)


class _Source(NamedTuple):
    """Where a page is read from: pdfium's handles, and the file for the slow way."""

    document: Any
    data: bytes
    page: Any
    text_page: Any
    number: int
    limits: Limits
    has_layers: bool


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
    pieces = _pieces(runs, source.limits)
    links = _links(source, words, pieces, box) if pieces else ()
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


def _pieces(runs: list[Run], limits: Limits) -> list[layout.Piece]:
    """Return the runs in reading order; those of a page too full to lay out in the order of its content."""
    if len(runs) <= limits.runs_laid_out:
        return layout.arrange(runs)
    return [("\n" if index else "", run) for index, run in enumerate(runs)]


def _careful_words(source: _Source, words: list[Word], doubt: float) -> list[Word]:
    """Return the words that pdfplumber reads, or `words` where it reads fewer or no better."""
    # Loading pdfplumber takes 150 ms, and hardly a page needs it.
    from scanner.extract import pdf_careful  # noqa: PLC0415

    careful = pdf_careful.words_of(source.data, source.number)
    return careful if len(careful) * 2 > len(words) and doubtful_share(careful) < doubt else words


# --- links and hidden text ----------------------------------------------------------------------------------------


def _hidden(words: list[Word], hidden: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """Return what is hidden, as (text, why)."""
    found: dict[str, list[str]] = {}
    for index, why in hidden.items():
        found.setdefault(why, []).append(words[index].text)
    return tuple((characters.clean(" ".join(texts)), why) for why, texts in found.items())


def _links(source: _Source, words: list[Word], pieces: list[layout.Piece], box: PageBox) -> tuple[Link, ...]:
    """Return the page's links to addresses, with the text that each covers."""
    covered = list(_link_boxes(source.document, source.page, box))
    if not covered:
        return ()
    links = []
    runs = _offsets(pieces)
    for url, (left, top, right, bottom) in covered:
        places = [
            place
            for offset, run in runs
            if run.left < right and left < run.right and top <= run.base - 0.25 * run.size <= bottom
            for index, place in _places(words, run, offset)
            if left <= (words[index].left + words[index].right) / 2 <= right
        ]
        if places:
            links.append(Link(min(start for start, _ in places), max(end for _, end in places), url))
    return tuple(dict.fromkeys(links))


def _offsets(pieces: list[layout.Piece]) -> list[tuple[int, Run]]:
    """Return the runs, each with where it stands in the text of the page."""
    offsets = []
    offset = 0
    for gap, run in pieces:
        offset += len(gap)
        offsets.append((offset, run))
        offset += len(run.text)
    return offsets


def _places(words: list[Word], run: Run, offset: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield where each word of a run stands in the text; where letters were joined, all stand where the run does."""
    texts = [characters.clean(word.text) for word in words[run.start : run.end]]
    exact = " ".join(texts) == run.text
    at = offset
    for index, text in enumerate(texts, start=run.start):
        yield index, (at, at + len(text)) if exact else (offset, offset + len(run.text))
        at += len(text) + 1


def _link_boxes(document: Any, page: Any, box: PageBox) -> Iterator[tuple[str, tuple[float, float, float, float]]]:  # noqa: ANN401
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
            yield url, box.turned(left, bottom, right, top)


# --- the document -------------------------------------------------------------------------------------------------


def _assembled(texts: Iterator[PageText], count: int, source: str, limits: Limits) -> Document:
    """Return the document of its pages; raise `UnreadableError` where none has text."""
    read = _until(texts, limits.text)
    parts: list[str] = []
    pages: list[Page] = []
    hidden: list[HiddenText] = []
    links: list[Link] = []
    length = 0
    for number, (page, margin) in enumerate(zip(read, margins([one.text for one in read]), strict=True), start=1):
        text = page.text[margin.start : margin.end].strip("\n")
        start = page.text.find(text, margin.start)
        if length and text:
            gap = "\n" if goes_on(parts[-1], text) else "\n\n"
            parts.append(gap)
            length += len(gap)
            pages[-1] = replace(pages[-1], end=length)
        if text:
            parts.append(text)
        hidden.extend(HiddenText(number, hidden_text, why) for hidden_text, why in page.hidden)
        links.extend(
            Link(length + link.start - start, length + link.end - start, link.url)
            for link in page.links
            if start <= link.start and link.end <= start + len(text)
        )
        pages.append(Page(number, length, length + len(text), ocr=page.ocr == Outcome.READ and bool(text)))
        length += len(text)
    document = Document(source, "pdf", "".join(parts), tuple(pages), tuple(hidden), tuple(links))
    if not document.text.strip():
        raise _without_text(document, read)
    warnings = (*_page_warnings(read), *_cut_warnings(document, count, limits))
    return replace(_cut(document, limits.text), warnings=warnings)


def _until(texts: Iterator[PageText], most: int) -> list[PageText]:
    """Return the pages up to that with which the text is long enough."""
    read: list[PageText] = []
    length = 0
    for page in texts:
        read.append(page)
        length += len(page.text)
        if length > most:
            break
    return read


_INSTALL = "install tesseract-ocr, or run OCR on it first"


def _without_text(document: Document, pages: list[PageText]) -> UnreadableError:
    outcomes = {page.ocr for page in pages}
    remedy = _INSTALL if Outcome.MISSING in outcomes else "ask for it as text"
    if any(page.garbled for page in pages):
        message = f"the PDF's fonts do not say which letters they draw: print it to a new PDF, or {remedy}"
    elif document.hidden:
        message = "the PDF has hidden text only, nothing that a reader of its pages sees: ask for another copy"
    elif outcomes == {None}:
        message = "the PDF's pages are empty: check that it is the right file"
    elif Outcome.MISSING in outcomes:
        message = f"the PDF has no text layer (a scan or pictures of pages): {_INSTALL}"
    else:
        message = "the PDF has no text layer, and OCR found no words in its pictures: ask for a sharper scan"
    return UnreadableError(Reason.NO_TEXT, message)


def _page_warnings(pages: list[PageText]) -> Iterator[Note]:
    """Yield what a person should know of the pages: read by OCR, empty, garbled."""
    read = _numbers(page.ocr == Outcome.READ and bool(page.text) for page in pages)
    empty = _numbers(not page.text.strip() and not page.garbled for page in pages)
    garbled = _numbers(page.garbled for page in pages)
    cut = _numbers(page.is_cut for page in pages)
    if read:
        yield Note("ocr", f"page {read} was read by OCR from a picture: letters and figures may be wrong")
    if empty:
        is_missing = any(page.ocr == Outcome.MISSING for page in pages)
        remedy = f": {_INSTALL}" if is_missing else ""
        yield Note("page-without-text", f"no text on page {empty} (a picture, or empty){remedy}")
    if cut:
        yield Note("text-cut", f"page {cut} holds too much text: only its beginning was read")
    if garbled:
        message = f"the letters of page {garbled} cannot be told (its fonts hide them) and were left out"
        yield Note("garbled-text", message)


def _cut_warnings(document: Document, count: int, limits: Limits) -> Iterator[Note]:
    if len(document.pages) < count:
        yield Note("pages-cut", f"only the first {len(document.pages)} of {count} pages were read")
    if len(document.text) > limits.text:
        yield Note("text-cut", f"the text is cut after {limits.text:,} characters")


def _numbers(chosen: Iterable[bool]) -> str:
    """Return the numbers of the pages that are chosen, the empty text for none."""
    numbers = [number for number, is_chosen in enumerate(chosen, start=1) if is_chosen]
    return ", ".join(map(str, numbers[:_NUMBERS_SHOWN])) + (", …" if len(numbers) > _NUMBERS_SHOWN else "")


def _cut(document: Document, length: int) -> Document:
    if len(document.text) <= length:
        return document
    pages = tuple(replace(page, end=min(page.end, length)) for page in document.pages if page.start <= length)
    links = tuple(link for link in document.links if link.end <= length)
    return replace(document, text=document.text[:length], pages=pages, links=links)
