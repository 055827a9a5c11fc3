"""Which bytes a path leads to: their hash, and what tells cheaply that they are still the same."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looks like from outside."""

    #: absolute
    path: str
    size: int
    mtime_ns: int


def stamp_of(source: str) -> Stamp | None:
    """Return the stamp of a file, None for what is no file, cannot be reached, or has a name that is no text."""
    try:
        path = Path(source).absolute()
        status = path.stat()
        str(path).encode()
    except (OSError, ValueError):
        return None
    return Stamp(str(path), status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def hash_of(stamp: Stamp, at_most: int) -> str | None:
    """Return the SHA-256 of a file's bytes, None where it cannot be read or has more than `at_most`."""
    try:
        if stamp.size > at_most:
            return None
        with Path(stamp.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
