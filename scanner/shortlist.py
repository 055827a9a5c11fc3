"""Ranking everybody in the store against a posting, without reading a document.

The store has of each resume the little that a score rests on, as text. Resumes with the same text have the same score,
and of the others only what may give credit is weighed, each combination once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scanner.catalog import Catalog
from scanner.inputs import natural_key
from scanner.interpret.holdings import same_until, settle
from scanner.match import confidence, text_confidence
from scanner.model import Evidence, Holding, Outcome, Posting, Resume, Status, Strength, Via
from scanner.scoring import confidence_of, counted, grants, score, weigh
from scanner.store import Dated, Held, Kind, Store, Summary, unpack_summary


def summarize(resume: Resume, catalog: Catalog, as_of: date) -> Dated:
    """Return what ranking needs of a resume, with the days on which that is true."""
    held = sorted(
        (holding.credential, holding.status, confidence_of(holding))
        for holding in settle(resume, catalog, as_of).holdings
        if not holding.hidden
    )
    summary = Summary(text_confidence(resume.warnings), tuple(Held(*one) for one in held))
    return Dated(summary, *same_until(resume, catalog, as_of))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A stored candidate's place; the score is None where the posting asks for no credential."""

    sha256: str
    path: str
    score: float | None
    required_met: int
    confidence: float

    @property
    def order(self) -> tuple[float, int, float]:
        """What comes first is the least (`fit.md`, Score)."""
        return (-(self.score if self.score is not None else -1.0), -self.required_met, -self.confidence)


def rank(
    store: Store, posting: Posting, catalog: Catalog, as_of: date, *, holds: Sequence[frozenset[str]] = ()
) -> list[Ranked]:
    """Return the stored candidates, best first, as if each had been read today.

    Only who holds one of each of `holds`, sets of ids.
    """
    scale = _Scale(posting, catalog, as_of)
    ranked = [
        Ranked(sha256, path, *scale.place(text))
        for sha256, path, text in _texts(store, catalog, as_of)
        if scale.holds(text, holds)
    ]
    ranked.sort(key=lambda one: natural_key(one.path))
    ranked.sort(key=lambda one: one.order)
    return ranked


def _texts(store: Store, catalog: Catalog, as_of: date) -> Iterator[tuple[str, str, str]]:
    """Yield the hash, the path and the packed summary of each candidate; one that is out of date is made anew."""
    outdated = []
    for one in store.candidates(as_of):
        if one.summary is not None:
            yield one.sha256, one.path, one.summary
        else:
            outdated.append(one)
    known = store.recall([one.sha256 for one in outdated], Kind.RESUME, as_of)
    fresh = {
        sha256: summarize(kept.meaning, catalog, as_of)
        for sha256, kept in known.items()
        if isinstance(kept.meaning, Resume)
    }
    texts = store.refresh(fresh)
    yield from ((one.sha256, one.path, texts[one.sha256]) for one in outdated if one.sha256 in texts)


class _Scale:
    """What summaries are worth to one posting; each is weighed once, and of it only what may give credit."""

    def __init__(self, posting: Posting, catalog: Catalog, as_of: date) -> None:
        self._requirements = counted(posting)
        self._catalog = catalog
        self._as_of = as_of
        self._by_text: dict[str, tuple[float | None, int, float]] = {}
        self._by_holdings: dict[Summary, tuple[float | None, int, float]] = {}
        self._useful: dict[Held, bool] = {}
        self._summaries: dict[str, Summary] = {}

    def place(self, text: str) -> tuple[float | None, int, float]:
        """Return the score, how many required requirements are met, and the confidence."""
        if text not in self._by_text:
            self._by_text[text] = self._place(self._summary(text))
        return self._by_text[text]

    def holds(self, text: str, wanted: Sequence[frozenset[str]]) -> bool:
        """Return whether one of each of the sets is held."""
        if not wanted:
            return True
        held = {one.credential for one in self._summary(text).holdings if one.status is Status.HELD}
        return not any(held.isdisjoint(refs) for refs in wanted)

    def _summary(self, text: str) -> Summary:
        if text not in self._summaries:
            self._summaries[text] = unpack_summary(text)
        return self._summaries[text]

    def _place(self, summary: Summary) -> tuple[float | None, int, float]:
        useful = Summary(summary.confidence, tuple(one for one in summary.holdings if self._is_useful(one)))
        if useful not in self._by_holdings:
            self._by_holdings[useful] = self._weigh(useful)
        return self._by_holdings[useful]

    def _is_useful(self, held: Held) -> bool:
        if held not in self._useful:
            holding = [_holding(held)]
            self._useful[held] = any(grants(r, holding, self._catalog, self._as_of) for r in self._requirements)
        return self._useful[held]

    def _weigh(self, summary: Summary) -> tuple[float | None, int, float]:
        holdings = [_holding(one) for one in summary.holdings]
        weighed = [
            weigh(requirement, grants(requirement, holdings, self._catalog, self._as_of), self._catalog)
            for requirement in self._requirements
        ]
        required = [one for one in weighed if one.requirement.strength is Strength.REQUIRED]
        met = sum(one.outcome is Outcome.MET for one in required)
        return score(weighed, self._catalog.weights), met, confidence(weighed, summary.confidence)


def _holding(held: Held) -> Holding:
    """Return a holding with what weighing looks at; the store has no words for it."""
    evidence = Evidence("", 1, 0, 0, Via.NAME, held.confidence)
    return Holding(held.credential, "", held.status, (evidence,))
