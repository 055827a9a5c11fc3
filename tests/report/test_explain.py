"""The page for the person concerned: whole, plain, harmless, and the same in each format."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from command import SAMPLES, scan
from report_builders import catalog_name, evidence, holding, results

from scanner.model import Advice, Explanation, Outcome, Status, Via
from scanner.report import ReportOptions
from scanner.report.explain import EXPLAIN_FORMATS, write

DAY = ("--as-of", "2026-11-20")
RESUMES, JOB = SAMPLES / "resumes", SAMPLES / "postings" / "ml-engineer.txt"
FORMATS = list(EXPLAIN_FORMATS)


def _page(name: str = "table", **facts: object) -> str:
    found = results()
    candidate = next(each for each in found.candidates if each.fits[0].advice)
    given = {"candidate": candidate, "smallest": (), "score_after": candidate.fits[0].score, "hours_per_week": 10.0}
    out = io.StringIO()
    explanation = Explanation(found.as_of, found.postings[0], **{**given, **facts})  # type: ignore[arg-type]
    write(name, explanation, out, catalog_name=catalog_name, options=ReportOptions(width=100))
    return out.getvalue()


def _words(text: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL).split())


@pytest.mark.parametrize("name", FORMATS)
def test_each_part_is_there(name: str) -> None:
    page = _words(_page(name))
    for heading in (
        "The result",
        "What the posting asks for, and what was found for it",
        "What was found in your resume",
        "What could not be told",
        "The smallest change that would meet the posting",
        "If something here is wrong",
    ):
        assert heading in page


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_document_says_stays_text(name: str) -> None:
    evil = "<b>\x1b[31m**AWS** | [x](http://e.example)"
    one = holding(evidence=(evidence(evil),), name=evil)
    candidate = results().candidates[0]
    page = _page(name, candidate=replace(candidate, holdings=(one,)))
    assert "\x1b" not in page
    assert "<b>" not in page or name == "table"
    assert "**AWS**" not in page or name != "markdown"


def test_the_way_is_to_finish_what_was_begun_and_else_to_take() -> None:
    advice = Advice(
        "cncf-cka", "CKA", ("r1",), (445, 445), (50, 110), False, None, 100.0, ("cncf-cka",), ("A note.",), ()
    )
    candidate = results().candidates[0]
    fit = candidate.fits[0]
    unmet = replace(fit, score=20.0, requirements=(replace(fit.requirements[0], outcome=Outcome.UNMET),))
    for status, way in ((Status.IN_PROGRESS, "Finish"), (Status.EXPIRED, "Renew"), (Status.NOT_HELD, "Take")):
        one = replace(candidate, holdings=(holding("cncf-cka", status),), fits=(unmet,))
        page = _words(_page(candidate=one, smallest=(advice,), score_after=100.0))
        assert f"{way} it: $445, 50–110 h of study, 5–11 weeks at 10 hours a week. A note." in page
        assert "Nothing that is required would be missing then, and the points would be 100." in page


def test_a_posting_that_nothing_can_meet_is_not_blamed_on_the_candidate() -> None:
    candidate = results().candidates[0]
    fit = candidate.fits[0]
    unmet = replace(fit, score=20.0, requirements=(replace(fit.requirements[0], outcome=Outcome.UNMET),))
    page = _words(_page(candidate=replace(candidate, fits=(unmet,))))
    assert "No certification that can be taken now would meet all that is required (r1)." in page


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (holding(), "no date was found, so it counts as valid"),
        (holding(hidden=True), "only in text that a reader cannot see"),
        (holding("gcp/*"), "Which certification is meant by any Google Cloud certification"),
        (
            holding("cncf-cka", Status.EXPIRED, expires="2025-03", expires_basis="validity"),
            "its usual validity ended March 2025. If it was, write the new date.",
        ),
        (holding(issued="2026", evidence=(evidence("AWS ML Speciality", via=Via.FUZZY),)), "Whether “AWS ML Spec"),
        (holding(issued="2026", evidence=(evidence("X", via=Via.UNLISTED),)), "the program does not know it"),
        (holding(issued="2026"), "Nothing: all that was found could be settled."),
    ],
)  # fmt: skip
def test_what_could_not_be_told_is_said(one: object, said: str) -> None:
    candidate = replace(results().candidates[0], holdings=(one,), warnings=())  # type: ignore[arg-type]
    settled = tuple(replace(each, outcome=Outcome.MET) for each in candidate.fits[0].requirements)
    candidate = replace(candidate, fits=(replace(candidate.fits[0], requirements=settled),))
    assert said in _words(_page(candidate=candidate))


# --- the command


def test_it_writes_the_page_of_a_sample() -> None:
    ran = scan("explain", RESUMES / "imogen-vale.pdf", "--against", JOB, "--store", "none", *DAY)
    page = _words(ran.out)
    assert ran.code == 0
    assert "For Imogen Vale." in page
    assert "None is needed: nothing that is required is missing." in page
    assert "Finish it: $445" in page


def test_what_is_missing_is_said_with_the_least_that_would_do() -> None:
    ran = scan("explain", RESUMES / "anselm-rourke.pdf", "--against", JOB, "--store", "none", *DAY)
    assert "Nothing that is required would be missing then" in _words(ran.out)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    arguments = ("--against", JOB, "--format", "html", "-o", page, "--store", "none", *DAY)
    assert scan("explain", RESUMES / "imogen-vale.pdf", *arguments).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_resume_that_cannot_be_read_is_named() -> None:
    ran = scan("explain", "missing.pdf", "--against", JOB, "--store", "none")
    assert (ran.code, ran.out) == (1, "")
    assert "missing.pdf: not-found" in ran.err


def test_a_posting_that_cannot_be_read_ends_it() -> None:
    ran = scan("explain", RESUMES / "imogen-vale.pdf", "--against", "missing.txt", "--store", "none")
    assert ran.code == 2
    assert "no posting could be read" in ran.err


def test_a_folder_of_resumes_is_refused() -> None:
    ran = scan("explain", RESUMES, "--against", JOB, "--store", "none")
    assert ran.code == 2
    assert "one resume and one posting" in ran.err


def test_neither_time_nor_a_heading_is_given_as_the_words_that_decided() -> None:
    posting = SAMPLES / "postings" / "cloud-platform-engineer.md"
    page = _words(scan("explain", RESUMES / "bram-oosterwijk.pdf", "--against", posting, *DAY).out)
    assert "Expired, ended 2026-02 by its usual validity" in page
    assert "because of “CERTIFIED”" not in page
    assert "(because of “planned for”)" in page
