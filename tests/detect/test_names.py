from typing import Any

import pytest

from scanner.catalog import Wildcard
from scanner.model import Via
from tests.detect.reading import cases, detect


@pytest.mark.parametrize("case", cases("names"))
def test_case(case: dict[str, Any]) -> None:
    seen = detect(case["text"], case.get("of", "resume"))
    refs = list(dict.fromkeys(mention.ref for mention in seen.mentions))
    assert [ref for ref in refs if Wildcard.parse(ref) is None] == case["found"]
    if "families" in case:
        assert [ref for ref in refs if Wildcard.parse(ref) is not None] == case["families"]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("AWS Certified Cloud Practitioner", Via.NAME),
        ("AWS Cloud Practitioner", Via.ALIAS),
        ("CLF-C02", Via.EXAM_CODE),
        ("CKA", Via.ACRONYM),
        ("Certified Kuberentes Administrator", Via.FUZZY),
        ("AWS certification", Via.WILDCARD),
    ],
)
def test_a_mention_says_how_it_was_recognised(text: str, via: Via) -> None:
    assert [mention.via for mention in detect(text).mentions] == [via]


def test_the_less_sure_a_way_of_recognising_is_the_lower_the_confidence() -> None:
    texts = (
        "AWS Certified Solutions Architect – Associate",
        "Certified Kuberentes Administrator",
        "AWS Certified Solutions Architect",
    )
    confidences = [detect(text).mentions[0].confidence for text in texts]
    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == len(texts)


def test_a_name_without_its_level_keeps_every_reading() -> None:
    (mention,) = detect("AWS Certified Solutions Architect").mentions
    assert mention.readings == ("aws-solutions-architect-associate", "aws-solutions-architect-professional")
    assert mention.ref == mention.readings[0]


def test_the_issuer_in_front_decides_between_readings_of_one_code() -> None:
    found = [detect(f"Certifications\n{issuer} DEA-C01").mentions[0].ref for issuer in ("AWS", "Snowflake")]
    assert found == ["aws-data-engineer-associate", "snowflake-snowpro-advanced-data-engineer"]
