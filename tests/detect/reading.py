"""How the tests read: cases from `tests/cases/<name>.yaml`, and texts with the catalogue that ships, built once."""

from functools import cache
from typing import Any

import pytest
import yaml

from scanner.catalog import Catalog, load_catalog
from scanner.detect import Detector
from scanner.model import Annotations, Document, Page
from tests.builders import CASES


@cache
def shipped_catalog() -> Catalog:
    return load_catalog()


@cache
def detector() -> Detector:
    return Detector(shipped_catalog())


def document(text: str) -> Document:
    return Document("text.txt", "text", text, (Page(1, 0, len(text)),))


def detect(text: str, of: str = "resume") -> Annotations:
    return detector().detect(document(text), of=of)


def cases(name: str) -> list[Any]:
    """Return the cases of a file as test parameters under their own ids."""
    read = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    ids = [case["id"] for case in read]
    assert len(ids) == len(set(ids)), "two cases of one id"
    return [pytest.param(case, id=case["id"]) for case in read]
