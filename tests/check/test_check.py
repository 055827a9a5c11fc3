"""Postings with planted faults, each of which is found, and clean ones, of which nothing is said."""

import re
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

import pytest

from scanner.catalog.check_rules import FINDINGS
from scanner.model import Finding, Posting
from scanner.pipeline import Pipeline
from tests.builders import AS_OF
from tests.detect.reading import cases, document

ALL = [*cases("findings"), *cases("findings_in_voices")]
CASES: list[dict[str, Any]] = [one.values[0] for one in ALL]
FAULTY = [case for case in CASES if case["finds"]]
CASES_BY_ID = {case["id"]: case for case in CASES}


def checked(pipeline: Pipeline, text: str, as_of: date = AS_OF) -> Posting:
    return pipeline.checked(document(text), as_of)


def found(pipeline: Pipeline, case: dict[str, Any]) -> tuple[Finding, ...]:
    return checked(pipeline, case["text"], date.fromisoformat(case.get("as_of", AS_OF.isoformat()))).findings


@pytest.mark.parametrize("case", ALL)
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    assert sorted(f"{one.severity} {one.code}" for one in found(pipeline, case)) == sorted(case["finds"])


@pytest.mark.parametrize("case", [case for case in CASES if "quotes" in case], ids=itemgetter("id"))
def test_words_are_quoted(case: dict[str, Any], pipeline: Pipeline) -> None:
    first, *_ = found(pipeline, case)
    assert any(case["quotes"] in piece.quote for piece in first.evidence)


@pytest.mark.parametrize("case", FAULTY, ids=itemgetter("id"))
def test_each_finding_says_all_that_a_person_needs(case: dict[str, Any], pipeline: Pipeline) -> None:
    for one in found(pipeline, case):
        assert one.evidence
        assert all(case["text"][piece.start : piece.end] == piece.quote for piece in one.evidence)
        assert len(one.message) > 20
        assert one.suggestion
        assert not re.search(r"[{}]|None| , |\(\)", one.message + one.suggestion)


def test_there_are_enough_of_both() -> None:
    assert len(FAULTY) >= 30
    assert len(CASES) - len(FAULTY) >= 30


def test_every_kind_is_planted() -> None:
    planted = {line.split()[1] for case in FAULTY for line in case["finds"]}
    assert planted == FINDINGS.keys() - {"market-says-preferred"}


def test_the_worst_comes_first(pipeline: Pipeline) -> None:
    severities = [one.severity for one in found(pipeline, CASES_BY_ID["several-faults"])]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


# --- sentences -----------------------------------------------------------------------------------------------------


def test_a_retired_one_is_said_with_its_dates_and_successors(pipeline: Pipeline) -> None:
    (one,) = found(pipeline, CASES_BY_ID["retired-must"])
    assert "last exam day was 31 March 2026" in one.message
    assert "valid until 31 March 2029" in one.message
    assert "AWS Certified Machine Learning Engineer – Associate" in (one.suggestion or "")


def test_holders_whose_time_is_over_are_not_asked_for(pipeline: Pipeline) -> None:
    (one,) = checked(pipeline, CASES_BY_ID["retired-must"]["text"], date(2029, 4, 1)).findings
    assert "valid until" not in one.message
    assert "ran out on 31 March 2029" in one.message
    assert "Specialty" not in (one.suggestion or "")


def test_what_stands_beside_a_retired_one_is_not_suggested_anew(pipeline: Pipeline) -> None:
    (one,) = found(pipeline, CASES_BY_ID["retired-and-run-out-beside-its-successor"])
    assert one.suggestion == (
        "leave Microsoft Certified: Azure Data Engineer Associate out: "
        "Microsoft Certified: Fabric Data Engineer Associate stands beside it already"
    )


def test_what_a_chain_costs_is_left_out_where_nobody_knows(pipeline: Pipeline) -> None:
    findings = checked(pipeline, "Pentester\n\nRequirements\n- OSCP+\n- OSCE3").findings
    (one,) = (one for one in findings if one.code == "cost-of-musts")
    assert re.search(r"would spend about \d+ to \d+ hours to meet the musts, and money", one.message)


def test_a_code_is_current_until_its_last_day(pipeline: Pipeline) -> None:
    text = "Developer\n\nRequirements\n- DVA-C02 certification"
    assert not checked(pipeline, text, date(2026, 11, 30)).findings
    assert [one.code for one in checked(pipeline, text, date(2026, 12, 1)).findings] == ["outdated-exam-code"]


def test_a_chain_is_said_with_its_dollars_and_hours(pipeline: Pipeline) -> None:
    (one,) = found(pipeline, CASES_BY_ID["prerequisite-chain"])
    assert "Certified Kubernetes Administrator" in one.message
    assert re.search(r"together \$\d+ and (about )?\d+ to \d+ hours", one.message)


def test_a_credential_is_no_prerequisite_of_itself(pipeline: Pipeline) -> None:
    (one,) = found(pipeline, CASES_BY_ID["prerequisite-chain"])
    assert one.message.startswith(
        "Certified Kubernetes Security Specialist can't be had without Certified Kubernetes Administrator: "
        "together $890"
    )


RETIRED = "Azure AI Engineer Associate (AI-102)"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "alternatives-as-musts",
            f"Data Analyst\n\nRequirements\n- {RETIRED}\n- AWS Certified Developer – Associate\n"
            "- Google Cloud Associate Cloud Engineer",
        ),
        (
            "many-cloud-certifications",
            f"Data Engineer\n\nRequirements\n- {RETIRED}\n- Azure Administrator Associate\n- Azure Fundamentals",
        ),
        ("list-without-conjunction", "Engineer\n\nRequirements\n- AI-102, CKA, RHCSA\n- English"),
    ],
)
def test_what_can_no_longer_be_taken_is_never_suggested(code: str, text: str, pipeline: Pipeline) -> None:
    one = next(one for one in checked(pipeline, text).findings if one.code == code)
    assert "AI Engineer" not in (one.suggestion or "")
    assert "Azure AI Apps and Agents Developer Associate" in (one.suggestion or "")


def test_of_what_can_no_longer_be_taken_only_that_is_said(pipeline: Pipeline) -> None:
    text = "Junior Engineer\n\nRequirements\n- AWS Certified Machine Learning – Specialty"
    (one,) = (one for one in checked(pipeline, text).findings if one.code == "level-above-role")
    assert "Specialty" not in (one.suggestion or "")
    assert "AWS Certified Machine Learning Engineer – Associate or AWS" in (one.suggestion or "")


# --- what the musts cost -------------------------------------------------------------------------------------------


def test_the_outlay_is_that_of_the_easiest_way(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, "Engineer\n\nRequirements\n- CKS").outlay
    assert outlay is not None
    assert outlay.path == ("cncf-cka", "cncf-cks")
    assert outlay.cost_usd == (890, 890)


def test_one_credential_may_meet_several_musts(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, "Engineer\n\nRequirements\n- CKA\n- Kubernetes certification\n- CKS").outlay
    assert outlay is not None
    assert outlay.path == ("cncf-cka", "cncf-cks")


def test_a_retired_must_costs_what_its_successor_costs(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, CASES_BY_ID["retired-must"]["text"]).outlay
    assert outlay is not None
    assert outlay.path == ("aws-ml-engineer-associate",)


def test_what_nothing_meets_leaves_the_outlay_unknown(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, CASES_BY_ID["retired-without-successor"]["text"]).outlay
    assert outlay is not None
    assert (outlay.cost_usd, outlay.study_hours, outlay.unattainable) == (None, None, ("r1",))


@pytest.mark.parametrize("must", ["", "- CKA, or the ability to obtain it", "- CKA or equivalent experience"])
def test_without_a_plain_must_there_is_no_outlay(must: str, pipeline: Pipeline) -> None:
    assert checked(pipeline, f"Engineer\n\nRequirements\n- Go\n{must}").outlay is None


def test_a_named_credential_costs_what_it_costs_though_a_higher_one_takes_fewer_hours(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, "Engineer\n\nRequirements\n- CCNA").outlay
    assert outlay is not None
    assert outlay.path == ("cisco-ccna",)


def test_at_least_two_cost_two(pipeline: Pipeline) -> None:
    outlay = checked(pipeline, "Engineer\n\nRequirements\n- At least two of the following: CISSP, CISM, CISA").outlay
    assert outlay is not None
    assert len(outlay.path) == 2


# --- any text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", " ", "certified", "required certification " * 50, "CISSP, " * 200, "\u202e{}%s{name}"]
)
def test_any_text_is_checked(text: str, pipeline: Pipeline) -> None:
    posting = checked(pipeline, text)
    assert all(one.message for one in posting.findings)


def test_braces_of_a_posting_are_no_blanks(pipeline: Pipeline) -> None:
    posting = checked(pipeline, "Junior {name} Engineer\n\nRequirements\n- CISSP")
    (one,) = posting.findings
    assert "{name}" in one.message


def test_a_posting_without_faults_is_the_same_as_before(pipeline: Pipeline) -> None:
    text = "Engineer\n\nRequirements\n- CKA"
    assert replace(checked(pipeline, text), outlay=None) == pipeline.posting(document(text))
