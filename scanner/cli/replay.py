"""`scan replay REPORT.json`."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, load_pipeline, workers
from scanner.cli.output import Output, shown
from scanner.errors import ExitCode, ScannerError
from scanner.report import ReportOptions
from scanner.report.replay import REPLAY_FORMATS, write

if TYPE_CHECKING:
    from scanner.model import Results
    from scanner.pipeline import Pipeline
    from scanner.replay import Record


@click.command()
@click.argument("report", metavar="REPORT.json")
@options.output(REPLAY_FORMATS, "table")
@click.option("--strict", is_flag=True, help="End with exit code 3 where something differs.")
@options.other_day
@options.workers
def replay(report: str, strict: bool, as_of: date | None, by: options.Workers, **output: Any) -> int:  # noqa: ANN401
    """Do the run of a report again, and say what differs and why.

    REPORT.json is what --format json wrote. Run it in the folder in which the report was made: its files are named
    from there. Every document is read anew, whatever the store knows.

    \b
    Example:
      scan replay report.json
      scan replay report.json --strict               exit code 3 where something differs
      scan replay report.json --as-of 2027-01-31     what time alone will change
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    from scanner.replay import compare, read_record  # noqa: PLC0415
    from scanner.report.to_json import report as in_json  # noqa: PLC0415

    try:
        record = read_record(Path(report).read_bytes(), shown(report))
    except OSError as error:
        raise ScannerError(f"{shown(report)} can't be read ({error.strerror})") from error
    pipeline = load_pipeline(_patterns(record))
    results = _again(record, pipeline, as_of or date.fromisoformat(record.as_of), by, to)
    found = compare(record, in_json(results, _selected(record, pipeline)))
    with to.opened() as out:
        write(to.format_name, found, out, to.options())
    to.say_unreadable(results.unreadable)
    if results.unreadable:
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if strict and found.differences else ExitCode.OK


def _patterns(record: "Record") -> tuple[str, ...]:
    folders = tuple(map(str, record.options["patterns"]))
    missing = [shown(folder) for folder in folders if not Path(folder).is_dir()]
    if missing:
        raise ScannerError(f"the patterns that the report was made with are not there: {', '.join(missing)}")
    return folders


def _again(record: "Record", pipeline: "Pipeline", as_of: date, by: options.Workers, to: Output) -> "Results":
    from scanner.cli.postings import read_postings  # noqa: PLC0415
    from scanner.run import Plan, scan  # noqa: PLC0415

    said = record.options
    if "-" in (*said["resumes"], *said["against"]):
        raise ScannerError(f"{record.name} was made of standard input, which nobody has kept")
    resumes = find_inputs(said["resumes"] or record.candidates, "resume")
    postings = find_inputs(said["against"], "posting")
    plan = Plan(resumes, postings, as_of, said["hours_per_week"], said["what_if"], options=tuple(said.items()))
    with workers(tuple(said["patterns"]), by, verbose=to.verbose) as batch:
        found = read_postings(to, batch, plan)
        with to.progress(len(resumes.sources)) as tick:
            return scan(batch, plan, found, pipeline.catalog, tick)


def _selected(record: "Record", pipeline: "Pipeline") -> ReportOptions:
    from scanner.cli.named import satisfying  # noqa: PLC0415

    said = record.options
    holds = tuple(satisfying(pipeline.catalog, ref) for ref in said["holds"])
    return replace(ReportOptions(), top=said["top"], min_score=said["min_score"], holds=holds)
