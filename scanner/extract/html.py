"""HTML: what a browser would show, as lines and blocks; a page that carries a schema.org JobPosting is that posting."""

import codecs
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from scanner.errors import UnreadableError
from scanner.extract import flow, html_style, job_posting
from scanner.extract import text as plain_text
from scanner.extract.characters import BULLET
from scanner.extract.flow import Block, Paragraph, Span, Table
from scanner.extract.html_style import Sheet
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.look import VANISHED, Look
from scanner.model import Document, Reason

#: what is no text of the page, whatever stands in it
_LEFT_OUT = {
    "script", "style", "template", "noscript", "iframe", "object", "embed", "head", "svg", "math", "canvas", "audio",
    "video", "select", "datalist", "textarea", "map", "rp", "rt",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "summary"}
#: blocks that stand apart from what is above and below, and those that are but lines of their own
_APART = {"p", "ul", "ol", "dl", "blockquote", "pre", "section", "article", "header", "footer", "nav", "aside", "main",
          "figure", "form", "fieldset", "hr", "details", "address", "table"}  # fmt: skip
_LINES = {"div", "li", "dt", "dd", "tr", "td", "th", "figcaption", "body", "html", "tbody", "thead", "tfoot", "center",
          "option", "button"}  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,40})")
_CHARSET_WITHIN = 4096
#: programs in whose pages each line is a paragraph
_OFFICE = re.compile("LibreOffice|OpenOffice|Microsoft Word", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: a tag with thousands of attributes, each of which the parser compares with all others; a picture in one is none
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,40})\s(?=[^<>]{20000})(?:(?!;base64,)[^<>]){20000,}>")
#: elements that need no end tag
_CLOSED_BY_OTHERS = {
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "br", "hr", "img", "input", "meta",
    "link", "col", "area", "source", "wbr", "embed", "base", "param", "track", "path", "rect", "circle", "use",
}  # fmt: skip
_SHEET_LENGTH = 500_000


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a page as its reader sees it; raise `UnreadableError` (no-text, too-large)."""
    parser = parsed(text_of(data, limits), limits)
    posting = job_posting.found(parser)
    blocks = posting.blocks(lambda html: blocks_of(parsed(html, limits), limits)) if posting else []
    return flow.document(source, "html", blocks or blocks_of(parser, limits), limits)


def text_of(data: bytes, limits: Limits) -> str:
    """Return the characters of a page: by its mark, by what it says of itself, or by what they look like."""
    encoding = plain_text.encoding_of(data) or "utf-8"
    stated = _CHARSET.search(data[:_CHARSET_WITHIN])
    if stated and not encoding.startswith(("utf-16", "utf-32")) and not data.startswith(codecs.BOM_UTF8):
        name = stated[1].decode("ascii").lower()
        # The standard's browsers, too, take these for Windows' Western letters.
        encoding = (
            "cp1252" if name in {"iso-8859-1", "latin1", "us-ascii"} and encoding != "utf-8" else _known(name, encoding)
        )
    return data[: 8 * limits.text + 4].decode(encoding, errors="replace").lstrip("\ufeff")


def _known(name: str, fallback: str) -> str:
    try:
        # What is stated may be no encoding of text ("base64"), or one that is used for attacks only.
        usable = codecs.lookup(name).name not in {"utf-7", "utf-16", "utf-32"}
        b"a".decode(name)
    except (LookupError, ValueError):
        return fallback
    return name if usable else fallback


def parsed(text: str, limits: Limits) -> LexborHTMLParser:
    """Return the tree of a page; raise `UnreadableError` where it is too large."""
    count = text.count("<")
    if count > limits.tags // 3:
        message = f"the page holds more than {limits.tags // 3:,} tags: save what matters as PDF or text"
        raise UnreadableError(Reason.TOO_LARGE, message)
    if count > limits.elements_deep and _depth(text) > limits.elements_deep:
        message = f"the page's elements stand in each other more than {limits.elements_deep:,} deep: save it as PDF"
        raise UnreadableError(Reason.TOO_LARGE, message)
    return LexborHTMLParser(_LONG_TAG.sub(r"<\1>", text.replace("\0", "")))


def _depth(text: str) -> int:
    """Return how deep elements stand in each other at most, as far as their tags tell."""
    depth = deepest = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def blocks_of(parser: LexborHTMLParser, limits: Limits) -> list[Block]:
    """Return the blocks of a page."""
    sheets = "\n".join(node.text() for node in parser.css("style")[:100])
    is_styled_elsewhere = any("stylesheet" in (node.attributes.get("rel") or "") for node in parser.css("link")[:200])
    by_office = any(_OFFICE.search(node.attributes.get("content") or "") for node in parser.css("meta")[:50])
    walk = _Walk(Sheet(sheets[:_SHEET_LENGTH]), limits, is_styled_elsewhere=is_styled_elsewhere, by_office=by_office)
    return walk.blocks(parser.root) if parser.root is not None else []


class _Place(NamedTuple):
    """Where text stands: what the elements around it say."""

    look: Look = Look()
    why: str | None = None
    url: str | None = None
    is_preformatted: bool = False
    #: the lists around it: None for bullets, else the last number
    lists: tuple[list[int] | None, ...] = ()


class _Open(NamedTuple):
    """An element that is being read: its next child, and how to go on when it ends."""

    child: Any
    place: _Place
    tag: str


class _Walk:
    """Goes through a tree without recursion: a page may be nested a hundred thousand deep."""

    def __init__(self, sheet: Sheet, limits: Limits, *, is_styled_elsewhere: bool, by_office: bool) -> None:
        self._sheet = sheet
        self._limits = limits
        self._is_styled_elsewhere = is_styled_elsewhere
        self._by_office = by_office
        self._paragraph = Paragraph()
        self._mark = ""
        #: where blocks go: the page, or the innermost cell
        self._targets: list[list[Block]] = [[]]
        self._tables: list[Table] = []

    def blocks(self, root: Any) -> list[Block]:  # noqa: ANN401  (selectolax's nodes)
        """Return the blocks of a tree."""
        stack = [_Open(root.child, _Place(), "")]
        count = 0
        while stack and count < self._limits.paragraphs:
            node, place, tag = stack[-1]
            if node is None:
                self._ended(tag, place)
                stack.pop()
                continue
            stack[-1] = _Open(node.next, place, tag)
            if node.is_text_node:
                self._take_text(node, place)
            elif node.is_element_node:
                name = node.tag or ""
                count += name in _LINES or name in _APART
                if name not in _LEFT_OUT:
                    inner = self._began(node, name, place)
                    stack.append(_Open(node.child, inner, name))
        self._end_line(apart=True)
        return self._targets[0]

    # --- elements -------------------------------------------------------------------------------------------------

    def _began(self, node: Any, name: str, place: _Place) -> _Place:  # noqa: ANN401
        attributes: Mapping[str, str | None] = node.attributes
        place = self._styled(name, attributes, place)
        if name == "br":
            self._paragraph.spans.append(Span("\n"))
        elif name in _HEADINGS or name in _APART or name in _LINES:
            self._end_line(apart=self._stands_apart(name, place))
        if name in {"ul", "menu", "ol"}:
            count = [0] if name == "ol" else None
            return place._replace(lists=(*place.lists[-self._limits.nesting :], count))
        if name == "a":
            return place._replace(url=_address(attributes.get("href")) or place.url)
        if name == "li":
            self._mark = _mark(place.lists)
        self._begin_table_part(name)
        return place._replace(is_preformatted=place.is_preformatted or name == "pre")

    def _begin_table_part(self, name: str) -> None:
        if name == "table":
            self._tables.append(Table())
        elif name == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif name in {"td", "th"} and self._tables:
            self._open_cell()

    def _styled(self, name: str, attributes: Mapping[str, str | None], place: _Place) -> _Place:
        if not attributes and name not in {"body", "html"}:
            return place
        properties = self._sheet.of(name, attributes)
        why = place.why or (VANISHED if "hidden" in attributes else None) or html_style.why_hidden(properties)
        look = html_style.looked(place.look, properties, name, attributes)
        if (
            self._is_styled_elsewhere
            and (name == "body" or attributes.get("class"))
            and look.ground == place.look.ground
        ):
            look = look._replace(ground=None)
        return place._replace(look=look, why=why)

    def _open_cell(self) -> None:
        cell: list[Block] = []
        if not self._tables[-1].rows:
            self._tables[-1].rows.append([])
        self._tables[-1].rows[-1].append(cell)
        self._targets.append(cell)

    def _stands_apart(self, name: str, place: _Place) -> bool:
        """Whether a block has white space around it; what stands in a list has not."""
        if name in {"p", "ul", "ol"} and (place.lists or (self._by_office and name == "p")):
            return False
        return name not in _LINES

    def _ended(self, name: str, place: _Place) -> None:
        if name in _HEADINGS:
            self._paragraph.is_heading = True
            self._end_line(apart=False)
        elif name in _APART or name in _LINES:
            outer = place._replace(lists=place.lists[:-1]) if name in {"ul", "ol"} else place
            self._end_line(apart=self._stands_apart(name, outer))
        if name == "li":
            self._mark = ""
        if name in {"td", "th"} and len(self._targets) > 1:
            self._targets.pop()
        elif name == "table" and len(self._tables) > 0:
            table = self._tables.pop()
            self._targets[-1] += [Paragraph(), table, Paragraph()]

    def _end_line(self, *, apart: bool) -> None:
        target = self._targets[-1]
        if self._paragraph.spans:
            if not self._paragraph.is_blank():
                self._paragraph.mark, self._mark = self._mark, ""
            target.append(self._paragraph)
            self._paragraph = Paragraph()
        self._paragraph.is_heading = False
        # Between the items of a list no block ends, though each may be set as paragraphs.
        if apart and target and not (isinstance(target[-1], Paragraph) and not target[-1].spans) and not self._mark:
            target.append(Paragraph())

    # --- text -----------------------------------------------------------------------------------------------------

    def _take_text(self, node: Any, place: _Place) -> None:  # noqa: ANN401
        text = node.text_content or ""
        if not place.is_preformatted:
            text = _BLANKS.sub(" ", text)
        if text and (text != " " or self._paragraph.spans):
            self._paragraph.spans.append(Span(text, place.why or place.look.why_hidden(), place.url))


def _mark(lists: tuple[list[int] | None, ...]) -> str:
    if not lists or lists[-1] is None:
        return f"{BULLET} "
    lists[-1][0] += 1
    return f"{lists[-1][0]}. "


def _address(href: str | None) -> str | None:
    """Return an address that leads out of the page, None for what only works in it."""
    href = (href or "").strip()
    return href if re.match(r"(?:https?|mailto):", href, re.IGNORECASE) else None
