import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanner.catalog import Catalog, load_catalog
from scanner.match import match
from scanner.model import Candidate, Evidence, Fit, Holding, Layer, Outcome, Requirement, Strength, Via
from scanner.partial_dates import add_months
from tests.builders import (
    AS_OF,
    CASES,
    CATALOG,
    ask,
    build_catalog,
    candidate,
    evidence,
    have,
    holding,
    posting,
    requirement,
)

_CASES = yaml.safe_load((CASES / "fit.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog()


def fit(holdings: Iterable[Holding], *requirements: Requirement) -> Fit:
    return match(candidate(*holdings), posting(*requirements), CATALOG, AS_OF)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["case"].replace(" ", "-"))
def test_case(case: dict[str, Any]) -> None:
    requirements = [ask(text, f"r{place}") for place, text in enumerate(case["ask"], 1)]
    found = fit([have(text) for text in case["have"]], *requirements)
    assert [f"{one.outcome} {one.credit:g} {one.reason}" for one in found.requirements] == case["gives"]
    assert found.score == case["score"]


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    names = [case["case"] for case in _CASES]
    assert len(names) >= 80
    assert len(names) == len(set(names))


# --- counts and satisfied_by


def test_counts_tell_required_from_preferred() -> None:
    found = fit(
        [holding("aws-sa")],
        requirement("aws-sa", ref="r1"),
        requirement("pm-pro", ref="r2", alternative="degree"),
        requirement("aws/*", ref="r3", strength="preferred"),
        requirement("gcp/*", ref="r4", strength="not_required"),
    )
    assert (found.required_met, found.required_total) == (1, 2)
    assert (found.preferred_met, found.preferred_total) == (1, 1)
    assert [one.id for one in found.requirements] == ["r1", "r2", "r3"]


@pytest.mark.parametrize(
    ("holdings", "asked", "expected"),
    [
        (["aws-sa-pro"], "aws-sa", ("aws-sa-pro",)),
        (["aws-sa in_progress"], "aws-sa", ()),
        (["aws-sa", "gcp-ml"], "2 of aws-sa or gcp-ml", ("aws-sa", "gcp-ml")),
        (["aws-sa", "gcp-ml expired"], "2 of aws-sa or gcp-ml", ("aws-sa",)),
    ],
)
def test_satisfied_by_names_what_is_enough_in_itself(holdings: list[str], asked: str, expected: tuple[str]) -> None:
    assert fit([have(text) for text in holdings], ask(asked, "r1")).requirements[0].satisfied_by == expected


# --- confidence


def test_confidence_is_the_lowest_of_what_gave_credit() -> None:
    holdings = [holding("aws-sa", confidence=0.9), holding("gcp-ml", confidence=0.7), holding("pm-pro", confidence=0.1)]
    assert fit(holdings, requirement("aws-sa"), requirement("gcp-ml", ref="r2")).confidence == 0.7


def test_confidence_of_a_holding_is_that_of_its_best_visible_evidence() -> None:
    pieces = tuple(Evidence("x", 1, 0, 1, Via.NAME, sure) for sure in (0.6, 0.8))
    hidden = Evidence("x", 1, 0, 1, Via.NAME, 1.0, layer=Layer.HIDDEN)
    assert fit([holding("aws-sa", evidence=(*pieces, hidden))], requirement("aws-sa")).confidence == 0.8


def test_of_two_that_give_the_same_the_surer_one_counts() -> None:
    holdings = [holding("aws-sa", confidence=0.6), holding("gcp-ml", confidence=0.9)]
    found = fit(holdings, requirement("aws-sa", "gcp-ml"))
    assert found.requirements[0].satisfied_by == ("gcp-ml",)
    assert found.confidence == 0.9


def test_confidence_is_full_where_nothing_gave_credit() -> None:
    assert fit([holding("pm-pro", confidence=0.5)], requirement("aws-sa")).confidence == 1.0


@pytest.mark.parametrize(
    ("code", "expected"), [("ocr", 0.9), ("garbled-text", 0.6), ("page-without-text", 0.8), ("x", 1.0)]
)
def test_text_that_was_read_badly_lowers_confidence_and_no_score(code: str, expected: float) -> None:
    found = match(candidate(warnings=(code,)), posting(requirement("aws-sa")), CATALOG, AS_OF)
    assert found.confidence == expected
    assert found.score == 20


# --- because


def because(holdings: list[Holding], one: Requirement) -> str:
    return fit(holdings, one).requirements[0].because


def quoted(quote: str, cue: str | None = None) -> tuple[Evidence, ...]:
    return (Evidence(quote, 1, 0, len(quote), Via.NAME, 0.99, cue=cue),)


def test_because_has_both_quotes_and_the_dates() -> None:
    valid = holding(
        "aws-ml-old", evidence=quoted("AWS ML"), issued="2024-03", expires="2027-03", expires_basis="validity"
    )
    assert because([valid], requirement("aws-ml-old", "gcp-ml", evidence=quoted("AWS\nML or PMLE"))) == (
        "Required: “AWS ML or PMLE”. Met by The aws-ml-old (“AWS ML”, page 1), issued March 2024, "
        "valid until March 2027 (three years from issue), no longer offered but still valid."
    )


@pytest.mark.parametrize(
    ("one", "asked", "words"),
    [
        (holding("aws-sa", "in_progress", evidence=quoted("SAA", "due 2027")), "aws-sa", "in progress (“due 2027”);"),
        (holding("aws-sa", expires="2025-02-03"), "aws-sa", "expired 3 February 2025 (as stated); it counts 0.3 of 1."),
        (holding("aws-sa", "expired", evidence=quoted("SAA", "lapsed")), "aws-sa", "expired (“lapsed”); it counts 0.3"),
        (holding("aws-sa", issued="2024"), "aws-sa", "issued 2024, no expiry stated."),
        (holding("aws-sa-pro"), "aws-sa", "which covers The aws-sa, no dates stated."),
        (holding("aws-genai"), "aws/*associate", "which covers what is asked for or stands above it"),
        (holding("aws-mle"), "aws-ml-old", "which succeeds The aws-ml-old"),
        (holding("aws-ml-old"), "aws-mle", "which preceded The aws-mle"),
        (holding("gcp-ml"), "azure-ai (equivalent)", "as an equivalent"),
        (holding("aws/*"), "aws-sa", "Not met: “aws/*” (page 1), which names no single credential but"),
        (
            holding("aws-ml-old", issued="2020-01", expires="2027-03", expires_basis="validity"),
            "aws-ml-old", "valid until March 2027 (three years from renewal)",
        ),
        (holding("aws-ml-old", expires="2027-03", expires_basis="validity"), "aws-ml-old", "three years from renewal"),
        (holding("aws-sa", "planned"), "aws-sa", "Not met: The aws-sa (“aws-sa”, page 1) is only planned."),
        (holding("aws-sa", "not_held"), "aws-sa", "Not met: The aws-sa (“aws-sa”, page 1) is not held."),
        (holding("aws-sa", hidden=True), "aws-sa", "text that a reader cannot see, which never counts."),
        (holding("pm-pro"), "aws-sa", "Not met: nothing in the resume shows it."),
        (holding("pm-pro"), "aws-sa (degree)", "The posting also accepts a degree: a person must judge."),
        (holding("pm-pro"), "aws-sa (obtainable)", "accepts someone able to obtain it: a person must judge."),
        (holding("aws-sa", "in_progress"), "aws-sa (obtainable)", "enough where the posting accepts someone able"),
        (holding("aws-sa"), "2 of aws-sa or pm-pro", "Required: 2 of “aws-sa or pm-pro”. Not met: only 1 of 2 found:"),
    ],
)  # fmt: skip
def test_because_says_why(one: Holding, asked: str, words: str) -> None:
    assert words in because([one], ask(asked, "r1"))


def test_because_names_the_words_that_make_it_required_and_joins_options_with_or() -> None:
    pieces = (evidence("SAA", cue="must have"), evidence("PMLE", cue="must have"))
    asked = requirement("aws-sa", "gcp-ml", evidence=pieces)
    assert because([], asked).startswith("Required (“must have”): “SAA” or “PMLE”. Not met:")
    assert because([], replace(asked, any_of=("aws-sa",))).startswith("Required (“must have”): “SAA”, “PMLE”.")


# --- the sum


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        (["aws-sa"], ["aws-sa"], "80 × 1 (required: r1 1) + 20 × 1 (nothing preferred to count) = 100"),
        (
            ["aws-sa", "pm-pro", "preferred: gcp-ml"],
            ["aws-sa", "gcp-ml expired"],
            "80 × 0.5 (mean of the required: r1 1, r2 0) + 20 × 0.3 (preferred: r3 0.3) = 46",
        ),
        (
            ["2 of aws-sa or gcp-ml"],
            ["aws-sa", "gcp-ml in_progress"],
            "80 × 0.75 (required: r1 0.75) + 20 × 1 (nothing preferred to count) = 80, "
            "cut to 79 while something required is missing",
        ),
        (
            ["aws/*", "preferred: pm-pro"],
            ["aws/*"],
            "80 × 0.8 (required: r1 0.8) + 20 × 0 (preferred: r2 0) = 64, "
            "raised to 80 since nothing required is missing",
        ),
        (["aws-sa (degree)"], [], "80 × 1 (nothing required to count) + 20 × 1 (nothing preferred to count) = 100"),
        ([], [], None),
    ],
)
def test_the_sum_can_be_worked_out_by_hand(asked: list[str], held: list[str], expected: str | None) -> None:
    requirements = [ask(text, f"r{place}") for place, text in enumerate(asked, 1)]
    assert fit([have(text) for text in held], *requirements).calculation == expected


def test_everything_that_gives_credit_is_there_with_its_weight_best_first() -> None:
    found = fit([have("aws-sa-pro expired"), have("aws-sa in_progress"), have("pm-pro")], requirement("aws-sa"))
    assert [(one.credential, one.credit, one.rule) for one in found.requirements[0].considered] == [
        ("aws-sa", 0.5, "fit.yaml:credit.in_progress"),
        ("aws-sa-pro", 0.3, "fit.yaml:credit.expired"),
    ]


def test_because_names_what_is_asked_for_where_there_is_no_quote() -> None:
    assert because([], requirement("aws-sa", "gcp/*", evidence=())).startswith(
        "Required: The aws-sa or any Google Cloud certification."
    )


# --- weights


def _with_weights(**changed: float) -> Catalog:
    return replace(CATALOG, weights=replace(CATALOG.weights, **changed))  # type: ignore[arg-type]


def test_the_weights_are_data() -> None:
    generous = replace(CATALOG, weights=replace(CATALOG.weights, credit=replace(CATALOG.weights.credit, expired=0.8)))
    found = match(candidate(have("aws-sa expired")), posting(requirement("aws-sa")), generous, AS_OF)
    assert (found.requirements[0].outcome, found.score) == ("met", 84)


def test_rounding_never_lifts_the_score_of_somebody_who_lacks_something_to_that_of_somebody_who_does_not() -> None:
    asked = [ask(text, "r1") for text in ("5 of cloud/*", "1 of aws-sa")]
    close = _with_weights(unmet_at_most=79.97, partial_at_most=0.7999)
    lacking = [have(ref) for ref in ("aws-sa", "aws-dev", "gcp-ml", "azure-ai", "aws-mle in_progress")]
    below = match(candidate(*lacking), posting(asked[0]), close, AS_OF).score
    above = match(candidate(have("aws/*"), have("aws-sa")), posting(asked[1]), close, AS_OF).score
    assert (below, above) == (79.9, 100)


# --- properties

_IDS = (
    *CATALOG.credentials,
    "aws/*",
    "cloud/*",
    "azure/*",
    "ml/*",
    "*/*",
    "aws/*associate",
    "microsoft/*",
    "dod-8140/*iat-2",
)
_REFS = st.sampled_from((*_IDS, "unlisted:widget"))
_EXPIRIES = st.none() | st.sampled_from(["2026-11-19", "2026-11-20", "2026", "2025", "2027-03"])
_STATUSES = st.sampled_from(["held", "held", "in_progress", "planned", "expired", "not_held"])
_HOLDINGS = st.builds(
    lambda ref, status, expires, hidden, sure: holding(ref, status, sure, expires=expires, hidden=hidden),
    _REFS, _STATUSES, _EXPIRIES, st.booleans(), st.sampled_from([0.5, 0.9]),
)  # fmt: skip


@st.composite
def _postings(draw: st.DrawFn) -> list[Requirement]:
    def one(place: int) -> Requirement:
        return requirement(
            *draw(st.lists(_REFS, min_size=1, max_size=4)),
            ref=f"r{place}",
            strength=draw(st.sampled_from(["required", "required", "preferred", "not_required"])),
            at_least=draw(st.sampled_from([1, 1, 1, 2, 3])),
            or_equivalent=draw(st.booleans()),
            obtainable=draw(st.sampled_from([False, False, True])),
            alternative=draw(st.sampled_from([None, None, "degree"])),
        )

    return [one(place) for place in range(draw(st.integers(1, 4)))]


def _score(holdings: list[Holding], requirements: list[Requirement]) -> float:
    score = fit(holdings, *requirements).score
    return -1.0 if score is None else score


@given(st.lists(_HOLDINGS, max_size=5), _postings(), _REFS)
def test_one_more_held_credential_never_lowers_the_score(
    holdings: list[Holding], requirements: list[Requirement], ref: str
) -> None:
    assert _score([*holdings, holding(ref)], requirements) >= _score(holdings, requirements)


@given(st.lists(_HOLDINGS, max_size=4), _postings(), _REFS, st.integers(-24, 0), st.integers(0, 48))
def test_a_later_expiry_never_lowers_the_score(
    holdings: list[Holding], requirements: list[Requirement], ref: str, before: int, later: int
) -> None:
    early = add_months("2026-11", before)
    with_early = [*holdings, holding(ref, expires=early)]
    with_late = [*holdings, holding(ref, expires=add_months(early, later))]
    assert _score(with_late, requirements) >= _score(with_early, requirements)


@given(st.lists(_HOLDINGS, max_size=5), _postings(), _REFS)
def test_one_more_option_never_lowers_the_score(
    holdings: list[Holding], requirements: list[Requirement], ref: str
) -> None:
    first, *others = requirements
    wider = requirement(
        *first.any_of, ref,
        ref=first.id, strength=first.strength, at_least=first.at_least, or_equivalent=first.or_equivalent,
        obtainable=first.obtainable, alternative=first.alternative,
    )  # fmt: skip
    assert _score(holdings, [wider, *others]) >= _score(holdings, requirements)


@given(st.lists(_HOLDINGS, max_size=5), _postings())
def test_from_80_up_nothing_required_is_missing(holdings: list[Holding], requirements: list[Requirement]) -> None:
    found = fit(holdings, *requirements)
    if found.score is None:
        assert not found.requirements
        return
    strength = {one.id: one.strength for one in requirements}
    missing = [
        one for one in found.requirements if one.outcome is Outcome.UNMET and strength[one.id] is Strength.REQUIRED
    ]
    assert (found.score >= 80) == (not missing)
    assert 0 <= found.score <= 100


@given(st.lists(_HOLDINGS, max_size=6), _postings(), st.randoms(use_true_random=False))
def test_the_order_of_holdings_and_requirements_changes_nothing(
    holdings: list[Holding], requirements: list[Requirement], chance: random.Random
) -> None:
    found = fit(holdings, *requirements)
    chance.shuffle(holdings)
    chance.shuffle(requirements)
    again = fit(holdings, *requirements)
    assert (again.score, again.confidence) == (found.score, found.confidence)
    assert sorted(again.requirements, key=lambda one: one.id) == list(found.requirements)


# --- over the shipped catalogue


def test_the_shipped_catalogue_gives_what_is_held(shipped: Catalog) -> None:
    for credential in shipped:
        held = Candidate("cv.pdf", candidate().person, (holding(credential.id),))
        found = match(held, posting(requirement(credential.id)), shipped, AS_OF)
        assert (found.score, found.requirements[0].reason) == (100.0, "held")


def test_a_retired_specialty_still_counts_and_its_successor_too(shipped: Catalog) -> None:
    asked = posting(requirement("aws-ml-specialty"))
    for ref, reason in (("aws-ml-specialty", "held"), ("aws-ml-engineer-associate", "successor")):
        found = match(candidate(holding(ref)), asked, shipped, date(2026, 11, 20))
        assert (found.score, found.requirements[0].reason) == (100.0, reason)


def test_an_empty_catalogue_knows_only_what_is_named() -> None:
    empty = build_catalog(())
    found = match(candidate(holding("a")), posting(requirement("a"), requirement("b/*", ref="r2")), empty, AS_OF)
    assert [one.outcome for one in found.requirements] == ["met", "unmet"]
