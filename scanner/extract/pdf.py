"""PDF: pdfium's characters and places, our own order of reading; pdfplumber for the pages where that is in doubt."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.errors import UnreadableError
from scanner.extract import characters, layout, pdf_hidden
from scanner.extract.layout import Run
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.pdf_page import PageBox, Word, characters_of, page_box, words_of
from scanner.model import Document, HiddenText, Link, Page, Reason
from scanner.model import Warning as Note

# What a list's mark comes out as where its font has no Unicode
_NUMBERS_SHOWN = 10
UNKNOWN_MARKS = {"\ufffd", "\u25a1", "\uf020"}


class PageText(NamedTuple):
    """What was read from one page; the links' places count from its start."""

    text: str
    hidden: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    #: whether the slow way was asked, and whether neither way gave words
    careful: bool = False
    garbled: bool = False


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a PDF; raise `UnreadableError` (encrypted, damaged, no-text)."""
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableError(Reason.DAMAGED, "the PDF has no page that can be read: ask for it again")
        return _assembled(_page_texts(document, data, min(count, limits.pages), limits), count, source, limits)


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
    for number in range(1, count + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            yield PageText("")
            continue
        text_page = pdfium.FPDFText_LoadPage(page)
        try:
            yield _page_text(_Source(document, data, page, text_page, number, limits))
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


def _page_text(source: _Source) -> PageText:
    text = characters_of(source.text_page)
    if not text.strip():
        return PageText("")
    box = page_box(source.page, source.text_page, text)
    words = words_of(source.text_page, text, box)
    hidden = pdf_hidden.hidden_words(source.page, source.text_page, words, box)
    doubt = doubtful_share(words)
    careful = doubt > _DOUBTFUL and not hidden and len(words) < source.limits.words_laid_out
    if careful:
        words, doubt = _careful_words(source, words, doubt)
    if doubt > _GARBLED:
        return PageText("", _hidden(words, hidden), careful=careful, garbled=True)
    pieces = _pieces(runs_of(words, hidden), source.limits)
    links = _links(source, words, pieces, box) if pieces else ()
    visible = "".join([gap + run.text for gap, run in pieces])
    return PageText(visible, _hidden(words, hidden), links, careful=careful)


def _pieces(runs: list[Run], limits: Limits) -> list[layout.Piece]:
    """Return the runs in reading order; those of a page too full to lay out in the order of its content."""
    if len(runs) <= limits.runs_laid_out:
        return layout.arrange(runs)
    return [("\n" if index else "", run) for index, run in enumerate(runs)]


# --- doubt --------------------------------------------------------------------------------------------------------

_UNKNOWN = re.compile("[\ufffd\x01-\x1f\x7f-\x9f]")
#: the share of doubtful words from which a page is read again the slow way, and that from which it is no text at all
_DOUBTFUL = 0.08
_GARBLED = 0.4
_MIN_WORDS = 20


def doubtful_share(words: list[Word]) -> float:
    """Return how much of a page looks misread: no Unicode for its glyphs, letters torn apart, words on each other."""
    if not words:
        return 0.0
    unknown = sum(bool(_UNKNOWN.search(word.text)) and len(word.text) > 1 for word in words)
    torn = overlapping = 0
    if len(words) >= _MIN_WORDS:
        singles = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
        torn = max(0, singles - len(words) // 3)
        overlapping = sum(
            one.base == other.base and other.left < one.right - other.size and other.right > one.left + other.size
            for one, other in pairwise(words)
        )
    return (unknown + torn + overlapping) / len(words)


def _careful_words(source: _Source, words: list[Word], doubt: float) -> tuple[list[Word], float]:
    """Return the words that pdfplumber reads, if it reads more of them right, and how doubtful they are."""
    # Loading pdfplumber takes 150 ms, and hardly a page needs it.
    from scanner.extract import pdf_careful  # noqa: PLC0415

    careful = pdf_careful.words_of(source.data, source.number)
    careful_doubt = doubtful_share(careful)
    if len(careful) * 2 > len(words) and careful_doubt < doubt:
        return careful, careful_doubt
    return words, doubt


# --- words to runs ------------------------------------------------------------------------------------------------


#: a heading of so many letters with gaps between them, at most so many heights wide, is letter-spaced
_SPACED_LETTERS = 4
_LETTER_GAP = 2.5


def runs_of(words: list[Word], hidden: dict[int, str]) -> list[Run]:
    """Return the visible words in runs: on one line, without a wide gap."""
    runs: list[Run] = []
    first = 0
    for index in range(1, len(words) + 1):
        if (
            index == len(words)
            or not _goes_on(words[index - 1], words[index])
            or (index in hidden) != (first in hidden)
        ):
            if first not in hidden:
                run = _run(words, first, index)
                if run.text:
                    runs.append(run)
            first = index
    return runs


def _goes_on(one: Word, other: Word) -> bool:
    size = max(one.size, other.size)
    gap = other.left - one.right
    # The words of a letter-spaced heading stand further apart than the columns of a table.
    spaced = len(one.text) == len(other.text) == 1 and 0 < gap < _LETTER_GAP * size
    close = -0.5 * size < gap < layout.WIDE_GAP * size
    return (close or spaced) and abs(one.base - other.base) < 0.35 * size


def _run(words: list[Word], first: int, end: int) -> Run:
    part = words[first:end]
    one, last = part[0], part[-1]
    size = one.size if end - first == 1 else max(word.size for word in part)
    letters = sum(len(word.text) == 1 for word in part)
    spaced = letters >= _SPACED_LETTERS and letters > 0.7 * len(part)
    text = _unspaced(part) if spaced else " ".join([word.text for word in part])
    text = characters.clean(text).strip()
    if text in UNKNOWN_MARKS:
        text = characters.BULLET
    return Run(text, one.left, last.right, one.base, size, first, end)


def _unspaced(part: list[Word]) -> str:
    """Return a letter-spaced line as words: the gaps between words are wider than those between letters."""
    gaps = [after.left - before.right for before, after in pairwise(part)]
    usual = median(gaps)
    out = [part[0].text]
    for gap, word in zip(gaps, part[1:], strict=True):
        out += [" " if gap > 1.6 * usual + 0.1 * word.size else "", word.text]
    return "".join(out)


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
    places = _places(words, pieces)
    links = []
    for url, (left, top, right, bottom) in covered:
        under = [
            place
            for index, place in places.items()
            if left <= (words[index].left + words[index].right) / 2 <= right
            and top <= words[index].base - 0.25 * words[index].size <= bottom
        ]
        if under:
            links.append(Link(min(start for start, _ in under), max(end for _, end in under), url))
    return tuple(dict.fromkeys(links))


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


def _places(words: list[Word], pieces: list[layout.Piece]) -> dict[int, tuple[int, int]]:
    """Return where each word stands in the text of the page; of a joined run, where the run does."""
    places: dict[int, tuple[int, int]] = {}
    offset = 0
    for gap, run in pieces:
        offset += len(gap)
        texts = [characters.clean(word.text) for word in words[run.start : run.end]]
        exact = " ".join(texts) == run.text
        at = offset
        for index, text in enumerate(texts, start=run.start):
            places[index] = (at, at + len(text)) if exact else (offset, offset + len(run.text))
            at += len(text) + 1
        offset += len(run.text)
    return places


# --- the document -------------------------------------------------------------------------------------------------


def _assembled(texts: Iterator[PageText], count: int, source: str, limits: Limits) -> Document:
    """Return the document of its pages; raise `UnreadableError` where none has text."""
    parts: list[str] = []
    pages: list[Page] = []
    hidden: list[HiddenText] = []
    links: list[Link] = []
    garbled: list[int] = []
    length = 0
    for number, page in enumerate(texts, start=1):
        if length and page.text:
            parts.append("\n\n")
            length += 2
            pages[-1] = replace(pages[-1], end=length)
        parts.append(page.text)
        hidden.extend(HiddenText(number, text, why) for text, why in page.hidden)
        links.extend(Link(length + link.start, length + link.end, link.url) for link in page.links)
        garbled += [number] if page.garbled else []
        pages.append(Page(number, length, length + len(page.text)))
        length += len(page.text)
        if length > limits.text:
            break
    document = Document(source, "pdf", "".join(parts), tuple(pages), tuple(hidden), tuple(links))
    if not document.text.strip():
        raise _without_text(document, garbled)
    warnings = (*_page_warnings(document, garbled), *_cut_warnings(document, count, limits))
    return replace(_cut(document, limits.text), warnings=warnings)


def _without_text(document: Document, garbled: list[int]) -> UnreadableError:
    if garbled:
        message = "the PDF's fonts do not say which letters they draw: print it to a new PDF, or run OCR on it"
    elif document.hidden:
        message = "the PDF has hidden text only, nothing that a reader of its pages sees: ask for another copy"
    else:
        message = "the PDF has no text layer (a scan or pictures of pages): run OCR on it first"
    return UnreadableError(Reason.NO_TEXT, message)


def _page_warnings(document: Document, garbled: list[int]) -> Iterator[Note]:
    empty = [p.number for p in document.pages if not document.text[p.start : p.end].strip() and p.number not in garbled]
    if empty:
        yield Note("page-without-text", f"no text on page {_numbers(empty)} (a picture, or empty)")
    if garbled:
        yield Note("garbled-text", f"the letters of page {_numbers(garbled)} cannot be told: its fonts hide them")


def _cut_warnings(document: Document, count: int, limits: Limits) -> Iterator[Note]:
    if len(document.pages) < count:
        yield Note("pages-cut", f"only the first {len(document.pages)} of {count} pages were read")
    if len(document.text) > limits.text:
        yield Note("text-cut", f"the text is cut after {limits.text:,} characters")


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:_NUMBERS_SHOWN])) + (", …" if len(numbers) > _NUMBERS_SHOWN else "")


def _cut(document: Document, length: int) -> Document:
    if len(document.text) <= length:
        return document
    pages = tuple(replace(page, end=min(page.end, length)) for page in document.pages if page.start <= length)
    links = tuple(link for link in document.links if link.end <= length)
    return replace(document, text=document.text[:length], pages=pages, links=links)
