"""What a posting would gain by asking for something else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match import match
from scanner.model import Candidate, Change, Posting, Requirement, Strength, WhatIf
from scanner.whatif import alternatives, what_if
from tests.builders import AS_OF, CATALOG, CREDENTIALS, ask, candidate, evidence, have, holding, posting, requirement


def people(job: Posting, *holdings: list[str]) -> list[Candidate]:
    found = [replace(candidate(*(have(text) for text in held)), source=f"cv{n}") for n, held in enumerate(holdings)]
    return [replace(one, fits=(match(one, job, CATALOG, AS_OF),)) for one in found]


def gains(asked: list[str], *holdings: list[str]) -> list[tuple[str, str, str | None, int]]:
    job = posting(*(ask(text, f"r{n}") for n, text in enumerate(asked, 1)))
    return [
        (one.requirement, str(one.change), one.accept, one.gained)
        for one in what_if(job, people(job, *holdings), CATALOG, AS_OF)
    ]


def test_the_smallest_change_that_gains_most_comes_first() -> None:
    found = gains(["gcp-ml"], ["aws-mle"], ["azure-ai"], ["pm-pro"], ["gcp-ml"], [])
    assert found[:2] == [("r1", "prefer", None, 4), ("r1", "drop", None, 4)]
    assert found[2:4] == [("r1", "accept", "cloud/*", 2), ("r1", "accept", "ml/*", 2)]


def test_only_who_misses_this_one_alone_is_gained() -> None:
    found = gains(["aws-sa", "pm-pro"], [], ["pm-pro"], ["aws-sa", "pm-pro"])
    assert {(one[0], one[3]) for one in found if one[1] == "drop"} == {("r1", 1), ("r2", 0)}


def test_successors_are_no_gain_where_they_count_already_but_a_level_below_is() -> None:
    found = gains(["aws-sa-pro"], ["aws-dev"], ["aws-sa"], ["aws-practitioner"])
    assert ("r1", "accept", "aws/*associate", 2) in found
    assert ("r1", "accept", "aws/*", 3) in found


def test_what_is_preferred_or_not_required_is_left_out() -> None:
    assert gains(["preferred: aws-sa", "not_required: pm-pro"], []) == []


def test_an_open_one_stops_nobody() -> None:
    assert all(one[3] == 0 for one in gains(["aws-sa (degree)"], []))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["aws-ml-old"], ["aws-mle", "aws-genai", "aws/*associate", "aws/*", "cloud/*", "ml/*"]),
        (["aws-practitioner"], ["aws/*", "cloud/*"]),
        (["aws/*professional"], ["aws/*associate", "aws/*"]),
        (["aws/*"], ["cloud/*"]),
        (["pm-pro"], ["pm/*foundational", "pm/*"]),
        (["dl-course"], ["ml/*"]),
        (["unlisted:widget"], []),
        (["*/*"], []),
    ],
)
def test_plausible_alternatives(asked: list[str], expected: list[str]) -> None:
    assert alternatives(requirement(*asked), CATALOG) == expected


def test_the_message_has_the_words_of_the_posting() -> None:
    job = posting(requirement("aws-sa", ref="r1"))
    drop = next(one for one in what_if(job, people(job, []), CATALOG, AS_OF) if one.change is Change.DROP)
    assert drop.message == "If r1 (“aws-sa”) were dropped, 1 more candidate would miss nothing that is required."


def test_the_message_has_all_words_as_far_as_they_are_few() -> None:
    pieces = tuple(evidence(f"name {n}") for n in range(5))
    job = posting(replace(requirement("aws-sa", ref="r1"), evidence=pieces))
    (message,) = {one.message for one in what_if(job, people(job, []), CATALOG, AS_OF) if one.change is Change.DROP}
    assert message.startswith("If r1 (“name 0”, “name 1”, “name 2”, …) were dropped,")


_REFS = st.sampled_from((*(one.id for one in CREDENTIALS), "aws/*", "ml/*", "aws/*associate"))
_HELD = st.lists(st.builds(holding, _REFS, st.sampled_from(["held", "in_progress", "expired"])), max_size=3)
_ASKED = st.builds(
    lambda refs, at_least: {"any_of": tuple(refs), "at_least": at_least},
    st.lists(_REFS, min_size=1, max_size=2),
    st.sampled_from([1, 1, 2]),
)


@given(st.lists(_ASKED, min_size=1, max_size=3), st.lists(_HELD, min_size=1, max_size=4))
def test_each_gain_is_what_a_scan_of_the_changed_posting_says(
    asked: list[dict[str, object]], holdings: list[list[object]]
) -> None:
    job = posting(*(requirement(*one["any_of"], ref=f"r{n}", at_least=one["at_least"]) for n, one in enumerate(asked)))  # type: ignore[misc]
    crowd = [replace(candidate(*held), source=f"cv{n}") for n, held in enumerate(holdings)]  # type: ignore[arg-type]
    crowd = [replace(one, fits=(match(one, job, CATALOG, AS_OF),)) for one in crowd]
    before = _reaching(crowd, job)
    for change in what_if(job, crowd, CATALOG, AS_OF):
        assert _reaching(crowd, _changed(job, change)) - before == change.gained


def _reaching(crowd: list[Candidate], job: Posting) -> int:
    """Count who misses nothing; a posting that asks for nothing stops nobody."""
    scores = [match(one, job, CATALOG, AS_OF).score for one in crowd]
    return sum(score is None or score >= 80 for score in scores)


def _changed(job: Posting, change: WhatIf) -> Posting:
    def one(asked: Requirement) -> list[Requirement]:
        if asked.id != change.requirement:
            return [asked]
        if change.accept is not None:
            return [replace(asked, any_of=(*asked.any_of, change.accept))]
        return [replace(asked, strength=Strength.PREFERRED)] if change.change is Change.PREFER else []

    return replace(job, requirements=tuple(part for asked in job.requirements for part in one(asked)))
