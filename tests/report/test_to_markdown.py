import re
from dataclasses import replace

import pytest
from report_builders import Render, hostile

from scanner.model import Change, Door, Results, WhatIf
from scanner.report.to_markdown import escaped

HOSTILE = {
    "html": "<img src=x onerror=alert(1)>",
    "link": "[here](http://example.org)",
    "image": "![x](http://example.org/x.png)",
    "heading": "\n# Fired\n",
    "table": "a | b |\n| --- |",
    "code": "`x` ```sh",
    "mention": "@everyone",
    "emphasis": "**bold** __init__ ~~x~~ $x$",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_in_a_document_is_markup(render: Render, text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[*_`\[\]~$]|[<>@|]|://", shown)
    report = render(hostile(text), "markdown")
    assert "<" not in report
    assert all(line.count("|") == 8 for line in report.splitlines() if line.startswith("|"))


def test_it_reads_as_a_report(render: Render, ranked: Results) -> None:
    report = render(ranked, "markdown")
    assert report.startswith("# Senior Machine Learning Engineer\n\nAs of 2026-11-20, 4 candidates.\n")
    assert "| 1 | Ana Silva | **100** | 2 of 2 | 2 of 2 |" in report
    assert "- **Google Cloud Professional Machine Learning Engineer**: in progress" in report
    assert "“Studying for the Google Cloud Professional Machine Learning Engineer” (page 1, summary)" in report
    assert "## 2 documents could not be read" in report
    assert "Skipped, no reader knows the format: resumes/photo.heic, resumes/old.doc" in report


def test_several_postings_have_a_column_each(render: Render, several: Results) -> None:
    assert "| # | Candidate | Engineer 1 | Engineer 2 |" in render(several, "markdown")


def test_a_ticket_is_no_archive(render: Render, ranked: Results) -> None:
    many = Results(ranked.as_of, ranked.postings, ranked.candidates * 5)
    report = render(many, "markdown")
    assert report.count("\n### ") == 10
    assert "The words of 10 more candidates are left out here." in report


def test_without_a_posting_it_says_what_each_holds(render: Render, unmatched: Results) -> None:
    report = render(unmatched, "markdown")
    assert "| # | Candidate | Holds |" in report
    assert "Score" not in report


def test_doors_and_changes_are_listed_widest_first(render: Render, several: Results) -> None:
    one = Door(several.candidates[0].source, "aws-ml-specialty", ("jobs/01.txt",), (300, 300), (80, 120))
    two = Door(several.candidates[1].source, "cncf-cka", ("jobs/01.txt", "jobs/02.txt"), (445, 445), None)
    change = WhatIf("jobs/02.txt", "r1", Change.DROP, None, 2, "If r1 were dropped, 2 more would fit.")
    report = str(render(replace(several, doors=(one, two), what_if=(change,)), "markdown"))
    assert "- **+2** If r1 were dropped, 2 more would fit. (Engineer 2)" in report
    assert report.index("Bruno Okafor: **Certified Kubernetes") < report.index("Ana Silva: **AWS Certified")
    assert "opens 2 postings more (Engineer 1, Engineer 2)" in report


def test_what_is_wrong_with_the_posting_stands_below_what_it_asks_for(render: Render, ranked: Results) -> None:
    report = str(render(ranked, "markdown"))
    assert "- **error r1**: AWS Certified Machine Learning – Specialty was retired on 2026-03-31" in report
    assert report.index("- **r4**") < report.index("- **error r1**") < report.index("## Candidates")
