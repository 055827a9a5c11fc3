"""What is packed comes back as it was, and what can't be packed says so."""

import pickle
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from scanner.batch.pack import dumps
from scanner.model import Candidate, Evidence, Holding, Person, Status, Via


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record without a field."""


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, kw_only=True)
class Named:
    first: int
    second: int = 2


@dataclass
class Counting:
    first: int
    second: int = field(init=False, default=2)


def test_a_record_comes_back_as_it_was() -> None:
    quote = Evidence("CKA", 1, 0, 3, Via.ACRONYM, 0.9)
    one = Candidate(
        "cv.pdf", Person("Jane Roe", links=("a", "b")), (Holding("cka", "CKA", Status.HELD, (quote, quote)),)
    )
    back = pickle.loads(dumps(one))  # noqa: S301  (made here)
    assert back == one
    first, second = back.holdings[0].evidence
    assert first is second
    assert back.holdings[0].status is Status.HELD


@pytest.mark.parametrize(
    "value",
    [None, "text", b"bytes", (1, [2.5, {"a": {3}}]), date(2026, 11, 20), Path("cv.pdf"), Status, One, Nothing(), One(1),
     One((One(None),)), Named(first=1, second=3), Counting(1)],
    ids=repr,
)  # fmt: skip
def test_anything_else_does_too(value: object) -> None:
    assert pickle.loads(dumps(value)) == value  # noqa: S301


def test_what_cannot_be_packed_says_so() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        dumps(One(lambda: None))
