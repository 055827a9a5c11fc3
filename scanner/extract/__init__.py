"""From a file to a `Document`: its text as a person reads it, whatever the format.

The format is told by the content, never by the name. A new format is a module with `read` and a line in `READERS`.
"""

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scanner.errors import UnreadableError
from scanner.extract import text as plain_text
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.sniff import kind_of
from scanner.model import Document, Reason
from scanner.model import Warning as Note

if TYPE_CHECKING:
    from scanner.extract.mail import Item

__all__ = [
    "READERS", "Contents", "Limits", "bytes_of", "contents", "is_supported_name", "kind_of", "read", "read_bytes",
    "read_part",
]  # fmt: skip

_QUOTE_LENGTH = 200

Reader = Callable[..., Document]


def _lazily(name: str) -> Reader:
    """Return the reader of a module that is loaded when the first such file comes: pdfium alone takes 50 ms."""

    def reader(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
        module = import_module(f"scanner.extract.{name}")
        document: Document = module.read(data, source=source, limits=limits)
        return document

    return reader


def _read_mail(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    from scanner.extract import mail  # noqa: PLC0415

    return mail.read(data, source=source, limits=limits, read_bytes=_read_attachment)


#: kind of document -> its reader: `reader(data, source=..., limits=...)`
READERS: dict[str, Reader] = {
    "pdf": _lazily("pdf"),
    "docx": _lazily("docx"),
    "odt": _lazily("odt"),
    "rtf": _lazily("rtf"),
    "html": _lazily("html"),
    "json-resume": _lazily("json_resume"),
    "email": _read_mail,
    "text": plain_text.read,
    "markdown": plain_text.read_markdown,
}

#: endings of names that a walk through a folder picks up; what a file is, its content tells
_ENDINGS = {
    "", ".pdf", ".docx", ".docm", ".dotx", ".odt", ".ott", ".rtf", ".html", ".htm", ".xhtml", ".eml", ".mht", ".mhtml",
    ".json", ".txt", ".text", ".md", ".markdown",
}  # fmt: skip


def is_supported_name(path: Path) -> bool:
    """Whether a file of this name may be one that a reader knows; a file without an ending may be anything."""
    return path.suffix.lower() in _ENDINGS


def read(path: Path, *, source: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Return what the file holds, under the name `source` (default: the path); of an e-mail, its best document.

    Raises `UnreadableError` with one of `model.Reason` and a sentence on what is wrong and what to do.
    """
    name = str(path) if source is None else source
    return read_bytes(bytes_of(path, limits), source=name, limits=limits, suffix=path.suffix.lower())


def read_bytes(data: bytes, *, source: str, limits: Limits = DEFAULT, suffix: str = "") -> Document:
    """Return what `data` holds, `suffix` being the ending of its name; raise `UnreadableError` as `read` does."""
    kind = _checked_kind(data, suffix, limits)
    return _named_right(_noted(READERS[kind](data, source=source, limits=limits)), suffix)


# --- documents in documents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents in an e-mail, by what they are called in it; the name of the body is empty.

    What a document is called is for people: it never opens a file.
    """

    #: number of a document, for `read_part`, and its name
    parts: tuple[tuple[int, str], ...]
    #: names of attachments that no reader knows
    skipped: tuple[str, ...]


def contents(data: bytes, *, limits: Limits = DEFAULT, suffix: str = "") -> Contents | None:
    """Return what documents an e-mail holds, None for a file that is a document itself."""
    if _checked_kind(data, suffix, limits) != "email":
        return None
    from scanner.extract import mail  # noqa: PLC0415

    parts: list[tuple[int, str]] = []
    skipped: list[str] = []
    for number, item in enumerate(mail.items(data, limits)):
        if item.is_body or _is_known(item, limits):
            parts.append((number, item.name))
        else:
            skipped.append(item.name)
    return Contents(tuple(parts), tuple(skipped))


def read_part(data: bytes, number: int, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return one document of an e-mail, under the name `source`; raise `UnreadableError` as `read` does."""
    from scanner.extract import mail  # noqa: PLC0415

    return _noted(mail.read_item(mail.items(data, limits)[number], source, limits, _read_attachment))


def _is_known(item: "Item", limits: Limits) -> bool:
    try:
        _checked_kind(item.content(), item.suffix, limits)
    except UnreadableError as error:
        return error.reason != Reason.UNSUPPORTED_FORMAT
    return True


def _checked_kind(data: bytes, suffix: str, limits: Limits) -> str:
    if not data:
        raise UnreadableError(Reason.EMPTY_FILE, "the file is empty (0 bytes): ask for it again")
    if len(data) > limits.file_bytes:
        raise _too_large(len(data), limits)
    return kind_of(data, suffix=suffix, limits=limits)


def _read_attachment(data: bytes, *, source: str, limits: Limits, suffix: str) -> Document:
    """Return the document of an attachment; a mail in a mail is read as text, or mails in mails would never end."""
    kind = _checked_kind(data, suffix, limits)
    return READERS["text" if kind == "email" else kind](data, source=source, limits=limits)


def _noted(document: Document) -> Document:
    """Return a document with a warning where it holds text that its reader cannot see."""
    if not document.hidden or any(warning.code == "hidden-text" for warning in document.warnings):
        return document
    reasons = ", ".join(dict.fromkeys(hidden.why for hidden in document.hidden))
    message = (
        f"text that a reader of the page cannot see ({reasons}); it gives no credit. "
        "Templates and editors do this without their owner's knowledge: ask before drawing conclusions"
    )
    warning = Note("hidden-text", message, " ".join(document.hidden[0].text.split())[:_QUOTE_LENGTH])
    return replace(document, warnings=(*document.warnings, warning))


def _named_right(document: Document, suffix: str) -> Document:
    if suffix != ".pdf" or document.kind == "pdf":
        return document
    what = "plain text" if document.kind in {"text", "markdown"} else document.kind
    warning = Note("wrong-extension", f"the file is called .pdf but holds {what}; read as that")
    return replace(document, warnings=(*document.warnings, warning))


def _too_large(size: int, limits: Limits) -> UnreadableError:
    megabytes, cap = size // 1_000_000, limits.file_bytes // 1_000_000
    message = f"the file has {megabytes:,} MB, more than the {cap:,} MB that are read: save it smaller"
    return UnreadableError(Reason.TOO_LARGE, message)


def bytes_of(path: Path, limits: Limits = DEFAULT) -> bytes:
    """Return the content of a file; raise `UnreadableError` where there is none, or too much."""
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
