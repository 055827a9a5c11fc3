"""Names that could mean other things, where a resume's own words claim them."""

from typing import Any

import pytest

from tests.detect.reading import cases, detect

SETTINGS = {
    "prose": "Dana Example\nAnalyst\n\nAbout\nTen years of operations and reporting. {} I like tidy work.\n",
    "line": "Dana Example\nAnalyst\n\nNotes\n{}\n\nEducation\nBSc Physics, 2009\n",
}


def found(text: str) -> set[str]:
    return {mention.ref for mention in detect(text).mentions}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("case", cases("claimed"))
def test_what_is_claimed_is_found_and_nothing_else(setting: str, case: dict[str, Any]) -> None:
    assert found(SETTINGS[setting].format(case["text"])) == set(case["finds"])


def test_an_item_beside_items_that_are_sure_is_one_of_them() -> None:
    text = "Dana Example\n\nNotes\n- CKA, valid\n- CAPA: a seat for December\n- ICA: after that\n"
    assert found(text) == {"cncf-cka", "cncf-capa", "cncf-ica"}


@pytest.mark.parametrize(
    "text",
    [
        "Dana Example\n\nNotes\n- CKA, valid\n\n- CAPA: rolled out at the plant\n",
        "Dana Example\n\nNotes\n- Led the CKA study group\n- CAPA: rolled out at the plant\n",
        "Dana Example\n\nNotes\n- CKA, valid\n- Rolled out CAPA at the plant\n",
    ],
    ids=["blank line", "not opened by a name", "not an opener itself"],
)
def test_only_openers_of_items_side_by_side_speak_for_each_other(text: str) -> None:
    assert "cncf-capa" not in found(text)


def test_an_issuers_credentials_head_a_list_without_the_issuer() -> None:
    text = "Dana Example\n\nSalesforce credentials\nCertified Administrator, 2018\nAgentforce Specialist, 2025\n"
    assert found(text) >= {"salesforce-administrator", "salesforce-agentforce-specialist"}


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Python for Everybody (University of Michigan), done", "umich-python-for-everybody"),
        ("Oracle Cloud Infrastructure Foundations, 2026", "oracle-oci-foundations"),
        ("C|EH, 2025", "eccouncil-ceh"),
        ("A+, N+ and S+", "comptia-network-plus"),
    ],
)
def test_an_item_of_a_list_of_courses_may_leave_out_its_kind(text: str, ref: str) -> None:
    assert ref in found(f"Dana Example\n\nOnline learning\n- {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Customer Success Manager\n\nNotes\nPSM of the quarter, twice\n",
        "Dana Example\n\nSkills\nN+1 redundancy, S+ metrics, R\n",
    ],
    ids=["partner success", "no plus of CompTIA"],
)
def test_other_meanings_stay_unread(text: str) -> None:
    assert not found(text)
