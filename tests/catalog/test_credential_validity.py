"""How long what was issued at a date is valid: under the rule of then, and no longer than the last one can be."""

import pytest

from scanner.catalog.credential import Credential, FormerValidity
from tests.builders import credential

SHORTENED = credential(
    "acme", validity_months=24, validity_known=True, validity_before=FormerValidity("2024-04-01", 36)
)
RETIRED = credential("gone", validity_months=36, validity_known=True, retired_on="2026-03-31")


@pytest.mark.parametrize(
    ("of", "issued", "end"),
    [
        (SHORTENED, "2024-03", "2027-03"),
        (SHORTENED, "2024-03-31", "2027-03-31"),
        (SHORTENED, "2024-04-01", "2026-04-01"),
        (SHORTENED, "2024-04", "2026-04"),
        # the year began under the former rule
        (SHORTENED, "2024", "2027"),
        (SHORTENED, "2025", "2027"),
        (RETIRED, "2026-03", "2029-03"),
        (RETIRED, "2026-03-31", "2029-03-31"),
        (RETIRED, "2026", "2029-03-31"),
        (RETIRED, "2026-06", "2029-03-31"),
        (credential("endless", validity_known=True), "2020", None),
        (credential("unknown", retired_on="2020"), "2019", None),
    ],
)
def test_the_end_of_what_was_issued(of: Credential, issued: str, end: str | None) -> None:
    assert of.valid_to(issued) == end


def test_a_renewal_may_outlive_the_last_exam() -> None:
    assert RETIRED.valid_to("2027-05", is_renewal=True) == "2030-05"


def test_the_last_of_a_shortened_one_count_by_the_rule_of_their_day() -> None:
    gone = credential(
        "gone", retired_on="2024-02-10", validity_months=24, validity_known=True,
        validity_before=FormerValidity("2024-04-01", 36),
    )  # fmt: skip
    assert gone.last_valid == "2027-02-10"
