"""`scan replay`: the same run again gives the same; what is otherwise is named, and why."""

import json
import shutil
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from command import ROOT, SAMPLES, Ran, running, scan
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scanner.errors import ScannerError
from scanner.replay import Record, compare, read_record

SCHEMA = json.loads((ROOT / "scanner" / "schemas" / "replay-1.schema.json").read_text(encoding="utf-8"))
DAY = ("--as-of", "2026-11-20")
NAMES = ("imogen-vale.pdf", "anselm-rourke.pdf")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "cvs").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / "resumes" / name, tmp_path / "cvs")
    shutil.copy(SAMPLES / "postings" / "ml-engineer.txt", tmp_path / "job.txt")
    return tmp_path


@pytest.fixture
def report(place: Path) -> Path:
    ran = scan("cvs", "--against", "job.txt", "--format", "json", "-o", "r.json", "--store", "none", *DAY, cwd=place)
    assert ran.code == 0
    return place / "r.json"


@pytest.fixture
def again(place: Path) -> Callable[..., Ran]:
    return lambda *arguments: scan("replay", "r.json", *arguments, cwd=place)


def _found(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    Draft202012Validator(SCHEMA).validate(found)
    return found


def _causes(ran: Ran) -> list[str]:
    return [cause["code"] for cause in _found(ran)["causes"]]


@pytest.mark.usefixtures("report")
def test_nothing_differs_where_nothing_changed(again: Callable[..., Ran]) -> None:
    ran = again("--strict")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing: the same results, to the letter." in ran.out
    assert _found(again("--format", "json"))["differences"] == []


def test_the_options_of_the_run_are_those_of_the_replay(place: Path, again: Callable[..., Ran]) -> None:
    own = place / "own"
    own.mkdir()
    weights = (ROOT / "patterns" / "fit.yaml").read_text(encoding="utf-8")
    (own / "fit.yaml").write_text(weights.replace("in_progress: 0.5", "in_progress: 0.4"), encoding="utf-8")
    options = ("--what-if", "--top", "1", "--hours-per-week", "3", "--holds", "aws/*", "--min-score", "1")
    arguments = ("--patterns", "own", "--format", "json", "-o", "r.json", "--store", "none", *DAY)
    assert scan("cvs", "--against", "job.txt", *options, *arguments, cwd=place).code == 0
    assert len(json.loads((place / "r.json").read_text(encoding="utf-8"))["candidates"]) == 1
    assert again("--strict").code == 0
    (own / "fit.yaml").write_text(weights, encoding="utf-8")
    assert _causes(again("--format", "json")) == ["weights", "patterns"]
    shutil.rmtree(own)
    ran = again()
    assert ran.code == 2
    assert "the patterns that the report was made with are not there: own" in ran.err


def test_the_report_of_a_folder_that_is_watched_can_be_done_again(place: Path, again: Callable[..., Ran]) -> None:
    with running("watch", "cvs", "--against", "job.txt", "-o", "r.json", "--store", "none", *DAY, cwd=place):
        until = time.monotonic() + 60
        while not (place / "r.json").exists() and time.monotonic() < until:
            time.sleep(0.05)
    assert again("--strict").code == 0


@pytest.mark.usefixtures("report")
def test_a_changed_posting_is_why(place: Path, again: Callable[..., Ran]) -> None:
    with (place / "job.txt").open("a", encoding="utf-8") as job:
        job.write("\nRequired: CKS\n")
    ran = again("--format", "json", "--strict")
    assert ran.code == 3
    assert _causes(ran) == ["changed-file"]
    assert "job.txt was changed." in again().out


@pytest.mark.usefixtures("report")
def test_a_file_that_is_gone_is_why_and_one_that_is_new(place: Path, again: Callable[..., Ran]) -> None:
    (place / "cvs" / NAMES[0]).rename(place / "cvs" / "other.pdf")
    ran = again("--format", "json")
    assert (ran.code, _causes(ran)) == (0, ["missing-file", "new-file"])


def test_a_file_that_was_named_and_is_gone_counts_as_unreadable(place: Path, again: Callable[..., Ran]) -> None:
    arguments = ("--format", "json", "-o", "r.json", "--store", "none", *DAY)
    assert scan(f"cvs/{NAMES[0]}", f"cvs/{NAMES[1]}", *arguments, cwd=place).code == 0
    (place / "cvs" / NAMES[0]).unlink()
    assert again().code == 1


@pytest.mark.usefixtures("report")
def test_another_day_is_why(again: Callable[..., Ran]) -> None:
    ran = again("--as-of", "2027-05-01", "--format", "json")
    assert (ran.code, _causes(ran)) == (0, ["as-of"])
    where = [one["where"][-1] for one in _found(ran)["differences"]]
    assert {"score", "status"} <= set(where)
    assert "imogen-vale.pdf · job.txt · score  95 → 39" in again("--as-of", "2027-05-01").out


def test_another_version_is_why(report: Path, again: Callable[..., Ran]) -> None:
    old = json.loads(report.read_text(encoding="utf-8"))
    old["manifest"]["version"] = "0.0.1"
    old["candidates"][0]["fits"][0]["score"] = 7
    report.write_text(json.dumps(old), encoding="utf-8")
    found = _found(again("--format", "json"))
    assert [cause["code"] for cause in found["causes"]] == ["version"]
    assert [(one["before"], one["after"]) for one in found["differences"]] == [(7, 95)]


def test_what_nothing_recorded_explains_is_said(report: Path, again: Callable[..., Ran]) -> None:
    old = json.loads(report.read_text(encoding="utf-8"))
    old["candidates"][0]["fits"][0]["score"] = 7
    report.write_text(json.dumps(old), encoding="utf-8")
    assert "so this has another cause" in " ".join(again().out.split())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nothing", "is no report"),
        ("[]", "is no scan-report/1"),
        ('{"schema": "text/1"}', "is no scan-report/1"),
        ('{"schema": "scan-report/1"}', "does not say what it was made of"),
        (
            '{"schema": "scan-report/1", "manifest": {"version": "1", "patterns": "", "weights": {}, "inputs": {}}}',
            "does not say how it was made",
        ),
    ],
)
def test_what_is_no_report_is_refused(content: str, said: str) -> None:
    with pytest.raises(ScannerError, match=said):
        read_record(content.encode(), "r.json")


def test_a_report_that_is_not_there_and_standard_input(place: Path, again: Callable[..., Ran]) -> None:
    assert again().code == 2
    arguments = ("--format", "json", "-o", "r.json", "--store", "none", *DAY)
    scan("-", *arguments, cwd=place, stdin=b"CKA, issued May 2026")
    ran = again()
    assert ran.code == 2
    assert "standard input, which nobody has kept" in ran.err


# --- properties

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("source", "id", "score")), inner, max_size=3)
    ),
    max_leaves=12,
)
_MANIFEST = {"version": "1", "patterns": "p", "weights": {}, "inputs": {}}


def _whole(candidates: object) -> dict[str, Any]:
    return {"schema": "scan-report/1", "as_of": "2026-11-20", "candidates": candidates, "manifest": _MANIFEST}


@given(_JSON)
def test_a_report_does_not_differ_from_itself(candidates: object) -> None:
    found = compare(Record("r.json", _whole(candidates)), _whole(deepcopy(candidates)))
    assert (found.causes, found.differences) == ((), ())


@given(st.lists(_JSON, max_size=3), st.lists(_JSON, max_size=3))
def test_two_reports_differ_exactly_where_there_is_a_difference(before: list[Any], after: list[Any]) -> None:
    then = {"schema": "scan-report/1", "as_of": "2026-11-20", "candidates": [{"id": "x", "values": before}]}
    now = {**then, "candidates": [{"id": "x", "values": after}]}
    found = compare(Record("r.json", {**then, "manifest": _MANIFEST}), {**now, "manifest": _MANIFEST})
    if before == after:
        assert not found.differences
    elif not all(isinstance(item, dict) for item in (*before, *after)):
        assert len(found.differences) == 1
