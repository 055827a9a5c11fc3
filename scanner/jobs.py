"""What a worker does with a document: read it, understand it, and make of it what the run is for."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from scanner import extract
from scanner.batch import Split, Task, grant
from scanner.errors import UnreadableError
from scanner.extract.limits import VARIABLE, stated
from scanner.model import Candidate, Document, Door, Market, Posting, Reason, Resume, Unreadable
from scanner.remote import bytes_at, is_address

if TYPE_CHECKING:
    # `scan text` needs no spaCy and does not wait for it.
    from scanner.pipeline import Pipeline

T = TypeVar("T")

LIMITS = stated(os.environ.get(VARIABLE, ""))
LIMITS = replace(LIMITS, before_ocr=lambda: grant(LIMITS.ocr_seconds))


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What was made of one document, and the hash of the file that holds it (None: it stands in another)."""

    source: str
    value: T
    sha256: str | None
    #: what the store keeps: the text, and what it means whatever the day
    document: Document | None = None
    meaning: Resume | Posting | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An e-mail, whose documents come after it; what these are called (`mail.eml/cv.pdf`) opens no file."""

    source: str
    sha256: str
    parts: tuple[str, ...]
    #: attachments that no reader knows
    skipped: tuple[str, ...]


Outcome = Read[T] | Split[Read[T] | Opened]
Done = Read[T] | Opened | Unreadable


@dataclass(frozen=True, slots=True)
class AsPosting:
    """The job of a worker that reads postings."""

    kind: ClassVar[str] = "posting"

    as_of: date
    #: what other postings ask for, where that is known
    market: Market | None = None

    def __call__(self, pipeline: "Pipeline", task: Task) -> Outcome[Posting]:
        """Return what the posting asks for, and what is wrong with it."""
        return read_task(task, lambda document: self._understood(pipeline, document))

    def _understood(self, pipeline: "Pipeline", document: Document) -> Read[Posting]:
        posting = pipeline.checked(document, self.as_of, self.market)
        return Read(document.source, posting, None, document, posting)

    def recalled(self, _pipeline: "Pipeline", meaning: Posting) -> Posting:
        """Return what the posting asks for, which is known."""
        return meaning


@dataclass(frozen=True, slots=True)
class Matched:
    """A candidate with the fits, and which credentials would open most of the postings."""

    candidate: Candidate
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class AsResume:
    """The job of a worker that reads resumes: understand, and match with each posting."""

    kind: ClassVar[str] = "resume"

    as_of: date
    postings: tuple[Posting, ...] = ()
    hours_per_week: float | None = None

    def __call__(self, pipeline: "Pipeline", task: Task) -> Outcome[Matched]:
        """Return the candidate with the fits."""
        return read_task(task, lambda document: self._understood(pipeline, document))

    def _understood(self, pipeline: "Pipeline", document: Document) -> Read[Matched]:
        resume = pipeline.claims(document)
        return Read(document.source, self.recalled(pipeline, resume), None, document, resume)

    def recalled(self, pipeline: "Pipeline", resume: Resume) -> Matched:
        """Return the candidate with the fits, by what the resume is known to say."""
        candidate = pipeline.settle(resume, self.as_of)
        fits, doors = pipeline.fits(candidate, self.postings, self.as_of, hours_per_week=self.hours_per_week)
        return Matched(replace(candidate, fits=fits), doors)


@dataclass(frozen=True, slots=True)
class AsText:
    """The job of a worker that only reads."""

    def __call__(self, _nothing: object, task: Task) -> Outcome[Document]:
        """Return the document."""
        return read_task(task, lambda document: Read(document.source, document, None))


def read_task(task: Task, understood: Callable[[Document], Read[T]]) -> Outcome[T]:
    """Return what is made of a document, or the documents in it; raises `UnreadableError`."""
    if task.document is not None:
        return understood(task.document)
    place = task.address or (task.source if task.inside is None else task.inside)
    data = bytes_of(place) if task.data is None else task.data
    if task.inside is not None:
        return _read_part(task, data, understood)
    suffix = Path(place).suffix.lower()
    digest = hashlib.sha256(data).hexdigest()
    contents = extract.contents(data, limits=LIMITS, suffix=suffix)
    if contents is None:
        document = extract.read_bytes(data, source=task.source, limits=LIMITS, suffix=suffix)
        return replace(understood(document), sha256=digest)
    parts = [Task(_below(task, name), task.data, task.source, number, task.address) for number, name in contents.parts]
    skipped = tuple(_below(task, name) for name in contents.skipped)
    mail = Opened(task.source, digest, tuple(part.source for part in parts), skipped)
    if all(part.source == task.source for part in parts):
        # A letter alone is the document, and has to say something.
        document = extract.read_bytes(data, source=task.source, limits=LIMITS, suffix=suffix)
        return Split((replace(mail, parts=(task.source,)), understood(document)), ())
    return Split((mail,), tuple(parts))


def bytes_of(source: str) -> bytes:
    """Return what a file holds, here or at an address; raises `UnreadableError`."""
    if is_address(source):
        return bytes_at(source, LIMITS.file_bytes)
    return extract.bytes_of(Path(source), LIMITS)


def _below(task: Task, name: str) -> str:
    return f"{task.source}/{name}" if name else task.source


def _read_part(task: Task, data: bytes, understood: Callable[[Document], Read[T]]) -> Outcome[T]:
    try:
        return understood(extract.read_part(data, task.part, source=task.source, limits=LIMITS))
    except UnreadableError as error:
        if task.source == task.inside and error.reason == Reason.NO_TEXT:
            # A letter that says nothing beside what it brings is no document.
            return Split((), ())
        raise
