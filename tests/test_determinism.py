"""The same documents give the same bytes: whatever the order of sets, the number of workers, and how often."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from command import ROOT, SAMPLES, scan

from scanner import extract
from scanner.model import Results
from scanner.pipeline import pipeline_for
from scanner.report import ReportOptions
from scanner.report.to_json import dump, report
from tests.builders import AS_OF

_RUN = (
    "samples/resumes",
    "--against",
    "samples/postings",
    "--what-if",
    "--as-of",
    AS_OF.isoformat(),
    "--store",
    "none",
)
_FORMATS = ("json", "html")


def _bytes(form: str, jobs: int, seed: int) -> bytes:
    command = [sys.executable, "-m", "scanner", *_RUN, "--format", form, "-j", str(jobs)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=environment)
    return done.stdout


@pytest.fixture(scope="module")
def first() -> dict[str, bytes]:
    return {form: _bytes(form, 1, 0) for form in _FORMATS}


@pytest.mark.parametrize(("form", "jobs", "seed"), [("json", 2, 1), ("json", 8, 2), ("html", 8, 3)])
def test_workers_and_the_order_of_sets_change_no_byte(form: str, jobs: int, seed: int, first: dict[str, bytes]) -> None:
    assert _bytes(form, jobs, seed) == first[form]


def test_the_order_of_the_arguments_changes_no_result() -> None:
    resumes = [f"samples/resumes/{name}.pdf" for name in ("imogen-vale", "saoirse-duffin", "yuki-hartmann")]
    postings = [f"samples/postings/{name}.txt" for name in ("ml-engineer", "ai-consultant")]
    found = []
    for order in (1, -1):
        against = [word for posting in postings[::order] for word in ("--against", posting)]
        report = json.loads(scan(*resumes[::order], *against, *_RUN[3:], "--format", "json").out)
        fits = {one["source"]: {fit["posting"]: fit for fit in one["fits"]} for one in report["candidates"]}
        doors = [{**door, "opens": sorted(door["opens"])} for door in report["doors"]]
        changes = sorted(report["what_if"], key=lambda one: (one["posting"], one["message"]))
        found.append((list(fits), fits, doors, changes))
    assert found[0] == found[1]


def test_a_hundred_runs_give_the_same_bytes() -> None:
    pipeline = pipeline_for(())
    resume = pipeline.claims(extract.read(SAMPLES / "resumes" / "saoirse-duffin.pdf"))
    postings = tuple(map(pipeline.read_posting, sorted((SAMPLES / "postings").iterdir())))

    def run() -> str:
        candidate = pipeline.settle(resume, AS_OF)
        fits, doors = pipeline.fits(candidate, postings, AS_OF)
        found = Results(AS_OF.isoformat(), postings, (replace(candidate, fits=fits),), doors=doors)
        return dump(report(found, ReportOptions()))

    assert len({run() for _ in range(100)}) == 1
