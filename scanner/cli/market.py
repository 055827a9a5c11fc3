"""`scan market POSTING...`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, load_pipeline, workers
from scanner.cli.output import Output, shown
from scanner.errors import ExitCode, ScannerError
from scanner.report.market import MARKET_FORMATS, write

if TYPE_CHECKING:
    from scanner.model import Market, Survey


@click.command()
@click.argument("postings", nargs=-1, required=True, type=options.DOCUMENTS, metavar="POSTING...")
@click.option("--column", metavar="NAME", help="The column of an export that holds the posting; default: description.")
@click.option("--title-column", metavar="NAME", help="The column of an export that holds the title; default: title.")
@options.output(list(MARKET_FORMATS), "table")
@options.patterns
@options.workers
def market(
    postings: tuple[str, ...],
    column: str | None,
    title_column: str | None,
    patterns: tuple[str, ...],
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Count how often postings ask for each credential, as a must and as nice-to-have.

    POSTING is a file, a folder, or a job board's export with one posting a row: CSV, JSON Lines, Parquet.

    \b
    Example:
      scan market postings/
      scan market jobs.csv --column description --format html -o market.html
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    survey = survey_of(postings, (column, title_column), patterns, by, to)
    with to.opened() as out:
        write(to.format_name, survey, out, to.options())
    if not to.is_table_on_stdout:
        to.say_unreadable(survey.unreadable)
    return ExitCode.UNREADABLE if survey.unreadable_total else ExitCode.OK


def survey_of(
    postings: tuple[str, ...],
    columns: tuple[str | None, str | None],
    patterns: tuple[str, ...],
    by: options.Workers,
    to: Output,
) -> "Survey":
    """Return what postings ask for; raises `ScannerError` where there is none that can be read."""
    from scanner.exports import Wanted, is_export  # noqa: PLC0415
    from scanner.run_market import survey  # noqa: PLC0415

    inputs = find_inputs(postings, "posting", also=is_export)
    catalog = load_pipeline(patterns).catalog
    wanted = Wanted(catalog.check.columns, *columns)
    with (
        workers(patterns, by, verbose=to.verbose) as batch,
        to.progress(len(inputs.sources)) as tick,
    ):
        found = survey(batch, inputs, wanted, catalog, tick)
    to.say_skipped(inputs.skipped)
    if not found.market.postings:
        why = "".join(f"; {shown(one.source)}: {one.message}" for one in found.unreadable[:5])
        raise ScannerError(f"no posting could be read in {', '.join(map(shown, postings))}{why}")
    return found


def market_of(
    paths: tuple[str, ...], column: str | None, patterns: tuple[str, ...], by: options.Workers, to: Output
) -> "Market":
    """Return what `scan check --market` compares with: a saved report, or postings that are counted now."""
    if len(paths) == 1 and Path(paths[0]).suffix.lower() == ".json" and Path(paths[0]).is_file():
        from scanner.market import market_from_json  # noqa: PLC0415

        return market_from_json(Path(paths[0]).read_bytes(), shown(paths[0]))
    return survey_of(paths, (column, None), patterns, by, to).market
