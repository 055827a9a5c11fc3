"""`scan catalog suggest RESUME...`."""

from datetime import date
from typing import Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, load_pipeline, workers
from scanner.cli.output import Output
from scanner.errors import ExitCode

_AT_LEAST = 2


@click.command()
@click.argument("resumes", nargs=-1, required=True, type=options.DOCUMENTS, metavar="RESUME...")
@click.option(
    "--at-least",
    type=click.IntRange(min=1),
    default=_AT_LEAST,
    show_default=True,
    metavar="N",
    help="Only names that stand in so many resumes.",
)
@options.output(("yaml",), "yaml")
@options.as_of
@options.patterns
@options.workers
def suggest(
    resumes: tuple[str, ...],
    at_least: int,
    as_of: date,
    patterns: tuple[str, ...],
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Write entries for credentials that resumes name and the catalogue lacks, ready to be completed.

    \b
    Example:
      scan catalog suggest resumes/ --at-least 3 -o new.yaml
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    inputs = find_inputs(resumes, "resume")
    load_pipeline(patterns)
    from scanner.catalog.suggest import as_yaml, suggestions  # noqa: PLC0415
    from scanner.run import read_resumes  # noqa: PLC0415

    with workers(patterns, by, verbose=to.verbose) as batch, to.progress(len(inputs.sources)) as tick:
        results = read_resumes(batch, inputs, as_of, tick)
    found = suggestions(results.candidates, at_least=at_least)
    with to.opened() as out:
        out.writelines(as_yaml(found))
    if not found:
        to.note(f"No name outside the catalogue stands in {at_least} resumes or more.")
    to.say_unreadable(results.unreadable)
    to.say_skipped(results.skipped)
    return ExitCode.UNREADABLE if results.unreadable else ExitCode.OK
