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
