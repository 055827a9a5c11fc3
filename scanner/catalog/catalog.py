"""The loaded catalogue: look up, expand wildcards, follow chains."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scanner.catalog.advice_rules import AdviceRules
from scanner.catalog.check_rules import CheckRules
from scanner.catalog.credential import Credential
from scanner.catalog.families import ANY, Families, Wildcard
from scanner.catalog.language import Language
from scanner.catalog.weights import Weights

UNLISTED = "unlisted:"


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that patterns/ says, checked; `digest` is the hash of the files it was read from.

    One catalogue equals only itself, so that it can stand among the arguments of a cached function.
    """

    credentials: Mapping[str, Credential]
    families: Families
    language: Language
    weights: Weights
    advice: AdviceRules
    check: CheckRules
    digest: str
    _proven: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[Credential]:
        return iter(self.credentials.values())

    def get(self, ref: str) -> Credential | None:
        """Return the credential with this id, None for a wildcard, an unlisted name or an unknown id."""
        return self.credentials.get(ref)

    def name(self, ref: str) -> str:
        """Return how to call an id, a wildcard or an unlisted name in a report."""
        credential = self.credentials.get(ref)
        if credential is not None:
            return credential.name
        wildcard = Wildcard.parse(ref)
        if wildcard is None:
            return ref.removeprefix(UNLISTED).replace("-", " ")
        if wildcard.family == ANY:
            return "any professional certification"
        family = self.families.by_name.get(wildcard.family)
        label = family.phrases[0] if family and family.phrases else wildcard.family
        level = f" {wildcard.level}-level" if wildcard.level else ""
        return f"any {label}{level} certification"

    def proven_by(self, ref: str) -> frozenset[str]:
        """Return what holding `ref` proves besides itself: what it covers and what it requires, transitively."""
        if ref not in self._proven:
            found: set[str] = set()
            waiting = [ref]
            while waiting:
                credential = self.credentials.get(waiting.pop())
                if credential is None:
                    continue
                fresh = {*credential.covers, *credential.prerequisites} - found - {ref}
                found |= fresh
                waiting.extend(fresh)
            self._proven[ref] = frozenset(found)
        return self._proven[ref]

    def successors_of(self, ref: str) -> tuple[str, ...]:
        """Return what replaces `ref`, nearest first, transitively."""
        found: list[str] = []
        waiting = [ref]
        while waiting:
            credential = self.credentials.get(waiting.pop(0))
            for successor in credential.successors if credential else ():
                if successor != ref and successor not in found:
                    found.append(successor)
                    waiting.append(successor)
        return tuple(found)

    @cached_property
    def predecessors(self) -> Mapping[str, frozenset[str]]:
        """For each id, what it replaces, transitively."""
        found: dict[str, set[str]] = {}
        for ref in self.credentials:
            for successor in self.successors_of(ref):
                found.setdefault(successor, set()).add(ref)
        return {ref: frozenset(older) for ref, older in found.items()}

    def satisfying(self, ref: str) -> frozenset[str]:
        """Return the ids that satisfy an id or a wildcard as it is written."""
        wildcard = Wildcard.parse(ref)
        return frozenset({ref}) if wildcard is None else self.families.satisfying(wildcard)
