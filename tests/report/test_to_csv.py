import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from report_builders import (
    Render,
    advice,
    candidate,
    catalog_name,
    fit,
    hostile,
    outcome,
    posting,
    requirement,
    results,
)

from scanner.model import Outcome, Results, Strength
from scanner.report import FORMATS, ReportOptions
from scanner.report.to_csv import defused

HEADER = (
    "source,posting,score,required_met,required_total,preferred_met,preferred_total,held,in_progress,expired,missing,"
    "next_credential,next_cost_usd,next_study_hours,warnings,unreadable"
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_header_is_fixed(render: Render, ranked: Results) -> None:
    assert render(ranked, "csv").splitlines()[0] == HEADER
    assert render(Results("2026-11-20", (), ()), "csv") == HEADER + "\n"


def test_a_row_says_what_the_report_says(render: Render, ranked: Results) -> None:
    first, second, *_ = rows(render(ranked, "csv"))
    assert (first["score"], first["required_met"], first["missing"], first["next_credential"]) == ("100", "2", "", "")
    assert second["in_progress"] == "Google Cloud Professional Machine Learning Engineer"
    assert second["expired"] == "AWS Certified Machine Learning – Specialty"
    assert second["missing"] == "AWS Certified Machine Learning – Specialty or any Google Cloud certification"
    assert (second["next_cost_usd"], second["next_study_hours"]) == ("200", "40 to 60")
    assert second["warnings"] == "ocr"


def test_a_row_for_each_posting(render: Render, several: Results) -> None:
    found = rows(render(several, "csv"))
    assert len(found) == 4 * 12 + 2
    assert [row["posting"] for row in found[:3]] == ["jobs/01.txt", "jobs/02.txt", "jobs/03.txt"]
    assert found[2]["score"] == ""


def test_without_a_posting_a_row_for_each_resume(render: Render, unmatched: Results) -> None:
    found = rows(render(unmatched, "csv"))
    assert [row["posting"] for row in found] == [""] * 6
    assert found[0]["held"].startswith("AWS Certified Machine Learning – Specialty; ")


def test_what_is_hidden_is_not_held(render: Render, ranked: Results) -> None:
    assert rows(render(ranked, "csv"))[3]["held"] == ""


def test_the_unreadable_stand_at_the_end_with_reason_and_remedy(render: Render, ranked: Results) -> None:
    last = rows(render(ranked, "csv"))[-1]
    assert last["source"] == "resumes/scan-0042.pdf"
    assert last["unreadable"].startswith("no-text: Its pages are pictures")


def test_only_what_is_required_and_unmet_is_missing(render: Render) -> None:
    job = posting(requirements=(
        requirement("r1", "cncf-cka", "gcp/*", "azure-ai-900", at_least=2), requirement("r2", "gcp/*"),
        requirement("r3", strength=Strength.PREFERRED)))  # fmt: skip
    outcomes = (outcome("r1", 0.0), outcome("r2", 0.0, outcome=Outcome.OPEN), outcome("r3", 0.0))
    steps = (advice(cost_usd=(1000, 1500.5), study_hours=None),)
    found = rows(render(results(postings=(job,), candidates=(candidate(fits=(fit(*outcomes, advice=steps),)),)), "csv"))
    assert found[0]["missing"] == (
        "two of: Certified Kubernetes Administrator (CKA), any Google Cloud certification, "
        "Microsoft Certified: Azure AI Fundamentals"
    )
    assert (found[0]["next_cost_usd"], found[0]["next_study_hours"]) == ("1000 to 1500.5", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\u200b=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("CKA; =HYPERLINK(0)", "CKA; '=HYPERLINK(0)"),
        ("AZ-900, C++", "AZ-900, C++"),
    ],
)
def test_a_formula_is_defused(cell: str, expected: str) -> None:
    assert defused(cell) == expected


@given(st.text(st.characters(exclude_categories=())))
@example("=cmd|' /C calc'!A0")
@example("\ufeff=1")
@example("\x1b[31m=1")
@example('","=1+1')
def test_no_cell_runs(text: str) -> None:
    out = io.StringIO()
    FORMATS["csv"].write(hostile(text), out, catalog_name=catalog_name, options=ReportOptions())
    out.getvalue().encode("utf-8")
    found = list(csv.reader(io.StringIO(out.getvalue())))
    assert len(found) == 4
    for row in found:
        assert len(row) == 16
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert "\n" not in cell
            assert cell == "" or cell.isprintable()
