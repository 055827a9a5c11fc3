"""The workbook, read back with another library."""

import io
import warnings
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from report_builders import Render, candidates, hostile, results
from test_formats import HOSTILE

from scanner.model import Change, Door, Results, WhatIf
from scanner.report import FORMATS, ReportOptions
from scanner.report.sheets import Book, Column

SHEETS = ["Ranking", "Requirements", "Asked for", "Evidence", "Unreadable"]


def book(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        # Data bars are an extension of the format, which this reader leaves out and says so.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(content))


def rows(content: bytes, sheet: str) -> list[dict[str, object]]:
    head, *body = book(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_every_sheet_has_a_frozen_head_and_a_filter(render: Render, ranked: Results) -> None:
    found = book(render(ranked, "xlsx"))
    assert found.sheetnames == SHEETS
    for sheet in found:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_the_ranking_says_who_fits_and_what_is_next(render: Render, ranked: Results) -> None:
    first, second, *_ = rows(render(ranked, "xlsx"), "Ranking")
    assert (first["Rank"], first["Candidate"], first["Score"]) == (1, "Ana Silva", 100)
    assert second["Held"].startswith("Certified Kubernetes Administrator (CKA); ")
    assert second["Expired"] == "AWS Certified Machine Learning – Specialty (expired 2024-02)"
    assert (second["Next"], second["Cost from ($)"], second["Hours to"], second["Score then"]) == (
        "Google Cloud Professional Machine Learning Engineer", 200, 60, 90,
    )  # fmt: skip


def test_the_matrix_says_what_became_of_each_requirement(render: Render, ranked: Results) -> None:
    content = render(ranked, "xlsx")
    second = list(rows(content, "Requirements")[1].values())
    assert second[3:] == ["in part, not enough", "met", "met", "missing"]
    assert book(content)["Requirements"].conditional_formatting


def test_several_postings_are_columns(render: Render, several: Results) -> None:
    first = rows(render(several, "xlsx"), "Requirements")[0]
    assert len(first) == 3 + 12
    assert first["Engineer 3"] is None
    assert isinstance(first["Engineer 1"], int | float)


def test_evidence_quotes_and_says_where(render: Render, ranked: Results) -> None:
    found = next(row for row in rows(render(ranked, "xlsx"), "Evidence") if row["Status"] == "in progress")
    assert found["Quote"] == "Studying for the Google Cloud Professional Machine Learning Engineer"
    assert (found["Where"], found["Cue"], found["Rule"]) == (
        "page 1, summary",
        "Studying for",
        "cues.yaml:studying for",
    )


def test_what_could_not_be_read_is_there(render: Render, ranked: Results) -> None:
    found = rows(render(ranked, "xlsx"), "Unreadable")
    assert [row["Why"] for row in found] == ["encrypted", "no text", "skipped", "skipped"]
    assert "save a copy" in found[0]["What to do"]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "https://example.org", *HOSTILE.values()])
def test_no_text_becomes_a_formula_or_a_link(render: Render, text: str) -> None:
    content = render(hostile(text), "xlsx")
    for sheet in book(content):
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n", "inlineStr") and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_no_resume_at_all_is_a_workbook_too(render: Render) -> None:
    assert book(render(Results("2026-11-20", (), ()), "xlsx")).sheetnames == ["Ranking", "Evidence", "Unreadable"]


def test_a_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch, render: Render) -> None:
    monkeypatch.setattr("scanner.report.sheets._MOST_ROWS", 3)
    many = tuple(replace(each, source=f"{n}.pdf") for n in range(3) for each in candidates())
    found = list(book(render(results(candidates=many), "xlsx"))["Ranking"].iter_rows(values_only=True))
    assert len(found) == 5
    assert "the rest is left out" in str(found[-1][0])


def test_a_long_text_is_cut_to_what_a_cell_can_hold() -> None:
    out = io.BytesIO()
    made = Book(out, title="x", as_of="2026-11-20")
    sheet = made.sheet("One", [Column("Head", 10)])
    sheet.add(["x" * 100_000])
    sheet.finish()
    made.close()
    assert len(book(out.getvalue())["One"]["A2"].value) == 32_767


def test_doors_and_changes_have_sheets_where_there_are_some(render: Render, several: Results) -> None:
    door = Door(several.candidates[0].source, "cncf-cka", ("jobs/01.txt", "jobs/02.txt"), (445, 445), None)
    change = WhatIf("jobs/02.txt", "r1", Change.DROP, None, 2, "If r1 were dropped, 2 more would fit.")
    content = render(replace(several, doors=(door,), what_if=(change,)), "xlsx")
    (found,) = rows(content, "Doors")
    assert list(found.values()) == [
        "Ana Silva", "Certified Kubernetes Administrator (CKA)", 2, "Engineer 1; Engineer 2",
        445, 445, None, None, None,
    ]  # fmt: skip
    (found,) = rows(content, "What if")
    assert list(found.values()) == ["Engineer 2", "r1", 2, "If r1 were dropped, 2 more would fit."]


def test_what_is_wrong_with_a_posting_stands_with_what_it_asks_for() -> None:
    found = io.BytesIO()
    FORMATS["xlsx"].write(results(), found, catalog_name=str, options=ReportOptions())
    rows = list(book(found.getvalue())["Asked for"].values)
    assert [row[1:3] for row in rows if row[2] == "error"] == [("r1", "error")]
    assert "nobody can take it any more. Try: accept" in str(rows[-1][3])
