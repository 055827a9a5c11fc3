from typing import Any

import pytest

from scanner.model import Posting, Requirement
from scanner.pipeline import Pipeline
from tests.detect.reading import cases, document


def _posting(pipeline: Pipeline, text: str) -> Posting:
    return pipeline.posting(document(text))


def _in_words(requirement: Requirement) -> str:
    flags = {
        f"at least {requirement.at_least}": requirement.at_least > 1,
        "or equivalent": requirement.or_equivalent,
        "obtainable": requirement.obtainable,
        f"or {requirement.alternative}": requirement.alternative is not None,
        f"e.g. {', '.join(requirement.examples)}": bool(requirement.examples),
    }
    return " ".join(
        [
            requirement.strength,
            " | ".join(requirement.any_of),
            *(f"[{flag}]" for flag, is_set in flags.items() if is_set),
        ]
    )


@pytest.mark.parametrize("case", cases("requirements"))
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    assert [_in_words(requirement) for requirement in _posting(pipeline, case["text"]).requirements] == case["asks"]


def test_requirements_are_numbered_in_the_order_of_the_text(pipeline: Pipeline) -> None:
    posting = _posting(pipeline, "Requirements\n- CKA\n- PMP or CAPM\n\nNice to have\n- CISSP")
    assert [requirement.id for requirement in posting.requirements] == ["r1", "r2", "r3"]
    starts = [requirement.evidence[0].start for requirement in posting.requirements]
    assert starts == sorted(starts)


def test_one_named_twice_keeps_the_evidence_of_both(pipeline: Pipeline) -> None:
    (requirement,) = _posting(pipeline, "Requirements\n- CKA\n\nNice to have\n- CKA").requirements
    assert [evidence.quote for evidence in requirement.evidence] == ["CKA", "CKA"]


def test_at_least_never_exceeds_what_can_be_held(pipeline: Pipeline) -> None:
    (requirement,) = _posting(pipeline, "Requirements\n- At least two of the following: CISSP").requirements
    assert requirement.at_least == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Senior Data Engineer\n\nRequirements\n- CKA", "Senior Data Engineer"),
        ("# Senior Data Engineer\n\nRequirements\n- CKA", "Senior Data Engineer"),
        ("https://example.com/jobs/1\nSenior Data Engineer\n\nRequirements\n- CKA", "Senior Data Engineer"),
        ("We are looking for somebody who keeps clusters alive.", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None, pipeline: Pipeline) -> None:
    assert _posting(pipeline, text).title == title
