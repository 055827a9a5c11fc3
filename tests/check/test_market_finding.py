"""A must that the market would merely like, by hand-made markets."""

import pytest

from scanner.market import MarketCounter
from scanner.model import Finding, Market, Posting, Requirement, Strength
from scanner.pipeline import Pipeline
from tests.builders import AS_OF
from tests.detect.reading import document

TEXT = "Engineer\n\nRequirements\n- CKA"


def market(pipeline: Pipeline, required: int, preferred: int, ref: str = "cncf-cka") -> Market:
    counter = MarketCounter(pipeline.catalog)
    for strength, times in ((Strength.REQUIRED, required), (Strength.PREFERRED, preferred)):
        for _ in range(times):
            counter.add(Posting("job.txt", None, (Requirement("r1", strength, (ref,), ()),)))
    return counter.market()


def findings(pipeline: Pipeline, known: Market | None, text: str = TEXT) -> list[Finding]:
    return [one for one in pipeline.checked(document(text), AS_OF, known).findings if "market" in one.code]


def test_a_must_that_most_would_merely_like(pipeline: Pipeline) -> None:
    (one,) = findings(pipeline, market(pipeline, 5, 45))
    assert one.severity == "warning"
    assert "of 50 postings that ask for it, 45 (90%" in one.message
    assert one.evidence[0].quote == "CKA"


@pytest.mark.parametrize(
    ("required", "preferred"),
    [
        (45, 5),  # the market demands it, too
        (24, 26),  # a majority that chance explains
        (1, 18),  # too few to say
        (0, 0),
    ],
)
def test_no_finding_where_the_market_says_no_such_thing(required: int, preferred: int, pipeline: Pipeline) -> None:
    assert not findings(pipeline, market(pipeline, required, preferred))


def test_without_a_market_there_is_none(pipeline: Pipeline) -> None:
    assert not findings(pipeline, None)


def test_a_plus_is_no_must(pipeline: Pipeline) -> None:
    assert not findings(pipeline, market(pipeline, 0, 50), "Engineer\n\nNice to have\n- CKA")


def test_a_family_is_compared_with_its_family(pipeline: Pipeline) -> None:
    known = market(pipeline, 2, 48, "aws-solutions-architect-associate")
    (one,) = findings(pipeline, known, "Engineer\n\nRequirements\n- AWS certification")
    assert "any AWS certification is a must here" in one.message


def test_alternatives_are_fine_where_one_of_them_is_demanded(pipeline: Pipeline) -> None:
    assert not findings(pipeline, market(pipeline, 0, 50), "Engineer\n\nRequirements\n- CKA or CISSP")
