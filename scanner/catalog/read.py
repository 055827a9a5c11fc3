"""The files of patterns/ -> Catalog: reads each, checks every item and all references, and gathers every problem."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from scanner.catalog.advice_rules import read_advice_rules
from scanner.catalog.catalog import Catalog
from scanner.catalog.check_rules import read_check_rules
from scanner.catalog.claims import check_ambiguous, check_claims, check_forms
from scanner.catalog.folder import CREDENTIALS, FILES, Folder
from scanner.catalog.language import read_language
from scanner.catalog.read_credential import read_credential
from scanner.catalog.read_families import read_families
from scanner.catalog.references import check_references
from scanner.catalog.weights import read_weights
from scanner.catalog.yaml_reader import Problems, Reader, overlay, read_yaml

T = TypeVar("T")


def read_folders(folders: Sequence[Folder], digest: str, problems: Problems) -> Catalog | None:
    """Return the catalogue that the folders hold, later ones over earlier ones; None where a part of it is missing.

    It is good for use only where no problem was noted.
    """
    for folder in folders:
        _check_files(folder, problems)
    items = collect_items(folders, problems)
    credentials = {ref: read_credential(ref, item) for ref, item in items.items()}
    check_references(credentials, items)
    roots = {name: _roots(folders, name, problems) for name in FILES}
    families = _merged(folders, roots, "families.yaml", problems, lambda root: read_families(root, credentials, items))
    language = read_language(lambda name: roots[name])
    check_ambiguous(roots["ambiguous.yaml"], credentials, language)
    weights = _merged(folders, roots, "fit.yaml", problems, read_weights)
    advice = _merged(folders, roots, "advice.yaml", problems, read_advice_rules)
    check = _merged(folders, roots, "check.yaml", problems, read_check_rules)
    if families is None or weights is None or advice is None or check is None:
        return None
    order = {str(folder.path / name): place for place, folder in enumerate(folders) for name in folder.files}
    check_claims(items, language, families, order)
    check_forms(items, credentials, language, families, order)
    return Catalog(credentials, families, language, weights, advice, check, digest)


def _check_files(folder: Folder, problems: Problems) -> None:
    """Report what can't be read, and files that nobody would look into."""
    for name, error in folder.unreadable.items():
        problems.add(folder.path / name, 1, error)
    for name in folder.unknown:
        expected = f"{CREDENTIALS}/<issuer>.yaml, {', '.join(FILES)}"
        problems.add(folder.path / name, 1, f"is no file of patterns, and would not be read; those are {expected}")


def _roots(folders: Iterable[Folder], name: str, problems: Problems) -> list[Reader]:
    """Return the roots of the files called `name`, in the order of the folders; absent ones are left out."""
    readers = [
        read_yaml(folder.path / name, problems, folder.files[name]) for folder in folders if name in folder.files
    ]
    return [reader for reader in readers if reader is not None]


def _merged(
    folders: Sequence[Folder],
    roots: Mapping[str, Sequence[Reader]],
    name: str,
    problems: Problems,
    read: Callable[[Reader], T | None],
) -> T | None:
    """Return what `read` makes of the files called `name`, later ones over earlier ones."""
    if not roots[name]:
        problems.add(folders[0].path / name, 1, "the file is missing or empty")
        return None
    merged, *later = roots[name]
    for root in later:
        merged = overlay(merged, root)
    return read(merged)


def collect_items(folders: Iterable[Folder], problems: Problems) -> dict[str, Reader]:
    """Return the YAML of every credential by id; a later folder's keys stand over an earlier one's."""
    merged: dict[str, Reader] = {}
    for folder in folders:
        own: dict[str, Reader] = {}
        for name in folder.credential_files:
            root = read_yaml(folder.path / name, problems, folder.files[name])
            for item in root.items() if root else ():
                ref = _item_id(item)
                if ref in own:
                    item.complain(f"id {ref!r} stands in {own[ref].file}:{own[ref].line} already")
                elif ref:
                    own[ref] = item
        for ref, item in own.items():
            merged[ref] = overlay(merged[ref], item) if ref in merged else item
    return merged


def _item_id(item: Reader) -> str:
    entry = item.entry("id")
    if entry is None:
        item.complain("an item without an id: it begins with `- id: issuer-short-name`")
        return ""
    ref = entry.text()
    if ref and not all(part and part.isalnum() and part.isascii() and part == part.lower() for part in ref.split("-")):
        entry.complain(f"{ref!r} is no id: lower case letters and digits, joined by hyphens")
    return ref
