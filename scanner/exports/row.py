"""One row of an export as a posting, or why it is none."""

from dataclasses import dataclass

from scanner.model import Reason, Unreadable

#: characters of a cell: what is longer is no posting
LONGEST_CELL = 2_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One posting of an export; `source` names the file and the row."""

    source: str
    title: str
    text: str


def row(source: str, title: object, text: object) -> Row | Unreadable:
    """Return the posting of a row by its two cells."""
    if text is None or not str(text).strip():
        return Unreadable(source, Reason.NO_TEXT, "the row has no description: left out")
    if len(str(text)) > LONGEST_CELL:
        return cell_too_long(source)
    return Row(source, " ".join(str(title or "").split()), str(text))


def cell_too_long(source: str) -> Unreadable:
    """Say that a row holds what is no posting."""
    message = f"a cell has more than {LONGEST_CELL:,} characters, or a quotation mark never closes: row left out"
    return Unreadable(source, Reason.TOO_LARGE, message)
