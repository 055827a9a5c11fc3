"""Evidence as a reader wants it: each sentence once, with all words in it that count marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from scanner.model import Candidate, Evidence, Holding, RequirementFit
from scanner.report.untrusted import inline


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document in pieces, by turns plain and marked: the first is plain, and may be empty."""

    pieces: tuple[str, ...]
    #: the first piece of evidence in it, for where it stands and why it was believed
    evidence: Evidence


def passages(evidence: Iterable[Evidence]) -> tuple[Passage, ...]:
    """Return the sentences in which pieces of evidence stand, each once."""
    together: dict[tuple[object, ...], list[Evidence]] = {}
    for each in evidence:
        sentence = f"{each.before}{each.quote}{each.after}"
        together.setdefault((each.layer, each.page, each.start - len(each.before), sentence), []).append(each)
    return tuple(_passage(group) for group in together.values())


def grounds(outcome: RequirementFit, candidate: Candidate) -> tuple[Holding, ...]:
    """Return what a candidate's credit for a requirement rests on, also where it is not enough."""
    weighed = (each.credential for each in outcome.considered if each.credit > 0)
    counted = frozenset(outcome.satisfied_by or weighed)
    return tuple(h for h in candidate.holdings if h.credential in counted and not h.hidden)


def _passage(group: list[Evidence]) -> Passage:
    first = group[0]
    begin = first.start - len(first.before)
    sentence = f"{first.before}{first.quote}{first.after}"
    pieces, place = [], 0
    for each in sorted(group, key=lambda each: (each.start, -each.end)):
        start, end = each.start - begin, each.start - begin + len(each.quote)
        if start >= place:
            pieces += [sentence[place:start], sentence[start:end]]
            place = end
    return Passage(tuple(map(inline, (*pieces, sentence[place:]))), first)
