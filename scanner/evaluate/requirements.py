"""A posting's labels against what is said of it: credentials, how strongly they are asked for, alternatives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scanner.evaluate.answers import SaidRequirement
from scanner.evaluate.known import Known
from scanner.evaluate.labels import LabelledDocument, LabelledRequirement
from scanner.evaluate.tally import Figure, Miss, Tally
from scanner.model import Strength

_ORDER = {Strength.REQUIRED: 2, Strength.PREFERRED: 1, Strength.NOT_REQUIRED: 0}
_FLAGS = ("at_least", "or_equivalent", "obtainable", "alternative")
_DEFAULTS = {"at_least": 1, "or_equivalent": False, "obtainable": False, "alternative": None}

Refs = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A labelled requirement under the reading that fits the answer better, and both readings."""

    any_of: Refs
    readings: frozenset[Refs]
    label: LabelledRequirement


@dataclass(frozen=True, slots=True)
class _Gold:
    """All that a posting's labels ask for; `neutral` are ids that some reading of it names: never an invention."""

    wanted: tuple[_Wanted, ...]
    strengths: Mapping[str, Strength]
    neutral: Refs
    #: comma lists without "and" or "or", labelled as one requirement each, which may be read as alternatives
    lists: frozenset[Refs]

    def is_invented(self, ref: str) -> bool:
        return ref not in self.strengths and ref not in self.neutral


def score_posting(document: LabelledDocument, answer: Sequence[SaidRequirement], known: Known) -> Tally:
    """Return what an answer comes to for one posting."""
    tally = Tally(documents=1)
    said = [(known.among(requirement.any_of), requirement) for requirement in answer]
    tally.hits["unlabelled_predictions"] += sum(len(r.any_of) - len(options) for options, r in said)
    said = [(options, requirement) for options, requirement in said if options]
    have = _strongest((options, requirement.strength) for options, requirement in said)
    gold = _read_gold(document, have, known, tally)
    _score_credentials(document, gold, have, tally)
    _score_groups(document, gold, [options for options, _ in said], tally)
    _score_flags(gold, dict(said), tally)
    tally.add("postings_with_a_wrong_must", any(_is_wrong_must(gold, ref, s) for ref, s in have.items()))
    return tally


def posting_figures(tally: Tally) -> list[Figure]:
    """Return the measures of a set of postings, the main ones first."""
    strengths = [f"strength_accuracy[{strength}]" for strength in Strength]
    flags = [f"{flag}_right" for flag in _FLAGS]
    return [
        tally.figure("credential_precision"),
        tally.figure("credential_recall"),
        tally.f1("credential_f1", precision="credential_precision", recall="credential_recall"),
        *(tally.figure(name) for name in ("strength_accuracy", *strengths) if tally.of[name]),
        tally.figure("group_precision"),
        tally.figure("group_recall"),
        *(tally.figure(name) for name in ("group_recall[alternatives]",) if tally.of[name]),
        tally.f1("group_f1", precision="group_precision", recall="group_recall"),
        *(tally.figure(name) for name in flags if tally.of[name]),
        tally.figure("postings_with_a_wrong_must"),
        tally.figure("invented_per_clean_posting"),
    ]


def _read_gold(document: LabelledDocument, have: Mapping[str, Strength], known: Known, tally: Tally) -> _Gold:
    wanted: list[_Wanted] = []
    neutral: set[str] = set()
    lists: dict[str, Refs] = defaultdict(frozenset)
    for label in document.requirements:
        options, other = known.among(label.any_of), known.among(label.other_any_of)
        tally.hits["outside_labels"] += len(label.any_of) - len(options)
        neutral |= options | other | known.among(label.examples)
        chosen = other if len(other & have.keys()) > len(options & have.keys()) else options
        if chosen:
            wanted.append(_Wanted(chosen, frozenset({options, other}) - {frozenset()}, label))
        if label.group:
            lists[label.group] |= options
    strengths = _strongest((one.any_of, one.label.strength) for one in wanted)
    return _Gold(tuple(wanted), strengths, frozenset(neutral), frozenset(lists.values()) - {frozenset()})


def _strongest(groups: Iterable[tuple[Refs, Strength]]) -> dict[str, Strength]:
    best: dict[str, Strength] = {}
    for options, strength in groups:
        for ref in sorted(options):
            if ref not in best or _ORDER[strength] > _ORDER[best[ref]]:
                best[ref] = strength
    return best


def _score_credentials(document: LabelledDocument, gold: _Gold, have: Mapping[str, Strength], tally: Tally) -> None:
    if not gold.strengths:
        tally.count("invented_per_clean_posting", len(have), 1)
    for ref, strength in have.items():
        if ref in gold.strengths or gold.is_invented(ref):
            tally.add("credential_precision", ref in gold.strengths)
        if gold.is_invented(ref):
            tally.misses.append(Miss(document.name, "invented", ref, None, strength.value))
    quotes = {ref: one.label.quote for one in gold.wanted for ref in one.any_of}
    for ref, want in gold.strengths.items():
        said = have.get(ref)
        tally.add("credential_recall", said is not None)
        if said is not None:
            tally.add("strength_accuracy", said is want)
            tally.add(f"strength_accuracy[{want}]", said is want)
        if said is not want:
            what = "missing" if said is None else "strength"
            tally.misses.append(Miss(document.name, what, ref, want.value, said and said.value, quotes[ref]))


def _score_groups(document: LabelledDocument, gold: _Gold, said: Iterable[Refs], tally: Tally) -> None:
    groups = dict.fromkeys(said)
    unasked = gold.neutral - gold.strengths.keys()
    for group in groups:
        is_right = any(group in one.readings for one in gold.wanted) or group in gold.lists or group <= unasked
        tally.add("group_precision", is_right)
        if not is_right:
            tally.misses.append(Miss(document.name, "group", _shown(group), None, "said"))
    for one in gold.wanted:
        is_hit = bool(one.readings & groups.keys()) or any(
            one.any_of <= whole and whole in groups for whole in gold.lists
        )
        tally.add("group_recall", is_hit)
        if len(one.any_of) > 1:
            tally.add("group_recall[alternatives]", is_hit)
        if not is_hit:
            tally.misses.append(Miss(document.name, "group", _shown(one.any_of), "labelled", None, one.label.quote))


def _score_flags(gold: _Gold, said: Mapping[Refs, SaidRequirement], tally: Tally) -> None:
    """Count the flags that stand on either side, where both name the same alternatives."""
    for one in gold.wanted:
        if one.any_of not in said:
            continue
        for flag in _FLAGS:
            want, have = getattr(one.label, flag), getattr(said[one.any_of], flag)
            if (want, have) != (_DEFAULTS[flag], _DEFAULTS[flag]):
                tally.add(f"{flag}_right", want == have)


def _is_wrong_must(gold: _Gold, ref: str, strength: Strength) -> bool:
    """Return whether something is called a must that is none: the error that turns people away."""
    if strength is not Strength.REQUIRED or gold.strengths.get(ref) is Strength.REQUIRED:
        return False
    return ref in gold.strengths or gold.is_invented(ref)


def _shown(group: Refs) -> str:
    return " | ".join(sorted(group))
