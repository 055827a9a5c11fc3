"""`scan evaluate LABELS DIR`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import options
from scanner.cli.loading import load_pipeline, workers
from scanner.cli.output import Output, shown
from scanner.errors import ExitCode, ScannerError

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.evaluate import Answers, Labels
    from scanner.pipeline import Pipeline

_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command()
@click.argument("labels", type=_FILE)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option(
    "--predictions",
    type=_FILE,
    metavar="FILE",
    help="Score this JSON (scan-report/1 or posting-report/1), whoever wrote it; DIR is only looked at.",
)
@click.option(
    "--known", type=_FILE, metavar="FILE", help="The ids that the labels know; default: those of the catalogue."
)
@click.option("--show", is_flag=True, help="Name every failure.")
@options.output(("table", "json"), "table")
@options.as_of
@options.patterns
@options.workers
def evaluate(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    labels: Path,
    folder: Path,
    predictions: Path | None,
    known: Path | None,
    show: bool,
    as_of: date,
    patterns: tuple[str, ...],
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Say how right the scanner is on documents whose answers are labelled: ours, or yours.

    LABELS has a line of JSON for each document of DIR, as in benchmarks/labelled/; it tells whether they are resumes
    or postings.

    \b
    Examples:
      scan evaluate benchmarks/labelled/resumes.jsonl benchmarks/labelled/resumes --as-of 2026-11-20 --show
      scan evaluate labels.jsonl texts/ --predictions theirs.json
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    from scanner import evaluate as accuracy_of  # noqa: PLC0415
    from scanner.catalog import load_catalog  # noqa: PLC0415
    from scanner.report.to_accuracy import write_json, write_table  # noqa: PLC0415

    wanted = accuracy_of.read_labels(labels)
    if not any((folder / document.file).exists() for document in wanted.documents):
        raise ScannerError(f"none of the labelled documents is in {shown(str(folder))}: name the folder that has them")
    if predictions is not None:
        answers = accuracy_of.read_answers_file(predictions, wanted.kind)
        catalog = load_catalog([Path(one) for one in patterns])
    else:
        catalog = load_pipeline(patterns).catalog
        with workers(patterns, by, verbose=to.verbose) as batch:
            answers = _our_answers(batch, wanted, folder, as_of, to)
    names = accuracy_of.Known.of_file(known) if known else accuracy_of.Known.of_catalog(catalog)
    found = accuracy_of.evaluate(wanted, answers, names)
    with to.opened() as out:
        if to.format_name == "json":
            write_json(found, out, as_of=as_of.isoformat())
        else:
            write_table(found, out, to.options(), shows_misses=show)
    return ExitCode.UNREADABLE if found.unread else ExitCode.OK


def _our_answers(batch: "Batch[Pipeline]", labels: "Labels", folder: Path, as_of: date, to: Output) -> "Answers":
    """Return what this build says of the documents, by way of the JSON that everybody else is scored on."""
    from scanner.evaluate import Kind, read_answers  # noqa: PLC0415
    from scanner.inputs import Inputs  # noqa: PLC0415
    from scanner.report.to_json import as_json  # noqa: PLC0415
    from scanner.run import check, read_resumes  # noqa: PLC0415

    documents = Inputs([str(folder / document.file) for document in labels.documents])
    with to.progress(len(documents.sources)) as tick:
        if labels.kind is Kind.POSTINGS:
            results = check(batch, documents, as_of, tick)
        else:
            results = read_resumes(batch, documents, as_of, tick)
    return read_answers(as_json(results), labels.kind, "the scanner's answer")
