"""A workbook's sheets, written row by row so that memory does not grow with them; text is text, never a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scanner.report.untrusted import plain

#: Excel's limits: characters in a cell; rows of a sheet, one kept for the head and one for what is left out
_LONGEST = 32_767
_MOST_ROWS = 1_048_576 - 2
_A4 = 9
_FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

#: what the library would make of a text by its looks
_GUESSES = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")

#: what a cell may hold
Value = str | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and how its cells look (a key of `_LOOKS`)."""

    head: str
    width: int
    look: str = "text"


_TOP = {"valign": "top"}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {**_TOP, "text_wrap": True},
    "number": {**_TOP, "num_format": "0.##"},
    "money": {**_TOP, "num_format": "#,##0"},
    "mark": {**_TOP, "align": "center"},
    "head": {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True},
}
_COLOURS = {
    "met": {"bg_color": "#D3ECDC", "font_color": "#0F5132"},
    "part": {"bg_color": "#FDEBC2", "font_color": "#6A4700"},
    "missing": {"bg_color": "#F8E0DF", "font_color": "#8F2622"},
    "open": {"bg_color": "#DCE8FB", "font_color": "#1D3F86"},
}


class Book:
    """A workbook that is being written."""

    def __init__(self, out: BinaryIO, *, title: str, as_of: str) -> None:
        self._workbook = Workbook(out, {"constant_memory": True, **dict.fromkeys(_GUESSES, False)})
        # The day that the report speaks of: the same results give the same file.
        created = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
        self._workbook.set_properties({"title": plain(title)[:255], "created": created})
        self.formats = {name: self._workbook.add_format(look) for name, look in _LOOKS.items()}
        self.quoted = self._workbook.add_format({**_LOOKS["text"], "quote_prefix": True})
        self.colours = {name: self._workbook.add_format(look) for name, look in _COLOURS.items()}

    def sheet(self, name: str, columns: Sequence[Column]) -> "Sheet":
        """Add a sheet with its head."""
        return Sheet(self, self._workbook.add_worksheet(name), columns)

    def close(self) -> None:
        """Write the file."""
        self._workbook.close()


class Sheet:
    """A sheet with a frozen head and a filter over its columns; rows are added from the top."""

    def __init__(self, book: Book, worksheet: Worksheet, columns: Sequence[Column]) -> None:
        self._book = book
        self._worksheet = worksheet
        self._columns = columns
        self._rows = 0
        for number, column in enumerate(columns):
            worksheet.set_column(number, number, column.width)
            worksheet.write_string(0, number, plain(column.head)[:_LONGEST], book.formats["head"])
        worksheet.freeze_panes(1, min(2, len(columns)))
        # On paper as wide as a sheet, its head on each page.
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0)

    def add(self, values: Sequence[Value]) -> None:
        """Write a row below the others; a sheet that is full says so in its last one."""
        if self._rows >= _MOST_ROWS:
            self._worksheet.write_string(self._rows + 1, 0, "more than a sheet can hold: the rest is left out")
            return
        self._rows += 1
        for number, (value, column) in enumerate(zip(values, self._columns, strict=True)):
            self._cell(number, value, self._book.formats[column.look])

    def bars(self, column: int) -> None:
        """Draw a bar in each cell of a column of scores."""
        whole = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
        rule = {"type": "data_bar", "bar_solid": True, "bar_color": "#8FB4E8", **whole}
        self._worksheet.conditional_format(1, column, max(self._rows, 1), column, rule)

    def colour(self, first: int, last: int, meaning: Mapping[str, str]) -> None:
        """Colour the cells of columns by their text: {text: "met", "part", "missing" or "open"}."""
        for text, kind in meaning.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._book.colours[kind]}
            self._worksheet.conditional_format(1, first, max(self._rows, 1), last, rule)

    def colour_from(self, first: int, last: int, bounds: Mapping[float, str]) -> None:
        """Colour the cells of columns of scores from each bound up, the highest bound first."""
        for bound, kind in bounds.items():
            rule = {"type": "cell", "criteria": ">=", "value": bound, "format": self._book.colours[kind],
                    "stop_if_true": True}  # fmt: skip
            self._worksheet.conditional_format(1, first, max(self._rows, 1), last, rule)

    def finish(self) -> None:
        """Put the filter over all rows."""
        self._worksheet.autofilter(0, 0, self._rows, len(self._columns) - 1)

    def _cell(self, column: int, value: Value, look: Format) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            text = plain(value)[:_LONGEST]
            # Whoever edits the cell would make a formula of it.
            is_formula = text.startswith(_FORMULA_BEGINS)
            self._worksheet.write_string(self._rows, column, text, self._book.quoted if is_formula else look)
        else:
            self._worksheet.write_number(self._rows, column, value, look)
