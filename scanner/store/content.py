"""Which bytes a path leads to: their hash, and what tells cheaply that they are still the same.

A file counts as unchanged while its size and the time of its last change are what they were, as long as that time lay
two seconds back when it was looked at: a change soon after another may leave both as they are. It is as git does it
(its documentation, "racy-git").
"""

import hashlib
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

#: the coarsest clock of a file system in use (FAT) ticks every two seconds
_TICK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looks like from outside."""

    #: absolute
    path: str
    size: int
    #: when its bytes, its name or its rights last changed
    changed_ns: int
    #: false: that is so short a time ago that a further change may not show
    is_settled: bool = field(default=True, compare=False)


def stamp_of(source: str) -> Stamp | None:
    """Return the stamp of a file, None for what is no file, cannot be reached, or has a name that is no text."""
    try:
        path = Path(source).absolute()
        status = path.stat()
        str(path).encode()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    changed = status.st_mtime_ns
    if sys.platform != "win32":
        # Programs that copy and unpack set the former back; nobody can set the latter, which there is no such time of
        # on Windows.
        changed = max(changed, status.st_ctime_ns)
    return Stamp(str(path), status.st_size, changed, is_settled=time.time_ns() - changed >= _TICK_NS)


def hash_of(stamp: Stamp, at_most: int) -> str | None:
    """Return the SHA-256 of a file's bytes, None where it cannot be read or has more than `at_most`."""
    try:
        if stamp.size > at_most:
            return None
        with Path(stamp.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
