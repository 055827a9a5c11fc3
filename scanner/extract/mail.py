"""E-mail files: the body and each attachment is a document of its own.

An attachment is named behind its mail, `mail.eml/resume.pdf`; the name is for people and opens no file.
"""

import email
import email.policy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from functools import cached_property

from scanner.errors import UnreadableError
from scanner.extract import characters, html
from scanner.extract import text as plain_text
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Reason

#: how a document is read out of the bytes of an attachment
ReadBytes = Callable[..., Document]

_NAME_LENGTH = 120
_HEADER_LENGTH = 2_000
_FAILURES = (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError, KeyError, RecursionError)
#: words of a file's name that say that it is the resume among several attachments
_RESUME_WORDS = ("resume", "résumé", "cv", "lebenslauf", "curriculum", "profile")
_PLAIN, _HTML, _MAIL = "text/plain", "text/html", "message/rfc822"
#: what mail programs and browsers add for each other; none of it is a document that somebody attached
_MACHINES = (
    "audio/", "video/", "font/", "text/css", "text/calendar", "text/javascript", "text/vcard", "text/x-vcard",
    "application/javascript", "application/ics", "application/ms-tnef", "application/pgp-", "application/pkcs7-",
    "application/x-pkcs7-", "application/x-javascript", "message/delivery-status", "message/disposition-notification",
    "text/rfc822-headers",
)  # fmt: skip


class Item:
    """One document of a mail: a body, or an attachment."""

    def __init__(self, name: str, parts: "Sequence[_Part]", *, is_body: bool) -> None:
        #: what it is called in the mail, without folders; empty for the mail's own body
        self.name = name
        #: its one part; of a body, its versions (plain text, HTML)
        self.parts = tuple(parts)
        self.is_body = is_body

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return "." + self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def content(self) -> bytes:
        """Return what it holds, as it was before it was packed for the mail."""
        return self.parts[0].content


def items(data: bytes, limits: Limits) -> list[Item]:
    """Return the documents of a mail: its body, if it has one, and its attachments; a mail in it gives its own."""
    found: list[Item] = []
    taken: set[str] = set()
    attached = 0
    for number, letter in enumerate(_letters(_parsed(data), limits)):
        versions = [part for part in letter if part.is_body and part.content.strip()]
        if versions:
            name = _unique(versions[0].subject or f"message-{number}", taken) if number else ""
            found.append(Item(name, versions, is_body=True))
        for part in letter:
            if part.is_attachment and attached < limits.attachments and part.content:
                attached += 1
                name = _unique(part.filename or f"attachment-{attached}", taken)
                found.append(Item(name, [part], is_body=False))
    return found


def read_item(item: Item, source: str, limits: Limits, read_bytes: ReadBytes) -> Document:
    """Return a document of a mail; raises `UnreadableError`."""
    if item.is_body:
        return _body(item, source, limits)
    return read_bytes(item.content(), source=source, limits=limits, suffix=item.suffix)


def read(data: bytes, *, source: str, limits: Limits = DEFAULT, read_bytes: ReadBytes) -> Document:
    """Return the document that a mail is about: an attachment, and which reads most like a resume; else the body."""
    found: list[tuple[Item, Document]] = []
    broken: UnreadableError | None = None
    for item in items(data, limits):
        try:
            named = f"{source}/{item.name}" if item.name else source
            found.append((item, read_item(item, named, limits, read_bytes)))
        except UnreadableError as error:
            if not item.is_body and error.reason != Reason.UNSUPPORTED_FORMAT:
                broken = broken or UnreadableError(error.reason, f"{item.name}: {error}")
    if found:
        return max(found, key=_likeness)[1]
    raise broken or without_text()


def without_text() -> UnreadableError:
    """Return what is wrong with a mail in which nothing can be read."""
    return UnreadableError(Reason.NO_TEXT, "the e-mail has no text and no attachment that can be read")


def _likeness(found: tuple[Item, Document]) -> tuple[bool, bool, int]:
    item, document = found
    return not item.is_body, any(word in item.name.lower() for word in _RESUME_WORDS), len(document.text)


def _parsed(data: bytes) -> Message:
    # The old policy takes headers as they are; the new one parses each to the letter, and some take it gigabytes.
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except _FAILURES as error:
        raise UnreadableError(Reason.DAMAGED, "the e-mail is damaged and cannot be read: save it again") from error


class _Part:
    """One part of a mail that holds something; its headers are only looked at as far as they may be sensible."""

    def __init__(self, message: Message, subject: str, *, is_resource: bool) -> None:
        self._message = message
        #: the subject of the mail that it belongs to
        self.subject = subject
        self._is_resource = is_resource
        head = Message()
        for name in ("Content-Type", "Content-Disposition"):
            value = message.get(name)
            if value is not None:
                head[name] = " ".join(str(value)[:_HEADER_LENGTH].split())
        self._head = head

    @cached_property
    def kind(self) -> str:
        """The type of its content, as its header states it."""
        try:
            return self._head.get_content_type()
        except _FAILURES:
            return "application/octet-stream"

    @cached_property
    def filename(self) -> str:
        """What it is called: one line, without folders; empty where it says nothing."""
        try:
            return _name_of(self._head.get_filename() or "")
        except _FAILURES:
            return ""

    @property
    def _is_marked(self) -> bool:
        try:
            return self._head.get_content_disposition() == "attachment"
        except _FAILURES:
            return False

    @property
    def is_body(self) -> bool:
        """Whether it is one of the texts that a mail program shows."""
        return self.kind in {_PLAIN, _HTML} and not self._is_marked and not self.filename

    @property
    def is_attachment(self) -> bool:
        """Whether somebody attached it; pictures count where they are no part of the letter's look."""
        if self.is_body or self.kind.startswith(_MACHINES):
            return False
        return self._is_marked or not (self._is_resource or self.kind.startswith("image/"))

    @cached_property
    def content(self) -> bytes:
        """What it holds, as it was before it was packed for the mail."""
        try:
            content = self._message.get_payload(decode=True)
        except _FAILURES:
            return b""
        return content if isinstance(content, bytes) else b""

    def text(self) -> bytes:
        """Return its text in UTF-8 by the encoding that it states, as it came where that is none."""
        try:
            charset = self._head.get_content_charset()
            return self.content.decode(charset).encode("utf-8", "replace") if charset else self.content
        except _FAILURES:
            return self.content


def _letters(message: Message, limits: Limits) -> Iterator[list[_Part]]:
    """Yield the parts of a mail, in order, and then those of each mail that is attached to it."""
    letters: list[tuple[Message, int]] = [(message, 0)]
    left = limits.mail_parts
    while letters and left > 0:
        letter, depth = letters.pop(0)
        subject = _one_line(str(letter.get("Subject") or "")[:_HEADER_LENGTH]).replace("/", " ")[:_NAME_LENGTH]
        parts: list[_Part] = []
        stack = [(letter, depth, False)]
        while stack and left > 0:
            part, depth, is_resource = stack.pop()
            inner = part.get_payload()
            left -= 1
            if not isinstance(inner, list):
                parts.append(_Part(part, subject, is_resource=is_resource))
            elif depth < limits.nesting:
                below = [one for one in inner[: limits.mail_parts] if isinstance(one, Message)]
                kind = part.get_content_type()
                if kind == _MAIL:
                    letters.extend((one, depth + 1) for one in below)
                    continue
                # What belongs to the look of the first part of such a group is no document.
                resources = [
                    is_resource or (bool(place) and kind == "multipart/related") for place in range(len(below))
                ]
                stack.extend(reversed([(one, depth + 1, of) for one, of in zip(below, resources, strict=True)]))
        yield parts


def _name_of(header: str) -> str:
    """Return the name of a file without folders; empty where nothing is left of it."""
    name = _one_line(header).replace("\\", "/").rpartition("/")[2].strip()
    return name[-_NAME_LENGTH:] if name.strip(".") else ""


def _one_line(header: str) -> str:
    """Return what a header says, decoded, without what is not to be printed."""
    try:
        text = "".join(
            word.decode(charset or "ascii", "replace") if isinstance(word, bytes) else word
            for word, charset in decode_header(header)
        )
    except _FAILURES:
        return ""
    return "".join(letter for letter in characters.clean(text) if letter.isprintable()).strip()


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that none before it has: two attachments may be called the same."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number = 1
    unique = name
    while unique in taken:
        number += 1
        unique = f"{stem} ({number}){dot}{ending}"
    taken.add(unique)
    return unique


def _body(item: Item, source: str, limits: Limits) -> Document:
    """Return the text of a mail: the plain one, or what its HTML shows."""
    for kind, read_text in ((_PLAIN, plain_text.read), (_HTML, html.read)):
        for part in item.parts:
            if part.kind != kind:
                continue
            content = part.text() if kind == _PLAIN else part.content
            try:
                return replace(read_text(content, source=source, limits=limits), kind="email")
            except UnreadableError:
                continue
    raise without_text()
