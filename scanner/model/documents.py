"""What is read from files: the text, where it stands on the pages, and what could not be read."""

from dataclasses import dataclass

from scanner.model.kinds import Reason


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  (the contract's word for it)
    """Something about a document that a person should know; `quote` shows it where there is something to show."""

    code: str
    message: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document and where its text stands; formats without pages have one."""

    number: int
    start: int
    end: int
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader of the page cannot see, kept apart from the visible text."""

    page: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address and the stretch of text that it stands under."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file; `text` is final, every offset below points into it.

    Lines end with one line feed, blocks (paragraphs, list items far apart, table ends) with a blank line, pages with
    one too; the cells of a table row are parted by " | ".
    """

    source: str
    kind: str
    text: str
    pages: tuple[Page, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def page_at(self, offset: int) -> int:
        """Return the number of the page that the character at `offset` stands on."""
        for page in self.pages:
            if offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages else 1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read: a value, which stands in the report."""

    source: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that no reader knows, listed so that nothing is passed over in silence."""

    source: str
    reason: str = "unsupported-format"
