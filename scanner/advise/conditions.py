"""The conditions of the notes in `patterns/advice.yaml`: what each of the words behind `when` means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scanner.advise.gap import Gap
from scanner.catalog import Credential, Wildcard
from scanner.errors import CatalogError
from scanner.paths import COURSES


@dataclass(frozen=True, slots=True)
class Situation:
    """What the condition of a note looks at."""

    gap: Gap
    credential: Credential
    is_first: bool

    def is_of(self, *families: str) -> bool:
        """Whether the advised credential belongs to one of the families."""
        return any(self.credential.id in self.gap.catalog.families.members(name) for name in families)

    def held_of(self, family: str) -> frozenset[str]:
        """Return what is held of a family; "AWS certified" beside an AWS credential is taken for that one."""
        catalog = self.gap.catalog
        members = catalog.families.members(family)
        named = self.gap.held & members
        wildcards = {ref: catalog.satisfying(ref) for ref in self.gap.held if Wildcard.parse(ref) is not None}
        return named | {ref for ref, meant in wildcards.items() if meant and meant <= members and not meant & named}


def _is_course(credential: Credential | None) -> bool:
    return credential is not None and credential.kind in COURSES


def _is_foundation_plus_cloud(situation: Situation) -> bool:
    """Return whether the advised one is a half of the pair that the candidate lacks."""
    has_cloud = bool(situation.held_of("cloud"))
    has_course = any(_is_course(situation.gap.catalog.get(ref)) for ref in situation.gap.held)
    is_course = _is_course(situation.credential) and situation.is_of("ml")
    return (is_course and not has_course) or (situation.is_of("cloud") and not is_course and not has_cloud)


#: what the conditions of `catalog.advice_rules` mean
CONDITIONS: Mapping[str, Callable[[Situation], bool]] = {
    "always": lambda _: True,
    "first_advice": lambda situation: situation.is_first,
    "foundation_plus_cloud": _is_foundation_plus_cloud,
    "second_cloud": lambda situation: situation.is_of("cloud") and len(situation.held_of("cloud")) == 1,
    "third_cloud": lambda situation: situation.is_of("cloud") and len(situation.held_of("cloud")) > 1,
    "azure": lambda situation: situation.is_of("azure"),
    "framework_certificate": lambda situation: situation.is_of("tensorflow", "pytorch"),
}


def condition(name: str) -> Callable[[Situation], bool]:
    """Return the condition that a note names; raises CatalogError for an unknown one."""
    if name not in CONDITIONS:
        allowed = ", ".join(CONDITIONS)
        raise CatalogError([f"advice.yaml: notes: {name!r} is no condition; allowed: {allowed}"])
    return CONDITIONS[name]
