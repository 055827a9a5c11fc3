"""One run of `scan market`: postings from files and from the rows of exports, counted as they are understood.

Nothing is kept of a posting but its counts and a fingerprint of eight bytes: 100,000 rows take hardly more memory
than 100.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scanner.batch import Batch, Task
from scanner.exports import Row, Wanted, is_export, read_rows
from scanner.extract.row import read_row
from scanner.inputs import Inputs
from scanner.jobs import Opened, Outcome, Read, read_task
from scanner.market import MarketCounter, fingerprint
from scanner.model import Document, Posting, Skipped, Survey, Unreadable
from scanner.run import Tick, tasks_of

if TYPE_CHECKING:
    from scanner.catalog import Catalog
    from scanner.pipeline import Pipeline

#: what could not be read is listed up to here, and counted beyond
_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting needs of a posting: what it asks for, without evidence, and the fingerprint of its text."""

    posting: Posting
    fingerprint: int


@dataclass(frozen=True, slots=True)
class AsCounted:
    """The job of a worker that reads the files of postings that are counted."""

    def __call__(self, pipeline: "Pipeline", task: Task) -> Outcome[Counted]:
        """Return what the posting asks for."""
        return read_task(task, lambda document: self._understood(pipeline, document))

    def _understood(self, pipeline: "Pipeline", document: Document) -> Read[Counted]:
        counted = Counted(_bare(pipeline.posting(document)), fingerprint(document.text))
        return Read(document.source, counted, None)


@dataclass(frozen=True, slots=True)
class AsRow:
    """The job of a worker that gets rows of an export: the title in the first line, then the text."""

    def __call__(self, pipeline: "Pipeline", task: Task) -> Posting:
        """Return what the posting asks for."""
        title, _, text = (task.data or b"").decode("utf-8").partition("\n")
        posting = _bare(pipeline.posting(read_row(title, text, source=task.source)))
        return replace(posting, title=title or posting.title)


@dataclass(slots=True)
class _Unread:
    first: list[Unreadable] = field(default_factory=list)
    total: int = 0

    def add(self, one: Unreadable) -> None:
        self.total += 1
        if self.total <= _MOST_LISTED:
            self.first.append(one)


def survey(
    batch: "Batch[Pipeline]", postings: Inputs, wanted: Wanted, catalog: "Catalog", tick: Tick = lambda _: None
) -> Survey:
    """Return what the postings ask for; `tick` is called with each file that is done, an export with all its rows.

    Raises `ScannerError` where an export can't be read for want of a library.
    """
    counter, unread = MarketCounter(catalog), _Unread()
    for one in postings.unreadable:
        unread.add(one)
    exports = [source for source in postings.sources if is_export(Path(source))]
    _count_files(batch, postings, counter, unread, tick)
    for source in exports:
        before = unread.total
        for posting in batch.run(AsRow(), _rows(source, wanted, counter, unread)):
            if isinstance(posting, Unreadable):
                unread.add(posting)
            else:
                counter.add(posting)
        tick(unread.total - before)
    return Survey(counter.market(), tuple(unread.first), unread.total)


def _count_files(
    batch: "Batch[Pipeline]", postings: Inputs, counter: MarketCounter, unread: _Unread, tick: Tick
) -> None:
    files = dict.fromkeys(source for source in postings.sources if not is_export(Path(source)))
    waiting = set(files)
    done: Any  # which is not worked out of a job's type
    job: Any = AsCounted()
    for done in batch.run(job, tasks_of(files)):
        if done.source in waiting:
            # what stands in an e-mail is no file of the list
            waiting.discard(done.source)
            tick(int(isinstance(done, Unreadable)))
        if isinstance(done, Unreadable):
            unread.add(done)
        elif isinstance(done, Opened):
            postings.skipped.extend(map(Skipped, done.skipped))
        elif counter.is_new(done.value.fingerprint):
            counter.add(done.value.posting)


def _rows(source: str, wanted: Wanted, counter: MarketCounter, unread: _Unread) -> Iterator[Task]:
    """Yield the rows of an export that no row before them says already."""
    for row in read_rows(source, wanted):
        if isinstance(row, Row):
            if counter.is_new(fingerprint(row.text)):
                yield Task(row.source, f"{row.title}\n{row.text}".encode("utf-8", errors="replace"))
        else:
            unread.add(row)


def _bare(posting: Posting) -> Posting:
    """Return a posting without its evidence, which nobody counts."""
    return replace(posting, requirements=tuple(replace(one, evidence=()) for one in posting.requirements))
