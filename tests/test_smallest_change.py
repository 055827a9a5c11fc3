"""The least to take so that nothing required is missing: fewest first, then least study, and only what can be taken."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.advise import Gap, find_ways, smallest_change
from scanner.catalog import Catalog
from scanner.match import match
from scanner.model import Advice
from tests.builders import AS_OF, CATALOG, ask, build_catalog, candidate, credential, have, posting


def _smallest(
    asked: list[str], held: list[str], catalog: Catalog = CATALOG, as_of: date = AS_OF
) -> tuple[tuple[Advice, ...], float | None]:
    one, job = candidate(*map(have, held)), posting(*(ask(text, f"r{n}") for n, text in enumerate(asked, 1)))
    fit = match(one, job, catalog, as_of)
    return smallest_change(find_ways(Gap(one, job, fit, catalog, as_of, 10)))


def _ids(asked: list[str], held: list[str], catalog: Catalog = CATALOG) -> tuple[str, ...]:
    return tuple(sorted(one.credential for one in _smallest(asked, held, catalog)[0]))


@pytest.mark.parametrize(
    ("asked", "held", "expected", "after"),
    [
        (["aws-sa"], ["aws-sa"], (), 100),
        (["aws-sa"], [], ("aws-sa",), 100),
        (["aws-sa", "pm-pro"], [], ("aws-sa", "pm-pro"), 100),
        (["aws-sa", "pm-pro"], ["pm-pro"], ("aws-sa",), 100),
        (["aws-sa", "preferred: pm-pro"], [], ("aws-sa",), 80),
        (["preferred: pm-pro"], [], (), 80),
        (["aws/*", "ml/*"], [], ("aws-mle",), 100),
        (["2 of aws-sa or gcp-ml"], ["gcp-ml"], ("aws-sa",), 100),
        (["2 of aws-sa or aws-dev"], [], ("aws-dev", "aws-sa"), 100),
        (["aws-sa (degree)"], [], (), 100),
        (["tf-dev"], [], (), 20),
        (["unlisted:widget"], [], (), 20),
        (["aws-sa", "tf-dev"], [], (), 20),
        (["aws-sa"], ["aws-sa in_progress"], ("aws-sa",), 100),
        (["aws-ml-old"], [], ("aws-mle",), 100),
    ],
)
def test_case(asked: list[str], held: list[str], expected: tuple[str, ...], after: float) -> None:
    chosen, score_after = _smallest(asked, held)
    assert tuple(sorted(one.credential for one in chosen)) == expected
    assert score_after == after


def test_two_that_share_the_work_are_fewer_than_three_of_which_the_first_does_most() -> None:
    catalog = build_catalog(
        [
            credential("a-c", covers=("a", "c"), study_hours=(1, 1)),
            credential("a-b", covers=("a", "b"), study_hours=(9, 9)),
            credential("c-d", covers=("c", "d"), study_hours=(9, 9)),
            *(credential(ref, retired_on="2020") for ref in "abcd"),
        ]
    )
    assert _ids(["a", "b", "c", "d"], [], catalog) == ("a-b", "c-d")


def test_of_equally_many_the_least_study() -> None:
    catalog = build_catalog([credential("a", study_hours=(9, 9)), credential("b", study_hours=(1, 1))])
    assert _ids(["a or b"], [], catalog) == ("b",)


_REFS = ("aws-sa", "pm-pro", "gcp-ml", "aws/*", "ml/*", "cloud/*", "tf-dev", "azure-architect", "aws-ml-old")


@given(
    st.lists(st.sampled_from(_REFS), min_size=1, max_size=3),
    st.lists(st.sampled_from(("aws-sa", "pm-pro in_progress", "azure-admin", "aws/*", "tf-dev expired")), max_size=2),
)
def test_it_is_enough_and_nothing_of_it_can_be_left_out(asked: list[str], held: list[str]) -> None:
    chosen, score_after = _smallest(asked, held)
    paths = [one.path for one in chosen]
    for number in range(len(paths) + 1):
        for some in combinations(paths, number):
            job = posting(*(ask(text, f"r{n}") for n, text in enumerate(asked, 1)))
            taken = [have(ref) for path in some for ref in path]
            score = match(candidate(*map(have, held), *taken), job, CATALOG, AS_OF).score
            assert score is not None
            if number == len(paths):
                assert score == score_after
                assert not paths or score >= 80
            else:
                assert score < 80
