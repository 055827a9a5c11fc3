"""What the store knows of the inputs of a run, so that only the rest is read; and keeping what was read."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from scanner.batch import Task
from scanner.inputs import STDIN
from scanner.jobs import LIMITS, Done, Opened, Read
from scanner.model import Document, Posting, Resume, Unreadable
from scanner.remote import is_address, stamp_at
from scanner.shortlist import summarize
from scanner.store import Dated, Kept, Kind, Stamp, Store, hash_of, stamp_of

if TYPE_CHECKING:
    from scanner.pipeline import Pipeline

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one input before it is read; nothing at all where it is no plain file."""

    source: str
    stamp: Stamp | None = None
    sha256: str | None = None
    kept: Kept | None = None

    @property
    def meaning(self) -> Resume | Posting | None:
        """What it says, under the name that it has in this run."""
        meaning = self.kept.meaning if self.kept else None
        return replace(meaning, source=self.source) if meaning else None

    @property
    def document(self) -> Document | None:
        """Its text, where no more is known: it is to be understood anew."""
        document = self.kept.document if self.kept else None
        return replace(document, source=self.source) if isinstance(document, Document) else None

    @property
    def unreadable(self) -> Unreadable | None:
        """Why it can't be read, where that is known."""
        document = self.kept.document if self.kept else None
        return replace(document, source=self.source) if isinstance(document, Unreadable) else None


class Understands(Protocol[T_co]):
    """A job of the workers whose result can also be had from what is known."""

    kind: ClassVar[str]

    def recalled(self, pipeline: "Pipeline", meaning: Any) -> T_co:  # noqa: ANN401  (a Resume or a Posting, by `kind`)
        """Return what the job would have made of the document."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The store as one run uses it."""

    store: Store
    pipeline: "Pipeline"
    as_of: date

    def through(
        self,
        sources: Sequence[str],
        job: Understands[T],
        read: Callable[[Iterable[Task]], Iterator[list[Done[T]]]],
        window: int,
    ) -> Iterator[list[Done[T]]]:
        """Yield what comes of each source, in their order; `read` has the workers read what is not known.

        So many sources as `window` says are looked up together, and handed to the workers together.
        """
        for start in range(0, len(sources), window):
            known = self._recall(sources[start : start + window], Kind(job.kind))
            yield from self._window(known, job, read)
        self.store.flush()

    def recalled(self, hashes: Mapping[str, str], job: Understands[T]) -> list[T]:
        """Return what the job makes of stored documents, in the order of `hashes`, which gives each its source."""
        known = self.store.recall(hashes, Kind(job.kind), self.as_of)
        return [
            job.recalled(self.pipeline, replace(meaning, source=source))
            for sha256, source in hashes.items()
            if sha256 in known and (meaning := known[sha256].meaning) is not None
        ]

    def _window(
        self, known: Sequence[Known], job: Understands[T], read: Callable[[Iterable[Task]], Iterator[list[Done[T]]]]
    ) -> Iterator[list[Done[T]]]:
        wanted = _firsts(known)
        groups = read(_task(one) for one in wanted)
        first_of = {one.sha256: one.source for one in wanted}
        fresh: dict[str, Kept] = {}
        for looked_up in known:
            one = looked_up
            if one.kept is None and one.sha256 in fresh:
                one = replace(one, kept=fresh[one.sha256])
            if one.meaning is not None:
                yield [Read(one.source, job.recalled(self.pipeline, one.meaning), one.sha256)]
            elif one.unreadable is not None:
                yield [one.unreadable]
            else:
                if one.sha256 and first_of[one.sha256] != one.source:
                    # Twice the same e-mail: what is in it has a name of its own each time.
                    rest = list(groups)
                    groups = chain(read([_task(one)]), rest)
                group = next(groups)
                if one.document and isinstance(group[0], Read):
                    group = [replace(group[0], sha256=one.sha256)]
                if len(group) == 1 and not isinstance(group[0], Opened):
                    kept = self._keep(one, group[0], Kind(job.kind))
                    fresh |= {kept.sha256: kept} if kept else {}
                yield group

    def _recall(self, sources: Iterable[str], kind: Kind) -> list[Known]:
        """Return what is known of each source; a file that is new or was changed is opened for its hash.

        What lies at an address is not: it would be fetched twice.
        """
        stamps = {source: _stamp(source) for source in sources}
        hashes = self.store.hashes(stamp for stamp in stamps.values() if stamp)
        new = [stamp for stamp in stamps.values() if stamp and stamp.path not in hashes]
        hashes |= {stamp.path: sha256 for stamp in new if (sha256 := hash_of(stamp, LIMITS.file_bytes))}
        kept = self.store.recall(set(hashes.values()), kind, self.as_of)
        for stamp in new:
            if hashes.get(stamp.path) in kept:
                self.store.keep(stamp, Kept(hashes[stamp.path]), kind)
        return [
            Known(source, stamp, sha256, kept.get(sha256 or ""))
            for source, stamp in stamps.items()
            for sha256 in [hashes.get(stamp.path) if stamp else None]
        ]

    def _keep(self, known: Known, done: Read[Any] | Unreadable, kind: Kind) -> Kept | None:
        """Remember what was read, and return it as it would be recalled; None for what is no plain file."""
        sha256 = known.sha256 if isinstance(done, Unreadable) else done.sha256 or known.sha256
        if known.stamp is None or sha256 is None:
            return None
        if isinstance(done, Unreadable):
            kept = Kept(sha256, done)
        else:
            # A text that was stored before is not stored again.
            kept = Kept(sha256, None if known.document else done.document, done.meaning)
        self.store.keep(known.stamp, kept, kind, self._dated(kept))
        return kept

    def _dated(self, kept: Kept) -> Dated | None:
        if isinstance(kept.meaning, Resume):
            return summarize(kept.meaning, self.pipeline.catalog, self.as_of)
        return Dated(None, self.as_of, self.as_of + timedelta(days=1)) if kept.meaning else None


def _stamp(source: str) -> Stamp | None:
    if is_address(source):
        seen = stamp_at(source)
        return Stamp(source, *seen) if seen else None
    return None if source == STDIN else stamp_of(source)


def _firsts(known: Iterable[Known]) -> list[Known]:
    """Return what is to be read: of files with the same content the first."""
    wanted: dict[str, Known] = {}
    for one in known:
        if one.meaning is None and one.unreadable is None:
            wanted.setdefault(one.sha256 or one.source, one)
    return list(wanted.values())


def _task(known: Known) -> Task:
    """Return what is to be done; standard input is the parent's alone, so its content travels with the task."""
    data = sys.stdin.buffer.read(LIMITS.file_bytes + 1) if known.source == STDIN else None
    return Task(known.source, data, document=known.document)
