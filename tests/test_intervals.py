import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.intervals import wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # by symmetry
        (20, 20, 0.8389, 1.0),
        (182, 263, 0.6338, 0.7447),
    ],
)
def test_known_intervals(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


def test_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_inside(numbers: tuple[int, int]) -> None:
    count, total = numbers
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    assert wilson(total - count, total) == pytest.approx((1 - high, 1 - low))


def test_more_confidence_is_wider() -> None:
    narrow, wide = wilson(5, 50, confidence=0.9), wilson(5, 50, confidence=0.99)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]
