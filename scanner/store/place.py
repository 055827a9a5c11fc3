"""Where the store is: a file of the user's own, or the database of a team."""

import contextlib
import os
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from scanner.catalog.cache import cache_folder
from scanner.errors import ScannerError

#: what `--store` takes for none at all
NONE = "none"
_FILE = "store.sqlite"
_SCHEMES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")
_DRIVER = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_BUSY_SECONDS = 30
_PRAGMAS = (
    "journal_mode=WAL",  # a reader never waits for the writer
    "synchronous=NORMAL",  # a power cut may cost the last seconds, never the file
    "foreign_keys=ON",
    "secure_delete=ON",  # what is forgotten is overwritten, not only unlinked
)


def default_url() -> str | None:
    """Return the store in the user's cache directory, None where the user has no home."""
    folder = cache_folder()
    return f"sqlite:///{folder / _FILE}" if folder else None


def full_url(url: str) -> str:
    """Return an address with its scheme; what has none is a file.

    Raises `ScannerError` for a kind of store that nothing here can open.
    """
    whole = url if "://" in url else f"sqlite:///{url}"
    scheme = whole.partition("://")[0]
    if scheme not in _SCHEMES:
        raise ScannerError(
            f"--store {scheme}: no such kind of store: name a file, sqlite:///FILE, postgresql://HOST/NAME, or none"
        )
    return _DRIVER[scheme] + whole.removeprefix(scheme) if scheme in _DRIVER else whole


def path_of(url: str) -> Path | None:
    """Return the file behind an address, None for a database server; raises `ScannerError` for what is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ScannerError("--store: this is no address: write it as postgresql://USER@HOST/NAME") from error
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(parsed.database) if is_file and parsed.database else None


def shown_url(url: str) -> str:
    """Return the address as it may be printed: without the password."""
    path = path_of(url)
    return str(path) if path else make_url(url).render_as_string(hide_password=True)


def engine_for(url: str) -> Engine:
    """Return the way to the store; a new file belongs to the user alone.

    Raises `ScannerError` for an address that nothing here can open.
    """
    try:
        path = path_of(url)
        if path is not None:
            _own(path)
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS} if path else {})
    except ModuleNotFoundError as error:
        raise ScannerError(
            "a store in PostgreSQL needs psycopg: pip install 'credential-scanner[postgresql]'"
        ) from error
    except OSError as error:
        raise ScannerError(
            f"the store {path} can't be opened ({error.strerror}): name another with --store, or --store none"
        ) from error
    if path is not None:
        event.listen(engine, "connect", _set_pragmas)
    return engine


def _own(path: Path) -> None:
    """Make the file before anybody writes into it, so that it is never readable by others."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _set_pragmas(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
