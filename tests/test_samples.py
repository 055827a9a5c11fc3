"""Each sample says what `samples/expected` says of it, through the whole command."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import SAMPLES, scan

DAY = "2026-11-20"
RESUMES = sorted((SAMPLES / "resumes").iterdir())
POSTINGS = sorted((SAMPLES / "postings").iterdir())
DEFAULTS = {"at_least": 1, "or_equivalent": False, "obtainable": False, "alternative": None}


def reports(*arguments: str, key: str) -> dict[str, dict[str, Any]]:
    """Return what the command says of each sample, by the name of the file."""
    ran = scan(*arguments, "--as-of", DAY, "--format", "json")
    assert ran.code == 0, ran.err
    return {Path(item["source"]).stem: item for item in json.loads(ran.out)[key]}


@pytest.fixture(scope="module")
def candidates() -> dict[str, dict[str, Any]]:
    return reports("samples/resumes", key="candidates")


@pytest.fixture(scope="module")
def postings() -> dict[str, dict[str, Any]]:
    return reports("check", "samples/postings", key="postings")


def expected(path: Path) -> dict[str, Any]:
    # Dates are text, as in the patterns.
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  (makes nothing but text)
    assert isinstance(found, dict)
    return found


def test_every_sample_has_its_expectation() -> None:
    assert len(RESUMES) >= 12
    assert len(POSTINGS) >= 6
    assert {path.stem for path in (SAMPLES / "expected").glob("*.yaml")} == {path.stem for path in RESUMES}
    assert {path.stem for path in (SAMPLES / "expected/postings").glob("*.yaml")} == {path.stem for path in POSTINGS}


@pytest.mark.parametrize("name", [path.stem for path in RESUMES])
def test_what_a_resume_holds(name: str, candidates: dict[str, dict[str, Any]]) -> None:
    stated = {
        item["credential"]: (item["status"], item.get("issued"), item.get("expires"))
        for item in expected(SAMPLES / "expected" / f"{name}.yaml")["holdings"]
    }
    found = {
        item["credential"]: (
            item["status"],
            item["issued"],
            item["expires"] if item["expires_basis"] == "stated" else None,
        )
        for item in candidates[name]["holdings"]
    }
    assert found == stated


@pytest.mark.parametrize("name", [path.stem for path in POSTINGS])
def test_what_a_posting_asks_for(name: str, postings: dict[str, dict[str, Any]]) -> None:
    stated = [
        {**DEFAULTS, **{key: _plain(value) for key, value in item.items()}}
        for item in expected(SAMPLES / "expected" / "postings" / f"{name}.yaml")["requirements"]
    ]
    found = [
        {key: _plain(item[key]) for key in ("strength", "any_of", *DEFAULTS)} for item in postings[name]["requirements"]
    ]
    assert sorted(found, key=_in_order) == sorted(stated, key=_in_order)


def _in_order(requirement: dict[str, object]) -> str:
    return str(sorted(requirement.items()))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return sorted(value)
    return {"true": True, "false": False, "2": 2, "3": 3}.get(value, value) if isinstance(value, str) else value
