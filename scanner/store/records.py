"""Records as bytes and back: JSON by the types of `scanner.model`, checked as it is read, so nothing in it can run."""

import zlib

import msgspec

from scanner.errors import ScannerError
from scanner.model import Document, Posting, Resume, Unreadable
from scanner.store.kept import Summary

_LEVEL = 3


class _Failed(msgspec.Struct, tag="unreadable", frozen=True):
    unreadable: Unreadable


class _Text(msgspec.Struct, tag="document", frozen=True):
    document: Document


_read = msgspec.json.Decoder(_Failed | _Text)
_resume = msgspec.json.Decoder(Resume)
_posting = msgspec.json.Decoder(Posting)
_encode = msgspec.json.Encoder().encode


def pack(value: Document | Unreadable) -> bytes:
    """Return a document, or why there is none, as it is stored."""
    return zlib.compress(_encode(_Failed(value) if isinstance(value, Unreadable) else _Text(value)), _LEVEL)


def unpack(body: bytes) -> Document | Unreadable | None:
    """Return what was packed; None where the bytes are damaged."""
    try:
        value = _read.decode(zlib.decompress(body))
    except (zlib.error, msgspec.DecodeError):
        return None
    return value.unreadable if isinstance(value, _Failed) else value.document


def pack_meaning(value: Resume | Posting) -> bytes:
    """Return what a text means, as it is stored."""
    return _encode(value)


def unpack_meaning(body: bytes, kind: str) -> Resume | Posting | None:
    """Return what was packed; None where the bytes are damaged."""
    try:
        return _resume.decode(body) if kind == "resume" else _posting.decode(body)
    except msgspec.DecodeError:
        return None


def pack_summary(summary: Summary) -> str:
    """Return a summary as it is stored: equal ones as equal text."""
    return _encode(summary).decode()


def unpack_summary(text: str) -> Summary:
    """Return what was packed; raises `ScannerError` for damaged text."""
    try:
        return msgspec.json.decode(text, type=Summary)
    except msgspec.DecodeError as error:
        raise ScannerError(
            f"an entry of the store is damaged ({error}): forget all with scan cache clear, and read anew"
        ) from error
