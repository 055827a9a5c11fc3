"""patterns/ -> Catalog: reads every file, checks each item and all references, and reports every problem at once."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from scanner.catalog.advice_rules import read_advice_rules
from scanner.catalog.catalog import Catalog
from scanner.catalog.credential import KINDS, LEVELS, Cost, Credential, Source
from scanner.catalog.families import Families, Family, Wildcard
from scanner.catalog.language import Language, read_language
from scanner.catalog.weights import read_weights
from scanner.catalog.yaml_reader import Problems, Reader, overlay, read_yaml
from scanner.errors import CatalogError
from scanner.model import CredentialStatus
from scanner.partial_dates import last_day

_REQUIRED = ("id", "name", "issuer", "kind", "families", "sources", "checked_on", "confidence")
_OPTIONAL = (
    "terms", "level", "exam_codes", "aliases", "acronym", "acronym_ambiguous", "launched", "retired_on", "successors",
    "status", "cost", "study_hours", "study_basis", "note", "validity_months", "prerequisites", "covers", "renewal",
    "recommended_experience", "official_page", "salary_impact_usd", "unverified",
)  # fmt: skip
_KEYS = (*_REQUIRED, *_OPTIONAL)
_CONFIDENCE = ("high", "medium", "low")
_STATED = (CredentialStatus.RETIRED, CredentialStatus.BETA)
_REFERENCES = ("successors", "prerequisites", "covers")
_FAMILY_KINDS = {
    "platforms": "platform",
    "fields": "field",
    "issuers": "issuer",
    "lists": "list",
    "licences": "licence",
}

T = TypeVar("T")


def builtin_patterns() -> Path:
    """Return the folder of the built-in patterns: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "patterns"
    return inside if inside.is_dir() else package.parent / "patterns"


def load_catalog(extra: Sequence[Path] = ()) -> Catalog:
    """Return the catalogue of the built-in patterns and of the user's directories, later ones over earlier ones.

    Raises CatalogError, which lists every problem with file and line.
    """
    problems = Problems()
    folders = (builtin_patterns(), *extra)
    for folder in folders:
        if not folder.is_dir():
            problems.add(folder, 1, "there is no such folder of patterns")
    items = _collect_items(folders, problems)
    credentials = {ref: _read_credential(ref, item) for ref, item in items.items()}
    _check_references(credentials, items)
    families = _read_families(folders, credentials, items, problems)
    language = read_language(lambda name: _read_each(folders, name, problems))
    weights = _read_merged(folders, "fit.yaml", problems, read_weights)
    advice = _read_merged(folders, "advice.yaml", problems, read_advice_rules)
    if problems.found or families is None or weights is None or advice is None:
        raise CatalogError(sorted(problems.found))
    return Catalog(credentials, families, language, weights, advice, _digest(folders))


def _read_each(folders: Iterable[Path], name: str, problems: Problems) -> list[Reader]:
    """Return the roots of the files called `name`, in the order of the folders; absent ones are left out."""
    readers = [read_yaml(folder / name, problems) for folder in folders if (folder / name).is_file()]
    return [reader for reader in readers if reader is not None]


def _read_merged(
    folders: Sequence[Path], name: str, problems: Problems, read: Callable[[Reader], T | None]
) -> T | None:
    readers = _read_each(folders, name, problems)
    if not readers:
        problems.add(folders[0] / name, 1, "the file is missing or empty")
        return None
    merged = readers[0]
    for reader in readers[1:]:
        merged = overlay(merged, reader)
    return read(merged)


# --- credentials -------------------------------------------------------------------------------------------------


def _collect_items(folders: Iterable[Path], problems: Problems) -> dict[str, Reader]:
    """Return the YAML of every credential by id; a later folder's keys stand over an earlier one's."""
    merged: dict[str, Reader] = {}
    for folder in folders:
        own: dict[str, Reader] = {}
        for path in sorted((folder / "credentials").glob("*.yaml")):
            reader = read_yaml(path, problems)
            for item in reader.items() if reader else ():
                ref = _item_id(item)
                if ref in own:
                    item.complain(f"id {ref!r} stands in {own[ref].file}:{own[ref].line} already")
                elif ref:
                    own[ref] = item
        for ref, item in own.items():
            merged[ref] = overlay(merged[ref], item) if ref in merged else item
    return merged


def _item_id(item: Reader) -> str:
    entry = item.entries().get("id")
    if entry is None:
        item.complain("an item without an id")
        return ""
    ref = entry.text()
    if not all(
        part and part.isalnum() and part.isascii() and part.islower() or part.isdigit() for part in ref.split("-")
    ):
        entry.complain(f"{ref!r} is no id: lower case letters and digits, joined by hyphens")
    return ref


def _read_credential(ref: str, item: Reader) -> Credential:
    keys = item.named(ref).record(_KEYS, _REQUIRED)

    def get(key: str, read: Callable[[Reader], T], default: T) -> T:
        return read(keys[key]) if key in keys and not keys[key].is_null else default

    return Credential(
        id=ref,
        name=get("name", Reader.text, ""),
        issuer=get("issuer", Reader.text, ""),
        kind=get("kind", lambda r: r.one_of(KINDS), ""),
        families=get("families", Reader.texts, ()),
        level=get("level", lambda r: r.one_of(LEVELS), None),
        exam_codes=get("exam_codes", Reader.texts, ()),
        aliases=get("aliases", Reader.texts, ()),
        acronym=get("acronym", Reader.text, None),
        acronym_ambiguous=get("acronym_ambiguous", Reader.flag, False),
        terms=get("terms", Reader.texts, ()),
        launched=get("launched", _date, None),
        retired_on=get("retired_on", _date, None),
        stated_status=get("status", _status, None),
        successors=get("successors", Reader.texts, ()),
        cost=get("cost", _cost, None),
        study_hours=get("study_hours", Reader.number_range, None),
        study_basis=get("study_basis", Reader.text, None),
        note=get("note", Reader.text, None),
        validity_months=get("validity_months", Reader.whole_number, None),
        validity_known="validity_months" in keys,
        prerequisites=get("prerequisites", Reader.texts, ()),
        covers=get("covers", Reader.texts, ()),
        renewal=get("renewal", Reader.text, None),
        recommended_experience=get("recommended_experience", Reader.text, None),
        official_page=get("official_page", _address, None),
        salary_impact_usd=get("salary_impact_usd", Reader.number_range, None),
        sources=get("sources", lambda r: tuple(_source(source) for source in r.items()), ()),
        checked_on=get("checked_on", _date, ""),
        confidence=get("confidence", lambda r: r.one_of(_CONFIDENCE), ""),
        unverified=get("unverified", lambda r: tuple(field.one_of(_KEYS) for field in r.items()), ()),
    )


def _date(reader: Reader) -> str:
    text = reader.text()
    try:
        last_day(text)
    except ValueError:
        reader.complain(f"{text!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _address(reader: Reader) -> str:
    text = reader.text()
    if not text.startswith("https://"):
        reader.complain(f"{text!r} is no address that starts with https://")
    return text


def _status(reader: Reader) -> CredentialStatus | None:
    text = reader.one_of(_STATED)
    return CredentialStatus(text) if text in _STATED else None


def _cost(reader: Reader) -> Cost:
    keys = reader.record(("usd", "usd_per_month", "months"))
    if ("usd" in keys) == ("usd_per_month" in keys):
        reader.complain("a cost is {usd: 300} or {usd_per_month: 49, months: [2, 4]}")
    return Cost(
        usd=keys["usd"].number() if "usd" in keys else None,
        usd_per_month=keys["usd_per_month"].number() if "usd_per_month" in keys else None,
        months=keys["months"].number_range() if "months" in keys else None,
    )


def _source(reader: Reader) -> Source:
    keys = reader.record(("url", "note", "facts"), ("facts",))
    if ("url" in keys) == ("note" in keys):
        reader.complain("a source has either a url or, where there is no address to open, a note")
    return Source(
        facts=tuple(fact.one_of(_KEYS) for fact in keys["facts"].items()) if "facts" in keys else (),
        url=_address(keys["url"]) if "url" in keys else None,
        note=keys["note"].text() if "note" in keys else None,
    )


def _check_references(credentials: Mapping[str, Credential], items: Mapping[str, Reader]) -> None:
    for ref, credential in credentials.items():
        for key in _REFERENCES:
            for other in getattr(credential, key):
                if other not in credentials or other == ref:
                    items[ref].named(ref).complain(f"{key} names {other!r}, which is no other credential")


# --- families ----------------------------------------------------------------------------------------------------


def _read_families(
    folders: Sequence[Path],
    credentials: Mapping[str, Credential],
    items: Mapping[str, Reader],
    problems: Problems,
) -> Families | None:
    def build(reader: Reader) -> Families:
        keys = reader.record(("rank", "any", *_FAMILY_KINDS), ("rank", "any", *_FAMILY_KINDS))
        rank = {level: entry.whole_number() for level, entry in keys["rank"].record(LEVELS).items()}
        found = [
            _read_family(name, kind, entry)
            for key, kind in _FAMILY_KINDS.items()
            if key in keys
            for name, entry in keys[key].entries().items()
        ]
        any_phrases = keys["any"].texts() if "any" in keys else ()
        names = {family.name for family in found}
        for ref, credential in credentials.items():
            _check_families(ref, credential, found, items)
        for family in found:
            for other in family.includes:
                if other not in names:
                    reader.complain(f"{family.name}: includes {other!r}, which is no family")
        return Families(found, rank, credentials, any_phrases)

    return _read_merged(folders, "families.yaml", problems, build)


def _read_family(name: str, kind: str, reader: Reader) -> Family:
    keys = reader.record(("phrases", "prefixes", "includes", "levels"))
    values = {key: entry.texts() for key, entry in keys.items()}
    own_prefix = (name,) if kind == "issuer" else ()
    return Family(
        name=name,
        kind=kind,
        phrases=values.get("phrases", ()),
        prefixes=values.get("prefixes", own_prefix),
        includes=values.get("includes", ()),
        levels=values.get("levels", ()),
    )


def _check_families(ref: str, credential: Credential, families: Iterable[Family], items: Mapping[str, Reader]) -> None:
    known = {family.name: family for family in families}
    for mark in credential.families:
        name, slash, level = mark.partition("/*")
        if name not in known or (slash and level not in known[name].levels):
            items[ref].named(ref).complain(f"families names {mark!r}, which stands not in families.yaml")


def _digest(folders: Iterable[Path]) -> str:
    """Return a hash of all files of the patterns, the same wherever the folders stand."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
