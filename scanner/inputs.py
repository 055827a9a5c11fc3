"""What the user named -> the documents to read: folders walked, standard input kept, nothing passed over in silence."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scanner.errors import UnreadableError
from scanner.model import Reason, Skipped, Unreadable
from scanner.remote import files_at, is_address

STDIN = "-"
_DIGITS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Inputs:
    """The documents of one argument list, each once, in natural order within a folder; and what was left out."""

    sources: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    #: folders that can't be opened: what is in them is missing from `sources`
    unreadable: list[Unreadable] = field(default_factory=list)


def natural_key(source: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key by which `cv2.pdf` comes before `cv10.pdf`, whatever the case."""
    parts = _DIGITS.split(source.casefold())
    # "²" is a digit to isdigit(), but no number to int().
    return (*((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part), (2, source))


def find_inputs(arguments: Sequence[str], is_supported: Callable[[Path], bool]) -> Inputs:
    """Return the documents that the arguments name: files as they are, folders walked without hidden files.

    A path that does not exist stays in the list: reading it says so in the report.
    """
    found = Inputs()
    seen = _Seen()
    for argument in arguments:
        for source in _expand(argument, is_supported, found):
            # One argument alone names nothing twice: 100,000 files are not kept in mind for it.
            if len(arguments) == 1 or seen.is_new(source):
                found.sources.append(source)
    return found


class _Seen:
    """The places in folders that were named, under whatever path: `cv.pdf` and `./cv.pdf` are one."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._folders: dict[str, str] = {}

    def is_new(self, source: str) -> bool:
        """Whether the source was not named before; now it is."""
        folder, name = os.path.split(source) if source != STDIN else (source, source)
        if folder not in self._folders:
            self._folders[folder] = folder if source == STDIN else os.path.realpath(folder)
        names = self._names.setdefault(self._folders[folder], set())
        is_new = name not in names
        names.add(name)
        return is_new


def _expand(argument: str, is_supported: Callable[[Path], bool], found: Inputs) -> Iterator[str]:
    if is_address(argument):
        yield from _listed(argument, is_supported, found)
        return
    if argument == STDIN or not os.path.isdir(argument):  # noqa: PTH112  (a NUL in the name is no error here)
        yield argument
        return
    yield from _supported(_walk(argument, found.unreadable), is_supported, found)


def _listed(address: str, is_supported: Callable[[Path], bool], found: Inputs) -> Iterator[str]:
    try:
        files = list(files_at(address))
    except UnreadableError as error:
        found.unreadable.append(Unreadable(address, Reason(error.reason), str(error)))
        return
    if files == [address]:
        yield address
    else:
        yield from _supported(files, is_supported, found)


def _supported(files: Iterable[str], is_supported: Callable[[Path], bool], found: Inputs) -> Iterator[str]:
    """Yield the files of a folder that a reader may know, in natural order."""
    for file in sorted(files, key=natural_key):
        if is_supported(Path(file)):
            yield file
        else:
            found.skipped.append(Skipped(file))


def _walk(folder: str, unreadable: list[Unreadable]) -> Iterator[str]:
    """Yield the files below a folder, joined with its path as the user gave it; a loop of links is cut."""
    seen: set[tuple[int, int]] = set()

    def closed(error: OSError) -> None:
        message = f"the folder can't be opened ({error.strerror}): change its rights"
        unreadable.append(Unreadable(str(error.filename), Reason.PERMISSION, message))

    for root, folders, files in os.walk(folder, followlinks=True, onerror=closed):
        status = os.stat(root)  # noqa: PTH116
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_key)
        yield from (os.path.join(root, name) for name in files if not name.startswith("."))  # noqa: PTH118
