import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from report_builders import SCHEMAS, Render, candidates, catalog_name, evidence, hostile, posting, requirement, results

from scanner.model import Document, HiddenText, Link, Page, Reason, Results, Strength, Unreadable
from scanner.model import Warning as Remark
from scanner.report import FORMATS, POSTING_FORMATS, ReportOptions
from scanner.report.to_json import as_json, dump, text_report

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def check(report: str, name: str) -> dict[str, Any]:
    found = json.loads(report)
    Draft202012Validator(SCHEMAS[name]).validate(found)
    return found


@pytest.mark.parametrize("kind", ["ranked", "alone", "unmatched", "several"])
def test_the_report_is_valid(kind: str, render: Render, request: pytest.FixtureRequest) -> None:
    found = check(render(request.getfixturevalue(kind), "json"), "scan-report-1")
    assert found["schema"] == "scan-report/1"
    assert found["as_of"] == "2026-11-20"


def test_an_empty_run_is_valid(render: Render) -> None:
    nothing = Results("2026-11-20", (), ())
    assert check(render(nothing, "json"), "scan-report-1")["manifest"] == {}


def test_unknown_is_null_and_empty_is_a_list(render: Render, ranked: Results) -> None:
    found = json.loads(render(ranked, "json"))
    assert found["doors"] == []
    person = found["candidates"][3]["person"]
    assert person == {"name": None, "email": None, "phone": None, "links": []}
    assert found["candidates"][3]["fits"][0]["advice"][0]["cost_usd"] is None


def test_the_manifest_is_an_object_all_the_way_down(render: Render, ranked: Results) -> None:
    manifest = json.loads(render(ranked, "json"))["manifest"]
    assert manifest["inputs"] == {"resumes/ana-silva.pdf": "sha256:11"}
    assert manifest["weights"] == {"held": 1.0, "none": 0.0}


def test_paths_and_numbers() -> None:
    assert as_json({"path": Path("a/b"), "range": (1, 2.5), "kind": Strength.REQUIRED}) == {
        "path": "a/b", "range": [1, 2.5], "kind": "required"}  # fmt: skip


def test_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        dump([float("nan")])


def test_a_file_name_that_is_not_utf_8_comes_back(render: Render) -> None:
    name = b"r\xe9sum\xe9.pdf".decode("utf-8", "surrogateescape")
    report = render(hostile(name), "json")
    assert "\\udce9" in report
    assert json.loads(report.encode("utf-8"))["candidates"][0]["source"] == name


def test_letters_stay_letters() -> None:
    assert dump("Łukasz – 陈伟 🎓") == '"Łukasz – 陈伟 🎓"'


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\u2028", "\ud800", "\U000e0041"])
def test_what_a_terminal_obeys_is_escaped(character: str) -> None:
    printed = dump(f"a{character}b")
    assert character not in printed
    assert json.loads(printed) == f"a{character}b"


@given(ANY_TEXT)
def test_round_trip(text: str) -> None:
    found = hostile(text)
    out = io.StringIO()
    FORMATS["json"].write(found, out, catalog_name=catalog_name, options=ReportOptions())
    out.getvalue().encode("utf-8")
    report = json.loads(out.getvalue())
    for field in dataclasses.fields(found):
        if field.name != "manifest":
            assert report[field.name] == as_json(getattr(found, field.name))
    Draft202012Validator(SCHEMAS["scan-report-1"]).validate(report)


def test_the_same_results_give_the_same_characters(render: Render) -> None:
    assert render(results(), "json") == render(results(), "json")


def test_top_and_min_score_apply(render: Render, ranked: Results) -> None:
    found = json.loads(render(ranked, "json", top=2))
    assert [each["source"] for each in found["candidates"]] == [each.source for each in candidates()[:2]]
    assert len(json.loads(render(ranked, "json", min_score=80))["candidates"]) == 1


def test_a_posting_report_is_valid() -> None:
    out = io.StringIO()
    job = posting(requirements=(requirement(or_equivalent=True, alternative="degree", examples=("gcp/*",)),))
    POSTING_FORMATS["json"].write(results(postings=(job,)), out, catalog_name=catalog_name, options=ReportOptions())
    found = check(out.getvalue(), "posting-report-1")
    assert list(found) == ["schema", "as_of", "postings", "unreadable"]
    assert found["postings"][0]["requirements"][0]["alternative"] == "degree"


def test_a_text_report_is_valid() -> None:
    document = Document(
        "cv.pdf", "pdf", "Jane\n\nCKA", (Page(1, 0, 9, ocr=True),), (HiddenText(1, "AWS", "white on white"),),
        (Link(6, 9, "https://example.com"),), (Remark("ocr", "Page 1 is a picture."),),
    )  # fmt: skip
    out = io.StringIO()
    text_report([document], [Unreadable("b.pdf", Reason.DAMAGED, "It ends early: get it anew.")], out)
    found = check(out.getvalue(), "text-1")
    assert found["documents"][0]["pages"] == [{"number": 1, "start": 0, "end": 9, "ocr": True}]
    assert found["documents"][0]["text"] == "Jane\n\nCKA"


def test_evidence_keeps_every_key() -> None:
    assert as_json(evidence())["cue"] is None
