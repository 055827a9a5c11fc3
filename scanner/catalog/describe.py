"""What is known of a credential, in words: each fact with its name, and said to be unverified where it is."""

from collections.abc import Iterable, Iterator
from datetime import date

from scanner.catalog.catalog import Catalog
from scanner.catalog.credential import Cost, Credential
from scanner.catalog.listing import families_of
from scanner.model import CredentialStatus
from scanner.partial_dates import in_words, last_day

#: what a fact is called, and what is said of it
Fact = tuple[str, str]

_UNKNOWN = "unknown"
_STATUS = {CredentialStatus.ACTIVE: "active", CredentialStatus.BETA: "in beta"}


def kind_in_words(credential: Credential) -> str:
    """Return what it is and who awards it: "certification · specialty level · Amazon Web Services"."""
    level = f"{credential.level} level" if credential.level else "no level"
    return f"{credential.kind.replace('-', ' ')} · {level} · {credential.issuer}"


def facts(credential: Credential, catalog: Catalog, as_of: date) -> Iterator[Fact]:
    """Yield everything that is known, in the order in which a person asks for it."""
    doubted = frozenset(credential.unverified)
    for name, keys, text in _facts(credential, catalog, as_of):
        mark = " (not verified)" if doubted.intersection(keys.split()) else ""
        if text:
            yield name, text + mark
    yield from _sources(credential)
    yield "Checked", f"on {in_words(credential.checked_on)}; confidence: {credential.confidence}"
    if credential.confidence == "low":
        yield "", "What is known of it is uncertain: see its own page before paying."
    if credential.unverified:
        yield "Not verified", ", ".join(key.replace("_", " ") for key in credential.unverified)


def status_in_words(credential: Credential, as_of: date) -> str:
    """Return what its issuer does with it at a date, until or since when."""
    status, last = credential.status_at(as_of), in_words(credential.retired_on) if credential.retired_on else None
    if status is CredentialStatus.RETIRED:
        text = f"retired: its last exam day was {last}" if last else "retired; since when is unknown"
    elif status is CredentialStatus.ANNOUNCED:
        text = f"announced: it can be taken from {in_words(credential.launched or '')} on"
    else:
        text = f"{_STATUS[status]}: {f'its last exam day is {last}' if last else 'no last exam day is known'}"
    return f"{text} (as of {in_words(as_of.isoformat())})"


def last_valid_day(credential: Credential) -> str | None:
    """Return the last day on which any holding can still be valid; None for a credential that is not being retired."""
    if credential.retired_on is None:
        if credential.stated_status is CredentialStatus.RETIRED and not credential.validity_known:
            return _UNKNOWN
        return None
    if not credential.validity_known:
        return "unknown, since its validity is"
    if credential.validity_months is None:
        return "none: it does not expire"
    if credential.last_valid is None:
        return _UNKNOWN
    months = credential.validity_from(credential.retired_on)
    return f"{in_words(last_day(credential.last_valid).isoformat())}, {months} months after the last exam day"


def names_of(catalog: Catalog, refs: Iterable[str]) -> str:
    """Return ids with their names: "AWS Certified … (aws-…); …"."""
    return "; ".join(f"{catalog.name(ref)} ({ref})" for ref in refs)


def _facts(credential: Credential, catalog: Catalog, as_of: date) -> Iterator[tuple[str, str, str]]:
    """Yield a fact's name, the keys of patterns/ that it rests on, and its text; an empty one is left out."""
    is_announced = credential.status_at(as_of) is CredentialStatus.ANNOUNCED
    rests_on = "launched" if is_announced else "status retired_on"
    yield "Status", rests_on, status_in_words(credential, as_of)
    yield "Last valid day", "", last_valid_day(credential) or ""
    yield "Launched", "launched", in_words(credential.launched) if credential.launched else ""
    yield "Note", "note", credential.note or ""
    yield "Successors", "successors", _chain(credential, catalog)
    yield "Predecessors", "", names_of(catalog, _ordered(catalog, catalog.predecessors.get(credential.id, ())))
    yield "Proves", "covers", names_of(catalog, _ordered(catalog, catalog.proven_by(credential.id)))
    yield "Proven by", "", names_of(catalog, (one.id for one in catalog if credential.id in catalog.proven_by(one.id)))
    yield from _requirements(credential, catalog)
    yield "Price", "cost", _price(credential.cost)
    yield "Study", "study_hours study_basis", _study(credential)
    yield "Experience", "recommended_experience", credential.recommended_experience or ""
    yield "Validity", "validity_months validity_before", _validity(credential)
    yield "Renewal", "renewal", credential.renewal or ""
    yield "Worth", "salary_impact_usd", _worth(credential)
    yield "Exam codes", "exam_codes", ", ".join(credential.exam_codes)
    yield "Acronym", "acronym", _acronym(credential)
    yield "Also called", "aliases", ", ".join(credential.aliases)
    yield "Families", "families", ", ".join(families_of(credential, catalog))
    yield "Page", "official_page", credential.official_page or ""


def _chain(credential: Credential, catalog: Catalog) -> str:
    """Return the successors, and behind them those of theirs."""
    chain = catalog.successors_of(credential.id)
    later = [ref for ref in chain if ref not in credential.successors]
    names = names_of(catalog, credential.successors)
    return f"{names}; after that {names_of(catalog, later)}" if later else names


def _requirements(credential: Credential, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    needs = names_of(catalog, credential.prerequisites)
    if credential.prerequisites_any_of:
        one_of = f"one of {names_of(catalog, credential.prerequisites_any_of)}"
        needs = f"{needs}; and {one_of}" if needs else one_of
    yield "Requires", "prerequisites prerequisites_any_of", needs or "nothing that is known"


def _price(cost: Cost | None) -> str:
    if cost is None:
        return _UNKNOWN
    if cost.usd_per_month is not None:
        months = f"{_span(cost.months)} months" if cost.months else "an unknown number of months"
        return f"${cost.usd_per_month:,g} a month, for {months}"
    return f"${_span(cost.total)}" if cost.total and max(cost.total) else "free"


def _study(credential: Credential) -> str:
    if credential.study_hours is None:
        return "hours unknown: no source states them"
    basis = f"; {credential.study_basis}" if credential.study_basis else ""
    return f"{_span(credential.study_hours)} hours{basis}"


def _validity(credential: Credential) -> str:
    if not credential.validity_known:
        return _UNKNOWN
    now = "it does not expire" if credential.validity_months is None else f"{credential.validity_months} months"
    former = credential.validity_before
    return f"{now}; {former.months} months for exams taken before {in_words(former.until)}" if former else now


def _worth(credential: Credential) -> str:
    if credential.salary_impact_usd is None:
        return ""
    whose = [one.note or one.url or "" for one in credential.sources if "salary_impact_usd" in one.facts]
    return f"${_span(credential.salary_impact_usd)} a year by one estimate ({', '.join(whose) or 'no source'})"


def _acronym(credential: Credential) -> str:
    if credential.acronym is None:
        return ""
    return f"{credential.acronym}{', which counts only beside other evidence' if credential.acronym_ambiguous else ''}"


def _sources(credential: Credential) -> Iterator[Fact]:
    for place, source in enumerate(credential.sources):
        yield "" if place else "Sources", f"{', '.join(source.facts)}: {source.url or source.note}"


def _ordered(catalog: Catalog, refs: Iterable[str]) -> list[str]:
    return sorted(refs, key=lambda ref: (catalog.families.rank(catalog.credentials[ref].level), ref))


def _span(bounds: tuple[float, float] | None) -> str:
    low, high = bounds or (0, 0)
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
