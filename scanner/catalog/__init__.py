"""The catalogue: what is known of credentials, families and words, read from patterns/.

`load_catalog()` reads the built-in patterns; directories of the user's own add to them or override single facts.
"""

from scanner.catalog.catalog import Catalog
from scanner.catalog.credential import KINDS, LEVELS, Cost, Credential, Source
from scanner.catalog.families import Families, Family, Wildcard
from scanner.catalog.load import builtin_patterns, check_patterns, credential_ids, load_catalog

__all__ = [
    "KINDS",
    "LEVELS",
    "Catalog",
    "Cost",
    "Credential",
    "Families",
    "Family",
    "Source",
    "Wildcard",
    "builtin_patterns",
    "check_patterns",
    "credential_ids",
    "load_catalog",
]
