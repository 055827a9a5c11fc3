"""The options that commands share, each spelt once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

#: endings of files that are not the names of their formats
_ENDINGS = {".htm": "html", ".md": "markdown", ".ndjson": "jsonl"}

#: endings by which everybody knows a format: a table of text under such a name is a file that nothing opens
_OTHER_FORMATS = frozenset(
    (
        *("doc", "docx", "odt", "pages", "pdf", "ps", "rtf", "tex"),
        *("csv", "numbers", "ods", "parquet", "tsv", "xls", "xlsb", "xlsm", "xlsx"),
        *("key", "odp", "ppt", "pptx"),
        *("gif", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"),
        *("html", "json", "jsonl", "xml"),
    )
)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _today_or_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date:
    return _day(_ctx, _param, value) or date.today()  # noqa: DTZ011  (the user's day)


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-11-20") from None


def _cluster_address(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None or re.fullmatch(r"local:[1-9]\d{0,3}|(tcp|tls|ucx|ws|wss)://\S+", value):
        return value
    raise click.BadParameter(f"{value!r} is no cluster; write tcp://scheduler:8786, or local:4")


#: what names documents: a file, a folder or "-"; whether there is one is said by whoever looks (and shells complete it)
DOCUMENTS = click.Path(allow_dash=True)

as_of = click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    callback=_today_or_day,
    help="The date for all that depends on time; default today.",
)
other_day = click.option(
    "--as-of", metavar="YYYY-MM-DD", callback=_day, help="Another date for all that depends on time; default: as then."
)
hours_per_week = click.option(
    "--hours-per-week",
    type=click.FloatRange(min=0.5, max=168),
    metavar="H",
    help="Study time, for the advice; default 10.",
)
patterns = click.option(
    "--patterns",
    multiple=True,
    metavar="DIR",
    type=click.Path(file_okay=False, exists=True),
    help="Patterns of your own beside the built-in ones; repeatable.",
)
_jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Worker processes; default: the cores that this process may use.",
)
_timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=86_400, min_open=True),
    default=20,
    show_default=True,
    metavar="SECONDS",
    help="How long reading one document may take, and 30 more for each page that goes through OCR.",
)
_cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=_cluster_address,
    help="Read on a Dask cluster, as tcp://scheduler:8786; or local:4, a cluster of 4 workers on this machine.",
)
store = click.option(
    "--store",
    "store_url",
    # an address with a password has no place in a list of processes
    envvar="SCAN_STORE",
    show_envvar=True,
    metavar="URL",
    help="Where what was read is kept: a file, sqlite:///FILE, postgresql://…, or none; default: a file in your cache.",
)
_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file, whole or not at all."
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="No progress, no notes.")
_verbose = click.option("-v", "--verbose", is_flag=True, help="Why each thing was decided.")


def output(formats: Sequence[str], default: str) -> Decorator:
    """Return a decorator with the options on where results go, and how loud everything else is.

    Where `--format` is not given, the name of the file says it: nobody wants a table in `report.html`.
    """
    form = click.option(
        "--format",
        "format_name",
        type=click.Choice(formats),
        help=f"How to show it; default: as the name after -o ends, else {default}.",
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def with_format(*args: Any, **given: Any) -> Any:  # noqa: ANN401  (whatever the command takes and gives)
            given["format_name"] = given["format_name"] or _format_of(given["output"], formats) or default
            return function(*args, **given)

        return together(form, _output, _quiet, _verbose)(with_format)

    return decorate


def _format_of(output: str | None, formats: Sequence[str]) -> str | None:
    """Return the format that a file's name says, None for a name that says none.

    Raises `UsageError` for one that is known to everybody and not written here.
    """
    suffix = Path(output or "").suffix.lower()
    named = _ENDINGS.get(suffix, suffix.removeprefix("."))
    if named in formats:
        return named
    if named in _OTHER_FORMATS:
        known = ", ".join(formats)
        raise click.UsageError(f"there is no {suffix} report here: name another file, or choose by --format: {known}")
    return None


def selection(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on which candidates its report shows."""
    top = click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the N best candidates.")
    min_score = click.option(
        "--min-score", type=click.FloatRange(0, 100), metavar="S", help="Leave out candidates below this score."
    )
    holds = click.option(
        "--holds",
        multiple=True,
        metavar="REF",
        help="Show who holds this: an id as aws-ml-specialty, or any of a family as aws/*; repeatable: all of them.",
    )
    return together(top, min_score, holds)(function)


@dataclass(frozen=True, slots=True)
class Workers:
    """By whom documents are read, and how long one may take, as the options say."""

    jobs: int | None
    timeout: float
    cluster: str | None


def workers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on its workers, as one argument."""

    @wraps(function)
    def call(*args: Any, jobs: int | None, timeout: float, cluster: str | None, **rest: Any) -> Any:  # noqa: ANN401
        if jobs and cluster:
            raise click.UsageError("--jobs is for this machine, --cluster has its own workers: give one of them")
        return function(*args, by=Workers(jobs, timeout, cluster), **rest)

    return together(_jobs, _timeout, _cluster)(call)


def together(*decorators: Decorator) -> Decorator:
    """Return the decorators as one, in the order of the help."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
