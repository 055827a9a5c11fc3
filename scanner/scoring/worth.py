"""What stands for what: the credit that a credential would give for what a requirement names, by the reason why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scanner.catalog import Catalog, Wildcard
from scanner.model import CreditReason

#: reasons in the order of `fit.md`: of two with the same credit the earlier counts
REASON_ORDER = {reason: place for place, reason in enumerate(CreditReason)}
_ONLY_WHILE_VALID = (CreditReason.PREDECESSOR, CreditReason.EQUIVALENT)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a valid credential gives for one of the options that a requirement names."""

    credit: float
    reason: CreditReason
    option: str
    #: the weight of `fit.yaml` that gave it
    weight: str


@lru_cache(maxsize=1024)
def worths(
    catalog: Catalog, any_of: tuple[str, ...], or_equivalent: bool, *, is_valid: bool = True
) -> Mapping[str, Worth]:
    """Return what each credential would give for a requirement that names `any_of`.

    With `is_valid` false only what also counts for a credential that is in progress or expired, before its limit.
    """
    found: dict[str, Worth] = {}
    for option in any_of:
        for reason, refs in ways(catalog, option, or_equivalent):
            if not is_valid and reason in _ONLY_WHILE_VALID:
                continue
            worth = Worth(getattr(catalog.weights.credit, reason), reason, option, str(reason))
            for ref in refs:
                if ref not in found or _is_better(worth, found[ref]):
                    found[ref] = worth
    return found


def _is_better(worth: Worth, other: Worth) -> bool:
    return (-worth.credit, REASON_ORDER[worth.reason]) < (-other.credit, REASON_ORDER[other.reason])


@lru_cache(maxsize=4096)
def ways(catalog: Catalog, option: str, or_equivalent: bool) -> tuple[tuple[CreditReason, frozenset[str]], ...]:
    """Return which credentials stand for an option (id, wildcard or unlisted name), by the reason why."""
    wildcard = Wildcard.parse(option)
    equivalent = _equivalents(catalog, option) if or_equivalent else frozenset()
    if wildcard is not None:
        exact = catalog.families.at_level(wildcard)
        above = catalog.families.above_level(wildcard)
        higher = above | _that_prove(catalog, exact | above)
        return (
            (CreditReason.HELD, exact),
            (CreditReason.HIGHER_LEVEL, higher),
            (CreditReason.EQUIVALENT, equivalent),
        )
    newer = frozenset(catalog.successors_of(option))
    older = catalog.predecessors.get(option, frozenset())
    return (
        (CreditReason.HELD, frozenset({option})),
        (CreditReason.HIGHER_LEVEL, _that_prove(catalog, frozenset({option}))),
        (CreditReason.SUCCESSOR, newer | _that_prove(catalog, newer)),
        (CreditReason.PREDECESSOR, older | _that_prove(catalog, older)),
        (CreditReason.EQUIVALENT, equivalent),
    )


@lru_cache(maxsize=4)
def _proven_from(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """For each id, the credentials whose holders have proven it."""
    found: dict[str, set[str]] = {}
    for credential in catalog:
        for proven in catalog.proven_by(credential.id):
            found.setdefault(proven, set()).add(credential.id)
    return {ref: frozenset(higher) for ref, higher in found.items()}


def _that_prove(catalog: Catalog, refs: frozenset[str]) -> frozenset[str]:
    table = _proven_from(catalog)
    return frozenset().union(*(table[ref] for ref in refs if ref in table))


def _equivalents(catalog: Catalog, option: str) -> frozenset[str]:
    """Return what "or equivalent" admits beside the option: the same field, at the same level or above."""
    families = catalog.families
    wildcard = Wildcard.parse(option)
    credential = catalog.get(option)
    level = wildcard.level if wildcard else credential.level if credential else None
    peers = frozenset[str]().union(*(families.members(name) for name in _fields_of(catalog, option)))
    return frozenset(ref for ref in peers if families.rank(catalog.credentials[ref].level) >= families.rank(level))


def _fields_of(catalog: Catalog, option: str) -> list[str]:
    """Return the fields that an option is of.

    A field that only says which platform it is on (AWS is cloud) counts where nothing more is known: the equivalent
    of an AWS machine learning credential is one of machine learning, not any of the cloud.
    """
    families = catalog.families
    wildcard = Wildcard.parse(option)

    def belongs(name: str) -> bool:
        if wildcard is None:
            return option in families.members(name)
        return name == wildcard.family or wildcard.family in families.by_name[name].includes

    own = {name for name, family in families.by_name.items() if family.kind == "platform" and belongs(name)}
    fields = [name for name, family in families.by_name.items() if family.kind == "field" and belongs(name)]
    return [name for name in fields if not own & set(families.by_name[name].includes)] or fields


# --- holdings that name no more than a family --------------------------------------------------------------------


@lru_cache(maxsize=4096)
def unspecific(catalog: Catalog, ref: str, any_of: tuple[str, ...], or_equivalent: bool) -> Worth | None:
    """Return what "AWS certified" (`ref` is a wildcard) gives for a requirement that names `any_of`."""
    best: Worth | None = None
    for option in any_of:
        worth = _unspecific_for(catalog, ref, option, or_equivalent)
        if worth is not None and (best is None or _is_better(worth, best)):
            best = worth
    return best


def _unspecific_for(catalog: Catalog, ref: str, option: str, or_equivalent: bool) -> Worth | None:
    """Return the credit for an option.

    In full where whatever it may be satisfies the option ("AWS certified" for a cloud certification), little where
    only some of what it may be does (for AWS Developer, or for a specialty of AWS), none otherwise.
    """
    credit = catalog.weights.credit
    members = members_of(catalog, ref)
    suited = catalog.satisfying(option)
    if ref == option or (members and members <= suited):
        return Worth(credit.unspecific_family, CreditReason.UNSPECIFIC, option, "unspecific_family")
    if suited and suited <= members and Wildcard.parse(ref) != Wildcard("*"):
        return Worth(credit.unspecific_member, CreditReason.UNSPECIFIC, option, "unspecific_member")
    if or_equivalent and members and members <= suited | _equivalents(catalog, option):
        weight = min(("equivalent", "unspecific_family"), key=lambda name: getattr(credit, name))
        return Worth(getattr(credit, weight), CreditReason.EQUIVALENT, option, weight)
    return None


def members_of(catalog: Catalog, ref: str) -> frozenset[str]:
    """Return what a holding may be: itself, or for a wildcard any credential at its level of the family."""
    wildcard = Wildcard.parse(ref)
    return catalog.families.at_level(wildcard) if wildcard else frozenset({ref})
