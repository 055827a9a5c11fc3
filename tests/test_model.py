import dataclasses
import inspect
import pickle
from enum import StrEnum

import pytest

from scanner import model
from scanner.model import Annotations, Document, Evidence, Holding, Page, Status, Via

_RECORDS = [
    found
    for _, found in inspect.getmembers(model, inspect.isclass)
    if dataclasses.is_dataclass(found) and found.__module__.startswith(model.__name__)
]
_ENUMS = [
    found
    for _, found in inspect.getmembers(model, inspect.isclass)
    if issubclass(found, StrEnum) and found.__module__.startswith(model.__name__)
]


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen_and_have_slots(record: type) -> None:
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)


#: it never leaves the process that made it, and its dates are found when somebody asks for them
_STAYS = Annotations


@pytest.mark.parametrize("record", [r for r in _RECORDS if r is not _STAYS], ids=lambda record: record.__name__)
def test_records_hold_nothing_that_can_change(record: type) -> None:
    annotations = " ".join(str(field.type) for field in dataclasses.fields(record))
    assert not any(word in annotations for word in ("list", "dict", "set[", "Mapping", "Sequence"))


@pytest.mark.parametrize("enum", _ENUMS, ids=lambda enum: enum.__name__)
def test_the_values_of_an_enumeration_differ_and_print_as_themselves(enum: type[StrEnum]) -> None:
    values = [str(member) for member in enum]
    assert len(values) == len(set(values))
    assert values == [member.value for member in enum]


def _holding() -> Holding:
    evidence = Evidence("CKA", 1, 0, 3, Via.ACRONYM, 0.95)
    return Holding("cncf-cka", "Certified Kubernetes Administrator", Status.HELD, (evidence,))


def test_records_can_be_hashed_and_sent_to_another_process() -> None:
    assert hash(_holding()) == hash(_holding())
    assert pickle.loads(pickle.dumps(_holding())) == _holding()  # noqa: S301  (our own bytes)


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (9, 1), (10, 2), (19, 2), (20, 3), (99, 3)])
def test_page_at(offset: int, page: int) -> None:
    pages = (Page(1, 0, 10), Page(2, 10, 20), Page(3, 20, 30))
    assert Document("a.pdf", "pdf", "x" * 30, pages).page_at(offset) == page


def test_a_document_without_pages_is_page_one() -> None:
    assert Document("a.txt", "text", "x").page_at(0) == 1
