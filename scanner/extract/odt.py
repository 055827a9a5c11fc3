"""ODT: paragraphs, lists, tables, frames, headers and footers of an OpenDocument text."""

from collections.abc import Iterator
from typing import NamedTuple

from scanner.errors import UnreadableError
from scanner.extract import flow
from scanner.extract.archive import Archive
from scanner.extract.characters import BULLET
from scanner.extract.docx_styles import Element, child, named, value
from scanner.extract.flow import Block, Paragraph, Span, Table
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.look import Look, hex_colour
from scanner.model import Document, Reason

_MIME_TYPES = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_MOST_BASES = 20
_MOST_BLANKS = 200
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}
#: what only holds other content, and what is deleted, hidden in the margin or no text
_WRAPPERS = {"section", "index-body", "table-of-content", "list-header", "text-box", "table-header-rows", "table-rows"}
_LEFT_OUT = {"tracked-changes", "annotation", "annotation-end", "note-citation", "ruby-text", "forms", "script", "desc"}
_BOXES = {"frame", "custom-shape", "rect"}


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of an ODT; raise `UnreadableError` (damaged, encrypted, too-large, no-text)."""
    archive = Archive(data, limits)
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise UnreadableError(Reason.ENCRYPTED, "the document needs a password: save it without one")
    root = archive.xml("content.xml")
    if root is None:
        raise UnreadableError(Reason.DAMAGED, "the file holds no text document: ask for it again")
    return flow.document(source, "odt", _Reader(root, archive.xml("styles.xml"), limits).blocks(), limits)


def is_odt(archive: Archive) -> bool:
    """Whether an archive is a text of OpenDocument."""
    kind = (archive.read("mimetype") or b"").decode("ascii", errors="replace").strip()
    return kind in _MIME_TYPES and "content.xml" in archive.names


class _Style(NamedTuple):
    """What a style says; the look is that of its own properties over those that it is based on."""

    colour: str | None = None
    ground: str | None = None
    points: float | None = None
    vanished: bool = False
    space: float = 0.0


class _Styles:
    def __init__(self, *roots: Element | None) -> None:
        self._found: dict[tuple[str | None, str], Element] = {}
        self._resolved: dict[tuple[str | None, str], _Style] = {}
        self.page_ground: str | None = None
        for root in roots:
            for holder in root if root is not None else ():
                if named(holder) in {"styles", "automatic-styles"}:
                    for style in holder:
                        self._found[value(style, "family"), value(style, "name") or ""] = style
                        self._take_page(style)

    def _take_page(self, style: Element) -> None:
        ground = value(child(style, "page-layout-properties"), "background-color")
        if ground not in {None, "transparent"}:
            self.page_ground = ground

    def get(self, family: str, name: str | None) -> _Style:
        """Return a style with all that it is based on."""
        key = (family, name or "")
        if key not in self._resolved:
            chain: list[Element] = []
            at: str | None = name
            while at is not None and (family, at) in self._found and len(chain) < _MOST_BASES:
                chain.append(self._found[family, at])
                at = value(chain[-1], "parent-style-name")
            resolved = _Style()
            for style in reversed(chain):
                resolved = _over(style, resolved)
            self._resolved[key] = resolved
        return self._resolved[key]


def _over(style: Element, base: _Style) -> _Style:
    text = child(style, "text-properties")
    block = child(style, "paragraph-properties")
    cell = child(style, "table-cell-properties")
    size, display = value(text, "font-size"), value(text, "display")
    # A size in percent is one of another size that is hardly ever below two points.
    points = _points(size) if size and not size.endswith("%") else base.points
    grounds = (value(one, "background-color") for one in (text, block, cell))
    margins = [value(block, "margin-top"), value(block, "margin-bottom")]
    return _Style(
        value(text, "color") or base.colour,
        next((ground for ground in grounds if ground and ground != "transparent"), base.ground),
        points,
        base.vanished if display is None else display == "none",
        sum(_points(margin) for margin in margins if margin) if any(margins) else base.space,
    )


def _points(length: str) -> float:
    try:
        return float(length[:-2]) * _POINTS.get(length[-2:], 1.0)
    except ValueError:
        return 10.0


class _Place(NamedTuple):
    """Where text stands: its look, the mark of the list's item that it begins, its nesting."""

    look: Look
    mark: str = ""
    depth: int = 0


class _Reader:
    """One document; the frames that a paragraph anchors wait until it is done."""

    def __init__(self, content: Element, styles: Element | None, limits: Limits) -> None:
        self._body = child(child(content, "body"), "text")
        self._masters = child(styles, "master-styles")
        self._styles = _Styles(styles, content)
        self._limits = limits
        self._boxes: list[list[Block]] = []

    def blocks(self) -> list[Block]:
        """Return the blocks of the whole document: headers, body, footers."""
        ground = self._styles.page_ground
        place = _Place(Look(ground=hex_colour(ground)) if ground else Look())
        body: list[Block] = []
        for block in self._blocks(self._body, place):
            body.append(block)
            if len(body) > self._limits.paragraphs:
                break
        return [*self._sides("header", place), *body, *self._sides("footer", place)]

    def _sides(self, kind: str, place: _Place) -> list[Block]:
        found: list[Block] = []
        seen: set[str] = set()
        for page in self._masters if self._masters is not None else ():
            for side in page:
                if named(side).startswith(kind) and (text := "".join(side.itertext()).strip()) and text not in seen:
                    seen.add(text)
                    found += [Paragraph(), *self._blocks(side, place), Paragraph()]
        return found

    def _blocks(self, parent: Element | None, place: _Place) -> Iterator[Block]:
        if place.depth > self._limits.nesting or parent is None:
            return
        for element in parent:
            name = named(element)
            if name in {"p", "h"}:
                yield self._paragraph(element, place, is_heading=name == "h")
                place = place._replace(mark="")
                yield from self._taken_boxes()
            elif name == "list":
                for item in element:
                    mark = f"{BULLET} " if named(item) == "list-item" else ""
                    yield from self._blocks(item, place._replace(mark=mark, depth=place.depth + 1))
            elif name == "table":
                yield self._table(element, place)
            elif name in _BOXES:
                self._take_box(element, place)
                yield from self._taken_boxes()
            elif name in _WRAPPERS:
                yield from self._blocks(element, place._replace(depth=place.depth + 1))

    def _taken_boxes(self) -> Iterator[Block]:
        for box in self._boxes:
            yield from (Paragraph(), *box, Paragraph())
        self._boxes.clear()

    def _table(self, element: Element, place: _Place) -> Table:
        table = Table()
        rows = [element]
        while rows:
            row = rows.pop(0)
            if named(row) != "table-row":
                rows[:0] = [one for one in row if named(one).startswith("table-") and len(one)]
                continue
            cells = [cell for cell in row if named(cell) == "table-cell"]
            table.rows.append([list(self._blocks(cell, self._in_cell(cell, place))) for cell in cells])
        return table

    def _in_cell(self, cell: Element, place: _Place) -> _Place:
        style = self._styles.get("table-cell", value(cell, "style-name"))
        look = place.look._replace(ground=hex_colour(style.ground)) if style.ground else place.look
        return _Place(look, "", place.depth + 1)

    def _paragraph(self, element: Element, place: _Place, *, is_heading: bool) -> Paragraph:
        style = self._styles.get("paragraph", value(element, "style-name"))
        place = place._replace(look=_drawn(style, place.look))
        return Paragraph(list(self._spans(element, place)), place.mark, style.space, is_heading)

    def _spans(self, paragraph: Element, place: _Place) -> Iterator[Span]:
        yield Span(paragraph.text or "", place.look.why_hidden())
        # An element on its way: its children, its look and address, and what stands behind it.
        stack: list[tuple[Iterator[Element], Look, str | None]] = [(iter(paragraph), place.look, None)]
        tails: list[str] = [""]
        while stack:
            children, look, url = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
                tail = tails.pop()
                if stack:
                    yield Span(tail, stack[-1][1].why_hidden(), stack[-1][2])
                continue
            name, tail = named(element), element.tail or ""
            if name in _LEFT_OUT or name in _BOXES or not name:
                if name in _BOXES:
                    self._take_box(element, place)
                yield Span(tail, look.why_hidden(), url)
                continue
            yield from _blanks(element, name, look, url)
            inner = self._look_in(element, name, look)
            url = (value(element, "href") or url) if name == "a" else url
            if name not in {"note", "note-body"}:
                yield Span(element.text or "", inner.why_hidden(), url)
            stack.append((iter(element), inner, url))
            tails.append(tail)

    def _look_in(self, element: Element, name: str, look: Look) -> Look:
        if name in {"hidden-text", "hidden-paragraph"}:
            return look._replace(vanished=True)
        if name in {"span", "a"}:
            return _drawn(self._styles.get("text", value(element, "style-name")), look)
        return look

    def _take_box(self, frame: Element, place: _Place) -> None:
        style = self._styles.get("graphic", value(frame, "style-name"))
        look = Look(ground=hex_colour(style.ground) if style.ground else Look().ground)
        if named(frame) != "frame":
            look = look._replace(ground=None)
        box = list(self._blocks(frame, _Place(look, depth=place.depth + 1)))
        if box:
            self._boxes.append(box)


def _drawn(style: _Style, look: Look) -> Look:
    """Return a look with what a style says of it."""
    return Look(
        hex_colour(style.colour) or look.colour,
        hex_colour(style.ground) if style.ground else look.ground,
        style.points if style.points is not None else look.points,
        style.vanished or look.vanished,
    )


def _blanks(element: Element, name: str, look: Look, url: str | None) -> Iterator[Span]:
    if name == "s":
        count = value(element, "c") or "1"
        yield Span(" " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS), look.why_hidden(), url)
    elif name in {"tab", "line-break"}:
        yield Span("\t" if name == "tab" else "\n", look.why_hidden(), url)
