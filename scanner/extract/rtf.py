"""RTF: what it draws where is told here; striprtf turns its characters, of whatever code page, into text.

striprtf knows neither hidden text nor links, loses text boxes, and takes long for what was made to keep it busy. So
the file is written anew for it (`_Rewriter`): without what is no text, and with marks where the look changes.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from striprtf.striprtf import rtf_to_text

from scanner.errors import UnreadableError
from scanner.extract import flow
from scanner.extract.characters import BULLET
from scanner.extract.flow import Block, Paragraph, Span, Table
from scanner.extract.limits import DEFAULT, Limits
from scanner.extract.look import Colour, Look
from scanner.model import Document, Reason
from scanner.model import Warning as Note

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\.|[{}]|[^\\{}]+", re.DOTALL)
_URL = re.compile(r'HYPERLINK\s+(?:\\\\?\w\s+)*"?([^"\s]{1,2000})')
#: groups that hold no text of the document
_LEFT_OUT = {
    "stylesheet", "info", "pict", "object", "objdata", "themedata", "colorschememapping", "datastore", "listtable",
    "listoverridetable", "latentstyles", "rsidtbl", "xmlnstbl", "generator", "filetbl", "revtbl", "nonesttables",
    "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "xe", "tc", "pgptbl", "nonshppict", "pnseclvl", "pn",
    "falt", "panose", "sp", "sn", "sv", "upr", "userprops", "fldtype", "datafield", "shprslt", "ftnsep", "ftnsepc",
}  # fmt: skip
_FOOTERS = {"footer", "footerl", "footerr", "footerf", "footnote"}
#: what stands in its place, and is none of the text to striprtf
_HEADERS = {"header", "headerl", "headerr", "headerf", "pntext"}
_KINDS = {"colortbl": "colours", "fonttbl": "fonts"}
#: words that write something
_WRITING = {"u", "par", "line", "tab", "bullet", "emdash", "endash", "row", "page", "sect"}
_BOXES = {"shptxt", "dptxbxtext"}
_MARK, _MARK_END, _CELL = "\ue010", "\ue011", "\ue012"
_STATE = re.compile(f"{_MARK}([0-9]{{1,7}}){_MARK_END}")
_OWN_CODES = {ord(_MARK), ord(_MARK_END), ord(_CELL)}
_MOST_FONTS = 2_000
_MOST_MARKS = 100_000
_MOST_TOKENS = 1_000_000
_FAILURES = (TypeError, ValueError, IndexError, KeyError, LookupError, AttributeError, OverflowError)


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of an RTF file; raise `UnreadableError` (damaged, no-text)."""
    if not data.startswith(b"{\\rtf"):
        raise UnreadableError(Reason.DAMAGED, "this is no RTF file: its first bytes are missing; ask for it again")
    rewriter = _Rewriter(data.decode("latin-1"), limits)
    rewritten = rewriter.rewritten()
    try:
        text: str = rtf_to_text(rewritten, encoding=rewriter.encoding, errors="replace")  # type: ignore[no-untyped-call]
    except _FAILURES as error:
        raise UnreadableError(Reason.DAMAGED, "the RTF file is damaged and cannot be read: ask for it again") from error
    # A character beyond the 16 bits stands there as two.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    document = flow.document(source, "rtf", _blocks(text, rewriter.states), limits)
    if rewriter.is_cut and not document.warnings:
        return replace(document, warnings=(Note("text-cut", f"the text is cut after {len(text):,} characters"),))
    return document


class _State(NamedTuple):
    """What the current group says of the text in it."""

    look: Look = Look()
    url: str | None = None
    #: the destination that the group is: text, left out, a link's code, the font or colour table
    kind: str = "text"


class _Rewriter:
    """Writes an RTF file anew, as plain as it can be."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.states: list[_State] = [_State()]
        self.encoding = "cp1252"
        self._text = text
        self._limits = limits
        self._out: list[str] = []
        self._late: list[str] = []
        self._outs = [self._out]
        self._colours: list[Colour | None] = []
        self._mixing = [0, 0, 0]
        self._is_mixed = False
        self._code = ""
        self._fonts: list[list[str]] = []
        self._numbers: dict[_State, int] = {_State(): 0}
        self._shown = _State()
        self._row_shaded = False
        self._marks = 0
        self.is_cut = False

    def rewritten(self) -> str:
        """Return the file as striprtf gets it."""
        stack: list[tuple[_State, int]] = []
        state = _State()
        at = length = count = 0
        while (match := _TOKEN.match(self._text, at)) and not self.is_cut:
            at = match.end()
            count += 1
            written, word, argument = match[0], match[1], match[2]
            if written == "}":
                if len(stack) <= 1:
                    # What stands behind the outermost group is none of the document.
                    break
                state = self._group_ended(state, *stack.pop())
            elif written == "{":
                stack.append((state, len(self._outs)))
                self._put("{", state)
            elif word == "bin":
                at += max(0, int(argument or 0))
            elif word:
                # A line's end may be what parts a control word from the text, and is not kept.
                state = self._worded(f"\\{word}{argument or ''} ", word, argument, state)
            elif written == "\\*":
                state = state._replace(kind="maybe" if state.kind == "text" else state.kind)
            else:
                length += len(written) if written[0] != "\\" else 1
                self._take_text(written[: self._limits.text], state)
                self.is_cut = length > self._limits.text or self._marks > _MOST_MARKS or count > _MOST_TOKENS
        self._end_late_groups(1)
        fonts = "\n".join(f"{{\\f{number}\\fcharset{charset} x;}}" for number, charset in self._fonts[:_MOST_FONTS])
        head = f"{{\\rtf1{{\\fonttbl{fonts}}}\n"
        return head + "".join(self._out).lstrip("{") + "\\par\\par " + "".join(self._late)

    def _group_ended(self, state: _State, outer: _State, depth: int) -> _State:
        """Take the end of a group; return the state outside it."""
        if state.kind == "link" and outer.kind != "link":
            match = _URL.search(self._code)
            self._code = match[1] if match else ""
        self._end_late_groups(depth)
        self._put("}", outer)
        return outer

    def _end_late_groups(self, depth: int) -> None:
        """Keep what is read behind the text: boxes, footers, notes."""
        while len(self._outs) > depth:
            self._late.append("".join(self._outs.pop()) + "\\par ")

    def _put(self, written: str, state: _State) -> None:
        if state.kind == "text":
            self._outs[-1].append(written)

    def _take_text(self, written: str, state: _State) -> None:
        if state.kind == "link":
            self._code += written
        elif state.kind == "colours" and ";" in written:
            self._colours.append(tuple(self._mixing) if self._is_mixed else None)  # type: ignore[arg-type]
            self._mixing, self._is_mixed = [0, 0, 0], False
        elif state.kind == "text":
            if written[0] == "\\" or written.strip("\r\n"):
                self._show(state)
            # Line ends of the file are none of the text.
            self._put(written.replace("\r", "").replace("\n", "") if written[0] != "\\" else written, state)

    def _show(self, state: _State) -> None:
        """Write a mark where the look, or the link, is another than before."""
        if self._row_shaded:
            state = state._replace(look=state.look._replace(ground=None))
        state = _State(Look() if state.look.why_hidden() is None else state.look, state.url)
        if state == self._shown:
            return
        self._marks += 1
        self._shown = state
        if state not in self._numbers:
            self._numbers[state] = len(self.states)
            self.states.append(state)
        self._outs[-1].append(f"{{\\uc0\\u{ord(_MARK)} {self._numbers[state]}\\u{ord(_MARK_END)} }}")

    # --- control words --------------------------------------------------------------------------------------------

    def _worded(self, written: str, word: str, argument: str | None, state: _State) -> _State:
        number = int(argument) if argument is not None else None
        if state.kind == "colours":
            self._mix(word, number)
            return state
        if state.kind == "fonts":
            self._take_font(word, argument)
            return state
        if word in _BOXES:
            self._outs.append([])
            return state._replace(kind="text", look=Look(ground=None))
        destination = self._destination(word, state)
        if destination is not None:
            return destination
        if state.kind != "text":
            return state._replace(kind="left out") if state.kind == "maybe" else state
        return self._of_text(written, word, number, state)

    def _destination(self, word: str, state: _State) -> _State | None:
        """Return the state in a group that a word makes a destination, None where it makes none."""
        if word in {"fldinst", "fldrslt"}:
            url, self._code = self._code or None, ""
            return state._replace(kind="link") if word == "fldinst" else state._replace(url=url)
        if word in _KINDS or word in _LEFT_OUT:
            return state._replace(kind=_KINDS.get(word, "left out"))
        if word in _FOOTERS and state.kind == "text":
            self._outs.append([])
            return state
        return state if word in _HEADERS else None

    def _of_text(self, written: str, word: str, number: int | None, state: _State) -> _State:
        """Take a control word of the text; return the state behind it."""
        changed = self._look_after(word, number, state.look)
        if changed is not None:
            return state._replace(look=changed)
        if word == "deleted" and number != 0:
            # A tracked change: what its author took out.
            return state._replace(kind="left out")
        if word in {"clcbpat", "trowd"}:
            self._row_shaded = word == "clcbpat"
        elif word in {"cell", "nestcell"}:
            self._outs[-1].append(f"{{\\uc0\\u{ord(_CELL)} }}")
        elif word == "uc":
            self._put(f"\\uc{min(number if number is not None else 1, 9)} ", state)
        elif word == "ansicpg":
            self.encoding = f"cp{number}"
            self._put(written, state)
        elif word != "u" or (number is not None and number % 0x10000 not in _OWN_CODES):
            if word in _WRITING:
                self._show(state)
            self._put(written, state)
        if word == "plain":
            return state._replace(look=Look())
        return state._replace(look=state.look._replace(ground=Look().ground)) if word == "pard" else state

    def _look_after(self, word: str, number: int | None, look: Look) -> Look | None:
        """Return the look that a control word changes, None for a word that changes none."""
        match word:
            case "v":
                return look._replace(vanished=number != 0)
            case "fs":
                return look._replace(points=(number or 0) / 2)
            case "cf":
                return look._replace(colour=self._colour(number))
            case "highlight" | "cb" | "chcbpat" | "cbpat":
                return look._replace(ground=self._colour(number) or look.ground)
        return None

    def _colour(self, number: int | None) -> Colour | None:
        return self._colours[number] if number is not None and 0 <= number < len(self._colours) else None

    def _mix(self, word: str, number: int | None) -> None:
        if word in {"red", "green", "blue"}:
            self._mixing[("red", "green", "blue").index(word)] = (number or 0) % 256
            self._is_mixed = True

    def _take_font(self, word: str, argument: str | None) -> None:
        if word == "f" and argument is not None:
            self._fonts.append([argument, "0"])
        elif word == "fcharset" and self._fonts and argument is not None:
            self._fonts[-1][1] = argument


def _blocks(text: str, states: list[_State]) -> list[Block]:
    """Return the blocks of the text that striprtf made, its marks taken out again."""
    blocks: list[Block] = []
    state = states[0]
    for line in text.split("\n"):
        cells: list[list[Span]] = [[]]
        for number, part in enumerate(_STATE.split(line)):
            if number % 2:
                state = states[int(part)] if int(part) < len(states) else state
                continue
            for place, piece in enumerate(part.split(_CELL)):
                if place:
                    cells.append([])
                if piece:
                    cells[-1].append(Span(piece, state.look.why_hidden(), state.url))
        if len(cells) > 1:
            if not (blocks and isinstance(blocks[-1], Table)):
                blocks.append(Table())
            table = blocks[-1]
            assert isinstance(table, Table)  # noqa: S101  (it was made in the line before, or is one)
            table.rows.append([[Paragraph(cell)] for cell in cells])
        else:
            blocks.append(_paragraph(cells[0]))
    return blocks


def _paragraph(spans: list[Span]) -> Paragraph:
    """Return a line as a paragraph; the mark of a list comes with a tab behind it."""
    if spans and (match := re.match(r"\s*[•·o\uf0b7\uf0a7-]\t", spans[0].text)):
        return Paragraph([spans[0]._replace(text=spans[0].text[match.end() :]), *spans[1:]], f"{BULLET} ")
    return Paragraph(spans)
