"""`scan catalog`: what the scanner knows of credentials, to look at and to check; no decisions about documents."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from scanner.catalog import LEVELS, Catalog, Credential, Wildcard, check_patterns, credential_ids, load_catalog
from scanner.catalog.describe import facts, kind_in_words
from scanner.catalog.find import Found, find
from scanner.catalog.listing import COLUMNS, Filter, by_level, entry, listed, row
from scanner.catalog.listing import stale as stale_ones
from scanner.cli import options
from scanner.cli.named import called_exactly, unknown, wildcards
from scanner.cli.output import Output
from scanner.cli.suggest import suggest
from scanner.errors import CatalogError, ExitCode
from scanner.model import CredentialStatus
from scanner.partial_dates import last_day
from scanner.report.to_json import dump

if TYPE_CHECKING:
    from scanner.report.table.page import Page

_FACT = 16
_DAYS = 180
_WIDEST = 1000


@click.group()
def catalog() -> None:
    """Look at what the scanner knows of credentials, and check patterns of your own.

    \b
    Examples:
      scan catalog find "solutions architect"
      scan catalog show aws-ml-specialty --as-of 2026-11-20
      scan catalog show 'aws/*associate'
      scan catalog list --family ml --status active
      scan catalog validate my-patterns/
    """  # noqa: D301  (a real backspace: click keeps the lines below it)


catalog.add_command(suggest)


@catalog.command("list")
@click.option("--family", metavar="NAME", help="Only members of this family: aws, cloud, ml …")
@click.option("--level", type=click.Choice(LEVELS), help="Only this level.")
@click.option("--status", type=click.Choice([one.value for one in CredentialStatus]), help="Only this status.")
@click.option("--issuer", metavar="TEXT", help="Only issuers with this in their name.")
@options.output(("table", "json", "csv"), "table")
@options.as_of
@options.patterns
def list_(  # noqa: PLR0913  (one argument an option)
    *,
    family: str | None,
    level: str | None,
    status: str | None,
    issuer: str | None,
    as_of: date,
    patterns: tuple[str, ...],
    **output: Any,  # noqa: ANN401  (the options that every command has)
) -> int:
    """List the credentials, by id.

    \b
    Example:
      scan catalog list --family security --level professional --format csv
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    known = _load(patterns)
    if family is not None and family not in known.families.by_name:
        raise unknown("family", family, known.families.by_name)
    wanted = Filter(family, level, CredentialStatus(status) if status else None, issuer)
    found = listed(known, as_of, wanted)
    to = Output(**output)
    with to.opened() as out:
        _LISTS[to.format_name](to, out, found, known, as_of)
    return ExitCode.OK


@catalog.command()
@click.argument("ref", metavar="ID|WILDCARD")
@options.as_of
@options.patterns
def show(ref: str, as_of: date, patterns: tuple[str, ...]) -> int:
    """Say in words what is known of a credential, or who belongs to a family.

    \b
    Examples:
      scan catalog show aws-ml-specialty --as-of 2026-11-20
      scan catalog show 'aws/*associate'
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    known = _load(patterns)
    credential = known.get(ref) or called_exactly(known, ref)
    if credential is None and not known.families.knows(ref):
        raise unknown("credential", ref, (*known.credentials, *wildcards(known)))
    from scanner.report.table.page import Page  # noqa: PLC0415

    to = _terminal()
    with to.opened() as out:
        page = Page(out, to.options(), known.name)
        if credential is not None:
            _show_credential(page, credential, known, as_of)
        else:
            _show_wildcard(page, ref, known, as_of)
    return ExitCode.OK


@catalog.command("find")
@click.argument("text", nargs=-1, required=True)
@options.as_of
@options.patterns
def find_(text: tuple[str, ...], as_of: date, patterns: tuple[str, ...]) -> int:
    """Find credentials by name, former name, code or id; misspelt words are understood.

    \b
    Examples:
      scan catalog find machne lerning specialty
      scan catalog find AZ104
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    known = _load(patterns)
    typed = " ".join(text)
    found = find(known, typed)
    if not found:
        click.echo(f"The catalogue has nothing like {typed!r}.")
        return ExitCode.OK
    rows = [(one.credential.id, one.credential.status_at(as_of).value, _called(one)) for one in found]
    to = _terminal()
    with to.opened() as out:
        _table(to, out, ("id", "status", "name"), rows)
    return ExitCode.OK


@catalog.command()
@click.option("--days", type=click.IntRange(min=0), default=_DAYS, show_default=True, help="Not checked for so long.")
@options.as_of
@options.patterns
def stale(days: int, as_of: date, patterns: tuple[str, ...]) -> int:
    """List the credentials whose facts nobody has checked for so long, oldest first.

    \b
    Example:
      scan catalog stale --days 90
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    known = _load(patterns)
    found = stale_ones(known, as_of, days)
    if not found:
        click.echo(f"Nothing is stale: every credential was checked within the {days} days before {as_of}.")
        return ExitCode.OK
    rows = [
        (one.id, one.checked_on, f"{(as_of - last_day(one.checked_on)).days} days", one.confidence, one.name)
        for one in found
    ]
    to = _terminal()
    with to.opened() as out:
        _table(to, out, ("id", "checked on", "ago", "confidence", "name"), rows)
    return ExitCode.OK


@catalog.command()
@options.patterns
def fit(patterns: tuple[str, ...]) -> int:
    """Print the weights of the score: what each reason for credit is worth, and how the points add up.

    \b
    Example:
      scan catalog fit --patterns my-patterns/
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    weights = asdict(_load(patterns).weights)
    rows = [(f"credit: {name}", f"{value:g}") for name, value in weights.pop("credit").items()]
    rows += [(name, f"{value:g}") for name, value in weights.items()]
    to = _terminal()
    with to.opened() as out:
        _table(to, out, ("weight", "value"), [(name.replace("_", " "), value) for name, value in rows])
    return ExitCode.OK


@catalog.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@options.patterns
def validate(folder: Path | None, patterns: tuple[str, ...]) -> int:
    """Check the built-in patterns, or a directory of your own: every mistake at once, with file and line.

    \b
    Example:
      scan catalog validate my-patterns/
    """  # noqa: D301  (a real backspace: click keeps the lines below it)
    extra = [*map(Path, patterns), *([folder] if folder else [])]
    try:
        amount = len(check_patterns(extra).credentials)
        if folder:
            amount = len(credential_ids(folder))
    except CatalogError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        return ExitCode.USAGE
    click.echo(f"{amount} credential{'' if amount == 1 else 's'}, no problem")
    return ExitCode.OK


def _load(patterns: Iterable[str]) -> Catalog:
    return load_catalog([Path(folder) for folder in patterns])


def _terminal() -> Output:
    return Output(format_name="table", output=None, quiet=False, verbose=False)


# --- a list ------------------------------------------------------------------------------------------------------


def _list_table(to: Output, out: TextIO, found: Sequence[Credential], _known: Catalog, as_of: date) -> None:
    rows = [(one.id, one.level or "", one.status_at(as_of).value, one.name) for one in found]
    if rows:
        _table(to, out, ("id", "level", "status", "name"), rows)
    to.note(f"{len(found)} credential{'' if len(found) == 1 else 's'}; status on {as_of}")


def _list_json(_to: Output, out: TextIO, found: Sequence[Credential], known: Catalog, as_of: date) -> None:

    out.write(dump({"schema": "catalog/1", "credentials": [entry(one, known, as_of) for one in found]}) + "\n")


def _list_csv(_to: Output, out: TextIO, found: Sequence[Credential], known: Catalog, as_of: date) -> None:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(row(one, known, as_of) for one in found)


_LISTS: Mapping[str, Callable[[Output, TextIO, Sequence[Credential], Catalog, date], None]] = {
    "table": _list_table,
    "json": _list_json,
    "csv": _list_csv,
}


def _called(found: Found) -> str:
    """Return a credential's name, and beside it what of it was found where that is another."""
    name = found.credential.name
    return name if found.phrase in (name, found.credential.id) else f"{name} ({found.phrase})"


def _table(to: Output, out: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows under a header: ids and names wrap in a terminal, and stay whole in a pipe."""
    from rich import box  # noqa: PLC0415  (as below: slow, and `scan catalog --help` needs none of it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from scanner.report.untrusted import to_ascii  # noqa: PLC0415

    shown = to.options()
    table = Table(box=box.ASCII if shown.ascii else box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in header:
        table.add_column(name, overflow="fold", no_wrap=name not in ("id", "name"))
    for cells in rows:
        table.add_row(*(Text(to_ascii(cell) if shown.ascii else cell) for cell in cells))
    console = Console(
        file=out,
        width=shown.width if out.isatty() else _WIDEST,
        force_terminal=shown.color,
        color_system="standard" if shown.color else None,
        no_color=not shown.color,
        legacy_windows=False,
    )
    console.print(table)


# --- one credential, one wildcard --------------------------------------------------------------------------------


def _show_credential(page: "Page", credential: Credential, known: Catalog, as_of: date) -> None:
    from scanner.report.table.page import DETAIL, HEADING  # noqa: PLC0415

    page.paragraph((credential.name, HEADING))
    page.paragraph((f"{credential.id} · {kind_in_words(credential)}", DETAIL))
    page.blank()
    for name, text in facts(credential, known, as_of):
        page.paragraph(text, label=(name, DETAIL), hanging=_FACT)


def _show_wildcard(page: "Page", ref: str, known: Catalog, as_of: date) -> None:
    from scanner.report.table.page import DETAIL, HEADING  # noqa: PLC0415

    wildcard = Wildcard.parse(ref)
    members = known.families.at_level(wildcard) if wildcard else frozenset()
    above = known.families.above_level(wildcard) - members if wildcard else frozenset()
    page.line((f"{ref}: {known.name(ref)}", HEADING))
    page.line((f"{len(members)} members{f', and {len(above)} above the level' if above else ''}", DETAIL))
    for title, refs in (("", members), ("above it, which satisfies it too: ", above)):
        for level, credentials in by_level(known, refs):
            page.heading(f"{title}{level or 'no level'}")
            for one in credentials:
                status = one.status_at(as_of)
                mark = "" if status is CredentialStatus.ACTIVE else f", {status.value}"
                page.paragraph(f"{one.name} ({one.id}{mark})", indent=2)
