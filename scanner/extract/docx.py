"""DOCX: paragraphs, lists, tables, text boxes, headers and footers, in the order in which Word lays them out."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from scanner.errors import UnreadableError
from scanner.extract import flow
from scanner.extract.archive import Archive
from scanner.extract.docx_elements import WRAPPERS, below, chosen, fills, is_behind, text_in
from scanner.extract.docx_parts import Relation, main_part, relations_of
from scanner.extract.docx_styles import Element, Lists, Styles, child, looked, named, style_of, value
from scanner.extract.flow import Block, Paragraph, Span, Table
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.look import WHITE, Look, hex_colour
from scanner.model import Document, Reason

_ADDRESS = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]{1,2000})"')
#: what was deleted, or is shown beside the text only
_LEFT_OUT = {"del", "moveFrom", "delText", "instrText", "rt", "rPr", "pPr", "sdtPr", "sdtEndPr", "tblPr", "sectPr"}
_BOXES = {"pict", "drawing", "object"}
#: paragraphs after a shape behind the text that may stand on it
_ON_SHAPE = 6


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a DOCX; raise `UnreadableError` (damaged, encrypted, too-large, no-text)."""
    archive = Archive(data, limits)
    part = main_part(archive)
    root = archive.xml(part)
    if root is None:
        raise UnreadableError(Reason.DAMAGED, "the file holds no Word document: ask for it again")
    return flow.document(source, "docx", _Reader(archive, part, limits).blocks(root), limits)


def is_docx(archive: Archive) -> bool:
    """Whether an archive is a Word document."""
    return main_part(archive) in archive.names and any(name.startswith("word/") for name in archive.names)


class _Place(NamedTuple):
    """Where text stands: what it looks like there, and how deep it is nested."""

    look: Look
    depth: int = 0


class _Field:
    """A field (`HYPERLINK "…"`) on its way: its code comes first, then what it shows."""

    __slots__ = ("code", "shows")

    def __init__(self) -> None:
        self.code = ""
        self.shows = False

    def url(self) -> str | None:
        match = _ADDRESS.search(self.code)
        return match[1] if match else None


class _Reader:
    """One document; what is kept between paragraphs is the state of its lists, fields and boxes."""

    def __init__(self, archive: Archive, part: str, limits: Limits) -> None:
        folder, name = posixpath.split(part)
        self._archive = archive
        self._folder = folder
        self._limits = limits
        self._relations = relations_of(archive, f"{folder}/_rels/{name}.rels", folder)
        self._part_relations = self._relations
        self._styles = Styles(self._part("/styles"))
        self._lists = Lists(self._part("/numbering"))
        self._fields: list[_Field] = []
        #: text boxes that wait for the end of the section that they are anchored in
        self._boxes: list[list[Block]] = []
        #: how many of the next paragraphs may stand on a shape, and how many shapes there were
        self._on_shape = self._shapes = 0
        self._after = 0.0

    def _part(self, kind: str) -> Element | None:
        return next((self._archive.xml(one.target) for one in self._related(kind)), None)

    def _related(self, kind: str) -> Iterator[Relation]:
        return (one for one in self._relations.values() if one.kind.endswith(kind) and one.target)

    def blocks(self, root: Element) -> list[Block]:
        """Return the blocks of the whole document: headers, body, notes, footers."""
        ground = hex_colour(value(child(root, "background"), "color"))
        place = _Place(Look(ground=ground if ground == WHITE else None) if ground else Look())
        headers = self._side_parts("/header")
        self._on_shape = _ON_SHAPE if self._shapes else 0
        body: list[Block] = []
        is_first = True
        for block in self._blocks(child(root, "body"), place):
            begins = isinstance(block, Paragraph) and block.is_heading
            if self._boxes and (is_first or begins):
                # A box that is anchored in the middle of a section must not tear it.
                self._flush_boxes(body)
            is_first = is_first and not _has_text(block)
            body.append(block)
            if len(body) > self._limits.paragraphs:
                break
        self._flush_boxes(body)
        return [*headers, *body, *self._side_parts("/footnotes", "/endnotes"), *self._side_parts("/footer")]

    def _flush_boxes(self, body: list[Block]) -> None:
        for box in self._boxes:
            # A box is a block of its own: an empty paragraph parts it from the text around it.
            body += [Paragraph(), *box, Paragraph()]
        self._boxes.clear()

    def _side_parts(self, *kinds: str) -> list[Block]:
        """Return the blocks of headers, footers or notes; what several pages' headers repeat stands once."""
        found: list[Block] = []
        seen: set[str] = set()
        for relation in [one for kind in kinds for one in self._related(kind)]:
            root = self._archive.xml(relation.target)
            if root is None:
                continue
            folder, name = posixpath.split(relation.target)
            self._part_relations = relations_of(self._archive, f"{folder}/_rels/{name}.rels", folder)
            blocks = list(self._blocks(root, _Place(Look())))
            boxes = [block for box in self._boxes for block in box]
            self._boxes.clear()
            text = "\n".join(map(_text_of, [*blocks, *boxes]))
            if text.strip() and text not in seen:
                seen.add(text)
                found += [Paragraph(), *blocks, *boxes, Paragraph()]
            self._part_relations = self._relations
        return found

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _blocks(self, parent: Element | None, place: _Place) -> Iterator[Block]:
        """Yield the paragraphs and tables below an element, through all that only wraps them."""
        if place.depth > self._limits.nesting:
            return
        stack = [iter(parent if parent is not None else ())]
        while stack:
            for element in stack[-1]:
                name = named(element)
                if name == "p":
                    boxes = len(self._boxes)
                    # Most of a bomb's million paragraphs have nothing in them.
                    paragraph = self._paragraph(element, place) if len(element) else Paragraph()
                    # One that only anchors a box is no empty line.
                    if len(self._boxes) == boxes or paragraph.spans:
                        yield paragraph
                elif name == "tbl":
                    yield self._table(element, place)
                elif name in WRAPPERS or name in {"footnote", "endnote", "Choice"}:
                    stack.append(iter(chosen(element)))
                    break
            else:
                stack.pop()

    def _table(self, element: Element, place: _Place) -> Table:
        table = Table()
        style = value(child(child(element, "tblPr"), "tblStyle"))
        look = place.look._replace(ground=None) if self._styles.shades(style) else place.look
        for row in below(element, "tr"):
            cells: list[list[Block]] = []
            for cell in below(row, "tc"):
                fill = hex_colour(value(child(child(cell, "tcPr"), "shd"), "fill"))
                ground = look._replace(ground=fill) if fill is not None else look
                cells.append(list(self._blocks(cell, _Place(ground, place.depth + 1))))
            table.rows.append(cells)
        return table

    def _paragraph(self, element: Element, place: _Place) -> Paragraph:
        properties = child(element, "pPr")
        style = self._styles.get(value(child(properties, "pStyle")))
        if properties is not None:
            style = style_of(properties, None).over(style)
        look = style.look(place.look)
        if self._on_shape:
            self._on_shape -= 1
            look = look._replace(ground=None)
        paragraph = Paragraph(is_heading=bool(style.is_heading) or child(properties, "keepNext") is not None)
        paragraph.spans = list(self._spans(element, place._replace(look=look)))
        paragraph.space = self._after + (style.before or 0.0)
        if not paragraph.is_blank():
            self._after = style.after or 0.0
            paragraph.mark = self._lists.mark(style)
        elif style.list_id:
            paragraph.spans = [span for span in paragraph.spans if span.why]
        return paragraph

    # --- what stands in a paragraph -------------------------------------------------------------------------------

    def _spans(self, paragraph: Element, place: _Place) -> Iterator[Span]:
        stack: list[tuple[Iterator[Element], Look, str | None]] = [(iter(paragraph), place.look, None)]
        while stack:
            elements, look, url = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
                continue
            name = named(element)
            text = text_in(element, name)
            if text is not None:
                yield Span(text, look.why_hidden(), url or self._field_url())
            elif name in {"fldChar", "instrText"}:
                self._take_field(element, name)
            elif name in _BOXES:
                self._take_boxes(element, place)
            elif name == "r":
                stack.append((iter(element), self._run_look(element, look), url))
            elif name in {"hyperlink", "fldSimple"}:
                stack.append((iter(element), look, self._address(element) or url))
            elif name not in _LEFT_OUT:
                stack.append((iter(chosen(element)), look, url))

    def _run_look(self, run: Element, look: Look) -> Look:
        properties = child(run, "rPr")
        if properties is None:
            return look
        name = value(child(properties, "rStyle"))
        if name is not None:
            ground = look.ground
            look = self._styles.get(name).look(look)
            look = look if look.ground != WHITE else look._replace(ground=ground)
        return looked(properties)(look)

    def _address(self, element: Element) -> str | None:
        if named(element) == "fldSimple":
            match = _ADDRESS.search(value(element, "instr") or "")
            return match[1] if match else None
        relation = self._part_relations.get(value(element, "id") or "")
        return relation.target if relation and relation.kind.endswith("/hyperlink") else None

    def _take_field(self, element: Element, name: str) -> None:
        if name == "instrText":
            if self._fields:
                self._fields[-1].code += element.text or ""
            return
        match value(element, "fldCharType"):
            case "begin" if len(self._fields) < self._limits.nesting:
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].shows = True
            case "end" if self._fields:
                self._fields.pop()

    def _field_url(self) -> str | None:
        return next((field.url() for field in reversed(self._fields) if field.shows and field.url()), None)

    def _take_boxes(self, drawing: Element, place: _Place) -> None:
        """Keep the text boxes of a drawing, and whether it lies behind text that may then be white."""
        filled = False
        contents: list[Element] = []
        stack = [drawing]
        while stack:
            element = stack.pop()
            name = named(element)
            if name == "txbxContent":
                contents.append(element)
                continue
            filled = filled or fills(element, name)
            stack.extend(reversed(chosen(element) if name == "AlternateContent" else list(element)))
        ground = None if filled else WHITE
        for content in contents:
            box = list(self._blocks(content, _Place(Look(ground=ground), place.depth + 1)))
            if any(map(_has_text, box)):
                self._boxes.append(box)
        if filled and not contents and is_behind(drawing):
            self._on_shape = _ON_SHAPE
            self._shapes += 1


def _has_text(block: Block) -> bool:
    return bool(_text_of(block).strip())


def _text_of(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(span.text for span in block.spans)
    return "\n".join(_text_of(inner) for row in block.rows for cell in row for inner in cell)
