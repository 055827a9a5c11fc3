"""What is asked for twice: as a must and as a plus, or by way of another credential that proves it."""

from collections.abc import Iterator, Mapping

from scanner.catalog.language import Category
from scanner.check.case import Case, holds, is_wildcard
from scanner.model import Finding, Requirement, Strength

_BEFORE = 30
_CATEGORIES = {Category.REQUIRED.value: Strength.REQUIRED, Category.PREFERRED.value: Strength.PREFERRED}


def required_and_preferred(case: Case) -> Iterator[Finding]:
    """Yield what is a must in one place and nice-to-have in another."""
    strengths = _strengths(case)
    for requirement in case.musts:
        said = {strengths.get(piece.rule or "") for piece in requirement.evidence}
        if said >= {Strength.REQUIRED, Strength.PREFERRED}:
            blanks = {"name": case.name(requirement)}
            yield case.finding("required-and-preferred", blanks, evidence=requirement.evidence, requirement=requirement)


def _strengths(case: Case) -> Mapping[str, Strength]:
    """Return what the cues and headings of this posting say, by the rule that evidence names."""
    cues = {cue.rule: _CATEGORIES[cue.category] for cue in case.annotations.cues if cue.category in _CATEGORIES}
    sections = case.annotations.sections
    headings = {one.rule: one.strength for one in sections if one.rule is not None and one.strength is not None}
    return {**headings, **cues}


def implied(case: Case) -> Iterator[Finding]:
    """Yield what a must proves already."""
    for requirement in case.asked:
        by = next((other for other in case.asked if other != requirement and _implies(case, other, requirement)), None)
        if by is not None:
            blanks = {"name": case.name(requirement), "by": case.name(by)}
            yield case.finding("implied-credential", blanks, evidence=requirement.evidence, requirement=requirement)


def _implies(case: Case, other: Requirement, requirement: Requirement) -> bool:
    """Return whether whoever meets `other` meets `requirement`."""
    if requirement.at_least > 1 or other.strength is not Strength.REQUIRED:
        # of two that are nice to have, the lower is worth something alone
        return False
    if any(is_wildcard(ref) for ref in other.any_of) or other.obtainable or other.alternative or other.or_equivalent:
        return False
    if any(is_wildcard(ref) for ref in requirement.any_of) and not _is_one_more(case, requirement):
        return False
    if _implied_by(case, requirement, other) and _implied_by(case, other, requirement):
        # each proves the other: the later one is said to be too much
        return other.id < requirement.id
    return _implied_by(case, requirement, other)


def _implied_by(case: Case, requirement: Requirement, other: Requirement) -> bool:
    wanted = frozenset().union(*(case.catalog.satisfying(ref) for ref in requirement.any_of))
    return all(not wanted.isdisjoint({ref} | case.catalog.proven_by(ref)) for ref in other.any_of)


def _is_one_more(case: Case, requirement: Requirement) -> bool:
    """Return whether a family is a must of its own, not "other security certifications", nor any at all."""
    before = (case.text[max(piece.start - _BEFORE, 0) : piece.end] for piece in requirement.evidence)
    is_any = any(ref.startswith("*/") for ref in requirement.any_of)
    is_must = requirement.strength is Strength.REQUIRED
    return is_must and not is_any and not any(holds(text, case.rules.words.further) for text in before)
