"""Credentials as the rows of a list: which ones are asked for, and their facts for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scanner.catalog.catalog import Catalog
from scanner.catalog.credential import Credential
from scanner.model import CredentialStatus
from scanner.partial_dates import last_day

#: the columns of a list in CSV; JSON has more
COLUMNS = (
    "id", "name", "issuer", "kind", "families", "level", "status", "exam_codes", "launched", "retired_on", "successors",
    "cost_usd_low", "cost_usd_high", "study_hours_low", "study_hours_high", "validity_months", "expires",
    "official_page", "checked_on", "confidence", "unverified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is to hold; None asks for anything."""

    family: str | None = None
    level: str | None = None
    status: CredentialStatus | None = None
    #: a part of the issuer's name, in any case
    issuer: str | None = None


def listed(catalog: Catalog, as_of: date, wanted: Filter) -> list[Credential]:
    """Return the credentials that pass the filter, by id."""
    members = catalog.families.members(wanted.family) if wanted.family else None
    return sorted(
        (
            one
            for one in catalog
            if (members is None or one.id in members)
            and wanted.level in (None, one.level)
            and wanted.status in (None, one.status_at(as_of))
            and (wanted.issuer or "").casefold() in one.issuer.casefold()
        ),
        key=lambda one: one.id,
    )


def stale(catalog: Catalog, as_of: date, days: int) -> list[Credential]:
    """Return the credentials whose facts nobody has looked at for more than so many days, oldest first."""
    before = as_of - timedelta(days=days)
    old = (one for one in catalog if last_day(one.checked_on) < before)
    return sorted(old, key=lambda one: (last_day(one.checked_on), one.id))


def families_of(credential: Credential, catalog: Catalog) -> tuple[str, ...]:
    """Return the families that a credential names, lists with its level, then those that it belongs to as well."""
    named = {mark.partition("/")[0] for mark in credential.families}
    others = (name for name in catalog.families.by_name if credential.id in catalog.families.members(name))
    return (*credential.families, *(name for name in others if name not in named))


def entry(credential: Credential, catalog: Catalog, as_of: date) -> dict[str, Any]:
    """Return everything known of a credential as plain values; unknown is None."""
    return {
        "id": credential.id,
        "name": credential.name,
        "issuer": credential.issuer,
        "kind": credential.kind,
        "families": list(families_of(credential, catalog)),
        "level": credential.level,
        "status": credential.status_at(as_of).value,
        "exam_codes": list(credential.exam_codes),
        "aliases": list(credential.aliases),
        "acronym": credential.acronym,
        "launched": credential.launched,
        "retired_on": credential.retired_on,
        "successors": list(credential.successors),
        "prerequisites": list(credential.prerequisites),
        "prerequisites_any_of": list(credential.prerequisites_any_of),
        "covers": list(credential.covers),
        "cost_usd": _pair(credential.cost.total if credential.cost else None),
        "study_hours": _pair(credential.study_hours),
        "validity_months": credential.validity_months,
        "expires": credential.validity_months is not None if credential.validity_known else None,
        "renewal": credential.renewal,
        "salary_impact_usd": _pair(credential.salary_impact_usd),
        "official_page": credential.official_page,
        "sources": [{"url": one.url, "note": one.note, "facts": list(one.facts)} for one in credential.sources],
        "checked_on": credential.checked_on,
        "confidence": credential.confidence,
        "unverified": list(credential.unverified),
    }


def row(credential: Credential, catalog: Catalog, as_of: date) -> list[object]:
    """Return the cells of a credential in CSV, in the order of `COLUMNS`; unknown is empty."""
    known = entry(credential, catalog, as_of)
    for key in ("cost_usd", "study_hours"):
        known[f"{key}_low"], known[f"{key}_high"] = known[key] or (None, None)
    return [_cell(known[column]) for column in COLUMNS]


def by_level(catalog: Catalog, refs: frozenset[str]) -> Iterator[tuple[str | None, list[Credential]]]:
    """Yield the levels of some credentials, lowest first and those without one last, with the credentials by name."""
    found: dict[str | None, list[Credential]] = {}
    for ref in refs:
        found.setdefault(catalog.credentials[ref].level, []).append(catalog.credentials[ref])
    for level in sorted(found, key=lambda level: (level is None, catalog.families.rank(level), level or "")):
        yield level, sorted(found[level], key=lambda one: (one.name, one.id))


def _pair(known: tuple[float, float] | None) -> list[float] | None:
    return None if known is None else list(known)


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value
