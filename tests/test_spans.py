"""Look-ups in spans that are only searched for where somebody asks find what a search of everything would."""

from hypothesis import given
from hypothesis import strategies as st

from scanner.model import WordHit
from scanner.spans import LazySpans, overlaps, within

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
