"""The document that the pages of a PDF make, and what a person should know of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from scanner.errors import UnreadableError
from scanner.extract.limits import Limits
from scanner.extract.pdf_page import PageBox
from scanner.extract.pdf_scan import Outcome
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


def assembled(texts: Iterator[PageText], count: int, source: str, limits: Limits) -> Document:
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
