"""What the panel about one candidate shows, as data that a script writes out: 2,000 panels as markup were too many.

Texts stand once each in `strings`, and everything else points at them by number. A proof is a sentence in pieces, by
turns plain and marked, where it was found and why it was believed.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from scanner.model import Advice, Candidate, Evidence, Fit, Holding, Posting, RequirementFit, Results
from scanner.report.html.links import Links
from scanner.report.html.ranking import KINDS
from scanner.report.passages import Passage, grounds, passages
from scanner.report.table.marks import MEANING, holding_mark, mark
from scanner.report.table.posting import STRENGTH
from scanner.report.untrusted import inline
from scanner.report.wording import (
    ASKS_FOR_NONE,
    COMPLETE,
    STATUS,
    asked,
    by_status,
    called,
    concessions,
    contact,
    effort,
    facts,
    where,
)

#: pieces of evidence for one holding or requirement: nobody reads more
_MOST_PROOFS = 6
_LONGEST = 600


class Details:
    """Collects the data of the panels."""

    def __init__(self, results: Results, catalog_name: Callable[[str], str], links: Links) -> None:
        self._results = results
        self._catalog_name = catalog_name
        self._links = links
        self._numbers: dict[str, int] = {}
        self._postings = {posting.source: number for number, posting in enumerate(results.postings)}

    def data(self, candidates: Sequence[Candidate]) -> dict[str, Any]:
        """Return the data of the panels for these candidates, in their order."""
        about = {
            "postings": [self._posting(posting) for posting in self._results.postings],
            "candidates": [self._candidate(candidate) for candidate in candidates],
        }
        return {**about, "strings": list(self._numbers)}

    def _text(self, untrusted: str) -> int:
        text = inline(untrusted)
        if len(text) > _LONGEST:
            text = text[:_LONGEST] + "…"
        return self._numbers.setdefault(text, len(self._numbers))

    def _texts(self, untrusted: Iterable[str]) -> list[int]:
        return [self._text(text) for text in untrusted]

    def _posting(self, posting: Posting) -> list[Any]:
        requirements = [
            [
                self._text(requirement.id),
                self._text(STRENGTH[requirement.strength]),
                self._text(" or ".join([asked(requirement, self._catalog_name), *concessions(requirement)])),
                self._proofs(requirement.evidence, posting.source),
            ]
            for requirement in posting.requirements
        ]
        return [self._text(posting.title or posting.source), self._text(posting.source), requirements]

    def _candidate(self, candidate: Candidate) -> list[Any]:
        holdings = by_status(candidate.holdings)
        return [
            self._text(called(candidate)),
            self._text(candidate.source),
            self._text(self._links.to(candidate.source)),
            self._texts(contact(candidate)),
            [self._texts((warning.message, warning.quote or "")) for warning in candidate.warnings],
            [self._holding(candidate, holding) for holding in holdings],
            [self._fit(fit, candidate, holdings) for fit in candidate.fits],
        ]

    def _holding(self, candidate: Candidate, holding: Holding) -> list[Any]:
        kind = KINDS[holding_mark(holding.status, hidden=holding.hidden)]
        return [
            *self._texts((holding.name, kind, STATUS[holding.status])),
            self._texts(facts(holding, self._results.as_of)),
            self._text(holding.verify_url or ""),
            self._proofs(holding.evidence, candidate.source),
            self._proofs(holding.corroborated_by, candidate.source),
        ]

    def _fit(self, fit: Fit, candidate: Candidate, holdings: Sequence[Holding]) -> list[Any]:
        return [
            self._postings[fit.posting],
            fit.score,
            self._text(_verdict(fit)),
            [self._outcome(outcome, holdings, grounds(outcome, candidate)) for outcome in fit.requirements],
            [self._advice(advice) for advice in fit.advice],
        ]

    def _outcome(self, outcome: RequirementFit, holdings: Sequence[Holding], given: Sequence[Holding]) -> list[Any]:
        numbers = [number for number, holding in enumerate(holdings) if holding in given]
        kind = mark(outcome)
        return [*self._texts((outcome.id, KINDS[kind], MEANING[kind], outcome.because)), numbers]

    def _advice(self, advice: Advice) -> list[Any]:
        steps = ", then ".join(map(self._catalog_name, advice.path)) if len(advice.path) > 1 else ""
        closes = ", ".join(advice.closes)
        return [
            *self._texts((advice.name, effort(advice), closes, steps)),
            self._texts(advice.notes),
            self._texts(advice.sources),
        ]

    def _proofs(self, evidence: Sequence[Evidence], source: str) -> list[list[Any]]:
        return [self._proof(passage, source) for passage in passages(evidence)[:_MOST_PROOFS]]

    def _proof(self, passage: Passage, source: str) -> list[Any]:
        found = passage.evidence
        via = f"via {found.via.value.replace('_', ' ')}, confidence {found.confidence:.2f}"
        return [
            self._texts(passage.pieces),
            *self._texts((where(found, source), found.cue or "", found.rule or "", via)),
        ]


def _verdict(fit: Fit) -> str:
    if fit.score is None:
        return ASKS_FOR_NONE
    met = [f"{fit.required_met} of {fit.required_total} required met"] if fit.required_total else []
    met += [f"{fit.preferred_met} of {fit.preferred_total} preferred"] if fit.preferred_total else []
    missing = "nothing" if fit.score >= COMPLETE else "something"
    return f"{', '.join(met)}: {missing} required is missing"
