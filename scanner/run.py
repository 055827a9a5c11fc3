"""One run of the command: plan -> batch -> results in the order of the report.

Workers read, understand and match; the parent ranks. What cannot be read becomes a value of the report.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import scanner
from scanner.batch import Batch, Job, Task
from scanner.doubles import with_doubles
from scanner.errors import UnreadableError
from scanner.inputs import STDIN, Inputs, natural_key
from scanner.jobs import LIMITS, AsPosting, AsResume, AsText, Done, Opened, Read, bytes_of
from scanner.model import Candidate, Document, Explanation, Market, Posting, Results, Skipped, Unreadable, WhatIf
from scanner.remote import is_address

if TYPE_CHECKING:
    # `scan text` needs no spaCy and does not wait for it.
    from scanner.catalog import Catalog
    from scanner.pipeline import Pipeline
    from scanner.recall import Memory, Understands

C = TypeVar("C")
T = TypeVar("T")
#: called with how many documents of a file that is done could not be read
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to scan, against what, and for which day."""

    resumes: Inputs
    postings: Inputs
    as_of: date
    hours_per_week: float | None = None
    #: whether to say what other requirements would gain
    what_if: bool = False
    #: what is known already; None: everything is read
    memory: "Memory | None" = None
    #: what the user asked for, for the manifest: a later run does the same by it
    options: tuple[tuple[str, object], ...] = ()


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
    resumes = _collect(batch, job, plan.resumes, tick, plan.memory)
    found = with_doubles([each.candidate for each in resumes.values], dict(resumes.hashes))
    candidates = ranked(found, postings.values)
    opened = {each.candidate.source: each.doors for each in resumes.values}
    return Results(
        as_of=plan.as_of.isoformat(),
        postings=tuple(postings.values),
        candidates=tuple(candidates),
        doors=tuple(door for candidate in candidates for door in opened[candidate.source]),
        what_if=_what_if(plan, postings.values, candidates, catalog) if plan.what_if else (),
        unreadable=(*postings.unreadable, *resumes.unreadable),
        skipped=(*plan.postings.skipped, *plan.resumes.skipped),
        manifest=_manifest(catalog, plan, (*postings.hashes, *resumes.hashes)),
    )


def from_store(memory: "Memory", plan: Plan, postings: Found[Posting], best: Mapping[str, str]) -> Results:
    """Return the report on stored resumes, given as hash and source, best first."""
    job = AsResume(plan.as_of, tuple(postings.values), plan.hours_per_week)
    return Results(
        as_of=plan.as_of.isoformat(),
        postings=tuple(postings.values),
        candidates=tuple(each.candidate for each in memory.recalled(best, job)),
        unreadable=tuple(postings.unreadable),
        skipped=tuple(plan.postings.skipped),
        manifest=_manifest(
            memory.pipeline.catalog, plan, (*postings.hashes, *((source, sha256) for sha256, source in best.items()))
        ),
    )


def _what_if(
    plan: Plan, postings: Sequence[Posting], candidates: Sequence[Candidate], catalog: "Catalog"
) -> tuple[WhatIf, ...]:
    from scanner.whatif import what_if  # noqa: PLC0415

    return tuple(one for posting in postings for one in what_if(posting, candidates, catalog, plan.as_of))


def explained(results: Results, pipeline: "Pipeline", as_of: date, hours_per_week: float | None = None) -> Explanation:
    """Return the page for the only candidate of the results, before the only posting."""
    (candidate,), (posting,) = results.candidates, results.postings
    hours = hours_per_week or pipeline.catalog.advice.hours_per_week
    smallest, score_after = pipeline.smallest_change(candidate, posting, as_of, hours_per_week=hours)
    return Explanation(results.as_of, posting, candidate, smallest, score_after, hours, results.manifest)


def stream(
    batch: "Batch[Pipeline]", plan: Plan, postings: Sequence[Posting], tick: Tick = lambda _: None
) -> Iterator[Candidate | Unreadable]:
    """Yield each resume of the plan as soon as it and those before it are done, in the order of the arguments."""
    yield from plan.resumes.unreadable
    job = AsResume(plan.as_of, tuple(postings), plan.hours_per_week)
    for done, _ in _done(batch, job, plan.resumes, tick, plan.memory):
        if isinstance(done, Unreadable):
            yield done
        elif isinstance(done, Read):
            yield done.value.candidate


def check(
    batch: "Batch[Pipeline]", postings: Inputs, as_of: date, tick: Tick = lambda _: None, market: Market | None = None
) -> Results:
    """Return what each posting asks for, and what is wrong with it."""
    found = _collect(batch, AsPosting(as_of, market), postings, tick)
    return Results(as_of.isoformat(), tuple(found.values), (), tuple(found.unreadable), tuple(postings.skipped))


def read_resumes(batch: "Batch[Pipeline]", resumes: Inputs, as_of: date, tick: Tick = lambda _: None) -> Results:
    """Return what each resume holds, in the order of the inputs, without a posting."""
    found = _collect(batch, AsResume(as_of), resumes, tick)
    candidates = tuple(each.candidate for each in found.values)
    return Results(as_of.isoformat(), (), candidates, tuple(found.unreadable), tuple(resumes.skipped))


def read_postings(
    batch: "Batch[Pipeline]",
    postings: Inputs,
    as_of: date,
    tick: Tick = lambda _: None,
    memory: "Memory | None" = None,
) -> Found[Posting]:
    """Return what each posting asks for, and which could not be read."""
    return _collect(batch, AsPosting(as_of), postings, tick, memory)


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
    if is_address(task.source):
        return _sha256_at(task.source)
    path = Path(task.source)
    try:
        # Opening a pipe would wait for somebody to write to it.
        if not path.is_file() or path.stat().st_size > LIMITS.file_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _sha256_at(address: str) -> str | None:
    try:
        data = bytes_of(address)
    except UnreadableError:
        return None
    return hashlib.sha256(data).hexdigest() if len(data) <= LIMITS.file_bytes else None


def _collect(
    batch: Batch[C], job: Job[C, Read[T] | Opened], inputs: Inputs, tick: Tick, memory: "Memory | None" = None
) -> Found[T]:
    found: Found[T] = Found(unreadable=[*inputs.unreadable])
    for done, is_file in _done(batch, job, inputs, tick, memory):
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
    batch: Batch[C], job: Job[C, Read[T] | Opened], inputs: Inputs, tick: Tick, memory: "Memory | None"
) -> Iterator[tuple[Done[T], bool]]:
    """Yield what was made of each document, and whether it is a file; those in an e-mail come behind it."""
    read = partial(_groups, batch, job)
    # Only the jobs that understand come with a memory.
    known = memory and memory.through(inputs.sources, cast("Understands[T]", job), read, batch.window)
    for group in known or read(tasks_of(inputs.sources)):
        tick(sum(isinstance(done, Unreadable) for done in group))
        for place, done in enumerate(group):
            if isinstance(done, Opened):
                inputs.skipped.extend(map(Skipped, done.skipped))
            yield done, place == 0


def _groups(batch: Batch[C], job: Job[C, Read[T] | Opened], tasks: Iterable[Task]) -> Iterator[list[Done[T]]]:
    """Yield what comes of each task: one document, or an e-mail with its documents behind it."""
    group: list[Done[T]] = []
    inside: frozenset[str] = frozenset()
    done: Any  # which is not worked out of a job's type
    for done in batch.run(job, tasks):
        if done.source in inside:
            group.append(done)
            continue
        if group:
            yield group
        group, inside = [], frozenset()
        if isinstance(done, Opened):
            group, inside = [done], frozenset(done.parts)
        else:
            yield [done]
    if group:
        yield group


def tasks_of(sources: Iterable[str]) -> Iterator[Task]:
    """Give what to read; standard input is the parent's alone, so its content travels with the task."""
    for source in sources:
        yield Task(source, sys.stdin.buffer.read(LIMITS.file_bytes + 1) if source == STDIN else None)


def _worst_last(candidate: Candidate) -> tuple[float, int, float]:
    fit = candidate.fits[0]
    return (-(fit.score if fit.score is not None else -1.0), -fit.required_met, -fit.confidence)


def _manifest(catalog: "Catalog", plan: Plan, inputs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, object], ...]:
    """Return what a later run needs to do the same, and to tell why it differs."""
    weights = asdict(catalog.weights)
    credit = tuple(weights.pop("credit").items())
    return (
        ("version", scanner.__version__),
        ("patterns", catalog.digest),
        ("weights", (("credit", credit), *weights.items())),
        ("options", plan.options),
        ("inputs", inputs),
    )
