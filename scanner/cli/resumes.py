"""The main job: `scan RESUME... [--against POSTING]`."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.blinding import hidden, key_file
from scanner.cli.group import MainJob
from scanner.cli.loading import (
    find_inputs,
    load_pipeline,
    memory,
    open_store,
    refuse_nothing,
    refuse_stdin_twice,
    workers,
)
from scanner.cli.output import Output
from scanner.cli.postings import read_postings
from scanner.cli.recorded import recorded
from scanner.cli.swapped import say_swapped
from scanner.errors import ExitCode
from scanner.report import FORMATS, ReportOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanner.batch import Batch
    from scanner.catalog import Catalog
    from scanner.model import Results
    from scanner.pipeline import Pipeline
    from scanner.run import Plan


@dataclass(frozen=True, slots=True)
class _Run:
    """What a report is made with."""

    to: Output
    batch: "Batch[Pipeline]"
    plan: "Plan"
    pipeline: "Pipeline"
    selected: ReportOptions
    #: what takes the names out; None: nobody asked for it
    hide: "Callable[[Results], Results] | None"


#: the formats with a row for each candidate, and nothing about all of them
_ROWS = ("jsonl", "csv")


@click.command(cls=MainJob)
@click.argument("resumes", nargs=-1, type=options.DOCUMENTS, metavar="RESUME...")
@click.option(
    "--against",
    multiple=True,
    type=options.DOCUMENTS,
    metavar="POSTING",
    help="Match with this posting, or every posting of a folder; repeatable.",
)
@options.output(list(FORMATS), "table")
@options.as_of
@options.selection
@options.hours_per_week
@click.option("--stored", is_flag=True, help="Rank everybody in the store; no resume is named or read.")
@click.option("--blind", is_flag=True, help="Numbers in place of names, contact data and files of candidates.")
@click.option(
    "--blind-key",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Who stands behind the numbers, for your eyes alone; default: beside the output, FILE.key.csv.",
)
@click.option("--what-if", is_flag=True, help="Say what each posting would gain by asking for something else.")
@options.patterns
@options.store
@options.workers
def resumes(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    resumes: tuple[str, ...],
    against: tuple[str, ...],
    as_of: date,
    top: int | None,
    min_score: float | None,
    holds: tuple[str, ...],
    hours_per_week: float | None,
    stored: bool,
    blind: bool,
    blind_key: str | None,
    what_if: bool,
    patterns: tuple[str, ...],
    store_url: str | None,
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Scan resumes, and rank them against postings."""
    to = Output(**output)
    if not against:
        to.note_idle({"--min-score": min_score, "--hours-per-week": hours_per_week}, without="--against")
    key = key_file(to, blind_key) if blind else None
    if not blind:
        to.note_idle({"--blind-key": blind_key}, without="--blind")
    refuse_stdin_twice(resumes, against)
    if resumes and stored:
        raise click.UsageError("both resumes and --stored were given: name resumes, or rank those in the store with it")
    if not resumes and not stored:
        raise click.UsageError("name a resume or a folder of them, or rank those in the store with --stored")
    if what_if:
        _refuse_without_place(to, against, stored=stored)
    resume_inputs, posting_inputs = find_inputs(resumes, "resume"), find_inputs(against, "posting")
    refuse_nothing(resume_inputs, "resume")
    pipeline = load_pipeline(patterns)
    from scanner.run import Plan  # noqa: PLC0415

    asked = recorded(
        resumes,
        against,
        top=top,
        min_score=min_score,
        holds=holds,
        hours_per_week=hours_per_week,
        what_if=what_if,
        patterns=patterns,
    )
    held = _satisfying(pipeline.catalog, holds) if holds else ()
    with (
        open_store(store_url, pipeline.catalog, to) as store,
        workers(patterns, by, verbose=to.verbose and not blind) as batch,
    ):
        known = memory(store, pipeline, as_of)
        plan = Plan(resume_inputs, posting_inputs, as_of, hours_per_week, what_if, known, asked)
        selected = replace(to.options(), top=top, min_score=min_score, holds=held)
        hide = partial(hidden, to, key, plan) if blind else None
        run = _Run(to, batch, plan, pipeline, selected, hide)
        if stored:
            return _report_stored(run)
        # Who is among the best, and who has which number, is known at the end.
        if to.format_name == "jsonl" and top is None and not blind:
            return _stream(to, batch, plan, selected)
        return _report(run)


def _satisfying(catalog: "Catalog", holds: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    from scanner.cli.named import satisfying  # noqa: PLC0415

    return tuple(satisfying(catalog, ref) for ref in holds)


def _refuse_without_place(to: Output, against: tuple[str, ...], *, stored: bool) -> None:
    """Raise `UsageError` where `--what-if` lacks the posting, the candidates or a place in the report."""
    if stored:
        raise click.UsageError("--what-if looks at every candidate, --stored at the best: name the resumes' folder")
    if not against:
        raise click.UsageError("--what-if is about a posting: name one with --against")
    if to.format_name in _ROWS:
        raise click.UsageError(f"--what-if has no place in {to.format_name}, which has a row for each candidate")


def _report(run: _Run) -> int:
    from scanner.run import scan  # noqa: PLC0415

    to, plan = run.to, run.plan
    postings = read_postings(to, run.batch, plan)
    with to.progress(len(plan.resumes.sources)) as tick:
        results = scan(run.batch, plan, postings, run.pipeline.catalog, tick)
    say_swapped(to, results.postings, results.candidates)
    results = _written(run, results)
    if not to.is_table_on_stdout:
        said = {each.source for each in postings.unreadable}
        to.say_unreadable(each for each in results.unreadable if each.source not in said)
        to.say_skipped(results.skipped)
    return ExitCode.UNREADABLE if results.unreadable else ExitCode.OK


def _report_stored(run: _Run) -> int:
    from scanner.cli.stored import rank_stored  # noqa: PLC0415

    postings = read_postings(run.to, run.batch, run.plan)
    results = _written(run, rank_stored(run.to, run.plan, postings, run.selected))
    return ExitCode.UNREADABLE if results.unreadable else ExitCode.OK


def _written(run: _Run, results: "Results") -> "Results":
    """Write the report, and return the results as they stand in it."""
    shown = run.hide(results) if run.hide else results
    run.to.write(FORMATS[run.to.format_name], shown, run.pipeline.catalog, run.selected)
    return shown


def _stream(to: Output, batch: "Batch[Pipeline]", plan: "Plan", selected: ReportOptions) -> int:
    """Write a line for each document as it is done; nothing is kept but the postings."""
    from scanner.model import Unreadable  # noqa: PLC0415
    from scanner.report.selection import is_wanted  # noqa: PLC0415
    from scanner.report.to_jsonl import line  # noqa: PLC0415
    from scanner.run import stream  # noqa: PLC0415

    postings = read_postings(to, batch, plan)
    has_unreadable = bool(postings.unreadable)
    with to.opened() as out, to.progress(len(plan.resumes.sources), streams=True) as tick:
        out.writelines(map(line, postings.unreadable))
        for done in stream(batch, plan, postings.values, tick):
            if isinstance(done, Unreadable):
                has_unreadable = True
                to.say_unreadable((done,))
            elif not is_wanted(done, selected):
                continue
            out.write(line(done))
            out.flush()
    to.say_skipped((*plan.postings.skipped, *plan.resumes.skipped))
    return ExitCode.UNREADABLE if has_unreadable else ExitCode.OK
