"""What a hiring manager could ask for instead, and how many more candidates would then miss nothing that is required.

One requirement is changed at a time, so only those count who miss that one and nothing else. What is preferred keeps
nobody below the line and is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from scanner.catalog import Catalog, Wildcard
from scanner.model import Candidate, Change, Outcome, Posting, Requirement, Strength, WhatIf
from scanner.scoring import grants, weigh

_CHANGES = tuple(Change)
_MOST_QUOTES = 3
_INSTEAD = {
    Change.ACCEPT: "also accepted {accept}",
    Change.PREFER: "were only preferred",
    Change.DROP: "were dropped",
}


def what_if(posting: Posting, candidates: Sequence[Candidate], catalog: Catalog, as_of: date) -> tuple[WhatIf, ...]:
    """Return what each change to a required one would gain, best first; of equal ones the smaller change first."""
    stopped = _stopped_by_one(posting, candidates)
    found: list[WhatIf] = []
    for requirement in posting.requirements:
        if requirement.strength is not Strength.REQUIRED:
            continue
        waiting = stopped.get(requirement.id, [])
        for ref in alternatives(requirement, catalog):
            wider = replace(requirement, any_of=(*requirement.any_of, ref))
            gained = sum(_is_met(wider, candidate, catalog, as_of) for candidate in waiting)
            found.append(_what_if(posting, requirement, Change.ACCEPT, ref, gained, catalog))
        found.extend(
            _what_if(posting, requirement, change, None, len(waiting), catalog)
            for change in (Change.PREFER, Change.DROP)
        )
    return tuple(sorted(found, key=lambda one: (-one.gained, _CHANGES.index(one.change))))


def alternatives(requirement: Requirement, catalog: Catalog) -> list[str]:
    """Return what might be accepted as well: successors, one level lower, and the families of what is asked for."""
    found: dict[str, None] = {}
    for ways in (_successors, _lower, _families):
        for option in requirement.any_of:
            found.update(dict.fromkeys(ways(option, catalog)))
    return [ref for ref in found if ref not in requirement.any_of]


def _stopped_by_one(posting: Posting, candidates: Sequence[Candidate]) -> Mapping[str, list[Candidate]]:
    """Return by requirement the candidates who miss it and nothing else that is required."""
    required = {one.id for one in posting.requirements if one.strength is Strength.REQUIRED}
    found: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        for fit in candidate.fits:
            if fit.posting == posting.source:
                missing = [one.id for one in fit.requirements if one.outcome is Outcome.UNMET and one.id in required]
                if len(missing) == 1:
                    found.setdefault(missing[0], []).append(candidate)
    return found


def _is_met(requirement: Requirement, candidate: Candidate, catalog: Catalog, as_of: date) -> bool:
    found = grants(requirement, candidate.holdings, catalog, as_of)
    return weigh(requirement, found, catalog).outcome is Outcome.MET


def _what_if(  # noqa: PLR0913, PLR0917  (what it says, in the order of the sentence)
    posting: Posting, requirement: Requirement, change: Change, ref: str | None, gained: int, catalog: Catalog
) -> WhatIf:
    instead = _INSTEAD[change].format(accept=catalog.name(ref) if ref else "")
    who = "1 more candidate" if gained == 1 else f"{gained or 'no'} more candidates"
    asked = f"{requirement.id}{_in_its_words(requirement)}"
    message = f"If {asked} {instead}, {who} would miss nothing that is required."
    return WhatIf(posting.source, requirement.id, change, ref, gained, message)


def _in_its_words(requirement: Requirement) -> str:
    """Return the posting's words for a requirement: " (“CISSP”, “CISM”)"; nothing where it has none."""
    quotes = dict.fromkeys(" ".join(piece.quote.split()) for piece in requirement.evidence)
    shown = [f"“{quote}”" for quote in quotes][:_MOST_QUOTES]
    more = ["…"] if len(quotes) > len(shown) else []
    return f" ({', '.join([*shown, *more])})" if shown else ""


# --- what might be accepted as well ------------------------------------------------------------------------------


def _successors(option: str, catalog: Catalog) -> Iterator[str]:
    yield from catalog.successors_of(option)


def _families(option: str, catalog: Catalog) -> Iterator[str]:
    """Yield the platforms and fields of a credential; of a family with a level the whole family, else what holds it."""
    wildcard = Wildcard.parse(option)
    if wildcard is not None and wildcard.level is not None:
        yield str(Wildcard(wildcard.family))
        return
    for name, family in catalog.families.by_name.items():
        is_of = wildcard.family in family.includes if wildcard else option in catalog.families.members(name)
        if is_of and family.kind in {"platform", "field"}:
            yield str(Wildcard(name))


def _lower(option: str, catalog: Catalog) -> Iterator[str]:
    """Yield the next level below that there is, on the same platforms; the same field where there is no platform."""
    families = catalog.families
    wildcard = Wildcard.parse(option)
    credential = catalog.get(option)
    level = wildcard.level if wildcard else credential.level if credential else None
    if level is None:
        return
    if wildcard is not None:
        names = [wildcard.family]
    else:
        own = [name for name, one in families.by_name.items() if option in families.members(name)]
        platforms = [name for name in own if families.by_name[name].kind == "platform"]
        names = platforms or [name for name in own if families.by_name[name].kind == "field"]
    for name in names:
        members = [catalog.credentials[ref] for ref in families.members(name)]
        below = {one.level for one in members if one.level and 0 < families.rank(one.level) < families.rank(level)}
        nearest = max(map(families.rank, below), default=0)
        yield from (str(Wildcard(name, one)) for one in sorted(below) if families.rank(one) == nearest)
