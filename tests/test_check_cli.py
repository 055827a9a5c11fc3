"""`scan check` as a pipeline and a hiring manager meet it."""

import json
from pathlib import Path

import pytest
from command import scan

DAY = ("--as-of", "2026-11-20")
RETIRED = "ML Engineer\n\nRequirements\n- AWS Certified Machine Learning – Specialty\n"
CLEAN = "Cluster Engineer\n\nRequirements\n- CKA\n"
NOTED = "Operations Engineer\n\nRequirements\n- AWS Certified SysOps Administrator – Associate\n"


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.txt"
    path.write_text(RETIRED, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "code"), [(RETIRED, 3), (CLEAN, 0), (NOTED, 0), ("Baker wanted.", 0)])
def test_strict_stops_a_pipeline_at_errors_and_warnings(text: str, code: int, job: Path) -> None:
    job.write_text(text, encoding="utf-8")
    assert scan("check", job, "--strict", *DAY).code == code
    assert scan("check", job, *DAY).code == 0


def test_what_is_unreadable_comes_before_what_is_wrong(job: Path) -> None:
    assert scan("check", job, "missing.txt", "--strict", *DAY).code == 1


def test_the_table_says_what_where_and_what_instead(job: Path) -> None:
    out = " ".join(scan("check", job, *DAY).out.split())
    for words in (
        "error",
        "last exam day was 31 March 2026",
        "“AWS Certified Machine Learning – Specialty”",
        "try: AWS",
    ):
        assert words in out


def test_a_clean_posting_is_said_to_be_clean(job: Path) -> None:
    job.write_text(CLEAN, encoding="utf-8")
    out = scan("check", job, *DAY).out
    assert "Nothing to correct." in out
    assert "The musts cost somebody who has nothing $445" in out


def test_json_has_findings_with_their_evidence(job: Path) -> None:
    (posting,) = json.loads(scan("check", job, "--format", "json", *DAY).out)["postings"]
    (finding,) = posting["findings"]
    assert (finding["code"], finding["severity"], finding["requirement"]) == ("retired-credential", "error", "r1")
    assert RETIRED[finding["evidence"][0]["start"] : finding["evidence"][0]["end"]] == finding["evidence"][0]["quote"]
    assert posting["outlay"]["path"] == ["aws-ml-engineer-associate"]


def test_html_shows_the_words_in_their_sentence(job: Path) -> None:
    job.write_text(RETIRED.replace("ML Engineer", "<b>ML</b> Engineer"), encoding="utf-8")
    page = scan("check", job, "--format", "html", *DAY).out
    assert "&lt;b&gt;ML&lt;/b&gt; Engineer" in page
    assert "<mark>AWS Certified Machine Learning – Specialty</mark>" in page
    assert "last exam day was 31 March 2026" in page
    assert "Content-Security-Policy" in page


def test_markdown_is_a_ticket(job: Path) -> None:
    job.write_text(RETIRED.replace("ML Engineer", "ML *x* <Engineer>"), encoding="utf-8")
    out = scan("check", job, "--format", "markdown", *DAY).out
    assert out.startswith("# ML \\*x\\* &#60;Engineer&#62;\n")
    assert "- **error r1**: AWS Certified Machine Learning – Specialty can no longer be taken" in out
    assert "  > AWS Certified Machine Learning – Specialty\n" in out
    assert "  Try: AWS Certified Machine Learning Engineer – Associate" in out
    assert "**r1** required: AWS Certified Machine Learning – Specialty\n" in out


def test_html_of_nothing_says_so(job: Path) -> None:
    job.write_text("Baker wanted.", encoding="utf-8")
    page = scan("check", job, "missing.txt", "--format", "html", *DAY).out
    assert "No credential." in page
    assert "missing.txt" in page


def test_candidates_are_ranked_below_what_is_wrong_with_the_posting(job: Path) -> None:
    ran = scan("samples/resumes", "--against", job, *DAY)
    assert "1 error about this posting" in ran.out


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_a_comparison_that_finds_nothing_is_said(form: str, job: Path, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    for number in range(2):
        (others / f"{number}.txt").write_text(CLEAN.replace("Cluster", f"Cluster {number}"), encoding="utf-8")
    line = "Compared with 2 postings: nothing stands out."
    assert line in scan("check", job, "--market", others, "--format", form, *DAY).out
    assert "Compared" not in scan("check", job, "--format", form, *DAY).out
