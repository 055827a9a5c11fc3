"""`scan cache info|list|path|clear|forget`: what the store holds, and how to be rid of it."""

import os
from typing import TYPE_CHECKING

import click

from scanner.cli import options
from scanner.cli.output import shown
from scanner.errors import ScannerError
from scanner.remote import is_address

if TYPE_CHECKING:
    from scanner.store import Store

_HASH_LENGTH = 64
_SHORTEST_HASH = 8
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


@click.group()
def cache() -> None:
    """Look at what is kept of the documents that were read, and forget it.

    \b
    Examples:
      scan cache info
      scan cache list vale
      scan cache forget resume.pdf
    """  # noqa: D301  (a real backspace: click keeps the lines below it)


@cache.command()
@options.store
def info(store_url: str | None) -> None:
    """Say how much is kept, since when, and for how long.

    \b
    Example:
      scan cache info
    """  # noqa: D301
    from scanner.store import RETENTION_DAYS  # noqa: PLC0415

    with _opened(store_url) as store:
        found = store.info()
        click.echo(f"store      {shown(store.name)}")
    click.echo(f"documents  {found.documents:,}, under {found.paths:,} names, {_size(found.bytes)}")
    click.echo(f"oldest     {f'last seen on {found.oldest}' if found.oldest else 'nothing is kept'}")
    click.echo(f"retention  {RETENTION_DAYS} days after a document was last seen")


@cache.command("list")
@click.argument("part", default="", metavar="[PART]")
@options.store
def list_names(part: str, store_url: str | None) -> None:
    """List the paths of what is kept, with the day each was last seen; PART: only those that have it in the path.

    \b
    Examples:
      scan cache list
      scan cache list vale
    """  # noqa: D301
    with _opened(store_url) as store:
        found = store.names(part)
    for name, seen_on in found:
        click.echo(f"{seen_on}  {shown(name)}")
    if not found:
        click.echo(f"nothing in the store has {shown(part)} in its path" if part else "nothing is kept", err=True)


@cache.command()
@options.store
def path(store_url: str | None) -> None:
    """Print where the store is.

    \b
    Example:
      scan cache path
    """  # noqa: D301
    from scanner.store import full_url, shown_url  # noqa: PLC0415

    click.echo(shown(shown_url(full_url(_url(store_url)))))


@cache.command()
@options.store
def clear(store_url: str | None) -> None:
    """Forget everything.

    \b
    Example:
      scan cache clear
    """  # noqa: D301
    with _opened(store_url) as store:
        click.echo(f"{_documents(store.clear())} forgotten")


@cache.command()
@click.argument("what", nargs=-1, required=True, type=click.Path(), metavar="FILE-OR-HASH...")
@options.store
def forget(what: tuple[str, ...], store_url: str | None) -> None:
    """Forget a file, all files below a folder, or the document with a hash (at least 8 of its digits).

    The file itself may be gone already.

    \b
    Example:
      scan cache forget resume.pdf
    """  # noqa: D301
    unknown = []
    with _opened(store_url) as store:
        for name in what:
            is_hash = _SHORTEST_HASH <= len(name) <= _HASH_LENGTH and set(name.lower()) <= set("0123456789abcdef")
            hashes = store.matching(path=_place(name), beginning=name.lower() if is_hash else None)
            if hashes:
                click.echo(f"{shown(name)}: {_documents(store.forget(hashes))} forgotten")
            else:
                unknown.append(name)
    if unknown:
        names = ", ".join(map(shown, unknown))
        raise ScannerError(
            f"nothing in the store is under {names}: a path counts from this folder and as it was scanned, a hash has "
            f"{_SHORTEST_HASH} digits or more; scan cache list PART finds the paths"
        )


def _place(name: str) -> str:
    return name if is_address(name) else os.path.abspath(name)  # noqa: PTH100  (links stay)


def _opened(url: str | None) -> "Store":
    from datetime import date  # noqa: PLC0415

    from scanner.store import Store  # noqa: PLC0415

    # Looking and forgetting depend on no reader and no patterns.
    return Store(_url(url), reader="", patterns="", today=date.today())  # noqa: DTZ011  (the user's day)


def _url(url: str | None) -> str:
    from scanner.store import NONE, default_url  # noqa: PLC0415

    place = url or default_url()
    if place is None or place == NONE:
        raise ScannerError("there is no store: name one with --store")
    return place


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def _size(count: float) -> str:
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:  # noqa: PLR2004
        count, unit = count / 1000, unit + 1
    return f"{count:.0f} {_UNITS[unit]}" if unit == 0 else f"{count:.1f} {_UNITS[unit]}"
