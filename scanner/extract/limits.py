"""How much is read of one document: beyond it lies no resume and no posting, only a slip or an attack."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one reading; files larger than `file_bytes` are refused, the rest is cut with a warning."""

    file_bytes: int = 100_000_000
    pages: int = 300
    #: characters of text, over all pages
    text: int = 2_000_000
    #: characters of one page of a PDF, and bytes of one stream of what is drawn on it when unpacked
    page_text: int = 100_000
    stream_bytes: int = 30_000_000
    #: words of a page that the slow way may look at, and runs of a page that are put in order
    words_laid_out: int = 8_000
    runs_laid_out: int = 2_000
    #: files in a DOCX or ODT, and bytes of one of them when unpacked
    archive_entries: int = 10_000
    part_bytes: int = 50_000_000
    #: tags of an XML or HTML text: each takes a hundred bytes and more
    tags: int = 3_000_000
    #: paragraphs of a document that flows, and how deep tables and boxes may stand in each other
    paragraphs: int = 100_000
    nesting: int = 24
    #: elements of a page of HTML that stand in each other: what comes after takes the parser ever longer
    elements_deep: int = 3_000
    #: parts of an e-mail, and attachments of it that are looked at
    mail_parts: int = 500
    attachments: int = 20
    #: pages that go through OCR, and seconds for each
    ocr_pages: int = 20
    ocr_seconds: float = 30.0
    #: called before a page goes through OCR: whoever keeps the deadline grants `ocr_seconds` more
    before_ocr: Callable[[], None] | None = None


DEFAULT = Limits()
