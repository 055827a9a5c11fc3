"""Every cue's example comes to what the cue says, and no decoy's sentence names a credential."""

from datetime import date

import pytest

from scanner.catalog import check_patterns
from scanner.catalog.language import Category, Cue, Decoy
from scanner.detect import Detector
from scanner.interpret.claims import interpret_resume
from scanner.interpret.holdings import settle
from scanner.interpret.requirements import interpret_posting
from scanner.model import Document, Status

CATALOG = check_patterns()
AS_OF = date(2026, 11, 20)


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector(CATALOG)


def is_of_a_resume(cue: Cue) -> bool:
    """Return whether a cue's example is a resume's: by its category, or by what it comes to where it is of both."""
    return cue.expect in tuple(Status) or cue.category in tuple(Status)


def outcomes(detector: Detector, cue: Cue) -> dict[str, str]:
    """Return the status or the strength of each credential in a cue's example; "none" where a posting asks for none."""
    document = Document("example", "text", cue.example)
    if is_of_a_resume(cue):
        candidate = settle(interpret_resume(detector.detect(document, of="resume"), CATALOG), CATALOG, AS_OF)
        return {holding.credential: holding.status.value for holding in candidate.holdings}
    found = interpret_posting(detector.detect(document, of="posting")).requirements
    return {" or ".join(one.any_of): one.strength.value for one in found} or {"any": "none"}


@pytest.mark.parametrize("cue", CATALOG.language.cues, ids=lambda cue: f"{cue.category}: {cue.phrases[0]}")
def test_the_example_of_a_cue_comes_to_what_it_says(detector: Detector, cue: Cue) -> None:
    found = outcomes(detector, cue)
    assert cue.expect in found.values(), f"{cue.example!r} comes to {found}, not to {cue.expect}"
    if cue.category is not Category.TERMINATE:
        assert set(found.values()) == {cue.expect}, f"{cue.example!r} comes to {found}"


@pytest.mark.parametrize("decoy", CATALOG.language.decoys, ids=lambda decoy: decoy.phrase)
@pytest.mark.parametrize("of", ["resume", "posting"])
def test_nothing_is_found_in_a_decoy(detector: Detector, decoy: Decoy, of: str) -> None:
    document = Document("decoy", "text", decoy.sentence)
    assert [mention.ref for mention in detector.detect(document, of=of).mentions] == []
