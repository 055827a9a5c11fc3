"""patterns/ -> Catalog, from the cache where the same files have been read and checked before."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scanner import __version__
from scanner.catalog.advice_rules import AdviceRules
from scanner.catalog.cache import cache_folder, read_entry, write_entry
from scanner.catalog.catalog import Catalog
from scanner.catalog.check_rules import CheckRules
from scanner.catalog.credential import Credential
from scanner.catalog.families import Families, Family
from scanner.catalog.folder import Folder
from scanner.catalog.language import Language
from scanner.catalog.records import decode, encode, shape
from scanner.catalog.weights import Weights
from scanner.errors import CatalogError

#: goes up when the same files come to mean something else
_VERSION = 1


def builtin_patterns() -> Path:
    """Return the folder of the built-in patterns: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "patterns"
    return inside if inside.is_dir() else package.parent / "patterns"


def load_catalog(extra: Sequence[Path] = ()) -> Catalog:
    """Return the catalogue of the built-in patterns and of the user's directories, later ones over earlier ones.

    Raises CatalogError, which lists every problem with file and line.
    """
    folders = _folders(extra)
    key = _key(folders)
    cache = cache_folder() if all(folder.is_sound for folder in folders) else None
    known = _unpack(read_entry(cache, key), folders) if cache else None
    if known is not None:
        return known
    catalog = _read(folders)
    if cache:
        write_entry(cache, key, _pack(catalog))
    return catalog


def check_patterns(extra: Sequence[Path] = ()) -> Catalog:
    """Return what `load_catalog` returns, read and checked anew."""
    return _read(_folders(extra))


def credential_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids that the credentials of one folder of patterns have, new ones and known ones."""
    from scanner.catalog.read import collect_items  # noqa: PLC0415
    from scanner.catalog.yaml_reader import Problems  # noqa: PLC0415

    return tuple(collect_items([Folder.read(folder)], Problems()))


def _folders(extra: Sequence[Path]) -> list[Folder]:
    missing = [folder for folder in extra if not folder.is_dir()]
    if missing:
        raise CatalogError([f"{folder}: there is no such folder of patterns" for folder in missing])
    return [Folder.read(folder) for folder in (builtin_patterns(), *extra)]


def _read(folders: Sequence[Folder]) -> Catalog:
    # YAML takes as long to import as a cached catalogue to load
    from scanner.catalog.read import read_folders  # noqa: PLC0415
    from scanner.catalog.yaml_reader import Problems  # noqa: PLC0415

    problems = Problems()
    catalog = read_folders(folders, _digest(folders), problems)
    if catalog is None or problems.found:
        raise CatalogError(problems.messages())
    return catalog


def _digest(folders: Sequence[Folder]) -> str:
    """Return a hash of all files of the patterns, the same wherever the folders stand."""
    return hashlib.sha256(" ".join(folder.digest for folder in folders).encode()).hexdigest()


# --- the cache ---------------------------------------------------------------------------------------------------


def _key(folders: Sequence[Folder]) -> str:
    """Return what changes with the files, and with what this version makes of them."""
    kinds = (Credential, Family, Language, Weights, AdviceRules, CheckRules)
    meaning = json.dumps([__version__, _VERSION, [shape(kind) for kind in kinds], _digest(folders)])
    return hashlib.sha256(meaning.encode()).hexdigest()


def _pack(catalog: Catalog) -> dict[str, Any]:
    return {
        "credentials": [encode(one) for one in catalog],
        "families": [encode(one) for one in catalog.families.by_name.values()],
        "rank": dict(catalog.families.ranks),
        "any": list(catalog.families.any_phrases),
        "language": encode(catalog.language),
        "weights": encode(catalog.weights),
        "advice": encode(catalog.advice),
        "check": encode(catalog.check),
    }


def _unpack(entry: Any, folders: Sequence[Folder]) -> Catalog | None:  # noqa: ANN401  (JSON is any of six types)
    """Return the catalogue that `_pack` made an entry of, None for anything else."""
    try:
        credentials = {one.id: one for one in (decode(Credential, item) for item in entry["credentials"])}
        families = [decode(Family, item) for item in entry["families"]]
        return Catalog(
            credentials,
            Families(families, entry["rank"], credentials, tuple(entry["any"])),
            decode(Language, entry["language"]),
            decode(Weights, entry["weights"]),
            decode(AdviceRules, entry["advice"]),
            decode(CheckRules, entry["check"]),
            _digest(folders),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None
