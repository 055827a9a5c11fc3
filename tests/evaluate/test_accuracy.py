import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sets import KNOWN, held, must, value, write_labels

from scanner.errors import ScannerError
from scanner.evaluate import Answers, Kind, Known, evaluate, read_answers, read_answers_file, read_labels

STATUSES = st.sampled_from(["held", "in_progress", "planned", "expired", "not_held"])
HOLDINGS = st.dictionaries(st.sampled_from(["aa", "bb", "cc", "dd"]), STATUSES, max_size=4)


def test_documents_are_summed_up_by_what_they_have_in_common(tmp_path: Path) -> None:
    labels = read_labels(
        write_labels(
            tmp_path,
            {"id": "a", "language": "en", "layout": "table", "labels": {"holdings": [held("aa")]}},
            {"id": "b", "lang": "de", "columns": 2, "file": "pdf/b.pdf", "holdings": [held("bb")]},
            {"id": "c", "language": "en", "labels": {"holdings": [held("cc")]}},
        )
    )
    said = [{"source": r"C:\cv\a.txt", "holdings": [held("aa")]}, {"source": "x/b.pdf", "holdings": []}]
    answer = {"candidates": said, "unreadable": [{"source": "c.txt", "reason": "damaged"}]}
    found = evaluate(labels, read_answers(answer, labels.kind, "answer"), KNOWN)
    assert value(found, "credential_recall") == pytest.approx(1 / 3)
    recalls = {
        (facet.name, facet.value): (facet.documents, next(f.hits for f in facet.figures if f.name.endswith("recall")))
        for facet in found.facets
    }
    assert recalls == {
        ("language", "en"): (2, 1),
        ("language", "de"): (1, 0),
        ("layout", "table"): (1, 1),
        ("layout", "two-column"): (1, 0),
    }
    assert found.unread == (("c.txt", "damaged"),)


@given(st.lists(HOLDINGS, min_size=1, max_size=5))
def test_the_labels_themselves_are_always_right(tmp_path_factory: pytest.TempPathFactory, sets: Any) -> None:  # noqa: ANN401
    folder = tmp_path_factory.mktemp("labels")
    rows = [
        {"id": str(n), "holdings": [{"credential": c, "status": s} for c, s in one.items()]}
        for n, one in enumerate(sets)
    ]
    labels = read_labels(write_labels(folder, *rows))
    answer = {"candidates": [{"source": row["id"] + ".txt", "holdings": row["holdings"]} for row in reversed(rows)]}
    found = evaluate(labels, read_answers(answer, labels.kind, "answer"), KNOWN)
    assert not found.misses
    assert {figure.value for figure in found.figures if not figure.name.startswith(("hidden", "invented"))} <= {1, None}


@given(HOLDINGS, HOLDINGS)
def test_no_figure_leaves_its_bounds(tmp_path_factory: pytest.TempPathFactory, want: Any, have: Any) -> None:  # noqa: ANN401
    folder = tmp_path_factory.mktemp("labels")
    labels = read_labels(
        write_labels(folder, {"id": "x", "holdings": [{"credential": c, "status": s} for c, s in want.items()]})
    )
    said = [{"credential": c, "status": s} for c, s in have.items()]
    found = evaluate(
        labels, read_answers({"candidates": [{"source": "x.txt", "holdings": said}]}, labels.kind, ""), KNOWN
    )
    bounded = (f.value for f in found.figures if f.value is not None and not f.name.startswith("invented"))
    assert all(0 <= figure <= 1 for figure in bounded)


def test_no_answer_is_an_empty_one(tmp_path: Path) -> None:
    labels = read_labels(write_labels(tmp_path, {"id": "x", "requirements": [must("aa")]}))
    found = evaluate(labels, Answers({}, {}, {}), KNOWN)
    assert value(found, "credential_recall") == 0
    assert found.unread == (("x.txt", "no answer"),)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "labels.jsonl:1: this is no JSON"),
        ("[]", "must be an object"),
        ('{"id": "x"}', "either 'holdings'"),
        ('{"id": "x", "holdings": [{"status": "held"}]}', "holdings 1: 'credential' is missing"),
        ('{"id": "x", "holdings": [{"credential": "aa", "status": "had"}]}', "'status' is 'had', not one of"),
        ('{"id": "x", "holdings": [{"credential": 3, "status": "held"}]}', "'credential' must be text, not 3"),
        ('{"id": "x", "holdings": ["aa"]}', "this must be an object, not 'aa'"),
        ('{"id": "x", "requirements": [{"strength": "required", "at_least": true}]}', "must be a number"),
        ('{"id": "x", "requirements": [{"strength": "required", "any_of": [1]}]}', "'any_of' has 1"),
        ('{"holdings": []}', "'id' is missing"),
        ("", "has no labels"),
        ('{"id": "x", "holdings": []}\n{"id": "x", "holdings": []}', "x.txt is labelled twice"),
        ('{"id": "x", "holdings": []}\n{"id": "y", "requirements": []}', ":2: a file labels resumes or postings"),
    ],
)
def test_broken_labels_are_refused_by_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ScannerError) as refused:
        read_labels(path)
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({}, "has no list 'candidates'"),
        ({"candidates": [{"holdings": []}]}, "candidates 1: 'source' is missing"),
        ({"candidates": [{"source": "x", "holdings": {}}]}, "'holdings' must be a list"),
        ({"candidates": [{"source": "x", "holdings": [{"credential": "a", "status": "yes"}]}]}, "'status' is 'yes'"),
        (
            {"candidates": [{"source": "x", "holdings": [held("a", evidence=[{"quote": "a"}])]}]},
            "candidates 1: holdings 1: evidence 1: 'end' is missing",
        ),
    ],
)
def test_an_answer_that_breaks_the_contract_is_refused(answer: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ScannerError) as refused:
        read_answers(answer, Kind.RESUMES, "theirs.json")
    assert complaint in str(refused.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\xff\xfe{")
    for read in (read_labels, Known.of_file, lambda path: read_answers_file(path, Kind.RESUMES)):
        for path in (broken, tmp_path / "absent"):
            with pytest.raises(ScannerError, match=path.name):
                read(path)


def test_a_list_of_ids_knows_families(tmp_path: Path) -> None:
    path = tmp_path / "ids.txt"
    path.write_text("aa\naws/\n", encoding="utf-8")
    known = Known.of_file(path)
    assert [ref for ref in ("aa", "aws/*", "aws/*associate", "aws", "bb", "gcp/*") if known.has(ref)] == [
        "aa",
        "aws/*",
        "aws/*associate",
    ]


def test_json_of_a_report_is_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({"postings": [{"source": "x.txt", "requirements": [must("aa")]}]}), encoding="utf-8")
    assert read_answers_file(path, Kind.POSTINGS).requirements["x.txt"][0].any_of == ("aa",)
