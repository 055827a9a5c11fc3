"""Families of credentials, and the wildcards (`aws/*associate`, `cloud/*`, `*/*`) that name them.

The families are a closed list, `patterns/families.yaml`; who belongs to one follows from the credentials themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from scanner.catalog.credential import Credential

ANY = "*"


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its phrases, the prefixes of ids that belong to it, and the families that it contains."""

    name: str
    #: platform, field, issuer, list or licence
    kind: str
    phrases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    #: only for lists that somebody else publishes: their own levels
    levels: tuple[str, ...] = ()
    #: what the work in it looks like in a resume's experience
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A family, and a level of it if one is named."""

    family: str
    level: str | None = None

    @staticmethod
    @lru_cache(maxsize=10_000)
    def parse(ref: str) -> "Wildcard | None":
        """Return the wildcard that `ref` writes, None for anything else (an id, an unlisted name)."""
        family, slash, level = ref.partition("/")
        if not slash or not level.startswith("*"):
            return None
        return Wildcard(family, level[1:] or None)

    def __str__(self) -> str:
        return f"{self.family}/*{self.level or ''}"


class Families:
    """Who belongs to which family, and which level stands above which."""

    def __init__(
        self,
        families: Iterable[Family],
        rank: Mapping[str, int],
        credentials: Mapping[str, Credential],
        any_phrases: tuple[str, ...] = (),
    ) -> None:
        self.by_name = {family.name: family for family in families}
        #: what a text calls any credential at all
        self.any_phrases = any_phrases
        self.ranks = dict(rank)
        self._credentials = credentials
        self._own = self._named_by_credentials()
        self._members = {name: self._collect(name, frozenset()) for name in self.by_name}
        licences = frozenset().union(
            *(self._members[name] for name, family in self.by_name.items() if family.kind == "licence")
        )
        self._members[ANY] = frozenset(credentials) - licences

    def _named_by_credentials(self) -> dict[str, set[str]]:
        """Return for each family the ids that name it, or that begin with one of its prefixes."""
        found: dict[str, set[str]] = {name: set() for name in self.by_name}
        by_prefix: dict[str, list[str]] = {}
        for family in self.by_name.values():
            for prefix in family.prefixes:
                by_prefix.setdefault(prefix, []).append(family.name)
        for credential in self._credentials.values():
            beginnings = accumulate(credential.id.split("-"), "{}-{}".format)
            for name in (*_own_families(credential), *(n for start in beginnings for n in by_prefix.get(start, ()))):
                found.setdefault(name, set()).add(credential.id)
        return found

    def _collect(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        found = set(self._own[name])
        for other in self.by_name[name].includes:
            if other in self.by_name and other not in seen:
                found |= self._collect(other, seen | {name})
        return frozenset(found)

    def knows(self, ref: str) -> bool:
        """Return whether `ref` is a wildcard of a known family and level."""
        wildcard = Wildcard.parse(ref)
        if wildcard is None or wildcard.family not in self._members:
            return False
        return wildcard.level is None or wildcard.level in self.levels(wildcard.family)

    def levels(self, family: str) -> tuple[str, ...]:
        """Return the names of a family's levels, lowest first."""
        own = self.by_name[family].levels if family in self.by_name else ()
        return own or tuple(sorted(self.ranks, key=lambda level: self.ranks[level]))

    def members(self, family: str) -> frozenset[str]:
        """Return the ids that belong to a family at any level; none for an unknown family."""
        return self._members.get(family, frozenset())

    def rank(self, level: str | None) -> int:
        """Return how high a level stands, 0 for none; equal ranks stand beside each other."""
        return self.ranks.get(level or "", 0)

    def at_level(self, wildcard: Wildcard) -> frozenset[str]:
        """Return the members that stand exactly at the wildcard's level (all, where it names none)."""
        members = self.members(wildcard.family)
        if wildcard.level is None:
            return members
        if self._is_list(wildcard.family):
            return frozenset(m for m in members if wildcard.level in self._list_levels(m, wildcard.family))
        return frozenset(m for m in members if self._credentials[m].level == wildcard.level)

    def above_level(self, wildcard: Wildcard) -> frozenset[str]:
        """Return the members that stand above the wildcard's level; none where it names no level."""
        if wildcard.level is None:
            return frozenset()
        members = self.members(wildcard.family)
        if self._is_list(wildcard.family):
            return self._above_in_list(wildcard)
        rank = self.rank(wildcard.level)
        return frozenset(m for m in members if self.rank(self._credentials[m].level) > rank)

    def at_level_of(self, ref: str) -> frozenset[str]:
        """Return the members exactly at the level that a wildcard's text names; none for anything else."""
        wildcard = Wildcard.parse(ref)
        return self.at_level(wildcard) if wildcard is not None else frozenset()

    def satisfying(self, wildcard: Wildcard) -> frozenset[str]:
        """Return every id that satisfies the wildcard: its level and the levels above it."""
        return self.at_level(wildcard) | self.above_level(wildcard)

    def _is_list(self, family: str) -> bool:
        return family in self.by_name and bool(self.by_name[family].levels)

    def _list_levels(self, member: str, family: str) -> frozenset[str]:
        marks = (name.partition("/*") for name in self._credentials[member].families)
        return frozenset(level for name, _, level in marks if name == family and level)

    def _above_in_list(self, wildcard: Wildcard) -> frozenset[str]:
        # `iat-3` stands above `iat-2`, not above `iam-1`: a list's levels are tracks with a number.
        track, _, number = (wildcard.level or "").rpartition("-")
        higher = {
            level
            for level in self.levels(wildcard.family)
            if level.rpartition("-")[0] == track and level.rpartition("-")[2] > number
        }
        members = self.members(wildcard.family)
        return frozenset(m for m in members if self._list_levels(m, wildcard.family) & higher)


def _own_families(credential: Credential) -> frozenset[str]:
    return frozenset(name.partition("/")[0] for name in credential.families)
