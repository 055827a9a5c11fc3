"""Documents that the user names by an address, `s3://bucket/resumes/` or `file:///archive/*.pdf`, through fsspec.

Credentials come from where fsspec's filesystems look for them: the environment, and the files of the cloud's own tools.
Nothing is opened but what the user names: no link in a document leads here. Pages of the web are no documents.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, cast

from scanner.errors import UnreadableError
from scanner.model import Reason

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
#: hexadecimal digits of a fingerprint that fit into a number of the store
_FINGERPRINT = 15


def is_address(source: str) -> bool:
    """Whether a source is no path of this machine, nor standard input."""
    return _ADDRESS.match(source) is not None


def files_at(address: str) -> Iterator[str]:
    """Yield the addresses of the files in a folder, or of those that a pattern names; else the address itself.

    Hidden files are left out, as in a folder. Raises `UnreadableError` where a folder can't be listed.
    """
    with _said():
        filesystem, path = _located(address)
        if _PATTERN.search(path):
            yield from sorted(map(filesystem.unstrip_protocol, filesystem.glob(path)))
        elif filesystem.isdir(path):
            for below in filesystem.find(path):
                name = below[len(path.rstrip("/")) :]
                if "/." not in name:
                    yield address.rstrip("/") + name
        else:
            yield address


def bytes_at(address: str, at_most: int) -> bytes:
    """Return what a file holds, of a longer one a byte more than `at_most`; raise `UnreadableError` as for a file."""
    with _said():
        filesystem, path = _located(address)
        status = filesystem.info(path)
        if status["type"] == "directory":
            raise UnreadableError(Reason.UNSUPPORTED_FORMAT, "this is a folder, not a document: name a file in it")
        is_long = (status["size"] or 0) > at_most
        return cast("bytes", filesystem.cat_file(path, 0, at_most + 1) if is_long else filesystem.cat_file(path))


@contextlib.contextmanager
def opened_at(address: str) -> Iterator[IO[bytes]]:
    """Give a file that is fetched piece by piece as it is read; raises `UnreadableError` where it can't be opened."""
    with _said():
        filesystem, path = _located(address)
        file = filesystem.open(path, "rb")
    # Its own `readline` knows no limit.
    with io.BufferedReader(file) as buffered:
        yield buffered


def stamp_at(address: str) -> tuple[int, int] | None:
    """Return the size of a file, and a number that changes with it; None where it can't be had."""
    try:
        filesystem, path = _located(address)
        return int(filesystem.info(path)["size"]), int(filesystem.ukey(path)[:_FINGERPRINT], 16)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (whatever the cloud's library raises: reading it will say what is wrong)
        return None


def _located(address: str) -> "tuple[AbstractFileSystem, str]":
    from fsspec.core import url_to_fs  # noqa: PLC0415  (most runs have no address)

    return cast("tuple[AbstractFileSystem, str]", url_to_fs(address))


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Turn what filesystems raise into the contract's reasons; each cloud's library has errors of its own."""
    try:
        yield
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        raise _unopened(error) from error


def _unopened(error: Exception) -> UnreadableError:
    what = next(iter(str(error).splitlines()), "") or type(error).__name__
    if isinstance(error, ImportError):
        message = f"{what}: pip install 'credential-scanner[cluster]' brings what files and S3 need"
    elif isinstance(error, PermissionError) or "credentials" in what.lower():
        return UnreadableError(Reason.PERMISSION, f"no permission to read it ({what}): check the credentials")
    elif isinstance(error, FileNotFoundError):
        message = "there is no such file or folder: check the address"
    else:
        message = f"the address can't be read ({what}): check it, and that its server answers"
    return UnreadableError(Reason.NOT_FOUND, message)
