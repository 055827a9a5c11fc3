"""One run of the command: read every document once, match, and put the results in the order of the report.

A document that cannot be read becomes a value of the report; it never costs the others.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import scanner
from scanner import extract
from scanner.errors import UnreadableError
from scanner.inputs import STDIN, Inputs, natural_key
from scanner.model import Candidate, Document, Posting, Reason, Results, Unreadable
from scanner.pipeline import Pipeline

T = TypeVar("T")
Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to scan, against what, and for which day."""

    resumes: Inputs
    postings: Inputs
    as_of: date
    hours_per_week: float | None = None


def scan(pipeline: Pipeline, plan: Plan, tick: Tick = lambda _: None) -> Results:
    """Return everything that one run finds; `tick` is called with each source that is done."""
    unreadable: list[Unreadable] = []
    postings = read_all(plan.postings.sources, pipeline.posting, unreadable, tick)
    candidates = read_all(plan.resumes.sources, lambda d: pipeline.resume(d, plan.as_of), unreadable, tick)
    matched = [
        replace(
            candidate,
            fits=tuple(pipeline.fit(candidate, p, plan.as_of, hours_per_week=plan.hours_per_week) for p in postings),
        )
        for candidate in candidates
    ]
    return Results(
        as_of=plan.as_of.isoformat(),
        postings=tuple(postings),
        candidates=tuple(ranked(matched, postings)),
        unreadable=tuple(unreadable),
        skipped=(*plan.postings.skipped, *plan.resumes.skipped),
        manifest=_manifest(pipeline, plan),
    )


def check(pipeline: Pipeline, postings: Inputs, as_of: date, tick: Tick = lambda _: None) -> Results:
    """Return what each posting asks for."""
    unreadable: list[Unreadable] = []
    found = read_all(postings.sources, pipeline.posting, unreadable, tick)
    return Results(as_of.isoformat(), tuple(found), (), tuple(unreadable), tuple(postings.skipped))


def read_all(
    sources: Iterable[str],
    understand: Callable[[Document], T],
    unreadable: list[Unreadable],
    tick: Tick = lambda _: None,
) -> list[T]:
    """Return what `understand` makes of each document; what cannot be read is added to `unreadable`."""
    found: list[T] = []
    for source in sources:
        try:
            found.append(understand(read_source(source)))
        except UnreadableError as error:
            unreadable.append(Unreadable(source, Reason(error.reason), str(error)))
        except Exception as error:  # noqa: BLE001  (one bad document never costs the others)
            message = f"the scanner failed on this document ({type(error).__name__}): please report it"
            unreadable.append(Unreadable(source, Reason.CRASHED, message))
        tick(source)
    return found


def read_source(source: str) -> Document:
    """Return the document of a path or of standard input; raises `UnreadableError`."""
    if source == STDIN:
        return extract.read_bytes(sys.stdin.buffer.read(), source=STDIN)
    return extract.read(Path(source), source=source)


def ranked(candidates: Sequence[Candidate], postings: Sequence[Posting]) -> list[Candidate]:
    """Return the candidates best first for one posting, else by source in natural order (`fit.md`, Score)."""
    by_source = sorted(candidates, key=lambda candidate: natural_key(candidate.source))
    if len(postings) != 1:
        return by_source
    return sorted(by_source, key=_worst_last, reverse=False)


def _worst_last(candidate: Candidate) -> tuple[float, int, float]:
    fit = candidate.fits[0]
    return (-(fit.score if fit.score is not None else -1.0), -fit.required_met, -fit.confidence)


def _manifest(pipeline: Pipeline, plan: Plan) -> tuple[tuple[str, object], ...]:
    """Return what a later run needs to tell why it differs: version, patterns, weights, inputs."""
    weights = asdict(pipeline.catalog.weights)
    credit = tuple(weights.pop("credit").items())
    hashes = ((source, _sha256(source)) for source in (*plan.postings.sources, *plan.resumes.sources))
    return (
        ("version", scanner.__version__),
        ("patterns", pipeline.catalog.digest),
        ("weights", (("credit", credit), *weights.items())),
        ("inputs", tuple((source, digest) for source, digest in hashes if digest is not None)),
    )


def _sha256(source: str) -> str | None:
    if source == STDIN:
        return None
    try:
        with Path(source).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
