"""Text that flows, as Word, OpenDocument, RTF and HTML have it: paragraphs and tables become lines and blocks.

The readers of these formats say what stands where (`Paragraph`, `Table`); how it is laid out is decided here, once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import NamedTuple

from scanner.errors import UnreadableError
from scanner.extract import characters
from scanner.extract.layout_runs import CELL, GAP
from scanner.extract.limits import Limits
from scanner.model import Document, HiddenText, Link, Page, Reason
from scanner.model import Warning as Note


class Span(NamedTuple):
    """A stretch of text of one kind; `why` says why a reader of the page cannot see it, None: it is seen."""

    text: str
    why: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Paragraph:
    """One paragraph; `space` is the white space above it in points, where the format says so."""

    spans: list[Span] = field(default_factory=list)
    #: what a list sets before it: "• ", "3. "
    mark: str = ""
    space: float = 0.0
    is_heading: bool = False

    def is_blank(self) -> bool:
        """Whether nothing of it can be seen."""
        return not any(span.why is None and span.text.strip() for span in self.spans)


@dataclass(slots=True)
class Table:
    """Rows of cells, each with blocks of its own."""

    rows: list[list[list["Block"]]] = field(default_factory=list)


Block = Paragraph | Table

#: lines of a cell that still make a row of a table; more make it a part of the page
_MAX_CELL_LINES = 4
_WIDE = re.compile(r"[ \t]*\t[ \t]*| {2,}")
_BULLET = re.compile(r"^\s*[•◦○▪■●‣·∗*–—►▶➢❖-](?:\s|$)")


class _Line(NamedTuple):
    """A line on its way into the text: what stands before it, and its spans."""

    separator: str
    spans: list[Span]


def document(source: str, kind: str, blocks: Sequence[Block], limits: Limits) -> Document:
    """Return the document that the blocks make; raise `UnreadableError` where none of them has text."""
    writer = _Writer()
    cut = False
    for number, line in enumerate(_lines(blocks)):
        writer.write(line)
        if number >= limits.paragraphs or writer.length > limits.text:
            cut = True
            break
    text, links, hidden = writer.finished(limits.text)
    if not text:
        raise _without_text(hidden)
    message = f"the text is cut after {len(text):,} characters"
    warnings = (Note("text-cut", message),) if cut else ()
    return Document(source, kind, text, (Page(1, 0, len(text)),), hidden, links, warnings)


def _without_text(hidden: Sequence[HiddenText]) -> UnreadableError:
    if hidden:
        message = "the document has hidden text only, nothing that its reader sees: ask for another copy"
    else:
        message = "the document holds no text (pictures only, or nothing): check that it is the right file"
    return UnreadableError(Reason.NO_TEXT, message)


# --- blocks to lines ----------------------------------------------------------------------------------------------


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    """Yield the lines of blocks; the first begins a block."""
    block_end = True
    usual = _usual_space(blocks)
    for block in blocks:
        if isinstance(block, Table):
            for number, line in enumerate(_table_lines(block)):
                yield line if number else line._replace(separator="\n\n")
            block_end = True
            continue
        if block.is_blank():
            # An empty line parts what stands above and below it; what is hidden in it parts nothing.
            has_hidden = any(span.text.strip() for span in block.spans)
            block_end = block_end or not has_hidden
            if has_hidden:
                yield _Line("", block.spans)
            continue
        apart = block_end or block.is_heading or block.space > 1.3 * usual + 1.0
        yield _Line("\n\n" if apart else "\n", _marked(block))
        block_end = False


def _usual_space(blocks: Iterable[Block]) -> float:
    """Return the space between most paragraphs: where all stand apart, none is a block of its own."""
    texts = (block for block in blocks if isinstance(block, Paragraph) and not block.is_blank())
    spaces = [paragraph.space for paragraph in texts if not paragraph.mark]
    return median_low(spaces) if spaces else 0.0


def _marked(paragraph: Paragraph) -> list[Span]:
    shown = next((span.text for span in paragraph.spans if span.why is None and span.text.strip()), "")
    if not paragraph.mark or (paragraph.mark[0] == characters.BULLET and _BULLET.match(characters.clean(shown))):
        return paragraph.spans
    return [Span(paragraph.mark), *paragraph.spans]


def _table_lines(table: Table) -> Iterator[_Line]:
    for row in table.rows:
        cells = [cell for cell in row if any(_paragraphs(cell))]
        if not cells:
            continue
        if _is_row(cells):
            yield _Line("\n", _joined([_cell_spans(cell) for cell in cells], CELL))
        elif _is_label_beside_text(cells):
            yield from _labelled(cells)
        else:
            # Columns of a page that is set as a table: one is read after the other.
            for cell in cells:
                yield from _lines(cell)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.spans:
                yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell)


def _is_small(cell: Sequence[Block]) -> bool:
    if any(isinstance(block, Table) for block in cell):
        return False
    paragraphs = list(_paragraphs(cell))
    return len(paragraphs) <= _MAX_CELL_LINES and not any(p.mark or p.is_heading for p in paragraphs[1:])


def _is_row(cells: Sequence[Sequence[Block]]) -> bool:
    return len(cells) > 1 and all(map(_is_small, cells))


def _is_label_beside_text(cells: Sequence[Sequence[Block]]) -> bool:
    """Whether one cell is a text and the others are one line each, such as its dates."""
    long = [cell for cell in cells if len(list(_paragraphs(cell))) > 1]
    return len(cells) > 1 and len(long) == 1 and isinstance(long[0][_first(long[0])], Paragraph)


def _first(cell: Sequence[Block]) -> int:
    """Return the place of the first block of a cell that holds anything."""
    return next(index for index, block in enumerate(cell) if any(_paragraphs([block])))


def _labelled(cells: Sequence[Sequence[Block]]) -> Iterator[_Line]:
    """Yield the lines of a text, the first between what stands beside it."""
    rest: Sequence[Block] = ()
    first: list[list[Span]] = []
    for cell in cells:
        paragraphs = list(_paragraphs(cell))
        if len(paragraphs) > 1:
            first.append(_marked(paragraphs[0]))
            rest = cell[_first(cell) + 1 :]
        else:
            first.append(_cell_spans(cell))
    yield _Line("\n\n", _joined(first, CELL))
    for number, line in enumerate(_lines(rest)):
        yield line if number else line._replace(separator="\n" if line.separator else "")


def _cell_spans(cell: Sequence[Block]) -> list[Span]:
    return _joined([_marked(paragraph) for paragraph in _paragraphs(cell)], " ")


def _joined(parts: Iterable[list[Span]], separator: str) -> list[Span]:
    joined: list[Span] = []
    for part in parts:
        if joined and part:
            joined.append(Span(separator))
        # A line's end inside a cell is none of the row.
        joined.extend(span._replace(text=span.text.replace("\n", " ")) for span in part)
    return joined


# --- lines to text ------------------------------------------------------------------------------------------------


class _Writer:
    """Puts lines together, and keeps apart what is hidden and where the links stand."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._hidden: list[tuple[str, str]] = []
        self._pending = ""

    def write(self, line: _Line) -> None:
        before = ""
        written: list[tuple[str, str | None]] = []
        for span in line.spans:
            text = characters.clean(span.text.replace("\r", ""))
            if span.why is not None:
                self._hide(text, span.why, goes_on=bool(written) or span is not line.spans[0])
                continue
            text = _WIDE.sub(GAP, text)
            if not before or before[-1] in " \n":
                text = text.lstrip(" ")
            if text:
                written.append((text, span.url))
                before = text
        while written and not (last := written[-1][0].rstrip(" ")):
            written.pop()
        if not written:
            return
        written[-1] = (last, written[-1][1])
        self._put(line.separator if self.length else "")
        for text, url in written:
            if url and text.strip():
                start = self.length + len(text) - len(text.lstrip())
                self._links.append(Link(start, self.length + len(text.rstrip()), url))
            self._put(text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _hide(self, text: str, why: str, *, goes_on: bool) -> None:
        if not text.strip() and not self._hidden:
            return
        if self._hidden and self._hidden[-1][1] == why:
            text = self._hidden.pop()[0] + ("" if goes_on else "\n") + text
        self._hidden.append((text, why))

    def finished(self, length: int) -> tuple[str, tuple[Link, ...], tuple[HiddenText, ...]]:
        """Return text, links and hidden text, none longer than `length`."""
        text = "".join(self._parts)[:length]
        stripped = text.rstrip()
        links = tuple(link for link in _merged(self._links) if link.end <= len(stripped))
        hidden = tuple(HiddenText(1, text.strip()[:length], why) for text, why in self._hidden if text.strip())
        return stripped, links, hidden


def _merged(links: Iterable[Link]) -> list[Link]:
    """Return the links with those in one that a change of the font had parted."""
    merged: list[Link] = []
    for link in links:
        if merged and merged[-1].url == link.url and link.start - merged[-1].end <= 1:
            merged[-1] = Link(merged[-1].start, link.end, link.url)
        else:
            merged.append(link)
    return merged
