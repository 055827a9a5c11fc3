"""Which columns of an export are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scanner.catalog.check_rules import Columns
from scanner.errors import UnreadableError
from scanner.model import Reason

_MOST_COLUMNS_NAMED = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns hold a posting's text and title: as the user says, else the first of the usual names."""

    columns: Columns
    text: str | None = None
    title: str | None = None

    def find(self, names: Sequence[str]) -> tuple[str, str | None]:
        """Return the names of both columns as the file has them (no title: None).

        Raises `UnreadableError` where a column is not there, with those that are.
        """
        text = _named(names, [self.text] if self.text else self.columns.description)
        title = _named(names, [self.title] if self.title else self.columns.title)
        if text is None:
            raise _without(self.text or "description", "--column", names)
        if title is None and self.title:
            raise _without(self.title, "--title-column", names)
        return text, title


def _named(names: Sequence[str], wanted: Iterable[str]) -> str | None:
    """Return the first wanted column that is there: as it is written, else whatever its case and blanks."""
    folded = {" ".join(name.split()).casefold(): name for name in reversed(names)}
    for one in wanted:
        if one in names:
            return one
        if " ".join(one.split()).casefold() in folded:
            return folded[" ".join(one.split()).casefold()]
    return None


def _without(name: str, option: str, names: Sequence[str]) -> UnreadableError:
    shown = ", ".join(repr(each) for each in names[:_MOST_COLUMNS_NAMED])
    more = f" and {len(names) - _MOST_COLUMNS_NAMED} more" if len(names) > _MOST_COLUMNS_NAMED else ""
    message = f"there is no column {name!r}; name one with {option}: {shown or 'there is none'}{more}"
    return UnreadableError(Reason.DAMAGED, message)
