"""The command line: arguments in, exit code out; no decisions about credentials.

Nothing heavy is imported before it is needed: `scan --help` loads neither spaCy nor a PDF library.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from scanner import __version__
from scanner.errors import ExitCode, OutputError, ScannerError
from scanner.report import FORMATS, POSTING_FORMATS, Format, ReportOptions

if TYPE_CHECKING:
    from scanner.inputs import Inputs
    from scanner.model import Results
    from scanner.pipeline import Pipeline

_RUN = "run"
_NARROWEST = 80
_TEXT_FORMATS = ("text", "json")


class DefaultCommand(click.Group):
    """A group whose first argument may be a resume: `scan cv.pdf` is `scan run cv.pdf`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the main command in front unless the first argument is a command or asks for help."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = [_RUN, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the main job first."""
        formatter.write_usage("scan", "RESUME... [--against POSTING] [OPTIONS]")
        formatter.write_usage("scan", "COMMAND [ARGS]...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the main job, then the commands."""
        main_job = self.commands[_RUN]
        records = [r for p in main_job.get_params(ctx) if (r := p.get_help_record(ctx)) and r[0] != "--help"]
        records += [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        self.format_commands(ctx, formatter)


def _as_of(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date:
    if value is None:
        return date.today()  # noqa: DTZ011  (the user's day)
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-11-20") from None


def _options(formats: Sequence[str], default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator with the options that every command has."""
    options = (
        click.option(
            "--format",
            "format_name",
            type=click.Choice(list(formats)),
            default=default,
            show_default=True,
            help="How to show it.",
        ),
        click.option(
            "-o", "--output", type=click.Path(dir_okay=False), help="Write to this file, whole or not at all."
        ),
        click.option("-q", "--quiet", is_flag=True, help="No progress, no notes."),
        click.option("-v", "--verbose", is_flag=True, help="Why each thing was decided."),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


_as_of_option = click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=_as_of, help="The date for all that depends on time; default today."
)
_patterns_option = click.option(
    "--patterns",
    multiple=True,
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Patterns of your own beside the built-in ones.",
)


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go and how loud everything else is."""

    format_name: str
    output: str | None
    quiet: bool
    verbose: bool

    def note(self, message: str) -> None:
        """Say something on standard error, unless the user wants quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    @contextlib.contextmanager
    def opened(self) -> Iterator[TextIO]:
        """Give the place that results are written to; a file is complete or not there at all."""
        if self.output is None:
            if hasattr(sys.stdout, "reconfigure") and self.format_name != "table":
                sys.stdout.reconfigure(encoding="utf-8")
            yield sys.stdout
            sys.stdout.flush()
            return
        target = Path(self.output)
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
            ) as file:
                temporary = Path(file.name)
                try:
                    yield file  # type: ignore[misc]  # the wrapper is a TextIO in all but name
                    file.flush()
                    temporary.replace(target)
                finally:
                    temporary.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self.output} can't be written ({error.strerror}): name another file with -o"
            ) from error

    def options(self, *, top: int | None = None, min_score: float | None = None) -> ReportOptions:
        """Return what the terminal can show."""
        is_terminal = self.output is None and sys.stdout.isatty()
        encoding = "utf-8" if self.output else (sys.stdout.encoding or "ascii")
        return ReportOptions(
            top=top,
            min_score=min_score,
            width=max(shutil.get_terminal_size((_NARROWEST, 24)).columns, _NARROWEST),
            color=is_terminal and not os.environ.get("NO_COLOR"),
            ascii="utf" not in encoding.lower(),
            verbose=self.verbose,
        )

    def write(self, fmt: Format, results: "Results", pipeline: "Pipeline", options: ReportOptions) -> None:
        """Write a report."""
        with self.opened() as out:
            fmt.write(results, out, catalog_name=pipeline.catalog.name, options=options)


@click.group(cls=DefaultCommand, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Say which certifications a resume holds, which a posting asks for, and which one would close the gap.

    Everything happens on this machine: no document, name or result leaves it.

    \b
    Examples:
      scan resumes/ --against job.txt        rank a folder of resumes for a posting
      scan resume.pdf --against job.txt      one candidate, with all the evidence
      scan resume.pdf                        what the resume holds
      scan check job.txt                     what the posting asks for
    """


@cli.command(_RUN, hidden=True)
@click.argument("resumes", nargs=-1, required=True, metavar="RESUME...")
@click.option(
    "--against",
    multiple=True,
    metavar="POSTING",
    help="Match with this posting, or every posting of a folder; repeatable.",
)
@_options(list(FORMATS), "table")
@_as_of_option
@_patterns_option
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the N best candidates.")
@click.option("--min-score", type=click.FloatRange(0, 100), metavar="S", help="Leave out candidates below this score.")
@click.option(
    "--hours-per-week",
    type=click.FloatRange(min=0, min_open=True),
    metavar="H",
    help="Study time, for the advice; default 10.",
)
def run(  # noqa: PLR0913  (one argument an option)
    resumes: tuple[str, ...],
    against: tuple[str, ...],
    as_of: date,
    patterns: tuple[str, ...],
    top: int | None,
    min_score: float | None,
    hours_per_week: float | None,
    **output: Any,  # noqa: ANN401  (the options that every command has)
) -> int:
    """Scan resumes, and rank them against postings."""
    to = Output(**output)
    resume_inputs = _inputs(resumes, "resume")
    posting_inputs = _inputs(against, "posting")
    pipeline = _pipeline(patterns)
    from scanner.run import Plan, scan  # noqa: PLC0415

    results = scan(pipeline, Plan(resume_inputs, posting_inputs, as_of, hours_per_week))
    to.write(FORMATS[to.format_name], results, pipeline, to.options(top=top, min_score=min_score))
    _say_unreadable(to, results)
    if against and not results.postings:
        return _fail(to, "no posting could be read, so nothing was ranked: see the reasons above")
    return ExitCode.UNREADABLE if results.unreadable else ExitCode.OK


@cli.command()
@click.argument("postings", nargs=-1, required=True, metavar="POSTING...")
@_options(list(POSTING_FORMATS), "table")
@_as_of_option
@_patterns_option
def check(postings: tuple[str, ...], as_of: date, patterns: tuple[str, ...], **output: Any) -> int:  # noqa: ANN401
    """Say what a posting asks for: each requirement, how strongly, and in which words.

    \b
    Example:
      scan check job.txt
    """
    to = Output(**output)
    inputs = _inputs(postings, "posting")
    pipeline = _pipeline(patterns)
    from scanner.run import check as check_postings  # noqa: PLC0415

    results = check_postings(pipeline, inputs, as_of)
    to.write(POSTING_FORMATS[to.format_name], results, pipeline, to.options())
    _say_unreadable(to, results)
    return ExitCode.UNREADABLE if results.unreadable else ExitCode.OK


@cli.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@_options(_TEXT_FORMATS, "text")
def text(documents: tuple[str, ...], **output: Any) -> int:  # noqa: ANN401
    """Print what was read: the text as the scanner sees it, documents parted by a form feed.

    \b
    Example:
      scan text resume.pdf
    """
    from scanner.report.to_json import text_report as json_report  # noqa: PLC0415
    from scanner.report.to_text import text_report  # noqa: PLC0415
    from scanner.run import read_all  # noqa: PLC0415

    to = Output(**output)
    unreadable: list[Any] = []
    found = read_all(_inputs(documents, "document").sources, lambda document: document, unreadable)
    with to.opened() as out:
        if to.format_name == "json":
            json_report(found, unreadable, out)
        else:
            text_report(found, out)
            for item in unreadable:
                click.echo(f"{_shown(item.source)}: {item.reason}: {item.message}", err=True)
    return ExitCode.UNREADABLE if unreadable else ExitCode.OK


def _inputs(arguments: Sequence[str], what: str) -> "Inputs":
    from scanner.extract import is_supported_name  # noqa: PLC0415
    from scanner.inputs import find_inputs  # noqa: PLC0415

    inputs = find_inputs(arguments, is_supported_name)
    if arguments and not inputs.sources:
        names = ", ".join(_shown(argument) for argument in arguments)
        raise ScannerError(f"there is no {what} to read in {names}: name a PDF or text file, or a folder of them")
    return inputs


def _pipeline(patterns: tuple[str, ...]) -> "Pipeline":
    from scanner.pipeline import pipeline_for  # noqa: PLC0415

    return pipeline_for(patterns)


def _say_unreadable(to: Output, results: "Results") -> None:
    """Name on standard error what could not be read, where the report itself goes elsewhere or is data."""
    if to.format_name == "table" and to.output is None:
        return
    for item in results.unreadable:
        to.note(f"{_shown(item.source)}: {item.reason}: {item.message}")
    for skipped in results.skipped:
        to.note(f"{_shown(skipped.source)}: skipped: {skipped.reason}")


def _fail(to: Output, message: str) -> int:
    click.echo(f"scan: {message}", err=True)
    return ExitCode.USAGE


def _shown(source: str) -> str:
    from scanner.report.untrusted import plain  # noqa: PLC0415

    return plain(source)


def main() -> None:
    """Run the command and end the process with its exit code; no traceback reaches a user who did not ask for it."""
    try:
        code = cli.main(standalone_mode=False, prog_name="scan")
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("scan: interrupted", err=True)
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe (`scan … | head`) has seen enough; standard output is gone, so nothing may flush it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    except ScannerError as error:
        click.echo(f"scan: {error}", err=True)
        code = error.exit_code
    except Exception as error:  # noqa: BLE001  (the boundary: a bug becomes a sentence)
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        click.echo(f"scan: this is a bug ({type(error).__name__}): please report it, with what -v shows", err=True)
        code = ExitCode.USAGE
    sys.exit(int(code or 0))
