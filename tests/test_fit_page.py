"""docs/fit.md says the numbers that count."""

import re

import pytest
import yaml

from tests.builders import CATALOG
from tests.command import ROOT

PAGE = (ROOT / "docs" / "fit.md").read_text(encoding="utf-8")
CREDITS = [float(number) for number in re.findall(r"^\|.*\| ([\d.]+) \|$", PAGE, re.MULTILINE)]
WEIGHTS = yaml.safe_load((ROOT / "patterns" / "fit.yaml").read_text(encoding="utf-8"))


def test_the_table_has_every_credit_in_the_order_of_the_file() -> None:
    assert [float(number) for number in WEIGHTS["credit"].values()] == CREDITS


@pytest.mark.parametrize(
    "words",
    [
        f"`score = {WEIGHTS['required_points']} · R + {WEIGHTS['preferred_points']} · P`",
        f"**met** from {WEIGHTS['met_from']} up",
        f"at\nmost {WEIGHTS['partial_at_most']} until",
        f"the score is at most {WEIGHTS['unmet_at_most']};",
        f"`--hours-per-week` ({CATALOG.advice.hours_per_week:g})",
    ],
)
def test_the_text_has_the_other_numbers(words: str) -> None:
    assert words in PAGE
