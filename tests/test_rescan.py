"""The score that a piece of advice promises is that of a new scan, once the resume says that the credential is held."""

from itertools import product
from pathlib import Path

import pytest
from command import SAMPLES

from scanner import extract
from scanner.model import Document
from scanner.pipeline import Pipeline, pipeline_for
from tests.builders import AS_OF

RESUMES = sorted((SAMPLES / "resumes").glob("*.pdf"))[::3]
POSTINGS = sorted((SAMPLES / "postings").iterdir())


def _with(path: Path, names: list[str]) -> Document:
    """Return the resume with a section more in front."""
    added = "".join(f"- {name}, issued {AS_OF:%d %B %Y}\n" for name in names)
    text = f"{extract.read(path).text}\n\nCERTIFICATIONS\n{added}"
    return extract.read_bytes(text.encode(), source="cv.txt")


def _promises(pipeline: Pipeline, path: Path, job: Path) -> list[tuple[float, float | None]]:
    posting = pipeline.read_posting(job)
    candidate = pipeline.resume(_with(path, []), AS_OF)
    found = []
    for advice in pipeline.fit(candidate, posting, AS_OF).advice:
        rescanned = pipeline.resume(_with(path, [pipeline.catalog.name(ref) for ref in advice.path]), AS_OF)
        found.append((advice.score_after, pipeline.fit(rescanned, posting, AS_OF).score))
    return found


@pytest.mark.parametrize(("path", "job"), list(product(RESUMES, POSTINGS)), ids=lambda path: path.stem)
def test_the_promise_is_kept(path: Path, job: Path) -> None:
    for promised, rescanned in _promises(pipeline_for(()), path, job):
        assert rescanned == promised
