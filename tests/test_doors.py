"""The certificates that open most doors, for one candidate and several postings."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scanner.advise import Gap, doors, find_ways
from scanner.match import match
from scanner.model import Door, Posting
from tests.builders import AS_OF, CATALOG, CREDENTIALS, ask, candidate, have, holding, posting


def job(name: str, *asked: str) -> Posting:
    return replace(posting(*(ask(text, f"r{n}") for n, text in enumerate(asked, 1))), source=name)


def found(held: list[str], *jobs: Posting, at_most: int = 10, as_of: date = AS_OF) -> tuple[Door, ...]:
    one = candidate(*(have(text) for text in held))
    fits = [match(one, each, CATALOG, as_of) for each in jobs]
    pairs = zip(jobs, fits, strict=True)
    return doors([find_ways(Gap(one, each, fit, CATALOG, as_of, 10)) for each, fit in pairs], at_most)


def opened(*args: object, **facts: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(door.credential, door.opens) for door in found(*args, **facts)]  # type: ignore[arg-type]


def test_what_opens_most_comes_first_then_the_fewest_hours() -> None:
    jobs = job("a", "aws-sa"), job("b", "aws/*associate"), job("c", "azure-admin")
    assert opened([], *jobs) == [
        ("aws-sa", ("a", "b")),
        ("aws-sa-pro", ("a", "b")),
        ("azure-admin", ("c",)),
        ("aws-dev", ("b",)),
        ("aws-mle", ("b",)),
        ("aws-genai", ("b",)),
    ]


def test_a_door_that_stands_open_is_not_opened() -> None:
    assert opened(["aws-sa"], job("a", "aws-sa"), job("b", "pm-pro")) == [("pm-pro", ("b",))]


def test_one_that_closes_only_a_part_opens_nothing() -> None:
    assert opened([], job("a", "aws-sa", "pm-pro")) == []
    assert opened(["pm-pro"], job("a", "aws-sa", "pm-pro"))[0] == ("aws-sa", ("a",))


def test_what_is_only_preferred_or_for_a_person_to_judge_bars_nobody() -> None:
    assert opened([], job("a", "preferred: aws-sa"), job("b", "aws-sa (degree)")) == []


def test_what_cannot_be_taken_opens_nothing() -> None:
    assert opened([], job("a", "tf-dev"), job("b", "devops-coming"), job("c", "unlisted:widget")) == []


def test_prerequisites_are_in_the_path_and_in_the_price() -> None:
    (door,) = found([], job("a", "azure-architect"))
    assert (door.path, door.cost_usd, door.study_hours) == (("azure-admin", "azure-architect"), (330, 330), (130, 200))


def test_hours_that_no_source_states_are_marked() -> None:
    (door, *_) = found([], job("a", "sec-basic"))
    assert door.hours_estimated


def test_at_most_so_many() -> None:
    assert len(found([], job("a", "*/*"), at_most=3)) == 3


_IDS = tuple(one.id for one in CREDENTIALS)
_ASKED = st.lists(st.sampled_from((*_IDS, "aws/*", "cloud/*", "ml/*", "aws-sa (degree)")), min_size=1, max_size=3)


@given(st.lists(st.sampled_from(_IDS), max_size=3), st.lists(_ASKED, min_size=1, max_size=4))
def test_each_door_is_what_a_scan_with_the_path_held_says(held: list[str], asked: list[list[str]]) -> None:
    jobs = [job(f"job{n}", *texts) for n, texts in enumerate(asked)]
    by_source = {each.source: each for each in jobs}
    for door in found(held, *jobs, at_most=100):
        before = candidate(*map(holding, held))
        after = candidate(*map(holding, (*held, *door.path)))
        for source in door.opens:
            assert (match(before, by_source[source], CATALOG, AS_OF).score or 0) < 80
            assert (match(after, by_source[source], CATALOG, AS_OF).score or 0) >= 80
        assert all(CATALOG.credentials[ref].is_takeable(AS_OF, 10) for ref in door.path)
