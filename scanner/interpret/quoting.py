"""The words around a quote, so that a reader sees what is meant without opening the document."""

from dataclasses import replace

from scanner.model import Mention
from scanner.spans import Span

#: characters on either side of a quote: a sentence of good length
_MOST = 160
_ELLIPSIS = "…"


def whole(text: str, mention: Mention) -> Mention:
    """Return the mention with the bracket that it opens closed: "Certified Kubernetes Administrator (CKA)"."""
    name = text[mention.start : mention.end]
    is_closed = name.count("(") <= name.count(")") or text[mention.end : mention.end + 1] != ")"
    return mention if is_closed else replace(mention, end=mention.end + 1)


def around(text: str, start: int, end: int, quoted: Span) -> tuple[str, str]:
    """Return what [start, end) says in front of a quote and behind it; what is left out of a long one leaves "…"."""
    return _end(text[start : quoted.start]), _start(text[quoted.end : end])


def _end(text: str) -> str:
    text = text.lstrip()
    if len(text) <= _MOST:
        return text
    kept = text[-_MOST:]
    return _ELLIPSIS + (kept.partition(" ")[2] or kept)


def _start(text: str) -> str:
    text = text.rstrip()
    if len(text) <= _MOST:
        return text
    kept = text[:_MOST]
    return (kept.rpartition(" ")[0] or kept) + _ELLIPSIS
