"""`scan explain RESUME --against POSTING`."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, load_pipeline, memory, open_store, refuse_stdin_twice, workers
from scanner.cli.output import Output, shown
from scanner.cli.postings import read_postings
from scanner.errors import ExitCode, ScannerError
from scanner.report.explain import EXPLAIN_FORMATS, write

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.model import Results
    from scanner.pipeline import Pipeline
    from scanner.run import Plan


@click.command()
@click.argument("resume", type=options.DOCUMENTS, metavar="RESUME")
@click.option(
    "--against",
    required=True,
    type=options.DOCUMENTS,
    metavar="POSTING",
    help="The posting that the resume was compared with.",
)
@options.output(list(EXPLAIN_FORMATS), "table")
@options.as_of
@options.hours_per_week
@options.patterns
@options.store
@options.workers
def explain(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    resume: str,
    against: str,
    as_of: date,
    hours_per_week: float | None,
    patterns: tuple[str, ...],
    store_url: str | None,
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Write a page for the person concerned, in plain words.

    It says what was found in the resume, what of it met what the posting asks for, what could not be told, and the
    smallest change that would meet the posting. It can be handed to that person, who has a right to it in many places.

    \b
    Example:
      scan explain resume.pdf --against job.txt
      scan explain resume.pdf --against job.txt --format html -o for-the-candidate.html
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    refuse_stdin_twice((resume,), (against,))
    resumes, postings = find_inputs((resume,), "resume"), find_inputs((against,), "posting")
    pipeline = load_pipeline(patterns)
    from scanner.run import Plan  # noqa: PLC0415

    with (
        open_store(store_url, pipeline.catalog, to) as store,
        workers(patterns, by, verbose=to.verbose) as batch,
    ):
        plan = Plan(resumes, postings, as_of, hours_per_week, memory=memory(store, pipeline, as_of))
        results = _one_of_each(to, batch, plan, pipeline)
    if not results.candidates:
        to.say_unreadable(results.unreadable)
        return ExitCode.UNREADABLE
    from scanner.run import explained  # noqa: PLC0415

    with to.opened() as out:
        page = explained(results, pipeline, as_of, hours_per_week)
        write(to.format_name, page, out, catalog_name=pipeline.catalog.name, options=to.options())
    return ExitCode.OK


def _one_of_each(to: Output, batch: "Batch[Pipeline]", plan: "Plan", pipeline: "Pipeline") -> "Results":
    """Return what one resume and one posting come to, or no candidate where the resume can't be read.

    Raises `ScannerError` where no posting can be read, and where there is more than one of either.
    """
    from scanner.run import scan  # noqa: PLC0415

    postings = read_postings(to, batch, plan)
    results = scan(batch, plan, postings, pipeline.catalog)
    for name, found in (("resume", results.candidates), ("posting", results.postings)):
        if len(found) > 1:
            raise ScannerError(
                f"the page is about one resume and one posting, and this is more than one {name}: name one of "
                + ", ".join(shown(one.source) for one in found[:5])
            )
    return results
