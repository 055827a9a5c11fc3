"""The main job: `scan RESUME... [--against POSTING]`."""

from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.group import MainJob
from scanner.cli.loading import find_inputs, load_pipeline, refuse_stdin_twice
from scanner.cli.output import Output
from scanner.errors import ExitCode
from scanner.report import FORMATS, ReportOptions

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.model import Candidate
    from scanner.pipeline import Pipeline
    from scanner.run import Plan


@click.command(cls=MainJob)
@click.argument("resumes", nargs=-1, required=True, metavar="RESUME...")
@click.option(
    "--against",
    multiple=True,
    metavar="POSTING",
    help="Match with this posting, or every posting of a folder; repeatable.",
)
@options.output(list(FORMATS), "table")
@options.as_of
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the N best candidates.")
@click.option("--min-score", type=click.FloatRange(0, 100), metavar="S", help="Leave out candidates below this score.")
@click.option(
    "--hours-per-week",
    type=click.FloatRange(min=0.5, max=168),
    metavar="H",
    help="Study time, for the advice; default 10.",
)
@options.patterns
@options.jobs
@options.timeout
def resumes(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    resumes: tuple[str, ...],
    against: tuple[str, ...],
    as_of: date,
    top: int | None,
    min_score: float | None,
    hours_per_week: float | None,
    patterns: tuple[str, ...],
    jobs: int | None,
    timeout: float,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Scan resumes, and rank them against postings."""
    to = Output(**output)
    refuse_stdin_twice(resumes, against)
    resume_inputs, posting_inputs = find_inputs(resumes, "resume"), find_inputs(against, "posting")
    pipeline = load_pipeline(patterns)
    from scanner.batch import Allowance, Batch  # noqa: PLC0415
    from scanner.pipeline import pipeline_for  # noqa: PLC0415
    from scanner.run import Plan  # noqa: PLC0415

    plan = Plan(resume_inputs, posting_inputs, as_of, hours_per_week)
    prepare = partial(pipeline_for, patterns)
    with Batch(prepare, jobs=jobs, allowance=Allowance(seconds=timeout), verbose=to.verbose) as batch:
        shown = to.options(top=top, min_score=min_score)
        # Who is among the best is known at the end: `--top` can't stream.
        if to.format_name == "jsonl" and top is None:
            return _stream(to, batch, plan, shown)
        return _report(to, batch, plan, pipeline, shown)


def _report(to: Output, batch: "Batch[Pipeline]", plan: "Plan", pipeline: "Pipeline", shown: ReportOptions) -> int:
    from scanner.run import scan  # noqa: PLC0415

    with to.progress(len(plan.postings.sources) + len(plan.resumes.sources)) as tick:
        results = scan(batch, plan, pipeline.catalog, tick)
    to.write(FORMATS[to.format_name], results, pipeline.catalog, shown)
    if not to.is_table_on_stdout:
        to.say_unreadable(results.unreadable)
        to.say_skipped(results.skipped)
    return _exit_code(plan, has_postings=bool(results.postings), has_unreadable=bool(results.unreadable))


def _stream(to: Output, batch: "Batch[Pipeline]", plan: "Plan", shown: ReportOptions) -> int:
    """Write a line for each document as it is done; nothing is kept but the postings."""
    from scanner.model import Unreadable  # noqa: PLC0415
    from scanner.report.to_jsonl import line  # noqa: PLC0415
    from scanner.run import read_postings, stream  # noqa: PLC0415

    total = len(plan.postings.sources) + len(plan.resumes.sources)
    has_unreadable = False
    with to.opened() as out, to.progress(total, streams=True) as tick:
        postings = read_postings(batch, plan.postings, plan.as_of, tick)
        for done in chain(postings.unreadable, stream(batch, plan, postings.values, tick)):
            if isinstance(done, Unreadable):
                has_unreadable = True
                to.say_unreadable((done,))
            elif not _is_wanted(done, shown):
                continue
            out.write(line(done))
            out.flush()
    to.say_skipped((*plan.postings.skipped, *plan.resumes.skipped))
    return _exit_code(plan, has_postings=bool(postings.values), has_unreadable=has_unreadable)


def _is_wanted(candidate: "Candidate", shown: ReportOptions) -> bool:
    from scanner.report.selection import best_score  # noqa: PLC0415

    score = best_score(candidate)
    return shown.min_score is None or score is None or score >= shown.min_score


def _exit_code(plan: "Plan", *, has_postings: bool, has_unreadable: bool) -> int:
    if plan.postings.sources and not has_postings:
        click.echo("scan: no posting could be read, so nothing was ranked: see the reasons above", err=True)
        return ExitCode.USAGE
    return ExitCode.UNREADABLE if has_unreadable else ExitCode.OK
