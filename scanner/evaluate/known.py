"""Which credentials the labels know: what is outside is nobody's fault, and stands in no figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scanner.catalog import Catalog
from scanner.errors import ScannerError


@dataclass(frozen=True, slots=True)
class Known:
    """Ids as they are, families with a slash behind their name: `aws/`."""

    names: frozenset[str]

    @classmethod
    def of_catalog(cls, catalog: Catalog) -> "Known":
        """Return all that a catalogue knows."""
        families = (f"{name}/" for name in catalog.families.by_name)
        return cls(frozenset((*catalog.credentials, *families, "*/")))

    @classmethod
    def of_file(cls, path: Path) -> "Known":
        """Return the names that a text file lists, parted by white space."""
        try:
            names = frozenset(path.read_text(encoding="utf-8").split())
        except (OSError, UnicodeDecodeError) as error:
            raise ScannerError(f"{path} can't be read ({error}): name a text file of ids, one a line") from error
        return cls(names)

    def has(self, ref: str) -> bool:
        """Return whether the labels know an id, or the family of a wildcard."""
        family, slash, _ = ref.partition("/")
        return family + slash in self.names

    def among(self, refs: Iterable[str]) -> frozenset[str]:
        """Return those of the ids and wildcards that the labels know."""
        return frozenset(ref for ref in refs if self.has(ref))
