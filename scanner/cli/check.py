"""`scan check POSTING...`."""

from dataclasses import replace
from datetime import date
from typing import Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, load_pipeline, workers
from scanner.cli.market import market_of
from scanner.cli.output import Output
from scanner.errors import ExitCode
from scanner.report import POSTING_FORMATS

#: what `--strict` does not let pass
_SERIOUS = ("error", "warning")


@click.command()
@click.argument("postings", nargs=-1, required=True, type=options.DOCUMENTS, metavar="POSTING...")
@options.output(list(POSTING_FORMATS), "table")
@click.option("--strict", is_flag=True, help="End with exit code 3 where there is an error or a warning.")
@click.option(
    "--market",
    multiple=True,
    type=options.DOCUMENTS,
    metavar="DIR",
    help="Compare with what these postings ask for: a folder, an export, or the JSON of `scan market`; repeatable.",
)
@click.option("--column", metavar="NAME", help="The column of that export which holds the posting.")
@options.as_of
@options.patterns
@options.workers
def check(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    postings: tuple[str, ...],
    strict: bool,
    market: tuple[str, ...],
    column: str | None,
    as_of: date,
    patterns: tuple[str, ...],
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Say what a posting asks for, how strongly, in which words, and what is wrong with it.

    \b
    Example:
      scan check job.txt
      scan check postings/ --strict            exit code 3 where something should be corrected
      scan check job.txt --market postings/    is a must here what others would merely like?
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    inputs = find_inputs(postings, "posting")
    pipeline = load_pipeline(patterns)
    compared = market_of(market, column, patterns, by, to) if market else None
    from scanner.run import check as check_postings  # noqa: PLC0415

    with workers(patterns, by, verbose=to.verbose) as batch:
        with to.progress(len(inputs.sources)) as tick:
            results = check_postings(batch, inputs, as_of, tick, compared)
        shown = replace(to.options(), compared=compared.postings if compared else None)
        to.write(POSTING_FORMATS[to.format_name], results, pipeline.catalog, shown)
    if not to.is_table_on_stdout:
        to.say_unreadable(results.unreadable)
    to.say_skipped(results.skipped)
    if results.unreadable:
        return ExitCode.UNREADABLE
    findings = (finding for posting in results.postings for finding in posting.findings)
    return ExitCode.FINDINGS if strict and any(one.severity in _SERIOUS for one in findings) else ExitCode.OK
