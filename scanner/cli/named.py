"""Credentials as users name them on the command line, and what is said of a name that nothing has."""

from collections.abc import Iterable

from scanner.catalog import Catalog, Credential, Wildcard
from scanner.catalog.find import did_you_mean
from scanner.errors import ScannerError


def called_exactly(known: Catalog, typed: str) -> Credential | None:
    """Return the one credential whose code, acronym or name is typed, in any case; None for none or several."""
    wanted = typed.casefold()
    named = [c for c in known if wanted in map(str.casefold, (c.name, c.acronym or "", *c.exam_codes, *c.aliases))]
    return named[0] if len(named) == 1 else None


def satisfying(known: Catalog, typed: str) -> frozenset[str]:
    """Return the ids that an id, a name or a wildcard stands for; raises `ScannerError` for what nothing is called."""
    credential = known.get(typed) or called_exactly(known, typed)
    if credential is not None:
        return frozenset({credential.id})
    if not known.families.knows(typed):
        raise unknown("credential", typed, (*known.credentials, *wildcards(known)))
    # A resume that says "AWS certified" holds the wildcard itself.
    return known.satisfying(typed) | {typed}


def unknown(what: str, name: str, known: Iterable[str]) -> ScannerError:
    """Return the error for a name that nothing has, with the nearest ones that something has."""
    near = did_you_mean(name, known)
    if near:
        return ScannerError(f"there is no {what} {name!r}; did you mean {' or '.join(near)}?")
    return ScannerError(f"there is no {what} {name!r}, nor anything like it; scan catalog find looks through all names")


def wildcards(known: Catalog) -> list[str]:
    """Return everything that a family, or a level of it, can be asked for by."""
    levels = [(name, level) for name in known.families.by_name for level in (None, *known.families.levels(name))]
    return ["*/*", *(str(Wildcard(name, level)) for name, level in levels)]
