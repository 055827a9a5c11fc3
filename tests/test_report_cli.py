"""The options that choose what a report shows and where it goes, through the command itself."""

import zipfile
from pathlib import Path

import pytest
from command import SAMPLES, scan

DAY = ("--as-of", "2026-11-20")
JOB = SAMPLES / "postings" / "ml-engineer.txt"
RESUMES = SAMPLES / "resumes"


@pytest.mark.parametrize("ref", ["aws-ml-specialty", "MLS-C01", "aws/*specialty"])
def test_holds_takes_an_id_a_name_and_a_wildcard(ref: str) -> None:
    ran = scan(RESUMES, "--holds", ref, "--format", "csv", *DAY)
    assert ran.code == 0
    assert "imogen-vale.pdf" in ran.out
    # expired there
    assert "anselm-rourke.pdf" not in ran.out


def test_a_stream_keeps_to_those_who_hold_it() -> None:
    ran = scan(RESUMES, "--holds", "aws-ml-specialty", "--format", "jsonl", *DAY)
    assert len(ran.out.splitlines()) == 1


def test_what_nothing_is_called_is_refused_with_what_is_meant() -> None:
    ran = scan(RESUMES, "--holds", "aws-ml-speciality", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean aws-ml-specialty" in ran.err


@pytest.mark.parametrize("option", ["--min-score", "--hours-per-week"])
def test_an_option_without_effect_is_named(option: str) -> None:
    ran = scan(RESUMES / "imogen-vale.pdf", option, "5", *DAY)
    assert ran.code == 0
    assert ran.err == f"scan: {option} has no effect without --against\n"


def test_a_workbook_goes_to_its_file(tmp_path: Path) -> None:
    ran = scan(RESUMES / "imogen-vale.pdf", "--format", "xlsx", "-o", tmp_path / "r.xlsx", *DAY)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts:
        assert b"Imogen Vale" in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!doctype"), ("r.HTM", "<!doctype"), ("r.json", '{'), ("r.md", "# "), ("r.csv", "source,"),
     ("r.txt", "Imogen"), ("r", "Imogen")],
)  # fmt: skip
def test_the_name_of_the_file_says_the_format(name: str, begins: str, tmp_path: Path) -> None:
    resume = RESUMES / "imogen-vale.pdf"
    assert scan(resume, "-o", tmp_path / name, *DAY).code == 0
    assert (tmp_path / name).read_text().startswith(begins)


def test_a_format_that_is_given_holds_against_the_name(tmp_path: Path) -> None:
    scan(RESUMES / "imogen-vale.pdf", "--format", "csv", "-o", tmp_path / "r.html", *DAY)
    assert (tmp_path / "r.html").read_text().startswith("source,")


@pytest.mark.parametrize(
    ("command", "name"),
    [((), "r.pdf"), ((), "r.DOCX"), ((), "r.png"), (("check",), "r.xlsx"), (("text",), "r.html")],
)
def test_a_name_whose_format_a_command_lacks_is_refused(command: tuple[str, ...], name: str, tmp_path: Path) -> None:
    ran = scan(*command, RESUMES / "imogen-vale.pdf", "-o", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"scan: there is no {Path(name).suffix.lower()} report here: ")
    assert not (tmp_path / name).exists()
    assert scan(*command, RESUMES / "imogen-vale.pdf", "-o", tmp_path / name, "--format", "json").code == 0


def test_links_lead_from_the_page_to_the_resume(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("Jane Roe\n\nCertifications\nCKA, 2025\n")
    (tmp_path / "out").mkdir()
    ran = scan("cv.txt", "--format", "html", "-o", "out/r.html", *DAY, cwd=tmp_path)
    assert ran.code == 0
    assert 'href="./../cv.txt"' in (tmp_path / "out" / "r.html").read_text()


def test_whom_the_options_leave_out_is_said() -> None:
    ran = scan(RESUMES / "imogen-vale.pdf", "--against", JOB, "--min-score", "99.5", *DAY)
    assert ran.out.startswith("No candidate to show of 1: the best score is ")
    ran = scan(RESUMES / "imogen-vale.pdf", "--holds", "oracle/*", *DAY)
    assert ran.out == "No candidate to show of 1: nobody holds what --holds asks for.\n"


def test_resumes_and_postings_that_are_swapped_are_noticed() -> None:
    resume = RESUMES / "imogen-vale.pdf"
    assert "seem to be swapped" in scan(JOB, "--against", resume, *DAY).err
    assert "given as a resume reads like a posting" in scan(JOB, "--against", JOB, *DAY).err
    assert scan(resume, "--against", JOB, *DAY).err == ""


def test_a_name_that_nothing_has_leaves_nothing_to_scan(tmp_path: Path) -> None:
    ran = scan("wrong", "--against", JOB, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "no file or folder is called wrong: check the name" in ran.err
    assert scan("wrong", RESUMES / "imogen-vale.pdf", *DAY, cwd=tmp_path).code == 1
