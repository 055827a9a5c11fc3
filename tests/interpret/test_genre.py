"""What was given for a resume and reads like a posting, and the reverse: rarely missed, never a false alarm."""

from pathlib import Path

import pytest

from scanner import extract
from scanner.pipeline import Pipeline
from tests.command import ROOT, SAMPLES, scan

LABELLED = ROOT / "benchmarks" / "labelled"
RESUMES = sorted((*(LABELLED / "resumes").glob("*.txt"), *(SAMPLES / "resumes").glob("*.pdf")))
POSTINGS = sorted((*(LABELLED / "postings").glob("*.txt"), *(SAMPLES / "postings").iterdir()))
ALARMS = {"looks-like-a-posting", "looks-like-a-resume"}
#: of those that are swapped, so many are noticed
SHARE = 0.9


def _as_resume(pipeline: Pipeline, path: Path) -> bool:
    return any(warning.code in ALARMS for warning in pipeline.claims(extract.read(path)).warnings)


def _as_posting(pipeline: Pipeline, path: Path) -> bool:
    return any(finding.code in ALARMS for finding in pipeline.posting(extract.read(path)).findings)


def test_there_is_enough_to_judge_by() -> None:
    assert min(len(RESUMES), len(POSTINGS)) > 80


def test_what_is_right_raises_no_alarm(pipeline: Pipeline) -> None:
    wrong = [path.name for path in RESUMES if _as_resume(pipeline, path)]
    wrong += [path.name for path in POSTINGS if _as_posting(pipeline, path)]
    assert wrong == []


def test_what_is_swapped_is_noticed(pipeline: Pipeline) -> None:
    assert sum(_as_resume(pipeline, path) for path in POSTINGS) >= SHARE * len(POSTINGS)
    assert sum(_as_posting(pipeline, path) for path in RESUMES) >= SHARE * len(RESUMES)


@pytest.mark.parametrize("text", ["", "CKA", "Jane Roe\nCKA, PMP\n", "Requirements: CKA"])
def test_too_little_says_nothing(pipeline: Pipeline, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text or " \n.")
    assert not _as_resume(pipeline, path)
    assert not _as_posting(pipeline, path)


def test_the_user_is_told() -> None:
    swapped = scan(SAMPLES / "postings" / "ml-engineer.txt", "--against", SAMPLES / "resumes" / "imogen-vale.pdf")
    assert "this reads like a posting" in swapped.out
    told = scan("check", SAMPLES / "resumes" / "imogen-vale.pdf")
    assert "this reads like a resume" in told.out
