from typing import Any

import pytest

from scanner.model import Holding
from scanner.pipeline import Pipeline
from tests.builders import AS_OF
from tests.detect.reading import cases, document


def _holdings(pipeline: Pipeline, text: str) -> tuple[Holding, ...]:
    return pipeline.resume(document(text), AS_OF).holdings


@pytest.mark.parametrize("case", cases("status"))
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    assert {holding.credential: holding.status for holding in _holdings(pipeline, case["text"])} == case["is"]


def test_several_mentions_are_one_holding_the_deciding_one_first(pipeline: Pipeline) -> None:
    (holding,) = _holdings(pipeline, "Skills\nCISSP, Go\n\nCertifications\nCISSP: exam booked")
    assert [evidence.section for evidence in holding.evidence] == ["certifications", "skills"]


def test_the_evidence_quotes_the_cue_and_names_its_rule(pipeline: Pipeline) -> None:
    (holding,) = _holdings(pipeline, "CKA (in progress)")
    (evidence,) = holding.evidence
    assert (evidence.quote, evidence.cue) == ("CKA", "in progress")
    assert evidence.rule is not None
    assert evidence.rule.startswith("cues.yaml:")


def test_a_bare_skill_is_less_sure_than_an_award(pipeline: Pipeline) -> None:
    (skill,) = _holdings(pipeline, "Skills\nAZ-500, RBAC, Sentinel")
    (award,) = _holdings(pipeline, "Certifications\nAZ-500")
    assert skill.evidence[0].confidence < award.evidence[0].confidence


def test_a_name_without_its_level_is_less_sure(pipeline: Pipeline) -> None:
    (bare,) = _holdings(pipeline, "Certifications\nAWS Certified Solutions Architect, 2025")
    (full,) = _holdings(pipeline, "Certifications\nAWS Certified Solutions Architect – Associate, 2025")
    assert bare.credential == full.credential
    assert bare.evidence[0].confidence < full.evidence[0].confidence


@pytest.mark.parametrize("text", ["Pursuing the CKA, 2025", "Failed the CKA in 2025", "I plan to take the CKA in 2025"])
def test_what_is_not_held_has_neither_issue_nor_expiry(text: str, pipeline: Pipeline) -> None:
    (holding,) = _holdings(pipeline, text)
    assert (holding.issued, holding.expires, holding.expires_basis) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "expires"),
    [
        ("CKA, issued 2024-03", "2027-03"),
        ("CKA, issued 2025-03", "2027-03"),
        ("CKS, issued 2025-03", "2027-03"),
        ("AWS Certified Machine Learning - Specialty, issued 2026-06", "2029-03-31"),
    ],
)
def test_the_rule_of_the_day_of_issue_says_until_when(line: str, expires: str, pipeline: Pipeline) -> None:
    (holding,) = _holdings(pipeline, f"Certifications\n{line}")
    assert (holding.expires, holding.expires_basis) == (expires, "validity")
