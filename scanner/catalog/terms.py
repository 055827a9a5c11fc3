"""The terms of a credential's field: what holding it would look like in the work that a resume describes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from scanner.catalog.catalog import Catalog
from scanner.catalog.families import Wildcard

_FIELDS = ("platform", "field")
_FILE = "families.yaml"


def all_terms(catalog: Catalog) -> frozenset[str]:
    """Return every term that the patterns know."""
    families = catalog.families.by_name.values()
    return frozenset(term for each in (*catalog, *families) for term in each.terms)


@lru_cache(maxsize=4096)
def terms_of(catalog: Catalog, ref: str) -> Mapping[str, str]:
    """Return the terms of a credential or a wildcard, each with the entry of patterns/ that has it; its own first.

    What an issuer's name stands for counts only where neither a platform nor a field is known.
    """
    found: dict[str, str] = {}
    credential = catalog.get(ref)
    for term in credential.terms if credential else ():
        found.setdefault(term, f"credentials:{ref}")
    families = [catalog.families.by_name[name] for name in _families_of(catalog, ref)]
    fields = [family for family in families if family.kind in _FIELDS]
    for family in fields or families:
        for term in family.terms:
            found.setdefault(term, f"{_FILE}:{family.name}")
    return found


def _families_of(catalog: Catalog, ref: str) -> Iterator[str]:
    wildcard = Wildcard.parse(ref)
    for name in catalog.families.by_name:
        if name == wildcard.family if wildcard else ref in catalog.families.members(name):
            yield name
