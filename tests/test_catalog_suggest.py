"""Entries for what the catalogue lacks: what resumes say, nothing more, and valid once completed."""

from pathlib import Path

import pytest
import yaml

from tests.command import scan

RESUME = "Jane Roe\n\nCertifications\n- {}, 2023\n"
NAMES = {
    "a": "Certified Widget Analyst (CWA)",
    "b": "Certified Widget Analyst (CWA)",
    "c": "CERTIFIED WIDGET ANALYST",
    "d": 'Advanced Loom "Pro" Practitioner',
}
BLANKS = {
    "# issuer: who awards it": "issuer: Acme",
    '# sources: [{url: "https://…", facts: [name]}]': 'sources: [{url: "https://example.com", facts: [name]}]',
    "# checked_on: YYYY-MM-DD": "checked_on: 2026-11-20",
}


@pytest.fixture
def resumes(tmp_path: Path) -> Path:
    folder = tmp_path / "resumes"
    folder.mkdir()
    for name, credential in NAMES.items():
        (folder / f"{name}.txt").write_text(RESUME.format(credential), encoding="utf-8")
    (folder / "e.txt").write_text("Jane Roe\n\nExperience\nHired two Certified Widget Analyst (CWA) holders.\n")
    return folder


def test_what_recurs_is_suggested_with_what_is_known(resumes: Path) -> None:
    done = scan("catalog", "suggest", resumes)
    assert done.code == 0
    assert "# in 3 resumes" in done.out
    assert yaml.safe_load(done.out) == [
        {
            "id": "certified-widget-analyst",
            "name": "Certified Widget Analyst",
            "families": [],
            "acronym": "CWA",
            "confidence": "low",
        }
    ]


def test_the_minimum_is_the_users(resumes: Path) -> None:
    assert len(yaml.safe_load(scan("catalog", "suggest", resumes, "--at-least", "1").out)) == 1 + len({"d"})
    none = scan("catalog", "suggest", resumes, "--at-least", "9")
    assert (none.code, yaml.safe_load(none.out)) == (0, None)
    assert "No name outside the catalogue" in none.err


def test_completed_it_is_valid_and_incomplete_it_is_not(resumes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "patterns" / "credentials"
    folder.mkdir(parents=True)
    text = scan("catalog", "suggest", resumes, "--at-least", "1").out
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    refused = scan("catalog", "validate", folder.parent)
    assert refused.code == 2
    assert "issuer" in refused.err
    for blank, completed in BLANKS.items():
        text = text.replace(blank, completed)
    kind = next(line for line in text.splitlines() if "# kind:" in line)
    (folder / "acme.yaml").write_text(text.replace(kind, "  kind: certification"), encoding="utf-8")
    accepted = scan("catalog", "validate", folder.parent)
    assert (accepted.code, accepted.err) == (0, "")
    known = scan(resumes / "a.txt", "--patterns", folder.parent, "--format", "json")
    assert '"credential": "certified-widget-analyst"' in known.out


def test_a_resume_that_cannot_be_read_costs_itself(resumes: Path) -> None:
    done = scan("catalog", "suggest", resumes, resumes / "absent.txt")
    assert done.code == 1
    assert "Certified Widget Analyst" in done.out
    assert "absent.txt: not-found" in done.err
