"""The rows and columns of the ranking in the HTML report, whatever the number of postings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import median

from scanner.model import Candidate, Fit, Holding, Posting, Requirement, RequirementFit, Status, Strength
from scanner.report.html.links import Links
from scanner.report.selection import best_score
from scanner.report.table.marks import HALFWAY, MEANING, MET, MISSING, OPEN, PARTLY, asked_as, mark
from scanner.report.wording import COMPLETE, asked, by_status, called, contact, effort, remark, score, way

#: the marks of the table as words for classes
KINDS = {MET: "met", PARTLY: "part", MISSING: "unmet", OPEN: "open"}
_MOST_HELD = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the heat map: what stands above it, and what that means."""

    head: str
    meaning: str
    group: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of a requirement, or of a posting: how it looks, what it says, what it is sorted by."""

    kind: str
    text: str
    value: float | str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A holding in a few words; `but` says what keeps it from being plainly held."""

    name: str
    but: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate."""

    rank: int
    name: str
    source: str
    file: str
    link: str
    contact: tuple[str, ...]
    score: float | None
    shown_score: str
    is_complete: bool
    cells: tuple[Cell, ...]
    held: tuple[Held, ...]
    more: tuple[Held, ...]
    #: numbers of the credentials that count as held, for the filter
    refs: str
    next: str
    next_effort: str
    notes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one requirement among all candidates that are shown."""

    requirement: Requirement
    asked: str
    parts: tuple[tuple[str, int, str], ...]


class Ranking:
    """The candidates of a report as a table; built once."""

    def __init__(
        self,
        postings: Sequence[Posting],
        candidates: Sequence[Candidate],
        catalog_name: Callable[[str], str],
        links: Links,
    ) -> None:
        self._postings = postings
        self._catalog_name = catalog_name
        self._links = links
        names = {name for candidate in candidates for name in _plainly_held(candidate)}
        self.credentials = tuple(sorted(names, key=lambda name: (name.casefold(), name)))
        self._numbers = {name: number for number, name in enumerate(self.credentials)}
        self.columns = tuple(self._columns())
        self.rows = tuple(self._row(rank, candidate) for rank, candidate in enumerate(candidates, start=1))
        self.scores = tuple(row.score for row in self.rows if row.score is not None)

    @property
    def complete(self) -> int:
        """How many candidates miss nothing that is required, by one posting at least."""
        return sum(row.is_complete for row in self.rows)

    @property
    def median(self) -> str:
        """The middle score, as it is shown."""
        return score(median(self.scores) if self.scores else None)

    @property
    def has_notes(self) -> bool:
        """Whether there is a warning about any candidate."""
        return any(row.notes for row in self.rows)

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """What stands above the heads, with the number of columns below each."""
        found: dict[str, int] = {}
        for column in self.columns:
            found[column.group] = found.get(column.group, 0) + 1
        return tuple(found.items())

    def tallies(self, candidates: Sequence[Candidate]) -> Iterator[Tally]:
        """Yield what became of each requirement of the only posting."""
        words = {KINDS[each]: meaning for each, meaning in MEANING.items()}
        for requirement in self._postings[0].requirements:
            amounts = dict.fromkeys(words, 0)
            for candidate in candidates:
                if kind := _kind(_outcomes(candidate.fits[:1]).get(requirement.id)):
                    amounts[kind] += 1
            parts = tuple((kind, amount, words[kind]) for kind, amount in amounts.items() if amount)
            yield Tally(requirement, asked(requirement, self._catalog_name), parts)

    def _columns(self) -> Iterator[Column]:
        if len(self._postings) > 1:
            for number, posting in enumerate(self._postings, start=1):
                yield Column(f"j{number}", posting.title or posting.source, "Score for each posting")
            return
        for requirement in self._wanted():
            group = "Required" if requirement.strength is Strength.REQUIRED else "Preferred"
            yield Column(requirement.id, asked(requirement, self._catalog_name), group)

    def _wanted(self) -> list[Requirement]:
        return [
            requirement
            for posting in self._postings[:1]
            for strength in (Strength.REQUIRED, Strength.PREFERRED)
            for requirement in asked_as(posting, strength)
        ]

    def _row(self, rank: int, candidate: Candidate) -> Row:
        points = best_score(candidate)
        fit = candidate.fits[0] if len(self._postings) == 1 and candidate.fits else None
        held = [_held(holding) for holding in _counted_first(candidate, fit)]
        advice = fit.advice[0] if fit and fit.advice else None
        return Row(
            rank=rank,
            name=called(candidate),
            source=candidate.source,
            file=PurePath(candidate.source).name or candidate.source,
            link=self._links.to(candidate.source),
            contact=tuple(contact(candidate)),
            score=points,
            shown_score=score(points),
            is_complete=points is not None and points >= COMPLETE,
            cells=tuple(self._cells(candidate)),
            held=tuple(held[:_MOST_HELD]),
            more=tuple(held[_MOST_HELD:]),
            refs=" ".join(str(self._numbers[name]) for name in _plainly_held(candidate)),
            next=way(advice, self._catalog_name) if advice else "",
            next_effort=effort(advice) if advice else "",
            notes=len(candidate.warnings),
        )

    def _cells(self, candidate: Candidate) -> Iterator[Cell]:
        if len(self._postings) > 1:
            scores = {fit.posting: fit.score for fit in candidate.fits}
            yield from (_score_cell(scores.get(posting.source)) for posting in self._postings)
            return
        outcomes = _outcomes(candidate.fits[:1])
        for requirement in self._wanted():
            outcome = outcomes.get(requirement.id)
            text = MEANING.get(mark(outcome), "")
            yield Cell(_kind(outcome), text, "" if outcome is None else round(outcome.credit, 2))


def _outcomes(fits: Sequence[Fit]) -> Mapping[str, RequirementFit]:
    return {outcome.id: outcome for fit in fits for outcome in fit.requirements}


def _kind(outcome: RequirementFit | None) -> str:
    return KINDS.get(mark(outcome), "")


def _score_cell(points: float | None) -> Cell:
    if points is None:
        return Cell("", score(None), "", is_number=True)
    kind = "met" if points >= COMPLETE else "part" if points >= HALFWAY else "unmet"
    return Cell(kind, score(points), points, is_number=True)


def _plainly_held(candidate: Candidate) -> list[str]:
    return [holding.name for holding in candidate.holdings if holding.status is Status.HELD and not holding.hidden]


def _counted_first(candidate: Candidate, fit: Fit | None) -> list[Holding]:
    """Return what a resume speaks of as its owner's, what counts for the posting first."""
    counted = {ref for outcome in fit.requirements for ref in outcome.satisfied_by} if fit else set()
    spoken = [holding for holding in by_status(candidate.holdings) if holding.status is not Status.NOT_HELD]
    return sorted(spoken, key=lambda holding: holding.hidden or holding.credential not in counted)


def _held(holding: Holding) -> Held:
    is_plain = holding.status is Status.HELD and not holding.hidden
    return Held(holding.name, remark(holding), "met" if is_plain else "unmet" if holding.hidden else "part")
