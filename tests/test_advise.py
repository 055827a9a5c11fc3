import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.advise import advise
from scanner.advise.conditions import CONDITIONS
from scanner.advise.gap import effects_by_credits
from scanner.catalog import Catalog, Source, advice_rules, load_catalog
from scanner.catalog.advice_rules import Note
from scanner.errors import CatalogError
from scanner.match import match
from scanner.model import Advice, Candidate, Holding, Outcome, Posting, Requirement
from tests.builders import (
    AS_OF,
    CATALOG,
    CREDENTIALS,
    ask,
    build_catalog,
    candidate,
    credential,
    have,
    holding,
    posting,
    requirement,
    usd,
)


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog()


def advice(
    asked: list[str], held: list[str], *, catalog: Catalog = CATALOG, as_of: date = AS_OF, hours_per_week: float = 10
) -> tuple[Advice, ...]:
    one = candidate(*(have(text) for text in held))
    job = posting(*(ask(text, f"r{place}") for place, text in enumerate(asked, 1)))
    return advise(one, job, match(one, job, catalog, as_of), catalog, as_of, hours_per_week=hours_per_week)


def ids(*args: list[str], as_of: date = AS_OF, hours_per_week: float = 10) -> list[str]:
    return [one.credential for one in advice(*args, as_of=as_of, hours_per_week=hours_per_week)]


# --- which


def test_nothing_where_all_is_met() -> None:
    assert ids(["aws-sa"], ["aws-sa"]) == []


def test_nothing_where_no_credential_is_asked_for() -> None:
    assert ids([], []) == []
    assert ids(["not_required: */*"], []) == []


def test_what_is_in_progress_is_finished_before_anything_is_begun() -> None:
    (one,) = advice(["aws/*"], ["aws-sa-pro in_progress"])
    assert one.credential == "aws-sa-pro"
    assert one.notes[0].startswith("It is in progress: finish it.")


def test_what_has_expired_is_renewed() -> None:
    (one,) = advice(["azure-ai"], ["azure-ai ..2026-01"])
    assert one.credential == "azure-ai"
    assert one.notes[0] == "It has expired: renew it."


def test_a_renewal_says_how() -> None:
    catalog = build_catalog([credential("a", renewal="retake the exam")])
    (one,) = advice(["a"], ["a expired"], catalog=catalog)
    assert one.notes[0] == "It has expired: renew it (retake the exam)."


def test_what_has_expired_and_is_retired_gives_way_to_its_successors() -> None:
    assert ids(["azure-ai-old"], ["azure-ai-old expired"]) == ["azure-ai"]


def test_what_is_in_progress_and_retired_cannot_be_finished() -> None:
    assert ids(["tf-dev"], ["tf-dev in_progress"]) == []


def test_a_holding_that_is_not_enough_when_finished_leaves_the_other_ways_open() -> None:
    assert ids(["aws-mle"], ["aws-sa in_progress"]) == ["aws-mle"]


def test_what_is_planned_or_hidden_is_to_be_taken() -> None:
    assert ids(["aws-sa"], ["aws-sa planned"])[0] == "aws-sa"
    assert ids(["aws-sa"], ["aws-sa hidden"])[0] == "aws-sa"


def test_where_a_retired_one_is_asked_for_its_successors_are_advised() -> None:
    first, second = advice(["aws-ml-old"], [])
    assert [first.credential, second.credential] == ["aws-mle", "aws-genai"]
    assert first.notes[0] == (
        "The posting names The aws-ml-old, which can no longer be taken; this succeeds it. "
        "The hiring manager should accept it."
    )


def test_one_that_covers_what_is_asked_for_is_a_way_too() -> None:
    assert ids(["aws-sa"], []) == ["aws-sa", "aws-sa-pro"]


def test_an_equivalent_is_a_way_where_the_posting_accepts_it() -> None:
    assert ids(["azure-ai"], []) == ["azure-ai"]
    assert ids(["azure-ai (equivalent)"], []) == ["azure-ai", "aws-mle", "gcp-ml"]


@pytest.mark.parametrize("ref", ["unlisted:widget", "unknown-id", "tf-dev", "devops-coming", "empty/*"])
def test_what_cannot_be_taken_is_not_advised(ref: str) -> None:
    assert ids([ref], []) == []


@pytest.mark.parametrize(
    ("hours_per_week", "expected"), [(10, []), (10.2, ["devops-leaving"]), (20, ["devops-leaving"]), (1, [])]
)
def test_the_last_exam_day_must_leave_time_for_the_study(hours_per_week: float, expected: list[str]) -> None:
    # 60 hours at 10 a week are six weeks: 2027-01-01, a day too late
    assert ids(["devops-leaving"], [], hours_per_week=hours_per_week) == expected


def test_the_hours_of_the_prerequisites_count_before_the_last_exam_day() -> None:
    last = credential("last", study_hours=(10, 10), retired_on="2026-12-31", prerequisites=("first",))
    quick, slow = (credential("first", study_hours=(hours, hours)) for hours in (20, 60))
    assert advice(["last"], [], catalog=build_catalog([last, quick]))
    assert not advice(["last"], [], catalog=build_catalog([last, slow]))


def test_unknown_hours_are_no_reason_to_trust_a_near_last_exam_day() -> None:
    for last_day, expected in (("2026-12-31", 0), ("2027-12-31", 1)):
        catalog = build_catalog([credential("a", retired_on=last_day)])
        assert len(advice(["a"], [], catalog=catalog)) == expected


def _one_of(*first: str, **facts: object) -> Catalog:
    """Return a catalogue in which `last` takes one of `easy`, `hard` and `gone` first."""
    return build_catalog(
        [
            credential("last", study_hours=(10, 10), prerequisites_any_of=first, **facts),
            credential("easy", study_hours=(20, 40), cost=usd(300)),
            credential("cheap", study_hours=(20, 40), cost=usd(100)),
            credential("hard", study_hours=(80, 90), cost=usd(50)),
            credential("gone", study_hours=(1, 1), cost=usd(1), retired_on="2020"),
            credential("late", study_hours=(5, 5), cost=usd(1), prerequisites=("hard",)),
        ]
    )


@pytest.mark.parametrize(
    ("first", "held", "path"),
    [
        (("gone", "hard", "easy"), [], ("easy", "last")),
        (("easy", "cheap"), [], ("cheap", "last")),
        (("late", "easy"), [], ("easy", "last")),
        (("late", "easy"), ["hard"], ("late", "last")),
        (("easy", "hard"), ["hard"], ("last",)),
        (("easy", "gone"), ["gone"], ("last",)),
        (("easy", "hard"), ["hard expired"], ("easy", "last")),
    ],
)
def test_of_several_prerequisites_the_easiest_stands_in_front_unless_one_is_held(
    first: tuple[str, ...], held: list[str], path: tuple[str, ...]
) -> None:
    (one, *_) = advice(["last"], held, catalog=_one_of(*first))
    assert one.path == path


def test_of_several_prerequisites_one_that_is_required_anyway_is_enough() -> None:
    (one,) = advice(["last"], [], catalog=_one_of("easy", "hard", prerequisites=("hard",)))
    assert one.path == ("hard", "last")


def test_no_way_where_none_of_several_prerequisites_can_be_taken() -> None:
    assert not advice(["last"], [], catalog=_one_of("gone"))


def test_the_other_prerequisites_that_would_do_are_named() -> None:
    (one,) = advice(["last"], [], catalog=_one_of("easy", "hard", "gone"))
    assert "In place of The easy, this does too: The hard." in one.notes


def test_one_of_several_prerequisites_is_not_proven_by_what_it_leads_to() -> None:
    assert _one_of("easy", "hard").proven_by("last") == frozenset()


def test_a_prerequisite_that_cannot_be_taken_closes_the_path() -> None:
    catalog = build_catalog([credential("a", prerequisites=("b",)), credential("b", retired_on="2020")])
    assert advice(["a"], [], catalog=catalog) == ()
    assert advice(["a"], ["b"], catalog=catalog)[0].path == ("a",)


def test_prerequisites_in_a_circle_end() -> None:
    catalog = build_catalog([credential("a", prerequisites=("b",)), credential("b", prerequisites=("a",))])
    assert advice(["a"], [], catalog=catalog) == ()


def test_a_prerequisite_that_does_as_much_alone_stands_alone() -> None:
    assert "azure-architect" not in ids(["azure/*"], [])


def test_what_is_in_progress_is_finished_though_its_prerequisite_would_do() -> None:
    (one,) = advice(["azure/*"], ["azure-architect in_progress"])
    assert one.path == ("azure-admin", "azure-architect")


def test_a_path_that_closes_more_than_any_of_its_parts_stands() -> None:
    parts = [credential("a"), credential("b"), credential("top", prerequisites=("a", "b"))]
    first = advice(["a", "b"], [], catalog=build_catalog(parts))[0]
    assert (first.path, first.closes) == (("a", "b", "top"), ("r1", "r2"))


def test_a_credential_for_one_of_two_raises_the_score_and_closes_nothing() -> None:
    first = advice(["2 of aws-sa or gcp-ml"], [])[0]
    assert (first.closes, first.score_after) == ((), 60.0)


def test_what_closes_an_open_requirement_is_advised_though_the_score_stays() -> None:
    (first, *_) = advice(["pm-pro (degree)"], [])
    assert (first.credential, first.closes, first.score_after) == ("pm-pro", ("r1",), 100.0)


# --- the order


def test_more_required_closed_comes_first() -> None:
    assert ids(["aws/*", "ml/*", "preferred: pm-start"], [])[0] == "aws-mle"


def test_then_the_higher_score() -> None:
    first, second, *_ = advice(["aws-mle or azure-ai", "preferred: aws/*"], [])
    assert (first.credential, first.score_after) == ("aws-mle", 100.0)
    assert (second.credential, second.score_after) == ("azure-ai", 80.0)


def test_then_fewer_hours_and_unknown_hours_last() -> None:
    a, b, c = credential("a", study_hours=(30, 50)), credential("b", study_hours=(10, 20)), credential("c")
    catalog = build_catalog([a, b, c])
    assert [one.credential for one in advice(["c or a or b"], [], catalog=catalog)] == ["b", "a", "c"]


def test_then_the_lower_price_and_an_unknown_price_last() -> None:
    catalog = build_catalog([credential("a"), credential("b", cost=usd(200)), credential("c", cost=usd(100))])
    assert [one.credential for one in advice(["a or b or c"], [], catalog=catalog)] == ["c", "b", "a"]


def test_then_a_platform_that_is_held_already_and_then_the_name() -> None:
    catalog = build_catalog([credential("aws-x"), credential("azure-x"), credential("gcp-x"), credential("gcp-y")])
    args = ["aws-x or azure-x or gcp-x"]
    assert [one.credential for one in advice(args, ["gcp-y"], catalog=catalog)] == ["gcp-x", "aws-x", "azure-x"]
    assert [one.credential for one in advice(args, ["gcp/*"], catalog=catalog)] == ["gcp-x", "aws-x", "azure-x"]
    assert [one.credential for one in advice(args, [], catalog=catalog)] == ["aws-x", "azure-x", "gcp-x"]


def test_at_most_three_and_the_best_way_to_each_gap_among_them() -> None:
    # Alone by hours all three would be for the family.
    assert ids(["aws/*", "pm-pro"], []) == ["aws-practitioner", "aws-dev", "pm-pro"]


# --- figures


def test_missing_prerequisites_stand_in_front_and_count() -> None:
    (one,) = advice(["azure-architect"], [])
    assert one.path == ("azure-admin", "azure-architect")
    assert (one.cost_usd, one.study_hours, one.hours_estimated) == ((330, 330), (130, 200), False)
    assert "It requires, and the path begins with: The azure-admin." in one.notes


@pytest.mark.parametrize("held", ["azure-admin", "azure-admin ..2027"])
def test_prerequisites_that_are_there_do_not(held: str) -> None:
    (one,) = advice(["azure-architect"], [held])
    assert (one.path, one.cost_usd) == (("azure-architect",), (165, 165))


def test_an_expired_prerequisite_is_missing() -> None:
    assert advice(["azure-architect"], ["azure-admin expired"])[0].path == ("azure-admin", "azure-architect")


def test_a_prerequisite_that_something_held_proves_or_succeeds_is_there() -> None:
    proven = [credential("top", covers=("base",)), credential("base"), credential("a", prerequisites=("base",))]
    assert advice(["a"], ["top"], catalog=build_catalog(proven))[0].path == ("a",)
    renewed = [credential("base", successors=("top",)), credential("top"), credential("a", prerequisites=("base",))]
    assert advice(["a"], ["top"], catalog=build_catalog(renewed))[0].path == ("a",)


def test_hours_that_no_source_states_are_those_of_the_level_and_marked() -> None:
    one = advice(["sec-basic"], [])[0]
    assert (one.study_hours, one.hours_estimated) == ((50, 90), True)
    assert any(note.endswith("an estimate from what is usual for the associate level.") for note in one.notes)


def test_a_path_is_estimated_where_a_part_of_it_is() -> None:
    (one,) = advice(["k8s-security"], [])
    assert (one.study_hours, one.hours_estimated, one.cost_usd) == ((120, 260), True, (890, 890))


def test_a_course_costs_months_times_price() -> None:
    (one,) = advice(["dl-course"], [])
    assert (one.cost_usd, one.study_hours, one.hours_estimated) == ((98, 196), (80, 130), True)
    assert "The dl-course is paid by the month: $49, for 2 to 4 months." in one.notes
    assert all(isinstance(number, int) for number in one.cost_usd or ())


def test_what_is_unknown_stays_unknown_and_is_said_to_be() -> None:
    (one,) = advice(["a"], [], catalog=build_catalog([credential("a")]))
    assert (one.cost_usd, one.study_hours, one.hours_estimated, one.salary_impact_usd) == (None, None, False, None)
    assert one.notes[:3] == (
        "Price unknown: The a.",
        "Study hours unknown: The a.",
        "How long it is valid is unknown.",
    )


def test_one_unknown_price_makes_the_price_of_the_path_unknown() -> None:
    catalog = build_catalog([credential("a", cost=usd(1), prerequisites=("b",)), credential("b")])
    (one,) = advice(["a"], [], catalog=catalog)
    assert one.cost_usd is None
    assert "Price unknown: The b." in one.notes


def test_the_effect_on_pay_stands_beside_what_it_costs_with_whose_estimate_it_is() -> None:
    source = Source(("salary_impact_usd",), note="recruiter-article-2026")
    a = credential("a", salary_impact_usd=(10000, 15000), cost=usd(300), study_hours=(80, 125), sources=(source,))
    (one,) = advice(["a"], [], catalog=build_catalog([a]))
    assert one.salary_impact_usd == (10000, 15000)
    assert (
        "Worth $10,000 to 15,000 a year by one recruiter's estimate, for $300 and 8 to 13 weeks at 10 hours a week."
        in one.notes
    )


def test_notes_tell_validity_last_exam_day_doubts_and_the_date_of_the_check() -> None:
    a = credential(
        "a", retired_on="2027-12-31", validity_months=36, validity_known=True, note="A new version is near.",
        unverified=("cost", "aliases"), confidence="low",
    )  # fmt: skip
    (one,) = advice(["a"], [], catalog=build_catalog([a]))
    for note in (
        "It is being retired: the last exam day is 31 December 2027.",
        "Valid for 36 months.",
        "A new version is near.",
        "Not verified: price.",
        "What is known of it is uncertain: see its own page before paying.",
        "Checked on 20 November 2026.",
    ):
        assert note in one.notes


def test_at_most_three_sources_those_of_the_price_first() -> None:
    def page(name: str, *facts: str) -> Source:
        return Source(facts, url=f"https://{name}.example")

    sources = (
        page("d", "launched"),
        page("a", "name"),
        page("h", "study_hours", "cost"),
        page("c", "cost"),
        page("v", "validity_months"),
    )
    catalog = build_catalog([credential("a", sources=sources, official_page="https://o.example")])
    assert advice(["a"], [], catalog=catalog)[0].sources == (
        "https://h.example",
        "https://c.example",
        "https://v.example",
    )


def test_the_official_page_where_no_source_has_an_address() -> None:
    catalog = build_catalog([credential("a", official_page="https://o.example")])
    assert advice(["a"], [], catalog=catalog)[0].sources == ("https://o.example",)


# --- the rules of patterns/advice.yaml


def _note_ids(asked: str, held: list[str]) -> set[str]:
    texts = {note.text: note.id for note in CATALOG.advice.notes}
    return {texts[note] for note in advice([asked], held)[0].notes if note in texts}


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        ("pm-pro", [], {"one-project"}),
        ("aws-sa", [], {"one-project", "foundation-plus-cloud"}),
        ("aws-sa", ["dl-course"], {"one-project", "foundation-plus-cloud"}),
        ("dl-course", ["aws-sa"], {"one-project", "foundation-plus-cloud"}),
        ("dl-course", ["tf-dev"], {"one-project", "foundation-plus-cloud"}),
        ("gcp-ml", ["aws-sa"], {"one-project", "second-cloud"}),
        ("gcp-ml", ["aws/*"], {"one-project", "second-cloud"}),
        ("gcp-ml", ["aws/*", "aws-sa"], {"one-project", "second-cloud"}),
        ("gcp-ml", ["aws-sa expired"], {"one-project", "foundation-plus-cloud"}),
        ("gcp-ml", ["aws-sa", "azure-admin"], {"one-project", "third-cloud"}),
        ("azure-admin", ["aws-sa"], {"one-project", "second-cloud", "azure-regulated"}),
    ],
)
def test_notes_stand_where_their_condition_holds(asked: str, held: list[str], expected: set[str]) -> None:
    assert _note_ids(asked, held) == expected


def test_the_framework_note() -> None:
    catalog = build_catalog([credential("a", "tensorflow")])
    assert any("framework's certificate" in note for note in advice(["a"], [], catalog=catalog)[0].notes)


def test_every_condition_that_the_loader_allows_is_known_here() -> None:
    assert set(CONDITIONS) == set(advice_rules.CONDITIONS)


def test_the_shipped_notes_name_known_conditions(shipped: Catalog) -> None:
    assert {note.when for note in shipped.advice.notes} <= set(CONDITIONS)


def test_an_unknown_condition_is_refused_by_name() -> None:
    rules = replace(CATALOG.advice, notes=(Note("x", "at_full_moon", "x"),))
    with pytest.raises(CatalogError, match="'at_full_moon' is no condition; allowed: always, first_advice"):
        advice(["aws-sa"], [], catalog=replace(CATALOG, advice=rules))


# --- properties

_IDS = tuple(one.id for one in CREDENTIALS)
_OPTIONS = st.sampled_from((*_IDS, "aws/*", "cloud/*", "ml/*", "*/*", "aws/*associate", "unlisted:widget"))
_HOLDINGS = st.lists(
    st.builds(
        lambda ref, status, hidden: holding(ref, status, hidden=hidden),
        _OPTIONS,
        st.sampled_from(["held", "in_progress", "planned", "expired", "not_held"]),
        st.sampled_from([False, False, True]),
    ),
    max_size=4,
)
_DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@st.composite
def _postings(draw: st.DrawFn) -> Posting:
    def one(place: int) -> Requirement:
        return requirement(
            *draw(st.lists(_OPTIONS, min_size=1, max_size=3)),
            ref=f"r{place}",
            strength=draw(st.sampled_from(["required", "preferred"])),
            at_least=draw(st.sampled_from([1, 1, 2])),
            or_equivalent=draw(st.booleans()),
            alternative=draw(st.sampled_from([None, None, "degree"])),
        )

    return posting(*(one(place) for place in range(draw(st.integers(1, 3)))))


@given(_HOLDINGS, _postings(), _DAYS, st.sampled_from([1, 10, 40]))
def test_the_score_after_is_that_of_a_match_with_the_path_held(
    holdings: list[Holding], job: Posting, as_of: date, hours_per_week: float
) -> None:
    one = candidate(*holdings)
    before = match(one, job, CATALOG, as_of)
    found = advise(one, job, before, CATALOG, as_of, hours_per_week=hours_per_week)
    assert len(found) <= CATALOG.advice.at_most
    unmet = {fit.id for fit in before.requirements if fit.outcome is not Outcome.MET}
    for way in found:
        after = match(_with(one, way.path), job, CATALOG, as_of)
        assert after.score == way.score_after
        met = tuple(fit.id for fit in after.requirements if fit.outcome is Outcome.MET and fit.id in unmet)
        assert met == way.closes
        assert way.closes or way.score_after > (before.score or 0)
        assert way.path[-1] == way.credential


@given(_HOLDINGS, _postings(), _DAYS, st.sampled_from([1, 10, 40]))
def test_nothing_is_advised_that_cannot_be_taken(
    holdings: list[Holding], job: Posting, as_of: date, hours_per_week: float
) -> None:
    one = candidate(*holdings)
    fit = match(one, job, CATALOG, as_of)
    for way in advise(one, job, fit, CATALOG, as_of, hours_per_week=hours_per_week):
        for ref in way.path:
            step = CATALOG.credentials[ref]
            hours = (step.study_hours or (0, 0))[1]
            assert step.is_takeable(as_of, hours_per_week, hours)


@given(_HOLDINGS, _postings(), st.randoms(use_true_random=False))
def test_the_order_of_the_holdings_changes_nothing(
    holdings: list[Holding], job: Posting, chance: random.Random
) -> None:
    def found() -> tuple[Advice, ...]:
        one = candidate(*holdings)
        return advise(one, job, match(one, job, CATALOG, AS_OF), CATALOG, AS_OF, hours_per_week=10)

    before = found()
    chance.shuffle(holdings)
    assert found() == before


@given(st.lists(_HOLDINGS, min_size=2, max_size=4), _postings())
def test_what_others_hold_changes_nothing(crowd: list[list[Holding]], job: Posting) -> None:
    def found(holdings: list[Holding]) -> tuple[Advice, ...]:
        one = candidate(*holdings)
        return advise(one, job, match(one, job, CATALOG, AS_OF), CATALOG, AS_OF, hours_per_week=10)

    def alone(holdings: list[Holding]) -> tuple[Advice, ...]:
        effects_by_credits.cache_clear()
        return found(holdings)

    each = [alone(holdings) for holdings in crowd]
    assert [found(holdings) for holdings in crowd] == each


def _with(one: Candidate, path: tuple[str, ...]) -> Candidate:
    kept = tuple(other for other in one.holdings if other.credential not in path)
    return replace(one, holdings=(*kept, *(holding(ref) for ref in path)))


@pytest.mark.parametrize("year", range(2015, 2031))
def test_the_shipped_catalogue_advises_only_what_can_be_taken(shipped: Catalog, year: int) -> None:
    as_of = date(year, 7, 1)
    one = candidate()
    for asked in ("*/*", "ml/*", "cloud/* or aws-ml-specialty", "aws-ml-specialty", "tensorflow-developer"):
        job = posting(ask(asked, "r1"))
        for way in advise(one, job, match(one, job, shipped, as_of), shipped, as_of, hours_per_week=10):
            for ref in way.path:
                assert shipped.credentials[ref].is_takeable(as_of, 10, (way.study_hours or (0, 0))[0])
