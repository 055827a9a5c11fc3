"""What could not be told of a resume: in words that say what a person may know and a program does not."""

from collections.abc import Callable, Iterator

from scanner.model import Explanation, Fit, Holding, Outcome, Requirement, Status, Via
from scanner.partial_dates import in_words
from scanner.report.wording import asked, concessions

#: warnings of the text itself: what a page says may be missing or read wrongly
_OF_THE_TEXT = frozenset({"ocr", "page-without-text", "garbled-text"})


def doubts(explanation: Explanation, fit: Fit, catalog_name: Callable[[str], str]) -> Iterator[str]:
    """Yield the sentences; one that says so where nothing is in doubt."""
    found = [
        *_of_the_posting(explanation, fit, catalog_name),
        *(sentence for holding in explanation.candidate.holdings for sentence in _of_a_holding(holding)),
        *(warning.message for warning in explanation.candidate.warnings if warning.code in _OF_THE_TEXT),
    ]
    yield from found or ["Nothing: all that was found could be settled."]


def _of_the_posting(explanation: Explanation, fit: Fit, catalog_name: Callable[[str], str]) -> Iterator[str]:
    by_id = {one.id: one for one in explanation.posting.requirements}
    for outcome in fit.requirements:
        if outcome.outcome is Outcome.OPEN:
            yield _to_judge(by_id[outcome.id], catalog_name)


def _to_judge(requirement: Requirement, catalog_name: Callable[[str], str]) -> str:
    others = " or ".join(other for other in concessions(requirement) if other != "an equivalent")
    return (
        f"Whether you have what the posting accepts in place of {asked(requirement, catalog_name)} ({others}): a "
        "person must judge that, and it takes no points away."
    )


def _of_a_holding(holding: Holding) -> Iterator[str]:
    if holding.hidden:
        yield f"{holding.name} stands only in text that a reader cannot see, and did not count: make it visible."
    elif "*" in holding.credential:
        yield f"Which certification is meant by {holding.name}: write its full name, and it may count for more."
    elif holding.status is Status.EXPIRED and holding.expires_basis == "validity" and holding.expires:
        yield (
            f"Whether {holding.name} was renewed: its usual validity ended {in_words(holding.expires)}. If it was, "
            "write the new date."
        )
    elif holding.status is Status.HELD and not holding.issued and not holding.expires:
        yield f"When {holding.name} was issued: no date was found, so it counts as valid."
    yield from _of_its_name(holding)


def _of_its_name(holding: Holding) -> Iterator[str]:
    if holding.evidence and all(piece.via is Via.UNLISTED for piece in holding.evidence):
        yield f"What {holding.name} stands for: the program does not know it and compares its name alone."
    elif holding.evidence and all(piece.via is Via.FUZZY for piece in holding.evidence):
        words = " ".join(holding.evidence[0].quote.split())
        yield f"Whether “{words}” means {holding.name}: it is spelt another way."
