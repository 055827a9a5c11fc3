"""The words around a quote, so that a reader sees what is meant without opening the document."""

from scanner.spans import Span

#: characters on either side of a quote: a sentence of good length
_MOST = 160
_ELLIPSIS = "…"


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
