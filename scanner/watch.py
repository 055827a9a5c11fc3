"""A folder that fills all day: when something in it changes, and which of its files have come to rest.

A file that is being copied is there before it is whole, so what the system reports only wakes; what counts is that a
file looks the same for a while.
"""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from scanner.store import Stamp, stamp_of

#: reading a folder is an event too, and would wake who reads it, for ever
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip


class Rest:
    """Which files look the same for `seconds` already."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, tuple[Stamp | None, float]] = {}
        #: whether there is one that does not
        self.is_near = False

    def of(self, sources: Iterable[str], now: float) -> dict[str, Stamp | None]:
        """Return the files at rest, with their stamps; `now` in seconds of a clock that never goes back."""
        before, self._seen = self._seen, {}
        for source in sources:
            stamp = stamp_of(source)
            known = before.get(source)
            self._seen[source] = known if known and known[0] == stamp else (stamp, now)
        at_rest = {source: stamp for source, (stamp, since) in self._seen.items() if now - since >= self._seconds}
        self.is_near = len(at_rest) < len(self._seen)
        return at_rest


class _Waker(FileSystemEventHandler):
    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
        self._event.set()


@contextlib.contextmanager
def changes(places: Iterable[str]) -> Iterator[threading.Event]:
    """Give an event that is set whenever something changes in the folders among the places, or in one of their files.

    Raises `OSError` where the system can't watch them (too many folders, a file system that does not tell).
    """
    event = threading.Event()
    observer = Observer()
    observer.start()
    try:
        for folder, is_deep in _folders(places).items():
            observer.schedule(_Waker(event), folder, recursive=is_deep, event_filter=_CHANGES)
        yield event
    finally:
        observer.stop()
        observer.join()


def _folders(places: Iterable[str]) -> dict[str, bool]:
    """Return the folders to watch, and whether with all below them; of a file, the one that it is in."""
    folders: dict[str, bool] = {}
    for place in places:
        path = Path(place).resolve()
        is_deep = path.is_dir()
        folder = str(path if is_deep else path.parent)
        folders[folder] = folders.get(folder, False) or is_deep
    return {folder: is_deep for folder, is_deep in folders.items() if Path(folder).is_dir()}
