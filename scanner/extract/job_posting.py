"""A posting that a page carries as data for search engines: schema.org's JobPosting, in JSON-LD."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from scanner.extract.flow import Block, Paragraph, Span

_MOST_SCRIPTS = 50
_MOST_ITEMS = 2_000
_TAG = re.compile(r"<(?:p|br|ul|ol|li|div|h[1-6]|b|strong|span)\b[^>]{0,500}>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(?:p|br|ul|ol|li|div|h[1-6]|b|strong|span)\b", re.IGNORECASE)
#: what may say more than the description, and the heading that it gets
_PARTS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("educationRequirements", "Education"),
    ("experienceRequirements", "Experience"),
)


class JobPosting(NamedTuple):
    """The posting of a page: its title, who offers it, and its texts as they came, each with a heading or none."""

    title: str
    employer: str
    parts: tuple[tuple[str, str], ...]

    def blocks(self, blocks_of_html: Callable[[str], list[Block]]) -> list[Block]:
        """Return the posting's blocks; no blocks where it has no description."""
        found: list[Block] = []
        seen = ""
        for heading, text in self.parts:
            blocks: list[Block] = []
            blocks += blocks_of_html(text) if _TAG.search(text) else map(_line, text.split("\n"))
            words = _words_of(blocks)
            if not words or words in seen:
                continue
            seen += words
            found += [_heading(heading), *blocks, Paragraph()] if heading else [*blocks, Paragraph()]
        if not found:
            return []
        return [_heading(self.title), *([_line(self.employer)] if self.employer else []), Paragraph(), *found]


def found(parser: LexborHTMLParser) -> JobPosting | None:
    """Return the posting that a page carries, None where it carries none with a description."""
    for node in parser.css("script")[: 10 * _MOST_SCRIPTS]:
        kind = (node.attributes.get("type") or "").lower()
        if not kind.startswith("application/ld+json"):
            continue
        try:
            data = json.loads(node.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            posting = _posting(item)
            if posting is not None:
                return posting
    return None


def _items(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a script, and those in their lists."""
    waiting = [data]
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one[:_MOST_ITEMS])
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in ("@graph", "mainEntity", "itemListElement", "item") if key in one)


def _posting(item: dict[str, Any]) -> JobPosting | None:
    kinds = item.get("@type")
    if not any(
        str(kind).rpartition("/")[2] == "JobPosting" for kind in (kinds if isinstance(kinds, list) else [kinds])
    ):
        return None
    description = _text(item.get("description"))
    if not description:
        return None
    employer = item.get("hiringOrganization")
    employer = _text(employer.get("name") if isinstance(employer, dict) else employer)
    more = ((heading, _text(item.get(key))) for key, heading in _PARTS)
    parts = (("", description), *((heading, text) for heading, text in more if text))
    return JobPosting(_text(item.get("title") or item.get("name")), employer, parts)


def _text(value: object) -> str:
    """Return a value as text; tags that were escaped once too often are tags again."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value[:_MOST_ITEMS])))
    if isinstance(value, dict):
        return _text(value.get("description") or value.get("name"))
    if not isinstance(value, str):
        return ""
    text = unescape(value) if _ESCAPED_TAG.search(value) else value
    return text.strip()


def _heading(text: str) -> Paragraph:
    return Paragraph([Span(text)], is_heading=True)


def _line(text: str) -> Paragraph:
    return Paragraph([Span(unescape(text))] if text.strip() else [])


def _words_of(blocks: list[Block]) -> str:
    texts = (span.text for block in blocks if isinstance(block, Paragraph) for span in block.spans)
    return " ".join(" ".join(texts).split())
