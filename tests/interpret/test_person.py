"""Who a resume speaks of: cases from `tests/cases/person.yaml`, links of the document, and texts made to be slow."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.interpret.contact import find_email
from scanner.interpret.person import find_person
from scanner.model import Link, Person
from tests.detect.reading import cases, detect, shipped_catalog


def person(text: str) -> Person:
    return find_person(detect(text), shipped_catalog().language)


@pytest.mark.parametrize("case", cases("person"))
def test_who_it_is(case: dict[str, Any]) -> None:
    expected = Person(case.get("name"), case.get("email"), case.get("phone"), tuple(case.get("links", ())))
    assert person(case["text"]) == expected


def test_a_profile_may_stand_under_a_word() -> None:
    seen = detect("Jane Roe\nGitHub\n")
    linked = replace(seen.document, links=(Link(9, 15, "https://github.com/janeroe"), Link(9, 15, "mailto:x@y.com")))
    found = find_person(replace(seen, document=linked), shipped_catalog().language)
    assert found.links == ("https://github.com/janeroe",)


DIGITS = st.text("0123456789", min_size=7, max_size=12)


@given(country=st.sampled_from(["+44 ", "+1 ", "+49", "0041 ", "", "("]), digits=DIGITS, gap=st.sampled_from("  -./"))
def test_no_digit_is_made_up(country: str, digits: str, gap: str) -> None:
    written = country + gap.join((digits[:3], digits[3:6], digits[6:]))
    phone = person(f"Jane Roe\nUnited Kingdom\nTel. {written}\n").phone
    if phone is not None:
        kept = "".join(c for c in phone if c.isdigit())
        given_digits = "".join(c for c in written if c.isdigit())
        # A country code may come in front, a trunk prefix or the zeros of 00… may go.
        assert kept.endswith(given_digits[-6:])
        assert len(kept) <= len(given_digits) + 2


@pytest.mark.parametrize(
    "text",
    ["+1 " * 50_000, "1 2" * 50_000, "a.b@" * 50_000, "github.com/" * 20_000, "Jane " * 50_000, "-\nx" * 50_000],
    ids=["plus", "digits", "at", "links", "names", "wraps"],
)
def test_long_runs_end(text: str) -> None:
    assert person(text).email is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("", None),
        ("C@ and @home", None),
        ("me@home, jane.roe@example.com", "jane.roe@example.com"),
        ("@jane jane@roe.example.com; j@example.org", "jane@roe.example.com"),
        ("x" * 65 + "@example.com", None),
        ("jane@example.com2 or roe@example.com", "roe@example.com"),
        ("jane@example.c\nom", None),
    ],
    ids=["empty", "signs", "no-domain", "handle", "too-long", "no-end", "wrapped"],
)
def test_the_first_address_is_found(text: str, email: str | None) -> None:
    assert find_email(text) == email
