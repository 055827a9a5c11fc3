"""Look-ups in spans find the same whether these are indexed, looked for only where somebody asks, or neither."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.model import WordHit
from scanner.spans import LazySpans, Ordered, last_before, overlaps, uncovered, within

_BLOCK = 10


@st.composite
def _texts(draw: st.DrawFn) -> tuple[list[WordHit], int]:
    """Draw spans that do not overlap, none over the border of a block, and the length of the text."""
    amount = draw(st.integers(1, 5))
    spans = []
    for block in range(amount):
        for at in sorted(draw(st.sets(st.integers(0, 4), max_size=4))):
            start = block * _BLOCK + 2 * at
            spans.append(WordHit(start, start + draw(st.integers(1, 2)), "word"))
    return spans, amount * _BLOCK


def _lazy(spans: list[WordHit], end: int, asked: list[tuple[int, int]]) -> LazySpans[WordHit]:
    def find(first: int, last: int) -> list[WordHit]:
        asked.append((first, last))
        return [span for span in spans if first <= span.start < last]

    return LazySpans(range(0, max(end, 1), _BLOCK), end, find)


@given(_texts(), st.integers(0, 60), st.integers(0, 60))
def test_a_stretch_holds_what_a_search_of_everything_finds_there(
    text: tuple[list[WordHit], int], start: int, end: int
) -> None:
    spans, length = text
    lazy = _lazy(spans, length, [])
    assert list(within(lazy, start, end)) == list(within(spans, start, end))
    assert overlaps(lazy, start, end) == overlaps(spans, start, end)
    assert lazy == spans
    assert len(lazy) == len(spans)


def test_only_the_blocks_asked_for_are_searched_and_each_once() -> None:
    asked: list[tuple[int, int]] = []
    lazy = _lazy([WordHit(12, 14, "word"), WordHit(35, 36, "word")], 40, asked)
    assert within(lazy, 11, 16) == within(lazy, 12, 15) == [WordHit(12, 14, "word")]
    assert asked == [(10, 20)]


def test_a_text_without_anything_has_no_spans() -> None:
    lazy = _lazy([], 0, [])
    assert list(lazy) == list(within(lazy, 0, 5)) == []
    assert not overlaps(lazy, 0, 1)


@given(_texts(), st.integers(-5, 60), st.integers(-5, 60))
def test_an_index_changes_no_answer(text: tuple[list[WordHit], int], start: int, end: int) -> None:
    spans, _ = text
    ordered = Ordered(spans)
    assert list(ordered) == spans
    assert list(within(ordered, start, end)) == list(within(spans, start, end))
    assert last_before(ordered, start) == last_before(spans, start)


@given(_texts(), st.integers(0, 60))
def test_the_last_before_an_offset_is_the_nearest_that_begins_by_then(
    text: tuple[list[WordHit], int], offset: int
) -> None:
    spans, _ = text
    assert last_before(spans, offset) == sum(span.start <= offset for span in spans) - 1


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9)), max_size=6))
def test_what_is_uncovered_has_no_character_of_a_span_and_all_others(found: list[tuple[int, int]]) -> None:
    spans = [WordHit(start, start + length, "word") for start, length in found]
    text = "".join(chr(0x4E00 + index) for index in range(30))
    kept = [char for index, char in enumerate(text) if not any(span.start <= index < span.end for span in spans)]
    assert list(uncovered(text, spans, 0, len(text)).replace(" ", "")) == kept


def test_spans_part_what_stands_on_either_side() -> None:
    assert uncovered("PMP2020PMI", [WordHit(3, 7, "year")], 0, 10) == "PMP PMI"
    assert uncovered("PMP2020PMI", [WordHit(8, 30, "word")], 7, 10) == "P "
