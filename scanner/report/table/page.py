"""The page that the parts of the table are written on: so many cells wide, in colour or not, in Unicode or ASCII.

Documents are untrusted: their text comes through `show` or `quote` and is never read as markup. Nothing is wider than
the page: lines are cropped, paragraphs wrapped.
"""

from collections.abc import Callable
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from scanner.report import ReportOptions
from scanner.report.untrusted import plain, to_ascii

#: what a line is put together from: text, or text with a style of rich's
Part = str | tuple[str, str] | Text

DETAIL = "dim"
HEADING = "bold"

_DEFAULT_WIDTH = 80
_LEAST_WIDTH = 60
#: longer than any name or message of good will
_LONGEST = 400
_QUOTE = 140
_VERBOSE_QUOTE = 600


class Page:
    """Where lines go; it knows how wide it is and what the terminal can show."""

    def __init__(self, out: TextIO, options: ReportOptions, catalog_name: Callable[[str], str]) -> None:
        self.width = max(options.width or _DEFAULT_WIDTH, _LEAST_WIDTH)
        self.verbose = options.verbose
        self.catalog_name = catalog_name
        self._ascii = options.ascii
        # Nothing is taken from the environment: the options say it all.
        self._console = Console(
            file=out,
            width=self.width,
            height=25,
            force_terminal=options.color,
            color_system="standard" if options.color else None,
            no_color=not options.color,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            _environ={},
        )

    # --- text --------------------------------------------------------------------------------------------------------

    def show(self, untrusted: str, *, most: int = _LONGEST) -> str:
        """Return text from a document, a file name or a name from the catalogue as one harmless line."""
        return self.crop(plain(untrusted), most)

    def quote(self, untrusted: str) -> str:
        """Return a document's words in quotation marks, cropped to what a reader takes in."""
        return self._own(f"“{self.crop(plain(untrusted), _VERBOSE_QUOTE if self.verbose else _QUOTE)}”")

    def crop(self, text: str, cells: int, *, left: bool = False) -> str:
        """Return `text` in at most so many cells; `left` keeps the end, as a path needs it."""
        text = self._own(text)
        if cell_len(text) <= cells:
            return text
        ellipsis = self._own("…")
        room = max(cells - cell_len(ellipsis), 0)
        return ellipsis + set_cell_size(text[::-1], room)[::-1] if left else set_cell_size(text, room) + ellipsis

    def text(self, *parts: Part) -> Text:
        """Return the parts as one text, in ASCII where the terminal can't do more."""
        return Text.assemble(*(self._part(part) for part in parts))

    def padded(self, cells: int, *parts: Part, right: bool = False) -> Text:
        """Return the parts in exactly so many cells."""
        text = self._cropped(self.text(*parts), cells)
        blank = " " * (cells - text.cell_len)
        return Text.assemble(blank, text) if right else Text.assemble(text, blank)

    # --- lines -------------------------------------------------------------------------------------------------------

    def blank(self) -> None:
        """Write an empty line."""
        self._print(Text())

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Write one line, cropped to the page."""
        self._print(Text.assemble(" " * indent, self.text(*parts)))

    def heading(self, *parts: Part) -> None:
        """Write a heading with an empty line above."""
        self.blank()
        self._print(Text.assemble(self.text(*parts), style=HEADING))

    def rule(self, words: str, *, indent: int = 0, until: int | None = None) -> None:
        """Write a line across the page, to the cell `until`, with words in it."""
        line = f"── {words} " if words else ""
        line += "─" * max((until or self.width) - indent - len(line), 0)
        self.line((line, DETAIL), indent=indent)

    def paragraph(
        self, *parts: Part, label: Part = "", indent: int = 0, hanging: int = 0, most: int | None = None
    ) -> None:
        """Write as many lines as the parts need, the label in front of the first, the rest hanging below.

        With `most`, no more lines than that.
        """
        before = indent + hanging
        lines = list(self.text(*parts).wrap(self._console, self.width - before, overflow="fold")) or [Text()]
        if most is not None and len(lines) > most:
            for line in lines:
                line.rstrip()
            left_over = Text(" ").join(lines[most - 1 :])
            lines = [*lines[: most - 1], self._cropped(left_over, self.width - before)]
        first = Text.assemble(" " * indent, self.padded(hanging, label))
        for number, line in enumerate(lines):
            self._print(Text.assemble(first if number == 0 else " " * before, line))

    # --- inside ------------------------------------------------------------------------------------------------------

    def _own(self, text: str) -> str:
        return to_ascii(text) if self._ascii else text

    def _part(self, part: Part) -> str | tuple[str, str] | Text:
        if isinstance(part, Text):
            return part
        return self._own(part) if isinstance(part, str) else (self._own(part[0]), part[1])

    def _cropped(self, text: Text, cells: int) -> Text:
        if text.cell_len <= cells:
            return text
        ellipsis = self._own("…")[: max(cells, 0)]
        text = text.copy()
        text.truncate(max(cells - len(ellipsis), 0), overflow="crop")
        return text.append(ellipsis)

    def _print(self, text: Text) -> None:
        text = self._cropped(text, self.width)
        text.rstrip()
        self._console.print(text, no_wrap=True, overflow="crop", soft_wrap=False)
