"""From a file to a `Document`: its text as a person reads it, whatever the format.

The format is told by the content, never by the name. A new format is a module with `read` and a line in `READERS`.
"""

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from scanner.errors import UnreadableError
from scanner.extract import text as plain_text
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Reason
from scanner.model import Warning as Note

__all__ = ["READERS", "Limits", "is_supported_name", "kind_of", "read", "read_bytes"]

Reader = Callable[..., Document]


def _read_pdf(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    # Loading pdfium takes 50 ms: who reads a text file or asks for help does not wait for it.
    from scanner.extract import pdf  # noqa: PLC0415

    return pdf.read(data, source=source, limits=limits)


#: kind of document -> its reader: `reader(data, source=..., limits=...)`
READERS: dict[str, Reader] = {
    "pdf": _read_pdf,
    "text": plain_text.read,
    "markdown": plain_text.read_markdown,
}

#: endings of names that a walk through a folder picks up; what a file is, its content tells
_ENDINGS = {"", ".pdf", ".txt", ".text", ".md", ".markdown"}
_MARKDOWN_ENDINGS = {".md", ".markdown"}

# What a file that no reader knows begins with, and what it is called to the user.
_FOREIGN = (
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")
#: how far behind the start of a file the mark of a PDF may stand (as Acrobat has it)
_PDF_MARK_WITHIN = 1024


def is_supported_name(path: Path) -> bool:
    """Whether a file of this name may be one that a reader knows; a file without an ending may be anything."""
    return path.suffix.lower() in _ENDINGS


def read(path: Path, *, source: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Return what the file holds, under the name `source` (default: the path).

    Raises `UnreadableError` with one of `model.Reason` and a sentence on what is wrong and what to do.
    """
    name = str(path) if source is None else source
    data = _bytes_of(path, limits)
    document = read_bytes(data, source=name, limits=limits, suffix=path.suffix.lower())
    if path.suffix.lower() == ".pdf" and document.kind != "pdf":
        warning = Note("wrong-extension", "the file is called .pdf but holds plain text; read as text")
        return replace(document, warnings=(*document.warnings, warning))
    return document


def read_bytes(data: bytes, *, source: str, limits: Limits = DEFAULT, suffix: str = "") -> Document:
    """Return what `data` holds; raise `UnreadableError` as `read` does."""
    if not data:
        raise UnreadableError(Reason.EMPTY_FILE, "the file is empty (0 bytes): ask for it again")
    if len(data) > limits.file_bytes:
        raise _too_large(len(data), limits)
    return READERS[kind_of(data, suffix=suffix)](data, source=source, limits=limits)


def kind_of(data: bytes, *, suffix: str = "") -> str:
    """Return the key of `READERS` for `data`; the ending only tells Markdown from plain text.

    Raises `UnreadableError` for what no reader knows.
    """
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return "pdf"
    foreign = next((name for start, name in _FOREIGN if data.startswith(start)), None)
    if data[:_PDF_MARK_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        foreign = "an HTML or XML file"
    if foreign is not None:
        message = f"this is {foreign}, which cannot be read yet: save the document as PDF"
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
    if plain_text.encoding_of(data) is None:
        raise _no_text_file(suffix)
    return "markdown" if suffix in _MARKDOWN_ENDINGS else "text"


def _no_text_file(suffix: str) -> UnreadableError:
    if suffix == ".pdf":
        message = "the file is called .pdf but is none (its first bytes are missing or others): ask for it again"
        return UnreadableError(Reason.DAMAGED, message)
    message = "this is neither a PDF nor text: save the document as PDF"
    return UnreadableError(Reason.UNSUPPORTED_FORMAT, message)


def _too_large(size: int, limits: Limits) -> UnreadableError:
    megabytes, cap = size // 1_000_000, limits.file_bytes // 1_000_000
    message = f"the file has {megabytes:,} MB, more than the {cap:,} MB that are read: save it smaller"
    return UnreadableError(Reason.TOO_LARGE, message)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            message = "this is a folder, not a document: name a file in it"
            raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
        # A pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode):
            message = "this is no regular file (a device or a pipe): save its content to a file"
            raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
        if status.st_size > limits.file_bytes:
            raise _too_large(status.st_size, limits)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _unopened(error) from error


def _unopened(error: OSError | ValueError) -> UnreadableError:
    """Return the contract's reason for a path that the system refuses (a NUL in the name is a ValueError)."""
    if isinstance(error, PermissionError):
        return UnreadableError(Reason.PERMISSION, "no permission to read the file: change its rights")
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ELOOP:
        return UnreadableError(Reason.NOT_FOUND, "the link points to itself: name the file it should lead to")
    if code is None or code in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}:
        return UnreadableError(Reason.NOT_FOUND, "there is no such file: check the name")
    message = f"the file could not be read ({os.strerror(code)}): check the disk or copy it elsewhere"
    return UnreadableError(Reason.DAMAGED, message)
