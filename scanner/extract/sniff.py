"""What kind of document a file is, told by its content; its name only decides where the content leaves a choice."""

import re

from scanner.errors import UnreadableError
from scanner.extract import text as plain_text
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Reason

_MARKDOWN_ENDINGS = {".md", ".markdown"}
_HTML_ENDINGS = {".html", ".htm", ".xhtml"}
_MAIL_ENDINGS = {".eml", ".mht", ".mhtml"}

# What a file that no reader knows begins with, and what it is called to the user.
_FOREIGN = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_START = b"\xd0\xcf\x11\xe0"
#: how Office stores a document that needs a password, inside a file of its old format
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
#: how far behind the start of a file the mark of a PDF may stand (as Acrobat has it)
_PDF_MARK_WITHIN = 1024
_HEAD = 4096

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype html|(?:html|head|body|title|meta|div|p|h[1-6]|ul|ol|table|section|article|span)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml")
# Lines of headers from the first line on; what else begins with "Name: …" lines lacks a mail program's own ones.
_MAIL_HEADERS = re.compile(
    r"(?:From [^\n]{1,200}\n)?(?:[!-9;-~]{1,76}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}){2,}"
)
_MAILED = re.compile(r"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.IGNORECASE | re.MULTILINE)
_LETTERED = re.compile(r"^(?:From|Subject):", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, *, suffix: str = "", limits: Limits = DEFAULT) -> str:
    """Return the key of `READERS` for `data`; raise `UnreadableError` for what no reader knows."""
    if data.startswith(_ZIP_STARTS):
        return _kind_of_zip(data, limits)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return "pdf"
    _refuse_foreign(data)
    encoding = plain_text.encoding_of(data)
    if encoding is None:
        raise _no_text_file(suffix)
    return _kind_of_text(data, encoding, suffix)


def _kind_of_zip(data: bytes, limits: Limits) -> str:
    # Only who meets such a file waits for the XML library.
    from scanner.extract import docx, odt  # noqa: PLC0415
    from scanner.extract.archive import Archive  # noqa: PLC0415

    archive = Archive(data, limits)
    if docx.is_docx(archive):
        return "docx"
    if odt.is_odt(archive):
        return "odt"
    for start, what in (("xl/", "an Excel file"), ("ppt/", "a PowerPoint file"), ("Index/", "a Pages file")):
        if any(name.startswith(start) for name in archive.names):
            raise _unsupported(what)
    raise _unsupported("a ZIP file without a text document", "unpack it and scan the folder")


def _kind_of_text(data: bytes, encoding: str, suffix: str) -> str:
    head = data[:_HEAD].decode(encoding, errors="replace").lstrip("\ufeff").replace("\r\n", "\n")
    if _HTML.match(head) or (suffix in _HTML_ENDINGS and "<" in head):
        return "html"
    if _XML.match(head):
        raise _unsupported("an XML file")
    headers = _MAIL_HEADERS.match(head)
    if headers and (_MAILED if suffix not in _MAIL_ENDINGS else _LETTERED).search(headers[0]):
        return "email"
    if head.lstrip().startswith("{"):
        from scanner.extract import json_resume  # noqa: PLC0415

        if json_resume.parsed(data) is not None:
            return "json-resume"
    return "markdown" if suffix in _MARKDOWN_ENDINGS else "text"


def _refuse_foreign(data: bytes) -> None:
    foreign = next((name for start, name in _FOREIGN if data.startswith(start)), None)
    if foreign is not None:
        raise _unsupported(foreign)
    if data.startswith(_OLE_START):
        if _ENCRYPTED_PACKAGE in data:
            message = "the document needs a password: save it without one, or ask for an open copy"
            raise UnreadableError(Reason.ENCRYPTED, message)
        raise _unsupported("an old Word or Office file")


def _unsupported(what: str, remedy: str = "save the document as PDF or DOCX") -> UnreadableError:
    message = f"this is {what}, which cannot be read: {remedy}"
    return UnreadableError(Reason.UNSUPPORTED_FORMAT, message)


def _no_text_file(suffix: str) -> UnreadableError:
    if suffix == ".pdf":
        message = "the file is called .pdf but is none (its first bytes are missing or others): ask for it again"
        return UnreadableError(Reason.DAMAGED, message)
    message = "this is neither text nor a document of a known format: save it as PDF or DOCX"
    return UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
