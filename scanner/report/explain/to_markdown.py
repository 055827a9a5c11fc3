"""The page for the person concerned as Markdown, for a mail."""

from collections.abc import Callable, Iterator
from typing import TextIO

from scanner.model import Explanation
from scanner.report import ReportOptions
from scanner.report.explain.letter import LONGEST, Letter, letter
from scanner.report.to_markdown import escaped


def write(
    explanation: Explanation,
    out: TextIO,
    *,
    catalog_name: Callable[[str], str],
    options: ReportOptions,  # noqa: ARG001
) -> None:
    """Write the page."""
    out.writelines(f"{line}\n" for line in _lines(letter(explanation, catalog_name)))


def _lines(written: Letter) -> Iterator[str]:
    yield f"# {escaped(written.title)}"
    for section in written.sections:
        yield from ("", f"## {section.heading}")
        for item in section.items:
            head = f"**{escaped(item.head)}**: " if item.head else ""
            yield from ("", f"{head}{escaped(item.text, longest=LONGEST)}")
            for quote, place in item.quotes:
                yield from ("", f"> “{escaped(quote)}”{f' ({escaped(place)})' if place else ''}")
