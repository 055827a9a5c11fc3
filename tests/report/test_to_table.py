import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_builders import (
    Render,
    advice,
    candidate,
    candidates,
    catalog_name,
    evidence,
    fit,
    holding,
    hostile,
    outcome,
    posting,
    requirement,
    results,
)
from rich.cells import cell_len

from scanner.model import (
    Candidate,
    Change,
    Considered,
    CreditReason,
    Door,
    Finding,
    Outcome,
    Reason,
    RequirementFit,
    Results,
    Status,
    Strength,
    Unreadable,
    WhatIf,
)
from scanner.report import FORMATS, POSTING_FORMATS, ReportOptions

CASES = ["ranked", "alone", "unmatched", "several"]


def check(found: Results, **options: object) -> str:
    out = io.StringIO()
    POSTING_FORMATS["table"].write(found, out, catalog_name=catalog_name, options=ReportOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


def one_line(report: str) -> str:
    return " ".join(report.split())


# --- the page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100, 120, 140])
@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_page(
    width: int, kind: str, verbose: bool, render: Render, request: pytest.FixtureRequest
) -> None:
    report = render(request.getfixturevalue(kind), width=width, verbose=verbose)
    assert max(map(cell_len, report.splitlines())) <= width
    assert all(line == line.rstrip() for line in report.splitlines())


@pytest.mark.parametrize("kind", CASES)
def test_no_colour_unless_asked_for(
    kind: str, render: Render, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = request.getfixturevalue(kind)
    plain = render(results)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    assert render(results) == plain
    assert "\x1b" not in plain
    assert "\x1b[" in render(results, color=True)


def test_colour_is_what_was_asked_for_even_if_the_environment_objects(
    render: Render, ranked: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    colored = render(ranked, color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert render(ranked, color=True) == colored


@pytest.mark.parametrize("kind", CASES)
def test_ascii_is_ascii(kind: str, render: Render, request: pytest.FixtureRequest) -> None:
    report = render(request.getfixturevalue(kind), ascii=True)
    assert report.isascii()
    assert max(map(len, report.splitlines())) <= 80


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=())), st.sampled_from([80, 97, 120]), st.booleans(), st.booleans())
@example("陈" * 300, 80, True, True)
@example("\u0301" * 300, 80, False, False)
@example("\u1161", 80, True, False)
def test_any_text_fits_the_page(text: str, width: int, verbose: bool, plainly: bool) -> None:
    whole = hostile(text)
    job = whole.postings[0]
    options = {"width": width, "verbose": verbose, "ascii": plainly}
    reports = [check(whole, **options)]
    for found in (
        whole,
        replace(whole, candidates=whole.candidates[:1]),
        replace(whole, postings=(), candidates=tuple(replace(each, fits=()) for each in whole.candidates)),
        replace(whole, postings=(job, replace(job, source="b"))),
        replace(whole, postings=(job, replace(job, source="b")), candidates=whole.candidates[:1]),
    ):
        out = io.StringIO()
        FORMATS["table"].write(found, out, catalog_name=catalog_name, options=ReportOptions(**options))  # type: ignore[arg-type]
        reports.append(out.getvalue())
    for report in reports:
        for line in report.split("\n"):
            assert cell_len(line) <= width
            assert line.isprintable()


# --- several candidates, one posting -------------------------------------------------------------------------------


def test_a_ranking_shows_score_and_marks(render: Render, ranked: Results) -> None:
    lines = render(ranked, width=100).splitlines()
    ana, bruno, chen = (next(line for line in lines if name in line) for name in ("Ana", "Bruno", "Chén"))
    assert ana.split()[-5:] == ["██████████", "●", "●", "●", "●"]
    assert bruno.split()[-6:] == ["70", "███████░░░", "◐", "●", "●", "○"]
    assert chen.split()[-6:] == ["0", "░░░░░░░░░░", "○", "?", "○", "○"]


def test_marks_stand_below_the_ids_of_their_requirements(render: Render, ranked: Results) -> None:
    lines = render(ranked).splitlines()
    ids = next(line for line in lines if line.split() == ["r1", "r2", "r3", "r4"])
    row = next(line for line in lines if "Ana" in line)
    for ident in ids.split():
        assert row[ids.index(ident)] == "●"


def test_a_rule_parts_those_who_miss_nothing(render: Render, ranked: Results) -> None:
    report = render(ranked)
    assert report.index("Ana Silva") < report.index("80 and up, nothing required is missing") < report.index("Bruno")
    nobody = replace(ranked, candidates=ranked.candidates[1:])
    assert "80 and up" not in render(nobody)


def test_the_posting_stands_above(render: Render, ranked: Results) -> None:
    head = render(ranked).split("Candidate")[0]
    assert head.startswith("Senior Machine Learning Engineer\njobs/ml-engineer.txt · 4 candidates · as of 2026-11-20\n")
    assert "r1  required   “AWS ML Specialty or a Google Cloud certification”" in head
    assert "“Certified Kubernetes Administrator” or experience" in head
    assert "1 error about this posting" in head


def test_what_is_not_plainly_held_is_marked_in_words(render: Render, ranked: Results) -> None:
    report = one_line(render(ranked, width=200))
    assert "(in progress)" in report
    assert "(expired 2024-02)" in report
    assert "(planned)" in report
    assert "(hidden text, does not count)" in report
    assert "1 in progress, 1 expired" in one_line(render(ranked, width=80))


def test_what_counts_for_the_posting_comes_first(render: Render) -> None:
    held = (holding("azure-ai-900"), holding("deeplearning-specialization"), holding("cncf-cka"))
    someone = candidate(holdings=held, fits=(fit(outcome("r1", 1.0, "cncf-cka")),))
    assert "holds Certified Kubernetes" in render(results(candidates=(someone, someone)))


def test_the_next_step_has_price_hours_and_score(render: Render, ranked: Results) -> None:
    report = one_line(render(ranked))
    assert "$200 · about 40–60 h → 90" in report
    assert "price unknown · hours unknown → 40" in report


def test_a_price_of_several_steps_stands_beside_the_first_of_them(render: Render, ranked: Results) -> None:
    several = advice("aws-ml-specialty", path=("cncf-cka", "aws-ml-specialty"), cost_usd=(890, 890))
    first, *others = ranked.candidates
    changed = replace(first, fits=(replace(first.fits[0], advice=(several,)),))
    report = one_line(render(replace(ranked, candidates=(changed, *others)), width=140))
    assert "Certified Kubernetes Administrator (CKA), then AWS Certified Machine Learning" in report
    assert "$890" in report


def test_one_warning_is_not_them(render: Render, ranked: Results) -> None:
    assert "1 error about this posting: `scan check` shows it" in render(ranked)
    twice = replace(ranked.postings[0], findings=ranked.postings[0].findings * 2)
    assert "2 errors about this posting: `scan check` shows them" in render(replace(ranked, postings=(twice,)))


def test_the_legend_explains_the_marks_that_are_there(render: Render, ranked: Results) -> None:
    assert "● met   ◐ in part, not enough   ○ missing   ? for a person to judge" in render(ranked)
    everybody = replace(ranked, candidates=ranked.candidates[:1] * 2)
    assert "○ missing" not in render(everybody)
    assert "credentials alone: a certification replaces neither" in one_line(render(ranked))


def test_forty_requirements_are_counted(render: Render) -> None:
    asked = tuple(requirement(f"r{n}") for n in range(1, 41))
    outcomes = [outcome(f"r{n}", 1.0 if n % 4 else 0.0) for n in range(1, 41)]
    found = results(postings=(posting(requirements=asked),), candidates=(candidate(fits=(fit(*outcomes),)),) * 2)
    report = render(found)
    assert "30 of 40" in report
    assert "and 25 more, shown with -v" in report


def test_twelve_requirements_stand_close(render: Render) -> None:
    asked = tuple(requirement(f"r{n}") for n in range(1, 13))
    outcomes = [outcome(f"r{n}", 1.0 if n % 4 else 0.0) for n in range(1, 13)]
    found = results(postings=(posting(requirements=asked),), candidates=(candidate(fits=(fit(*outcomes),)),) * 2)
    assert "●●●○●●●○●●●○" in render(found)


def test_top_says_how_many_there_are(render: Render, ranked: Results) -> None:
    report = render(ranked, top=2)
    assert "2 of 4 candidates" in report
    assert "Chén" not in report


def test_a_posting_that_asks_for_nothing_has_no_score(render: Render) -> None:
    nothing = posting(requirements=(), findings=())
    several = tuple(replace(each, fits=(fit(score=None),)) for each in candidates())
    report = render(results(postings=(nothing,), candidates=several))
    assert "This posting asks for no credential, so there is no score." in report
    assert "credentials alone" not in report
    assert next(line for line in report.splitlines() if "Ana" in line).endswith("–")
    alone = render(results(postings=(nothing,), candidates=several[:1]))
    assert "–  This posting asks for no credential, so there is no score." in alone


def test_a_posting_that_wants_none_says_so(render: Render) -> None:
    job = posting(requirements=(requirement(strength=Strength.NOT_REQUIRED),), findings=())
    found = results(postings=(job,), candidates=(candidate(fits=(fit(score=None),)),) * 2)
    report = render(found)
    assert "asks for no credential" in report
    assert "r1  not asked for" in report


def test_verbose_says_why(render: Render, ranked: Results) -> None:
    report = render(ranked, verbose=True)
    assert re.search(r"r1 unmet +Google Cloud Professional Machine Learning Engineer is in\s+progress\.", report)
    assert "confidence 0.93" in report
    assert "resumes/other.pdf has the same e-mail address." in report
    assert "resumes/other.pdf" not in render(ranked)


def test_verbose_says_why_for_each_of_several_postings(render: Render, several: Results) -> None:
    for found in (several, replace(several, candidates=several.candidates[1:2])):
        report = render(found, verbose=True)
        assert report.count("confidence 0.93 that what gave credit") == len(several.postings)
        assert re.search(r"r1 unmet +Google Cloud Professional", report)
        assert "r1 unmet" not in render(found)


# --- one candidate -------------------------------------------------------------------------------------------------


def test_one_candidate_gets_the_long_form(render: Render, alone: Results) -> None:
    report = one_line(render(alone, width=120))
    assert "Score 70 ███████░░░ 1 of 2 required met, 1 of 2 preferred" in report
    assert "below 80: something required is missing; read with confidence 0.93" in report
    assert "unmet Google Cloud Professional Machine Learning Engineer is in progress. credit 0.50" in report
    assert "“Studying for the Google Cloud Professional Machine Learning Engineer” p.1, summary" in report
    assert "expired, ended 2024-02, issued 2021-02, its issuer no longer offers it" in report
    assert "1 Google Cloud Professional Machine Learning Engineer score 70 → 90" in report
    assert "takes $200, about 40–60 h (an estimate)" in report
    assert "may bring $10,000–15,000 a year" in report
    assert "2 steps any machine learning certification, then Microsoft Certified: Azure AI Fundamentals" in report
    assert "source https://aws.amazon.com/certification/" in report
    assert "+44 20 7946 0000" in report


def test_top_one_gets_it_too(render: Render, ranked: Results) -> None:
    report = one_line(render(ranked, top=1))
    assert "The resume holds" in report
    assert "1 of 4 candidates" in report


def test_verbose_names_cue_and_rule(render: Render, alone: Results) -> None:
    assert "via name, cue “Feb 2024”, rule cues.yaml:until, confidence 0.99" in one_line(render(alone, verbose=True))


def test_many_pieces_of_evidence_are_shortened(render: Render) -> None:
    pieces = tuple(evidence(f"CKA number {n}") for n in range(5))
    someone = candidate(holdings=(holding("cncf-cka", evidence=pieces),), fits=(fit(outcome("r1", 0.0)),))
    found = results(candidates=(someone,))
    assert "and 3 more, shown with -v" in render(found)
    assert "CKA number 4" in render(found, verbose=True)


def test_what_stands_in_a_link_says_so(render: Render) -> None:
    linked = holding(
        evidence=(evidence("https://credly.com/x", layer="link", page=2),), verify_url="https://credly.com/x"
    )
    report = render(results(postings=(), candidates=(candidate(holdings=(linked,)),)))
    assert "in a link, p.2" in report
    assert "verify at    https://credly.com/x" in report


def test_a_name_that_outlasts_the_terminal_is_cropped(render: Render) -> None:
    someone = candidate(holdings=(holding("x", name="Certified " * 2000),), fits=(fit(outcome("r1", 0.0)),))
    assert len(render(results(candidates=(someone,)))) < 6_000


# --- no posting, several postings ----------------------------------------------------------------------------------


def test_without_a_posting_what_each_resume_holds(render: Render, unmatched: Results) -> None:
    report = one_line(render(unmatched, width=120))
    assert "valid until 2027-03 by its usual validity, its issuer no longer offers it" in report
    assert "in the work “SageMaker” p.1" in report
    assert "in the work none of its field's terms found in experience or projects" in report
    assert "Chén Wěi 陈伟 resumes/chen.pdf no credential found" in report
    assert "held, in hidden text: a reader can't see it, and it does not count" in report
    assert "Score" not in report


def test_several_postings_make_a_matrix(render: Render, several: Results) -> None:
    report = render(several, width=160)
    head = next(line for line in report.splitlines() if line.startswith("Candidate"))
    assert head.split() == ["Candidate", *(f"j{n}" for n in range(1, 13))]
    row = next(line for line in report.splitlines() if line.startswith("Ana"))
    assert row.split()[2:6] == ["16", "33", "–", "67"]
    assert "j6   Chén Wěi" not in report
    assert "Engineer 12  jobs/12.txt" in report


def test_a_matrix_that_is_too_wide_comes_in_parts(render: Render, several: Results) -> None:
    report = render(several, width=80)
    assert len([line for line in report.splitlines() if line.startswith("Candidate")]) == 2


def test_one_candidate_and_several_postings_best_first(render: Render, several: Results) -> None:
    report = render(replace(several, candidates=several.candidates[:1]), width=100)
    table = report.split("Preferred\n")[1].split("\n\n")[0].splitlines()
    assert len(table) == 12
    assert table[0].split()[:4] == ["Engineer", "11", "jobs/11.txt", "85"]
    assert table[-1].split() == ["Engineer", "3", "jobs/03.txt", "–"]
    assert "The resume holds" in report


def test_the_doors(render: Render, several: Results) -> None:
    door = Door("resumes/ana-silva.pdf", "cncf-cka", ("jobs/01.txt", "jobs/02.txt"), (395, 395), (60, 80))
    report = one_line(render(replace(several, doors=(door,)), width=120))
    assert (
        "Ana Silva 1 Certified Kubernetes Administrator (CKA) opens 2 postings more: Engineer 1, Engineer 2" in report
    )
    assert "$395 · 60–80 h · 35 h and $198 for each" in report


def test_of_one_candidate_the_doors_come_first(render: Render, several: Results) -> None:
    path = ("aws-ml-specialty", "cncf-cka")
    opened = Door(
        "resumes/ana-silva.pdf", "cncf-cka", ("jobs/01.txt",), None, (60, 80), hours_estimated=True, path=path
    )
    other = Door("resumes/chen.pdf", "gcp/*", ("jobs/02.txt",), None, None)
    report = one_line(render(replace(several, candidates=several.candidates[:1], doors=(opened, other)), width=120))
    assert report.index("The certificates that open most doors") < report.index("Posting Score")
    assert (
        "opens 1 posting more: Engineer 1 price unknown · about 60–80 h 2 steps AWS Certified Machine Learning"
        in report
    )
    assert "any Google Cloud certification" not in report


def test_what_if(render: Render, ranked: Results) -> None:
    changes = (
        WhatIf("jobs/ml-engineer.txt", "r1", Change.ACCEPT, "ml/*", 2, "If r1 also accepted any, 2 more would."),
        WhatIf("jobs/ml-engineer.txt", "r1", Change.DROP, None, 0, "If r1 were dropped, no more would."),
    )
    report = one_line(render(replace(ranked, what_if=changes)))
    assert "What if the posting asked for something else +2 If r1 also accepted any, 2 more would." in report
    assert "no more would" not in report
    assert "No single change would let another candidate" in render(replace(ranked, what_if=changes[1:]))


# --- the rest ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CASES)
def test_what_could_not_be_read_stands_at_the_end(kind: str, render: Render, request: pytest.FixtureRequest) -> None:
    report = render(request.getfixturevalue(kind))
    assert "2 documents could not be read\n  resumes/locked.pdf  encrypted\n    It is protected" in report
    assert report.endswith("2 files skipped: no reader knows the format\n  resumes/photo.heic · resumes/old.doc\n")


def test_nobody_left_to_show(render: Render, ranked: Results) -> None:
    report = render(ranked, top=0)
    assert report.startswith(f"No candidate to show of {len(ranked.candidates)}.\n")
    assert "could not be read" in report


def test_every_reason_has_its_words(render: Render) -> None:
    documents = tuple(Unreadable(f"{reason}.pdf", reason, "Try it again.") for reason in Reason)
    report = render(results(unreadable=documents))
    assert all(f"{reason}.pdf  {reason.value.replace('-', ' ')}" in report for reason in Reason)


def test_a_candidate_without_a_fit(render: Render) -> None:
    found = results(candidates=tuple(replace(each, fits=()) for each in candidates()))
    assert "Ana Silva" in render(found)
    assert "The posting asks for" in render(replace(found, candidates=found.candidates[:1]))


def test_check_shows_requirements_and_findings() -> None:
    asked = (
        requirement("r1", "cncf-cka", "gcp/*", at_least=2, or_equivalent=True, alternative="degree", obtainable=True),
        requirement("r2", "ml/*", strength=Strength.PREFERRED, examples=("aws-ml-specialty",)),
    )
    finding = Finding("retired-credential", "error", "It was retired.", "r1", "Ask for its successor.")
    report = check(results(postings=(posting(requirements=asked, findings=(finding,)),)), width=120)
    words = one_line(report)
    assert "r1 required two of: Certified Kubernetes Administrator (CKA), any Google Cloud certification" in words
    assert "or an equivalent or a degree or the ability to obtain it" in words
    assert "for example AWS Certified Machine Learning – Specialty" in words
    assert "error r1: It was retired. try: Ask for its successor." in words
    assert "encrypted" in words


def test_check_of_a_posting_without_anything() -> None:
    report = check(results(postings=(posting(title=None, requirements=(), findings=()),) * 2, unreadable=()))
    assert report.count("jobs/ml-engineer.txt") == 2
    assert report.count("no credential") == 2
    assert "Findings" not in report
    assert report.count("─" * 80) == 1


def test_an_open_requirement_is_for_a_person(render: Render) -> None:
    open_one = outcome("r1", 0.0, outcome=Outcome.OPEN, because="A degree may stand in for it.")
    found = results(candidates=(candidate(holdings=(holding(status=Status.PLANNED),), fits=(fit(open_one),)),))
    assert "open        A degree may stand in for it." in render(found)


def _with_open(*others: RequirementFit, score: float) -> Candidate:
    open_one = outcome("r1", 0.0, outcome=Outcome.OPEN, because="A degree may stand in for it.")
    facts = {"required_met": 0, "required_total": 1 + len(others), "preferred_met": 0, "preferred_total": 0}
    return candidate(fits=(fit(open_one, *others, score=score, **facts),))


def test_a_score_that_rests_on_nothing_says_so(render: Render) -> None:
    job = posting(requirements=(requirement("r1"),), findings=())
    nothing = _with_open(score=100.0)
    report = one_line(render(results(postings=(job,), candidates=(nothing,))))
    assert "0 of 1 required met, 1 for a person to judge" in report
    assert "All that is required is for a person to judge: the posting accepts something else" in report
    assert "nothing required is missing" not in report
    below = candidate(fits=(fit(outcome("r1", 0.0), score=0.0),))
    ranking = one_line(render(results(postings=(job,), candidates=(nothing, nothing, below))))
    assert ranking.count("note All that is required is for a person to judge") == 2
    assert "nothing required is missing, but see ?" in ranking


def test_a_score_that_rests_on_some_names_the_rest(render: Render) -> None:
    job = posting(requirements=(requirement("r1"), requirement("r2")), findings=())
    report = one_line(render(results(postings=(job,), candidates=(_with_open(outcome("r2"), score=100.0),))))
    assert "nothing else that is required is missing; 1 of 2 for a person to judge" in report


def test_verbose_traces_the_points(render: Render) -> None:
    given = Considered("cncf-cka", "ml/*", 0.5, CreditReason.IN_PROGRESS, "fit.yaml:credit.in_progress")
    traced = fit(outcome("r1", 0.5, considered=(given,)), calculation="80 × 0.5 (required: r1 0.5) = 40")
    found = results(candidates=(candidate(fits=(traced,)),))
    report = one_line(render(found, verbose=True, width=200))
    assert "80 × 0.5 (required: r1 0.5) = 40" in report
    assert (
        "weighed Certified Kubernetes Administrator (CKA) for any machine learning certification gives 0.5, "
        "in progress, by fit.yaml:credit.in_progress" in report
    )
    assert "weighed" not in render(found)


def test_a_range_of_one_and_a_free_one(render: Render) -> None:
    steps = (advice(cost_usd=(0, 0), study_hours=(10, 10)),)
    found = results(candidates=(candidate(fits=(fit(outcome("r1", 0.0), advice=steps),)),) * 2)
    assert "free · 10 h" in one_line(render(found))


def test_contacts_have_a_line_each_or_a_column_and_are_never_cut(render: Render, ranked: Results) -> None:
    narrow, wide = render(ranked, width=80), render(ranked, width=140)
    assert "    reach bruno@example.org · +44 20 7946 0000\n" in narrow
    assert "Contact" not in narrow
    assert "reach" not in wide
    assert any(
        "Bruno Okafor" in line and line.endswith("bruno@example.org · +44 20 7946 0000") for line in wide.splitlines()
    )
    assert next(line for line in wide.splitlines() if "Candidate" in line).endswith("Contact")


def test_of_many_candidates_a_score_of_nothing_is_one_line_and_the_answer_stands_last(
    render: Render, ranked: Results
) -> None:
    many = tuple(replace(each, source=f"{n}-{each.source}") for n in range(3) for each in ranked.candidates)
    found = replace(ranked, candidates=tuple(sorted(many, key=lambda each: -(each.fits[0].score or 0))))
    lines = render(found).splitlines()
    assert sum("Chén" in line or "dubious" in line for line in lines) == 6
    assert sum(line.startswith("    holds") for line in lines) == 6
    # A warning is never left out.
    assert sum(line.startswith("    note") for line in lines) == 6
    assert "3 of 12 candidates miss nothing required: Ana Silva (100), Ana Silva (100), Ana Silva (100)." in one_line(
        "\n".join(lines)
    )
    assert len(render(found, verbose=True).splitlines()) > len(lines) + 20


def test_the_words_of_a_requirement_have_two_lines(render: Render, ranked: Results) -> None:
    long = replace(ranked.postings[0].requirements[0], evidence=(evidence("Certified " * 30),))
    job = replace(ranked.postings[0], requirements=(long, *ranked.postings[0].requirements[1:]))
    lines = render(replace(ranked, postings=(job,))).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("  r1"))
    assert lines[first + 1].lstrip().startswith("Certified")
    assert lines[first + 2].startswith("  r2")
