"""One posting that stands in a row of a job board's export: its text is plain, or the HTML of the page it came from."""

import re
from html import unescape

from scanner.errors import UnreadableError
from scanner.extract import flow, html
from scanner.extract import text as plain_text
from scanner.extract.flow import Paragraph, Span
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Reason

_ELEMENTS = "p|br|ul|ol|li|div|h[1-6]|b|strong|em|span|table|section|article|html|body"
_TAG = re.compile(rf"</?(?:{_ELEMENTS})\b[^<>]{{0,500}}>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_ELEMENTS})\b", re.IGNORECASE)


def read_row(title: str, text: str, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the posting of a row, with its title (which may be empty) as the first line.

    Raises `UnreadableError` (no-text, too-large) as the readers of files do.
    """
    if not text.strip():
        raise UnreadableError(Reason.NO_TEXT, "there is no text in the column of descriptions: nothing to read")
    body = unescape(text) if _ESCAPED_TAG.search(text) else text
    if _TAG.search(body):
        blocks = html.blocks_of(html.parsed(body, limits), limits)
        if title:
            blocks = [Paragraph([Span(title)], is_heading=True), Paragraph(), *blocks]
        return flow.document(source, "html", blocks, limits)
    whole = f"{title}\n\n{body}" if title else body
    return plain_text.read(whole.encode("utf-8", errors="replace"), source=source, limits=limits)
