"""The set in the box keeps its form, and the page on accuracy is what this build comes to."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from scanner.catalog import Catalog
from scanner.evaluate import Known, read_labels
from tests.command import ROOT

LABELLED = ROOT / "benchmarks" / "labelled"
FOLDERS = {"resumes": LABELLED / "resumes", "postings": LABELLED / "postings", "documents": ROOT / "samples"}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_label_has_its_document_and_its_id(name: str, catalog: Catalog) -> None:
    labels, known = read_labels(LABELLED / f"{name}.jsonl"), Known.of_catalog(catalog)
    assert [one.file for one in labels.documents if not (FOLDERS[name] / one.file).exists()] == []
    refs = {holding.credential for one in labels.documents for holding in one.holdings}
    refs |= {ref for one in labels.documents for requirement in one.requirements for ref in requirement.any_of}
    assert [ref for ref in sorted(refs) if not known.has(ref)] == []


@pytest.mark.parametrize(("name", "least"), [("resumes", 80), ("postings", 80), ("documents", 16)])
def test_the_set_is_large_enough_and_in_five_languages(name: str, least: int) -> None:
    found = rows(name)
    assert len(found) >= least
    assert name == "documents" or {row["language"] for row in found} == {"en", "de", "fr", "es", "pt"}


@pytest.mark.parametrize(("name", "key"), [("resumes", "holdings"), ("postings", "requirements")])
def test_every_quote_stands_in_its_text(name: str, key: str) -> None:
    missing = []
    for row in rows(name):
        text = _blind((FOLDERS[name] / f"{row['id']}.txt").read_text(encoding="utf-8"))
        missing += [(row["id"], one["quote"]) for one in row["labels"][key] if _blind(one["quote"]) not in text]
    assert missing == []


def _blind(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_page_is_what_this_build_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sys.modules.pop("accuracy", None)
    from accuracy import PAGE, render  # noqa: PLC0415

    page = Path(PAGE).read_text(encoding="utf-8")
    assert page == render(), "what is found has changed: look at the difference, then write the page with make accuracy"
