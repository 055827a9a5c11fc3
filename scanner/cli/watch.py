"""`scan watch FOLDER --against POSTING -o REPORT`."""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from scanner.cli import options
from scanner.cli.loading import load_pipeline, memory, open_store, workers
from scanner.cli.output import Output, shown
from scanner.cli.postings import read_postings
from scanner.cli.recorded import recorded
from scanner.errors import ExitCode, ScannerError
from scanner.inputs import STDIN
from scanner.model import Skipped, Unreadable
from scanner.remote import is_address
from scanner.report import FORMATS, ReportOptions

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.model import Results
    from scanner.pipeline import Pipeline
    from scanner.store import Stamp
    from scanner.watch import Rest

#: a file that looks the same for so long is whole
_REST_SECONDS = 1.0
#: one looks as often although nothing is reported: not every file system tells, and days end
_PATIENCE_SECONDS = 30.0
#: how long one waits for the rest of what has begun to change
_BREATH_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the user asked for."""

    folder: str
    against: tuple[str, ...]
    #: None: the day that it is by then
    as_of: date | None
    hours_per_week: float | None
    store_url: str | None
    selected: ReportOptions
    #: for the manifest
    recorded: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a report is made of, and for which day; None: of nothing yet."""

    day: date | None = None
    resumes: Mapping[str, "Stamp | None"] = field(default_factory=dict)
    postings: Mapping[str, "Stamp | None"] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    #: no posting is just being written
    is_ready: bool = field(default=True, compare=False)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, exists=True))
@click.option("--against", multiple=True, required=True, metavar="POSTING", help="The posting, or a folder of them.")
@options.output(list(FORMATS), "table")
@options.as_of
@options.selection
@options.hours_per_week
@options.patterns
@options.store
@options.workers
def watch(  # noqa: PLR0913, PLR0917  (click gives them by name, one for each option)
    folder: str,
    against: tuple[str, ...],
    as_of: date,
    top: int | None,
    min_score: float | None,
    holds: tuple[str, ...],
    hours_per_week: float | None,
    patterns: tuple[str, ...],
    store_url: str | None,
    by: options.Workers,
    **output: Any,  # noqa: ANN401  (the options on where results go)
) -> int:
    """Keep a report current as resumes arrive in a folder, change and vanish, until Ctrl-C.

    Only what is new is read, once it has stopped growing. The report is replaced whole; its format follows from its
    name where --format does not say it.

    \b
    Example:
      scan watch inbox/ --against job.txt -o report.html
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    if output["output"] is None:
        raise click.UsageError("name the report that is kept current with -o")
    if STDIN in against:
        raise click.UsageError("a report is kept current with a posting that can be read again: name a file")
    to = Output(**output)
    pipeline = load_pipeline(patterns)
    from scanner.cli.named import satisfying  # noqa: PLC0415

    held = tuple(satisfying(pipeline.catalog, ref) for ref in holds)
    is_given = click.get_current_context().get_parameter_source("as_of") is not ParameterSource.DEFAULT
    selected = replace(to.options(), top=top, min_score=min_score, holds=held)
    asked = recorded(
        (folder,),
        against,
        top=top,
        min_score=min_score,
        holds=holds,
        hours_per_week=hours_per_week,
        patterns=patterns,
    )
    wanted = _Wanted(folder, against, as_of if is_given else None, hours_per_week, store_url, selected, asked)
    try:
        with workers(patterns, by, verbose=to.verbose) as batch, _woken(to, wanted) as woken:
            _keep_current(to, batch, pipeline, wanted, woken)
    except KeyboardInterrupt:
        to.note(f"{shown(str(to.output))} stays as it is")
        return ExitCode.INTERRUPTED


@contextmanager
def _woken(to: Output, wanted: _Wanted) -> Iterator[threading.Event]:
    """Give an event that is set when something changes, where the system tells."""
    from scanner.watch import changes  # noqa: PLC0415

    places = (wanted.folder, *(place for place in wanted.against if not is_address(place)))
    with ExitStack() as stack:
        try:
            event = stack.enter_context(changes(places))
        except OSError as error:
            to.note(f"the system can't watch these folders ({error}): looking every {_PATIENCE_SECONDS:g} seconds")
            event = threading.Event()
        yield event


def _keep_current(
    to: Output, batch: "Batch[Pipeline]", pipeline: "Pipeline", wanted: _Wanted, woken: threading.Event
) -> NoReturn:
    """Write the report whenever what is at rest differs from what is in it, for ever."""
    from scanner.watch import Rest  # noqa: PLC0415

    rest, written, said = Rest(_REST_SECONDS), _Seen(), ""
    while True:
        seen = _look(rest, wanted, to.output or "")
        is_first = written.day is None
        # To begin with, everything is new: one waits once for all of it.
        if seen != written and seen.is_ready and not (is_first and rest.is_near):
            try:
                results = _write(to, batch, pipeline, wanted, seen)
                to.note(f"{_now()} {shown(to.output or '')}: {_news(written, seen, results)}")
                written, said = seen, ""
            except ScannerError as error:
                if is_first:
                    raise
                if str(error) != said:
                    to.note(f"{_now()} the report stays as it is: {error}")
                said = str(error)
        if woken.wait(_REST_SECONDS / 2 if rest.is_near else _PATIENCE_SECONDS):
            time.sleep(_BREATH_SECONDS)
        woken.clear()


def _look(rest: "Rest", wanted: _Wanted, output: str) -> _Seen:
    """Return the files at rest; the report itself may lie among them."""
    from scanner.extract import is_supported_name  # noqa: PLC0415
    from scanner.inputs import find_inputs  # noqa: PLC0415

    resumes, postings = (find_inputs(places, is_supported_name) for places in ((wanted.folder,), wanted.against))
    name, place = os.path.basename(output), os.path.realpath(output)  # noqa: PTH119
    ours = {source for source in resumes.sources if source.endswith(name) and os.path.realpath(source) == place}
    at_rest = rest.of((*resumes.sources, *postings.sources), time.monotonic())
    return _Seen(
        wanted.as_of or date.today(),  # noqa: DTZ011  (the user's day)
        {source: at_rest[source] for source in resumes.sources if source in at_rest and source not in ours},
        {source: at_rest[source] for source in postings.sources if source in at_rest},
        tuple(resumes.skipped),
        tuple(resumes.unreadable),
        at_rest.keys() >= {*postings.sources},
    )


def _write(to: Output, batch: "Batch[Pipeline]", pipeline: "Pipeline", wanted: _Wanted, seen: _Seen) -> "Results":
    from scanner.inputs import Inputs  # noqa: PLC0415
    from scanner.run import Plan, scan  # noqa: PLC0415

    day = seen.day or date.today()  # noqa: DTZ011  (the user's day)
    resumes = Inputs([*seen.resumes], [*seen.skipped], [*seen.unreadable])
    with open_store(wanted.store_url, pipeline.catalog, to) as store:
        known = memory(store, pipeline, day)
        plan = Plan(
            resumes, Inputs([*seen.postings]), day, wanted.hours_per_week, memory=known, options=wanted.recorded
        )
        results = scan(batch, plan, read_postings(to, batch, plan), pipeline.catalog)
    to.write(FORMATS[to.format_name], results, pipeline.catalog, wanted.selected)
    return results


def _news(before: _Seen, now: _Seen, results: "Results") -> str:
    """Return how many candidates there are, and what is different."""
    both = before.resumes.keys() & now.resumes.keys()
    counts = {
        "new": len(now.resumes) - len(both),
        "changed": sum(before.resumes[source] != now.resumes[source] for source in both),
        "gone": len(before.resumes) - len(both),
        "unreadable": len(results.unreadable),
    }
    news = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    number = len(results.candidates)
    return f"{number:,} candidate{'' if number == 1 else 's'}" + (f" ({news})" if news else "")


def _now() -> str:
    return f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005  (the user's clock)
