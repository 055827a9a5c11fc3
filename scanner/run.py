"""One run of the command: plan -> batch -> results in the order of the report.

Workers read, understand and match; the parent ranks. What cannot be read becomes a value of the report.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import scanner
from scanner import extract
from scanner.batch import Batch, Job, Split, Task, grant
from scanner.doubles import with_doubles
from scanner.errors import UnreadableError
from scanner.inputs import STDIN, Inputs, natural_key
from scanner.model import Candidate, Document, Market, Posting, Reason, Results, Skipped, Unreadable

if TYPE_CHECKING:
    # `scan text` needs no spaCy and does not wait for it.
    from scanner.catalog import Catalog
    from scanner.pipeline import Pipeline

C = TypeVar("C")
T = TypeVar("T")
Tick = Callable[[str], None]

_LIMITS = extract.Limits(before_ocr=lambda: grant(extract.Limits().ocr_seconds))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to scan, against what, and for which day."""

    resumes: Inputs
    postings: Inputs
    as_of: date
    hours_per_week: float | None = None


@dataclass(frozen=True, slots=True)
class AsPosting:
    """The job of a worker that reads postings."""

    as_of: date
    #: what other postings ask for, where that is known
    market: Market | None = None

    def __call__(self, pipeline: "Pipeline", task: Task) -> "Outcome[Posting]":
        """Return what the posting asks for, and what is wrong with it."""
        return _read(task, lambda document: pipeline.checked(document, self.as_of, self.market))


@dataclass(frozen=True, slots=True)
class AsResume:
    """The job of a worker that reads resumes: understand, and match with each posting."""

    as_of: date
    postings: tuple[Posting, ...] = ()
    hours_per_week: float | None = None

    def __call__(self, pipeline: "Pipeline", task: Task) -> "Outcome[Candidate]":
        """Return the candidate with the fits."""
        return _read(task, lambda document: self._matched(pipeline, document))

    def _matched(self, pipeline: "Pipeline", document: Document) -> Candidate:
        candidate = pipeline.resume(document, self.as_of)
        fits = (
            pipeline.fit(candidate, posting, self.as_of, hours_per_week=self.hours_per_week)
            for posting in self.postings
        )
        return replace(candidate, fits=tuple(fits))


def nothing() -> None:
    """Return what the job that only reads needs."""


@dataclass(frozen=True, slots=True)
class AsText:
    """The job of a worker that only reads."""

    def __call__(self, _nothing: object, task: Task) -> "Outcome[Document]":
        """Return the document."""
        return _read(task, lambda document: document)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What was made of one document, and the hash of the file that holds it (None: it stands in another)."""

    source: str
    value: T
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """An e-mail, whose documents come after it; what these are called (`mail.eml/cv.pdf`) opens no file."""

    source: str
    sha256: str
    parts: tuple[str, ...]
    #: attachments that no reader knows
    skipped: tuple[str, ...]


Outcome = Read[T] | Split[Read[T] | Opened]


@dataclass(slots=True)
class Found(Generic[T]):
    """What was made of a list of inputs, in their order."""

    values: list[T] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    hashes: list[tuple[str, str]] = field(default_factory=list)


def scan(
    batch: "Batch[Pipeline]",
    plan: Plan,
    postings: Found[Posting],
    catalog: "Catalog",
    tick: Tick = lambda _: None,
) -> Results:
    """Return everything that one run finds; `postings` are those of the plan, read before.

    `tick` is called with each resume that is done.
    """
    job = AsResume(plan.as_of, tuple(postings.values), plan.hours_per_week)
    resumes = _collect(batch, job, plan.resumes, tick)
    return Results(
        as_of=plan.as_of.isoformat(),
        postings=tuple(postings.values),
        candidates=tuple(ranked(with_doubles(resumes.values, dict(resumes.hashes)), postings.values)),
        unreadable=(*postings.unreadable, *resumes.unreadable),
        skipped=(*plan.postings.skipped, *plan.resumes.skipped),
        manifest=_manifest(catalog, (*postings.hashes, *resumes.hashes)),
    )


def stream(
    batch: "Batch[Pipeline]", plan: Plan, postings: Sequence[Posting], tick: Tick = lambda _: None
) -> Iterator[Candidate | Unreadable]:
    """Yield each resume of the plan as soon as it and those before it are done, in the order of the arguments."""
    yield from plan.resumes.unreadable
    job = AsResume(plan.as_of, tuple(postings), plan.hours_per_week)
    for done, _ in _done(batch, job, plan.resumes, tick):
        if isinstance(done, Unreadable):
            yield done
        elif isinstance(done, Read):
            yield done.value


def check(
    batch: "Batch[Pipeline]", postings: Inputs, as_of: date, tick: Tick = lambda _: None, market: Market | None = None
) -> Results:
    """Return what each posting asks for, and what is wrong with it."""
    found = _collect(batch, AsPosting(as_of, market), postings, tick)
    return Results(as_of.isoformat(), tuple(found.values), (), tuple(found.unreadable), tuple(postings.skipped))


def read_resumes(batch: "Batch[Pipeline]", resumes: Inputs, as_of: date, tick: Tick = lambda _: None) -> Results:
    """Return what each resume holds, in the order of the inputs, without a posting."""
    found = _collect(batch, AsResume(as_of), resumes, tick)
    return Results(as_of.isoformat(), (), tuple(found.values), tuple(found.unreadable), tuple(resumes.skipped))


def read_postings(
    batch: "Batch[Pipeline]", postings: Inputs, as_of: date, tick: Tick = lambda _: None
) -> Found[Posting]:
    """Return what each posting asks for, and which could not be read."""
    return _collect(batch, AsPosting(as_of), postings, tick)


def read_texts(batch: Batch[None], documents: Inputs, tick: Tick = lambda _: None) -> Found[Document]:
    """Return the documents as the scanner sees them."""
    return _collect(batch, AsText(), documents, tick)


def ranked(candidates: Sequence[Candidate], postings: Sequence[Posting]) -> list[Candidate]:
    """Return the candidates best first for one posting, else by source in natural order (`fit.md`, Score)."""
    by_source = sorted(candidates, key=lambda candidate: natural_key(candidate.source))
    return sorted(by_source, key=_worst_last) if len(postings) == 1 else by_source


def sha256(task: Task) -> str | None:
    """Return the hash of a document's bytes; None for what is no file or too large to be read."""
    if task.data is not None:
        return hashlib.sha256(task.data).hexdigest()
    if task.source == STDIN:
        return None
    path = Path(task.source)
    try:
        # Opening a pipe would wait for somebody to write to it.
        if not path.is_file() or path.stat().st_size > _LIMITS.file_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _collect(batch: Batch[C], job: Job[C, Read[T] | Opened], inputs: Inputs, tick: Tick) -> Found[T]:
    found: Found[T] = Found(unreadable=[*inputs.unreadable])
    for done, is_file in _done(batch, job, inputs, tick):
        if isinstance(done, Unreadable):
            found.unreadable.append(done)
            digest = sha256(Task(done.source)) if is_file else None
        else:
            digest = done.sha256
            if isinstance(done, Read):
                found.values.append(done.value)
        if digest is not None:
            found.hashes.append((done.source, digest))
    return found


def _done(
    batch: Batch[C], job: Job[C, Read[T] | Opened], inputs: Inputs, tick: Tick
) -> Iterator[tuple[Read[T] | Opened | Unreadable, bool]]:
    """Yield what was made of each document, and whether it is a file; those in an e-mail come behind it."""
    inside: set[str] = set()
    done: Any  # which is not worked out of a job's type
    for done in batch.run(job, _tasks(inputs.sources)):
        is_file = done.source not in inside
        if isinstance(done, Opened):
            inside.update(done.parts)
            inputs.skipped.extend(map(Skipped, done.skipped))
        if is_file:
            tick(done.source)
        yield done, is_file


def _tasks(sources: Iterable[str]) -> Iterator[Task]:
    """Give what to read; standard input is the parent's alone, so its content travels with the task."""
    for source in sources:
        yield Task(source, sys.stdin.buffer.read(_LIMITS.file_bytes + 1) if source == STDIN else None)


def _read(task: Task, understood: Callable[[Document], T]) -> Outcome[T]:
    """Return what is made of a document, or the documents in it; raises `UnreadableError`."""
    path = Path(task.source if task.inside is None else task.inside)
    data = extract.bytes_of(path, _LIMITS) if task.data is None else task.data
    if task.inside is not None:
        return _read_part(task, data, understood)
    suffix = path.suffix.lower()
    digest = hashlib.sha256(data).hexdigest()
    contents = extract.contents(data, limits=_LIMITS, suffix=suffix)
    if contents is None:
        document = extract.read_bytes(data, source=task.source, limits=_LIMITS, suffix=suffix)
        return Read(task.source, understood(document), digest)
    parts = [Task(_below(task, name), task.data, task.source, number) for number, name in contents.parts]
    skipped = tuple(_below(task, name) for name in contents.skipped)
    mail = Opened(task.source, digest, tuple(part.source for part in parts), skipped)
    if all(part.source == task.source for part in parts):
        # A letter alone is the document, and has to say something.
        document = extract.read_bytes(data, source=task.source, limits=_LIMITS, suffix=suffix)
        return Split((replace(mail, parts=(task.source,)), Read(task.source, understood(document), None)), ())
    return Split((mail,), tuple(parts))


def _below(task: Task, name: str) -> str:
    return f"{task.source}/{name}" if name else task.source


def _read_part(task: Task, data: bytes, understood: Callable[[Document], T]) -> Outcome[T]:
    try:
        document = extract.read_part(data, task.part, source=task.source, limits=_LIMITS)
    except UnreadableError as error:
        if task.source == task.inside and error.reason == Reason.NO_TEXT:
            # A letter that says nothing beside what it brings is no document.
            return Split((), ())
        raise
    return Read(task.source, understood(document), None)


def _worst_last(candidate: Candidate) -> tuple[float, int, float]:
    fit = candidate.fits[0]
    return (-(fit.score if fit.score is not None else -1.0), -fit.required_met, -fit.confidence)


def _manifest(catalog: "Catalog", inputs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, object], ...]:
    """Return what a later run needs to tell why it differs: version, patterns, weights, inputs."""
    weights = asdict(catalog.weights)
    credit = tuple(weights.pop("credit").items())
    return (
        ("version", scanner.__version__),
        ("patterns", catalog.digest),
        ("weights", (("credit", credit), *weights.items())),
        ("inputs", inputs),
    )
