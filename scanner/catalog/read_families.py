"""`families.yaml` -> Families."""

from collections.abc import Iterable, Mapping

from scanner.catalog.credential import LEVELS, Credential
from scanner.catalog.families import Families, Family
from scanner.catalog.yaml_reader import Reader

_KINDS = {"platforms": "platform", "fields": "field", "issuers": "issuer", "lists": "list", "licences": "licence"}
_KEYS = ("rank", "any", *_KINDS)


def read_families(
    reader: Reader, credentials: Mapping[str, Credential], items: Mapping[str, Reader]
) -> Families | None:
    """Return the families with their members; None where a part is missing, with the problems reported."""
    keys = reader.record(_KEYS, _KEYS)
    if len(keys) != len(_KEYS):
        return None
    entries = [(kind, name, entry) for key, kind in _KINDS.items() for name, entry in keys[key].entries().items()]
    names = [name for _, name, _ in entries]
    found = [_read_family(name, kind, entry, names) for kind, name, entry in entries]
    for place, (_, name, entry) in enumerate(entries):
        if name in names[:place]:
            entry.complain(f"{name!r} is a family already")
    for ref, credential in credentials.items():
        _check_families(ref, credential, found, items)
    return Families(found, _read_rank(keys["rank"]), credentials, keys["any"].texts())


def _read_rank(reader: Reader) -> dict[str, int]:
    return {level: entry.whole_number() for level, entry in reader.record(LEVELS, LEVELS).items()}


def _read_family(name: str, kind: str, reader: Reader, names: Iterable[str]) -> Family:
    keys = reader.record(("phrases", "prefixes", "includes", "levels", "terms"))
    values = {key: entry.texts() for key, entry in keys.items()}
    for entry in keys["includes"].items() if "includes" in keys else ():
        if entry.text() not in names:
            entry.complain(f"{entry.text()!r} is no family")
    own_prefix = (name,) if kind == "issuer" else ()
    return Family(
        name=name,
        kind=kind,
        phrases=values.get("phrases", ()),
        prefixes=values.get("prefixes", own_prefix),
        includes=values.get("includes", ()),
        levels=values.get("levels", ()),
        terms=values.get("terms", ()),
    )


def _check_families(ref: str, credential: Credential, families: Iterable[Family], items: Mapping[str, Reader]) -> None:
    known = {family.name: family for family in families}
    listed = items[ref].entry("families")
    for entry in listed.items() if listed and credential.families else ():
        name, slash, level = entry.text().partition("/*")
        if name not in known or (slash and level not in known[name].levels):
            entry.named(ref).complain(f"families names {entry.text()!r}, which stands not in families.yaml")
