"""E-mail files: the body and each attachment is a document of its own.

An attachment is named behind its mail, `mail.eml!resume.pdf`; the name is for people and opens no file.
"""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from scanner.errors import UnreadableError
from scanner.extract import characters, html
from scanner.extract import text as plain_text
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Reason, Unreadable

#: how a document is read out of the bytes of an attachment
ReadBytes = Callable[..., Document]

_NAME_LENGTH = 120
_HEADER_LENGTH = 2_000
_FAILURES = (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError, KeyError, RecursionError)
#: words of a file's name that say that it is the resume among several attachments
_RESUME_WORDS = ("resume", "résumé", "cv", "lebenslauf", "curriculum", "profile")
_PLAIN, _HTML = "text/plain", "text/html"


def read_all(data: bytes, *, source: str, limits: Limits, read_bytes: ReadBytes) -> list[Document | Unreadable]:
    """Return the documents of a mail: its body, if it has a text, then its attachments.

    An attachment that cannot be read is an `Unreadable`; pictures and other things that are no documents are left out.
    """
    parts = _parts(_parsed(data), limits)
    found: list[Document | Unreadable] = []
    body = _body(parts, source, limits)
    if body is not None:
        found.append(body)
    for name, content in _attachments(parts, limits):
        try:
            found.append(read_bytes(content, source=f"{source}!{name}", limits=limits, suffix=_suffix(name)))
        except UnreadableError as error:
            if error.reason != Reason.UNSUPPORTED_FORMAT:
                found.append(Unreadable(f"{source}!{name}", Reason(error.reason), str(error)))
    return found


def read(data: bytes, *, source: str, limits: Limits = DEFAULT, read_bytes: ReadBytes) -> Document:
    """Return the document that a mail is about: an attachment, and which reads most like a resume; else the body."""
    found = read_all(data, source=source, limits=limits, read_bytes=read_bytes)
    documents = [one for one in found if isinstance(one, Document)]
    attached = [one for one in documents if one.source != source]
    if attached or documents:
        return max(attached or documents, key=_likeness)
    broken = next((one for one in found if isinstance(one, Unreadable)), None)
    if broken is not None:
        raise UnreadableError(broken.reason, f"{broken.source.rpartition('!')[2]}: {broken.message}")
    raise UnreadableError(Reason.NO_TEXT, "the e-mail has no text and no attachment that can be read")


def _likeness(document: Document) -> tuple[bool, int]:
    name = document.source.rpartition("!")[2].lower()
    return any(word in name for word in _RESUME_WORDS), len(document.text)


def _parsed(data: bytes) -> Message:
    # The old policy takes headers as they are; the new one parses each to the letter, and some take it gigabytes.
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except _FAILURES as error:
        raise UnreadableError(Reason.DAMAGED, "the e-mail is damaged and cannot be read: save it again") from error


class _Part:
    """One part of a mail that holds something; its headers are only looked at as far as they may be sensible."""

    def __init__(self, message: Message) -> None:
        self._message = message
        head = Message()
        for name in ("Content-Type", "Content-Disposition"):
            value = message.get(name)
            if value is not None:
                head[name] = " ".join(str(value)[:_HEADER_LENGTH].split())
        self._head = head

    @property
    def kind(self) -> str:
        """The type of its content, as its header states it."""
        try:
            return self._head.get_content_type()
        except _FAILURES:
            return "application/octet-stream"

    @property
    def is_attachment(self) -> bool:
        """Whether it is none of the texts that a mail program shows."""
        if self.kind not in {_PLAIN, _HTML}:
            return True
        try:
            return self._head.get_content_disposition() == "attachment" or bool(self._head.get_filename())
        except _FAILURES:
            return False

    def content(self) -> bytes:
        """Return what it holds, as it was before it was packed for the mail."""
        try:
            content = self._message.get_payload(decode=True)
        except _FAILURES:
            return b""
        return content if isinstance(content, bytes) else b""

    def text(self) -> bytes:
        """Return its text in UTF-8 by the encoding that it states, as it came where that is none."""
        content = self.content()
        try:
            charset = self._head.get_content_charset()
            return content.decode(charset).encode("utf-8", "replace") if charset else content
        except _FAILURES:
            return content

    def name(self, number: int) -> str:
        """Return what an attachment is called: one line, without folders, never empty."""
        try:
            words = decode_header(self._head.get_filename() or "")
            name = "".join(
                word.decode(charset or "ascii", "replace") if isinstance(word, bytes) else word
                for word, charset in words
            )
        except _FAILURES:
            name = ""
        name = characters.clean(name).replace("\\", "/").rpartition("/")[2]
        name = "".join(letter for letter in name if letter.isprintable()).strip()
        return name[-_NAME_LENGTH:] or f"attachment-{number}"


def _parts(message: Message, limits: Limits) -> list[_Part]:
    """Return the parts that hold something, in order; a mail in a mail is a part like others."""
    found: list[_Part] = []
    stack: list[tuple[Message, int]] = [(message, 0)]
    while stack and len(found) < limits.mail_parts:
        part, depth = stack.pop()
        inner = part.get_payload()
        if not isinstance(inner, list):
            found.append(_Part(part))
        elif depth < limits.nesting:
            stack.extend((one, depth + 1) for one in reversed(inner[: limits.mail_parts]) if isinstance(one, Message))
    return found


def _body(parts: list[_Part], source: str, limits: Limits) -> Document | None:
    """Return the text of a mail: the plain one, or what its HTML shows."""
    for kind, read_text in ((_PLAIN, plain_text.read), (_HTML, html.read)):
        part = next((one for one in parts if one.kind == kind and not one.is_attachment), None)
        if part is None:
            continue
        content = part.text() if kind == _PLAIN else part.content()
        try:
            return replace(read_text(content, source=source, limits=limits), kind="email")
        except UnreadableError:
            continue
    return None


def _attachments(parts: list[_Part], limits: Limits) -> Iterator[tuple[str, bytes]]:
    attached = [one for one in parts if one.is_attachment and not one.kind.startswith(("image/", "audio/", "video/"))]
    for number, part in enumerate(attached[: limits.attachments], start=1):
        content = part.content()
        if content:
            yield part.name(number), content


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""
