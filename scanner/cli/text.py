"""`scan text DOCUMENT...`."""

from typing import Any

import click

from scanner.cli import options
from scanner.cli.loading import find_inputs, readers
from scanner.cli.output import Output
from scanner.errors import ExitCode

_FORMATS = ("text", "json")


@click.command()
@click.argument("documents", nargs=-1, required=True, type=options.DOCUMENTS, metavar="DOCUMENT...")
@options.output(_FORMATS, "text")
@options.workers
def text(documents: tuple[str, ...], by: options.Workers, **output: Any) -> int:  # noqa: ANN401
    """Print what was read: the text as the scanner sees it, documents parted by a form feed.

    \b
    Example:
      scan text resume.pdf
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    to = Output(**output)
    inputs = find_inputs(documents, "document")
    from scanner.report.to_json import text_report as write_json  # noqa: PLC0415
    from scanner.report.to_text import text_report as write_text  # noqa: PLC0415
    from scanner.run import read_texts  # noqa: PLC0415

    with readers(by, verbose=to.verbose) as batch, to.progress(len(inputs.sources)) as tick:
        found = read_texts(batch, inputs, tick)
    with to.opened() as out:
        if to.format_name == "json":
            write_json(found.values, found.unreadable, out)
        else:
            write_text(found.values, out)
    to.say_unreadable(found.unreadable)
    to.say_skipped(inputs.skipped)
    return ExitCode.UNREADABLE if found.unreadable else ExitCode.OK
