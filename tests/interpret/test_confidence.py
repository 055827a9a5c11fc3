"""The rules of docs/confidence.md: each row's example comes to the row's figure."""

import re

import pytest

from scanner.pipeline import Pipeline
from tests.builders import AS_OF
from tests.command import ROOT
from tests.detect.reading import document

_ROW = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<most>\d\.\d\d) \| (?P<example>[^|]+) \| (?P<piece>[^|]+) \|$", re.MULTILINE
)
ROWS = [match.groupdict() for match in _ROW.finditer((ROOT / "docs" / "confidence.md").read_text(encoding="utf-8"))]


def test_every_rule_has_its_row() -> None:
    assert len(ROWS) >= len({row["most"] for row in ROWS}) > 6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["what"])
def test_the_example_is_as_sure_as_its_rule_says(row: dict[str, str], pipeline: Pipeline) -> None:
    holdings = pipeline.resume(document(row["example"].replace("⏎", "\n")), AS_OF).holdings
    pieces = [piece for holding in holdings for piece in holding.evidence if piece.quote == row["piece"]]
    assert [piece.confidence for piece in pieces] == [float(row["most"])]


def test_the_lowest_rule_counts(pipeline: Pipeline) -> None:
    (holding,) = pipeline.resume(
        document("Skills\nCertified Kubernetse Administrator: knee-deep in it"), AS_OF
    ).holdings
    assert holding.evidence[0].confidence == 0.8
