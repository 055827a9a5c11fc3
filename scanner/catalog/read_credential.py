"""One item of `credentials/<issuer>.yaml` -> Credential."""

import contextlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from scanner.catalog.credential import KINDS, LEVELS, Cost, Credential, FormerValidity, Source
from scanner.catalog.yaml_reader import Reader
from scanner.model import CredentialStatus
from scanner.partial_dates import first_day, last_day

_REQUIRED = ("id", "name", "issuer", "kind", "families", "sources", "checked_on", "confidence")
_OPTIONAL = (
    "terms", "level", "exam_codes", "codes_until", "formerly", "aliases", "acronym", "acronym_ambiguous", "launched",
    "retired_on", "successors",
    "status", "cost", "study_hours", "study_basis", "note", "validity_months", "validity_before",
    "prerequisites", "prerequisites_any_of", "covers", "renewal", "recommended_experience", "official_page",
    "salary_impact_usd", "unverified",
)  # fmt: skip
_KEYS = (*_REQUIRED, *_OPTIONAL)
_CONFIDENCE = ("high", "medium", "low")
_STATED = (CredentialStatus.RETIRED, CredentialStatus.BETA)

T = TypeVar("T")


def read_credential(ref: str, item: Reader) -> Credential:
    """Return the credential that an item writes; what is wrong with it is reported."""
    keys = item.named(ref).record(_KEYS, _REQUIRED)
    _check_dates(keys)

    def get(key: str, read: Callable[[Reader], T], default: T) -> T:
        return read(keys[key]) if key in keys and not keys[key].is_null else default

    codes = keys["exam_codes"].texts() if "exam_codes" in keys and not keys["exam_codes"].is_null else ()
    return Credential(
        id=ref,
        name=get("name", Reader.text, ""),
        issuer=get("issuer", Reader.text, ""),
        kind=get("kind", lambda r: r.one_of(KINDS), ""),
        families=get("families", Reader.texts, ()),
        level=get("level", lambda r: r.one_of(LEVELS), None),
        exam_codes=codes,
        codes_until=get("codes_until", lambda r: _codes_until(r, codes), ()),
        formerly=get("formerly", Reader.texts, ()),
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
        validity_months=get("validity_months", _months, None),
        validity_known="validity_months" in keys,
        validity_before=get("validity_before", _former_validity, None),
        prerequisites=get("prerequisites", Reader.texts, ()),
        prerequisites_any_of=get("prerequisites_any_of", Reader.texts, ()),
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


def _codes_until(reader: Reader, codes: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
    entries = reader.record(codes[1:])
    return tuple((code, None if entry.is_null else _date(entry)) for code, entry in entries.items())


def _check_dates(keys: Mapping[str, Reader]) -> None:
    """Report an exam whose last day lies before its first."""
    dates = [keys[key].node.value for key in ("launched", "retired_on") if key in keys]
    with contextlib.suppress(ValueError, TypeError):
        if len(dates) == 2 and first_day(dates[0]) > last_day(dates[1]):  # noqa: PLR2004
            keys["retired_on"].complain(f"{dates[1]} lies before launched, {dates[0]}")


def _months(reader: Reader) -> int:
    months = reader.whole_number()
    if months == 0:
        reader.complain("a validity is a number of months, or null where it does not expire")
    return months


def _former_validity(reader: Reader) -> FormerValidity:
    keys = reader.record(("until", "months"), ("until", "months"))
    return FormerValidity(
        until=_date(keys["until"]) if "until" in keys else "",
        months=_months(keys["months"]) if "months" in keys else 0,
    )


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
