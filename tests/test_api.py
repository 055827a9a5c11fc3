import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from command import SAMPLES

import scanner
from scanner import fit, read_posting, read_resume
from scanner.errors import CatalogError, UnreadableError
from scanner.model import Candidate, Fit, Posting, Reason, Status

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def candidate() -> Candidate:
    return read_resume(SAMPLES / "resumes" / "gwendolyn-achterberg.pdf", as_of=DAY)


@pytest.fixture(scope="module")
def posting() -> Posting:
    return read_posting(str(SAMPLES / "postings" / "security-grc-lead.txt"))


def test_the_example_of_the_docstring(candidate: Candidate, posting: Posting) -> None:
    assert "isc2-cissp" in {holding.credential for holding in candidate.holdings if holding.status is Status.HELD}
    found = fit(candidate, posting, as_of=DAY)
    assert isinstance(found, Fit)
    assert found.score is not None
    assert 0 < found.score <= 100
    assert found.posting == posting.source


def test_time_for_study_is_an_argument(candidate: Candidate, posting: Posting) -> None:
    assert fit(candidate, posting, as_of=DAY, hours_per_week=40).score is not None


def test_today_is_the_default(posting: Posting) -> None:
    candidate = read_resume(SAMPLES / "resumes" / "linnea-hallberg.pdf")
    assert fit(candidate, posting).score == 0


def test_what_comes_back_is_frozen(candidate: Candidate) -> None:
    with pytest.raises(AttributeError):
        candidate.source = "other"  # type: ignore[misc]
    assert hash(candidate) == hash(candidate)


@pytest.mark.parametrize("read", [read_resume, read_posting])
def test_a_file_that_cannot_be_read_is_an_error_that_says_why(
    read: type[Candidate] | type[Posting], tmp_path: Path
) -> None:
    with pytest.raises(UnreadableError, match="no such file") as caught:
        read(tmp_path / "missing.pdf")
    assert caught.value.reason == Reason.NOT_FOUND


def test_broken_patterns_are_an_error_that_says_where(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "own.yaml").write_text("- id: own-one\n  nmae: One\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"own\.yaml"):
        read_posting(SAMPLES / "postings" / "ml-engineer.txt", patterns=[tmp_path])


@pytest.mark.parametrize("name", ["read_resume", "read_posting", "fit"])
def test_everything_public_is_documented(name: str) -> None:
    assert name in scanner.__all__
    assert inspect.getdoc(getattr(scanner, name))


def test_the_errors_are_named_in_the_documentation() -> None:
    text = str(inspect.getdoc(read_resume))
    assert "UnreadableError" in text
    assert "CatalogError" in text


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys; from scanner import read_resume, read_posting, fit; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "scanner" in loaded
    assert not {"spacy", "pypdfium2", "pdfplumber", "yaml", "click", "rich", "numpy"} & set(loaded)
