"""How much is read of one document: beyond it lies no resume and no posting, only a slip or an attack."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from scanner.errors import ScannerError

#: the environment variable in which a person states other limits
VARIABLE = "SCAN_LIMITS"


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one reading; files larger than `file_bytes` are refused, the rest is cut with a warning."""

    file_bytes: int = 100_000_000
    #: bytes of address space beyond what a worker has when it starts; enforced on Linux
    memory: int = 1_500_000_000
    pages: int = 300
    #: characters of text, over all pages
    text: int = 1_000_000
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


def stated(text: str) -> Limits:
    """Return the limits with those that a person states ("pages=500,text=2000000"); raise `ScannerError` for others."""
    numbers = {field.name: type(field.default) for field in fields(Limits) if isinstance(field.default, (int, float))}
    found: dict[str, float] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = part.partition("=")
        number = value.strip().replace("_", "")
        if name.strip() not in numbers or not number.isdecimal():
            known = ", ".join(numbers)
            raise ScannerError(f"{VARIABLE}: {part!r} is no limit: write NAME=NUMBER, with the name one of {known}")
        found[name.strip()] = numbers[name.strip()](number)
    return replace(DEFAULT, **found)  # type: ignore[arg-type]
