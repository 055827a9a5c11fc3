"""Phrases are found whatever the finder has read before."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.phrases import PhraseFinder

_LONG = "certified owner of very many long and winding names"
_KNOWN = {"owner": (_LONG,), "cat": ("cat",), "#": ("module # of #",)}


def _finder() -> PhraseFinder:
    return PhraseFinder(_KNOWN, ("#",))


def test_a_phrase_is_found_through_a_word_far_from_its_beginning_in_the_first_text_already() -> None:
    norms = ["a", *_LONG.split(" "), "cat"]
    found = _finder().find_through(norms, [9])
    assert found == [(1, 10, tuple(_LONG.split(" ")))]


@given(st.lists(st.sampled_from(["cat", "a", *_LONG.split(" ")]), max_size=30), st.data())
def test_what_stands_through_a_word_is_what_a_search_of_all_finds_there(norms: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sets(st.integers(0, len(norms) - 1), max_size=4)) if norms else set()
    expected = [(first, last, words) for first, last, words in _finder().find(norms) if at & set(range(first, last))]
    assert sorted(_finder().find_through(norms, at)) == sorted(expected)


def test_a_number_stands_in_only_between_the_words_that_a_phrase_has_around_it() -> None:
    norms = ["module", "3", "of", "8", "cat", "5"]
    at = {1: "#", 3: "#", 5: "#"}
    assert _finder().find_standing_in(norms, at) == [(0, 4, ("module", "#", "of", "#"))]
