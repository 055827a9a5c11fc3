"""`scan market`, whole: files, folders and exports; what is bad costs nothing else."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from command import SAMPLES, Ran, scan
from jsonschema import Draft202012Validator
from report.report_builders import SCHEMAS

JOBS = [
    ("Platform Engineer", "Requirements\n- CKA\n- AWS certification"),
    ("Platform Engineer", "<p>Nice to have</p><ul><li>CKA</li><li>Terraform Associate or CKAD</li></ul>"),
    ("Analyst", "&lt;p&gt;Requirements&lt;/p&gt;&lt;ul&gt;&lt;li&gt;CISSP&lt;/li&gt;&lt;/ul&gt;"),
    ("Baker", "You bake bread."),
    ("Platform Engineer (again)", "Requirements\n-  CKA\n- AWS certification"),
]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "description"), *JOBS])
    return path


def report(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    Draft202012Validator(SCHEMAS["market-report-1"]).validate(found)
    return found


def entries(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["ref"]: one for one in (*found["credentials"], *found["families"])}


def test_rows_are_counted_html_and_plain_alike(export: Path) -> None:
    ran = scan("market", export, "--format", "json", "-j", "2")
    found = report(ran)
    assert (ran.code, found["postings"], found["asking"], found["duplicates"]) == (0, 4, 3, 1)
    cka, cissp = entries(found)["cncf-cka"], entries(found)["isc2-cissp"]
    assert (cka["postings"], cka["required"], cka["preferred"]) == (2, 1, 1)
    assert cka["titles"] == [{"title": "Platform Engineer", "postings": 2}]
    assert (cissp["required"], cissp["share"][0]) == (1, 0.25)
    assert entries(found)["cncf-ckad"]["alternatives"] == 1


def test_files_folders_and_exports_are_counted_together(export: Path) -> None:
    (export.parent / "job.txt").write_text("Engineer\n\nRequirements\n- CKA\n", encoding="utf-8")
    (export.parent / "same.txt").write_text("Engineer\n\nRequirements\n- CKA\n", encoding="utf-8")
    found = report(scan("market", export.parent, "--format", "json"))
    assert (found["postings"], found["duplicates"]) == (5, 2)


def test_bad_rows_are_said_and_cost_nothing(export: Path) -> None:
    with export.open("a", encoding="utf-8") as file:
        file.write("only-a-title\nDriver,Requirements: PMP\n")
    ran = scan("market", export, "--format", "json")
    found = report(ran)
    assert (ran.code, found["postings"], found["unreadable_total"]) == (1, 5, 1)
    assert found["unreadable"][0]["source"] == f"{export}:11"
    assert "1 of 2 columns" in ran.err


def test_a_thousand_bad_rows_are_counted_and_a_hundred_named(export: Path) -> None:
    with export.open("a", encoding="utf-8") as file:
        file.write("x\n" * 1_000)
    found = report(scan("market", export, "--format", "json"))
    assert (found["postings"], found["unreadable_total"], len(found["unreadable"])) == (4, 1_000, 100)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--column", "text"], "there is no column 'text'; name one with --column: 'title', 'description'"),
        (["--title-column", "headline"], "there is no column 'headline'; name one with --title-column"),
    ],
)
def test_a_wrong_column_is_wrong_usage(options: list[str], words: str, export: Path) -> None:
    ran = scan("market", export, *options)
    assert ran.code == 2
    assert words in " ".join(ran.err.split())


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    assert scan("market", tmp_path).code == 2
    assert scan("market", tmp_path / "missing.csv").code == 2


def test_the_table_has_a_bar_for_each(export: Path) -> None:
    out = scan("market", export).out
    assert "4 postings, 3 of them ask for a credential" in out
    assert re.search(r"Certified Kubernetes Administrator +2 █+░+ +50 % \(15–85\)", out)
    assert "Platform Engineer 2" in out


def test_csv_has_a_row_for_each(export: Path) -> None:
    rows = {row["ref"]: row for row in csv.DictReader(io.StringIO(scan("market", export, "--format", "csv").out))}
    assert (rows["cncf-cka"]["kind"], rows["aws/*"]["kind"]) == ("credential", "family")
    assert (rows["cncf-cka"]["required"], rows["cncf-cka"]["titles"]) == ("1", "Platform Engineer (2)")


def test_html_is_one_page_without_a_stranger(export: Path) -> None:
    with export.open("a", encoding="utf-8") as file:
        file.write("<script>alert(1)</script>,Requirements: CKA is required\n")
    page = scan("market", export, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert 'role="img"' in page
    assert "<script>alert" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_saved_report_serves_the_check(tmp_path: Path) -> None:
    saved = tmp_path / "market.json"
    many = tmp_path / "many.csv"
    lines = "".join(f'T,"Nice to have\n- CKA\n\nReference {number}"\n' for number in range(40))
    many.write_text(f"title,description\n{lines}", encoding="utf-8")
    assert scan("market", many, "--format", "json", "-o", saved).code == 0
    job = tmp_path / "job.txt"
    job.write_text("Engineer\n\nRequirements\n- CKA\n", encoding="utf-8")
    for market in (saved, many):
        ran = scan("check", job, "--market", market, "--strict")
        assert ran.code == 3
        assert "of 40 postings that ask for it, 40" in " ".join(ran.out.split())
    saved.write_text("{}", encoding="utf-8")
    assert scan("check", job, "--market", saved).code == 2


def test_the_check_reads_an_export_by_the_column_that_is_named(tmp_path: Path) -> None:
    lines = "".join(f'"Nice to have\n- CKA\n\nReference {number}"\n' for number in range(40))
    (tmp_path / "many.csv").write_text(f"job text\n{lines}", encoding="utf-8")
    job = tmp_path / "job.txt"
    job.write_text("Engineer\n\nRequirements\n- CKA\n", encoding="utf-8")
    unnamed = scan("check", job, "--market", tmp_path / "many.csv")
    assert (unnamed.code, "name one with --column: 'job text'" in unnamed.err) == (2, True)
    named = scan("check", job, "--market", tmp_path / "many.csv", "--column", "job text", "--strict")
    assert named.code == 3


def test_the_samples_are_a_market() -> None:
    found = report(scan("market", SAMPLES / "postings", "--format", "json"))
    assert found["postings"] == len(list((SAMPLES / "postings").iterdir()))
