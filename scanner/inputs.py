"""What the user named -> the documents to read: folders walked, standard input kept, nothing passed over in silence."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scanner.model import Skipped

STDIN = "-"
_DIGITS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Inputs:
    """The documents of one argument list, each once, in natural order within a folder; and what was left out."""

    sources: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def natural_key(source: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key by which `cv2.pdf` comes before `cv10.pdf`, whatever the case."""
    parts = _DIGITS.split(source.casefold())
    return (*((0, int(part)) if part.isdigit() else (1, part) for part in parts if part), (2, source))


def find_inputs(arguments: Iterable[str], is_supported: Callable[[Path], bool]) -> Inputs:
    """Return the documents that the arguments name: files as they are, folders walked without hidden files.

    A path that does not exist stays in the list: reading it says so in the report.
    """
    found = Inputs()
    seen: set[str] = set()
    for argument in arguments:
        for source in _expand(argument, is_supported, found.skipped):
            if source not in seen:
                seen.add(source)
                found.sources.append(source)
    return found


def _expand(argument: str, is_supported: Callable[[Path], bool], skipped: list[Skipped]) -> Iterator[str]:
    path = Path(argument)
    if argument == STDIN or not path.is_dir():
        yield argument
        return
    files = sorted((file for file in _walk(argument)), key=natural_key)
    for file in files:
        if is_supported(Path(file)):
            yield file
        else:
            skipped.append(Skipped(file))


def _walk(folder: str) -> Iterator[str]:
    """Yield the files below a folder, joined with its path as the user gave it; a loop of links is cut."""
    seen: set[tuple[int, int]] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        status = Path(root).stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(root, name) for name in files if not name.startswith("."))  # noqa: PTH118
