"""What one credential says of others: ids that must exist, and chains that must not come back to where they began."""

from collections.abc import Callable, Iterable, Mapping

from scanner.catalog.credential import Credential
from scanner.catalog.yaml_reader import Reader

_REFERENCES = ("successors", "prerequisites", "prerequisites_any_of", "covers")
_CHAINS: Mapping[str, Callable[[Credential], Iterable[str]]] = {
    "successors": lambda one: one.successors,
    "prerequisites": lambda one: (*one.prerequisites, *one.prerequisites_any_of),
    "covers": lambda one: one.covers,
}


def check_references(credentials: Mapping[str, Credential], items: Mapping[str, Reader]) -> None:
    """Report ids that no credential has, credentials that name themselves, and circles."""
    for ref, credential in credentials.items():
        for key in _REFERENCES:
            for other in getattr(credential, key):
                if other not in credentials or other == ref:
                    _at(ref, items[ref], key, other).complain(f"{key} names {other!r}, which is no other credential")
    for name, following in _CHAINS.items():
        for circle in _circles(credentials, following):
            first, second = circle[0], circle[1]
            chain = " -> ".join((*circle, first))
            _at(first, items[first], name, second).complain(f"{name} go round in a circle: {chain}")


def _circles(
    credentials: Mapping[str, Credential], following: Callable[[Credential], Iterable[str]]
) -> list[tuple[str, ...]]:
    """Return each circle once, beginning with the id that stands first in the files."""
    done: set[str] = set()
    found: dict[frozenset[str], tuple[str, ...]] = {}
    order = {ref: place for place, ref in enumerate(credentials)}

    def visit(ref: str, path: tuple[str, ...]) -> None:
        if ref in path:
            circle = path[path.index(ref) :]
            start = circle.index(min(circle, key=order.__getitem__))
            found.setdefault(frozenset(circle), (*circle[start:], *circle[:start]))
        elif ref not in done:
            for other in following(credentials[ref]):
                if other in credentials and other != ref:
                    visit(other, (*path, ref))
            done.add(ref)

    for ref in credentials:
        visit(ref, ())
    return list(found.values())


def _at(ref: str, item: Reader, key: str, value: str) -> Reader:
    """Return where `value` stands in an item's list `key`, else where the item begins, named by the id."""
    lists = [entry for name in (key, f"{key}_any_of") if (entry := item.entry(name)) is not None]
    listed = [one for entry in lists for one in entry.items() if one.node.value == value]
    return (listed[0] if listed else item).named(ref)
