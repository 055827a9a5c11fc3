from typing import Any

import pytest

from scanner.model import DateHit
from tests.detect.reading import cases, detect


def _in_words(hit: DateHit) -> str:
    return hit.first if hit.last is None else f"{hit.first}..{hit.last}"


@pytest.mark.parametrize("case", [case for case in cases("dates") if "dates" in case.values[0]])
def test_case(case: dict[str, Any]) -> None:
    assert [_in_words(hit) for hit in detect(case["text"]).dates] == case["dates"]


def test_a_hit_covers_the_words_of_the_date_and_no_more() -> None:
    text = "Passed (5 March 2024), valid 2024 – 2027."
    assert [text[hit.start : hit.end] for hit in detect(text).dates] == ["5 March 2024", "2024 – 2027"]


def test_accents_do_not_shift_the_offsets() -> None:
    text = "Ünïcödé Straße ﬁn – août 2024"
    (hit,) = detect(text).dates
    assert text[hit.start : hit.end] == "août 2024"
