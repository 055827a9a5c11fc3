"""What `scan check` found as Markdown: for the ticket in which somebody corrects the posting."""

from collections.abc import Callable, Iterator
from typing import TextIO

from scanner.model import Finding, Posting, Results
from scanner.report import ReportOptions
from scanner.report.table.posting import STRENGTH
from scanner.report.to_markdown import MESSAGE, escaped
from scanner.report.wording import asked, compared, concessions, outlay


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the report."""
    out.writelines(f"{line}\n" for line in _lines(results, catalog_name, options.compared))


def _lines(results: Results, catalog_name: Callable[[str], str], others: int | None) -> Iterator[str]:
    for number, posting in enumerate(results.postings):
        yield from [""] if number else []
        yield from _posting(posting, results.as_of, catalog_name, others)
    if results.unreadable:
        yield from ("", "## Not read", "")
        for document in results.unreadable:
            yield f"- **{escaped(document.source)}** ({document.reason.value}): {escaped(document.message)}"


def _posting(posting: Posting, as_of: str, catalog_name: Callable[[str], str], others: int | None) -> Iterator[str]:
    yield from (f"# {escaped(posting.title or posting.source)}", "", f"{escaped(posting.source)}, as of {as_of}.")
    yield from ("", "## To correct", "")
    if not posting.findings:
        yield "Nothing."
    for finding in posting.findings:
        yield from _finding(finding)
    if others is not None:
        yield from ("", compared(posting, others))
    yield from ("", "## Asks for", "")
    if not posting.requirements:
        yield "No credential."
    for requirement in posting.requirements:
        words = " or ".join([asked(requirement, catalog_name), *concessions(requirement)])
        yield f"- **{escaped(requirement.id)}** {STRENGTH[requirement.strength]}: {escaped(words)}"
    if posting.outlay:
        yield from ("", f"The musts cost somebody who has nothing {escaped(outlay(posting.outlay))}.")


def _finding(finding: Finding) -> Iterator[str]:
    about = f" {escaped(finding.requirement)}" if finding.requirement else ""
    yield f"- **{finding.severity}{about}**: {escaped(finding.message, longest=MESSAGE)}"
    quotes = dict.fromkeys(piece.quote for piece in finding.evidence)
    yield from (f"  > {escaped(quote)}" for quote in quotes)
    if finding.suggestion:
        yield from ("", f"  Try: {escaped(finding.suggestion, longest=MESSAGE)}")
