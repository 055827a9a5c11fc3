from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.partial_dates import add_months, first_day, in_words, last_day

_PARTIAL = st.dates(date(1970, 1, 1), date(2060, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()])
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
    ],
)
def test_first_and_last_day(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "months", "later"),
    [
        ("2024", 36, "2027"),
        ("2024", 24, "2026"),
        ("2024", 30, "2027"),
        ("2024", 0, "2024"),
        ("2024-03", 36, "2027-03"),
        ("2024-11", 3, "2025-02"),
        ("2024-12", 12, "2025-12"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-05", 24, "2026-03-05"),
    ],
)
def test_add_months(text: str, months: int, later: str) -> None:
    assert add_months(text, months) == later


@pytest.mark.parametrize(
    ("text", "words"), [("2024", "2024"), ("2024-03", "March 2024"), ("2024-03-05", "5 March 2024")]
)
def test_in_words(text: str, words: str) -> None:
    assert in_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-3", "2024-13", "2024-00", "2024-02-30", "2024-02-29-1", " 2024", "2024 ", "present", "20245"],
)
def test_anything_else_is_refused(text: str) -> None:
    for read in (first_day, last_day, in_words, lambda found: add_months(found, 1)):
        with pytest.raises(ValueError, match=r"not a date|must be in|out of range"):
            read(text)


@given(_PARTIAL)
def test_the_first_day_never_comes_after_the_last(text: str) -> None:
    assert first_day(text) <= last_day(text)


@given(_PARTIAL, st.integers(0, 240))
def test_adding_months_keeps_the_precision_and_never_goes_back(text: str, months: int) -> None:
    later = add_months(text, months)
    assert len(later) == len(text)
    assert first_day(text) <= first_day(later)


@given(_PARTIAL, st.integers(0, 120), st.integers(0, 120))
def test_more_months_never_end_earlier(text: str, fewer: int, more: int) -> None:
    assert last_day(add_months(text, fewer)) <= last_day(add_months(text, fewer + more))
