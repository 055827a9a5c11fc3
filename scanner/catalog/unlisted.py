"""How a credential is referred to that the catalogue lacks: `unlisted:` and its name."""

import re

from scanner.catalog.words import split

_PREFIX = "unlisted:"
_LETTERS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def reference(name: str) -> str:
    """Return the reference of a name: `unlisted:certified-widget-analyst` for "Certified Widget Analyst (CWA)"."""
    return _PREFIX + "-".join(split(_LETTERS.sub(" ", name)))


def is_unlisted(ref: str) -> bool:
    """Return whether a reference is one of these."""
    return ref.startswith(_PREFIX)


def slug(ref: str) -> str:
    """Return a reference without its prefix."""
    return ref.removeprefix(_PREFIX)
