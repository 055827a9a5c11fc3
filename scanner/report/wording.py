"""Numbers and facts of a report in the words that people read, shared by the formats for people."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from scanner.model import (
    Advice,
    Candidate,
    CredentialStatus,
    Door,
    Evidence,
    Finding,
    Fit,
    Holding,
    Layer,
    Outcome,
    Outlay,
    Posting,
    Requirement,
    Status,
    Strength,
    Via,
)
from scanner.partial_dates import last_day

NO_SCORE = "–"
#: from this score up nothing required is missing
COMPLETE = 80
CREDENTIALS_ALONE = (
    "The score speaks of credentials alone: a certification replaces neither shipped work nor a portfolio."
)
ALL_TO_JUDGE = (
    "All that is required is for a person to judge: the posting accepts something else in place of each credential, "
    "so the score says nothing of them."
)
NO_WORK = "none of its field's terms found in experience or projects"
ASKS_FOR_NONE = "This posting asks for no credential, so there is no score."

STATUS = {
    Status.HELD: "held",
    Status.IN_PROGRESS: "in progress",
    Status.EXPIRED: "expired",
    Status.PLANNED: "planned",
    Status.NOT_HELD: "not held",
}
_ORDER = tuple(STATUS)
_ISSUER = {
    CredentialStatus.RETIRED: "its issuer no longer offers it",
    CredentialStatus.BETA: "the exam is in beta",
    CredentialStatus.ANNOUNCED: "announced, not yet offered",
}
_LAYER = {Layer.HIDDEN: "hidden text", Layer.LINK: "in a link", Layer.METADATA: "metadata"}
#: files whose pages a reader can turn; in others everything stands on "page 1"
_PAGED = frozenset({".pdf"})
#: a section that says nothing of where to look
_ANYWHERE = "other"
_MOST_NAMED = 5
_MOST_TITLES = 3
_TITLE = 40
_NOTE = "note"
_OF_THE_MARKET = "market-says-preferred"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(value: float) -> str:
    """Return a number with one decimal at most: `number(72.50) == "72.5"`, `number(100.0) == "100"`."""
    return f"{value:,.1f}".removesuffix(".0")


def score(value: float | None) -> str:
    """Return a score as it is shown, a dash where there is none."""
    return NO_SCORE if value is None else number(value)


def span(bounds: tuple[float, float], *, to: str = "–") -> str:
    """Return a range, or one number where both ends are the same: `span((60, 100)) == "60–100"`."""
    low, high = map(number, bounds)
    return low if low == high else f"{low}{to}{high}"


def money(bounds: tuple[float, float] | None) -> str:
    """Return a price in US dollars, and says so where it is unknown."""
    if bounds is None:
        return "price unknown"
    if max(bounds) == 0:
        return "free"
    low, high = (f"{bound:,.2f}".removesuffix(".00") for bound in bounds)
    return f"${low}" if low == high else f"${low}–{high}"


def hours(bounds: tuple[float, float] | None, *, estimated: bool = False) -> str:
    """Return the hours of study; "about" marks an estimate."""
    if bounds is None:
        return "hours unknown"
    return f"{'about ' if estimated else ''}{span(bounds)} h"


def percent(share: float) -> str:
    """Return a share as people say it: `percent(0.105) == "10.5 %"`, `percent(0.4) == "40 %"`."""
    return f"{number(100 * share)} %"


def count(amount: int, one: str, many: str | None = None) -> str:
    """Return an amount with its noun: `count(2, "candidate") == "2 candidates"`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def contact(candidate: Candidate) -> list[str]:
    """Return how to get in touch with a candidate, as far as the resume says."""
    person = candidate.person
    return [part for part in (person.email, person.phone, *person.links) if part]


def called(candidate: Candidate) -> str:
    """Return the candidate's name, or that of the file where the resume states none."""
    return candidate.person.name or PurePath(candidate.source).name or candidate.source


def asked(requirement: Requirement, catalog_name: Callable[[str], str]) -> str:
    """Return what a requirement asks for by name: "two of: A, B, C", "A or B"."""
    names = [catalog_name(ref) for ref in requirement.any_of]
    if requirement.at_least > 1:
        few = requirement.at_least < len(_NUMBERS)
        return f"{_NUMBERS[requirement.at_least] if few else requirement.at_least} of: {', '.join(names)}"
    return " or ".join(names)


def answer(candidates: Sequence[Candidate], posting: Posting) -> str:
    """Return who fits a posting, in a sentence; nothing where nobody has a score."""
    scored = [(candidate, fit) for candidate in candidates for fit in candidate.fits[:1] if fit.score is not None]
    if not scored:
        return ""
    best = [(candidate, fit) for candidate, fit in scored if (fit.score or 0) >= COMPLETE]
    if not best:
        return f"Nobody has all that is required. Closest: {_named(scored[:1])}."
    miss = "misses" if len(best) == 1 else "miss"
    is_open = any(open_of(fit, posting.requirements, Strength.REQUIRED) for _, fit in best)
    to_judge = " Some of it is for a person to judge." if is_open else ""
    return f"{len(best):,} of {count(len(candidates), 'candidate')} {miss} nothing required: {_named(best)}.{to_judge}"


def _named(scored: Sequence[tuple[Candidate, Fit]]) -> str:
    """Return the first few by name and score: "Ana Silva (95), Bo Li (90) and 3 more"."""
    names = [f"{called(candidate)} ({score(fit.score)})" for candidate, fit in scored[:_MOST_NAMED]]
    more = len(scored) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def verdict(fit: Fit, requirements: Sequence[Requirement]) -> str:
    """Return what the score means: whether anything required is missing, or is for a person to judge."""
    if fit.score is not None and fit.score < COMPLETE:
        return f"below {COMPLETE}: something required is missing"
    asked, to_judge = fit.required_total, len(open_of(fit, requirements, Strength.REQUIRED))
    if not to_judge:
        return "nothing required is missing"
    if to_judge == asked:
        return ALL_TO_JUDGE
    return f"nothing else that is required is missing; {to_judge} of {asked} for a person to judge"


def open_of(fit: Fit, requirements: Sequence[Requirement], strength: Strength) -> list[Requirement]:
    """Return the requirements of one strength that only a person can judge."""
    left_open = {one.id for one in fit.requirements if one.outcome is Outcome.OPEN}
    return [one for one in requirements if one.id in left_open and one.strength is strength]


def concessions(requirement: Requirement) -> list[str]:
    """Return what else the posting accepts in place of what it asks for."""
    found = ["an equivalent"] if requirement.or_equivalent else []
    if requirement.alternative is not None:
        found.append({"degree": "a degree"}.get(requirement.alternative, requirement.alternative))
    if requirement.obtainable:
        found.append("the ability to obtain it")
    return found


def by_status(holdings: tuple[Holding, ...]) -> list[Holding]:
    """Return the holdings with the held ones first, and those in hidden text, which never count, last."""
    return sorted(holdings, key=lambda h: (h.hidden, _ORDER.index(h.status)))


def facts(holding: Holding, as_of: str) -> list[str]:
    """Return what is known of a holding beside its status: dates, what its issuer does with it, that nobody sees it."""
    found = [_validity(holding, holding.expires, as_of)] if holding.expires else []
    if holding.issued:
        found.insert(1 if holding.status is Status.EXPIRED else 0, f"issued {holding.issued}")
    if holding.credential_status in _ISSUER:
        found.append(_ISSUER[holding.credential_status])
    if all(piece.via is Via.UNLISTED for piece in holding.evidence):
        found.append("not in the catalogue")
    if holding.hidden:
        found.append("in hidden text: a reader can't see it, and it does not count")
    return found


def _validity(holding: Holding, expires: str, as_of: str) -> str:
    """Return until when it counts; a document may say that it does still when its usual time is over."""
    is_worked_out = holding.expires_basis == "validity"
    if last_day(expires).isoformat() >= as_of:
        return f"valid until {expires}" + (" by its usual validity" if is_worked_out else "")
    if holding.status is Status.EXPIRED:
        return f"ended {expires}" + (" by its usual validity" if is_worked_out else "")
    if is_worked_out:
        return f"its usual validity ended {expires}: ask whether it was renewed"
    return f"stated until {expires}: ask whether it was renewed"


def remark(holding: Holding) -> str:
    """Return what keeps a credential from being plainly held: "expired 2024-05"; nothing for one that is."""
    if holding.hidden:
        return "hidden text, does not count"
    if holding.status is Status.EXPIRED and holding.expires:
        return f"expired {holding.expires}"
    return "" if holding.status is Status.HELD else STATUS[holding.status]


def outlay(needed: Outlay) -> str:
    """Return what the musts of a posting take: "$450 and about 120–200 h"; says so where it is unknown."""
    if needed.unattainable:
        return f"an unknown amount: nothing that can be taken meets {', '.join(needed.unattainable)}"
    return f"{money(needed.cost_usd)} and {hours(needed.study_hours, estimated=needed.hours_estimated)}"


def where(evidence: Evidence, source: str, *, page: str = "page ") -> str:
    """Return where words stand in a document: "page 2, summary"; as much of it as helps to find them there."""
    facts = [_LAYER.get(evidence.layer, "")]
    if evidence.page > 1 or PurePath(source).suffix.lower() in _PAGED:
        facts.append(f"{page}{evidence.page}")
    if evidence.section and evidence.section != _ANYWHERE:
        facts.append(evidence.section)
    return ", ".join(filter(None, facts))


def opened(door: Door, postings: Sequence[Posting]) -> str:
    """Return which postings a door opens by their titles, shortened: "Platform Engineer, Data Engineer and 2 more"."""
    titles = {posting.source: posting.title or posting.source for posting in postings}
    names = [titles.get(source, source) for source in door.opens[:_MOST_TITLES]]
    names = [name if len(name) <= _TITLE else name[: _TITLE - 1].rstrip() + "…" for name in names]
    more = len(door.opens) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def way(advice: Advice, catalog_name: Callable[[str], str]) -> str:
    """Return what is to be taken, the first step first: its price and hours are those of the whole way."""
    if len(advice.path) < 2:  # noqa: PLR2004
        return advice.name
    between = len(advice.path) - 2
    return f"{catalog_name(advice.path[0])}, then {f'{between} more and ' if between else ''}{advice.name}"


def to_correct(posting: Posting) -> list[Finding]:
    """Return what is wrong with a posting, without what is merely worth a note."""
    return [finding for finding in posting.findings if finding.severity != _NOTE]


def correction(finding: Finding) -> str:
    """Return what is wrong, and what to write instead."""
    return f"{finding.message} Try: {finding.suggestion}" if finding.suggestion else finding.message


def compared(posting: Posting, postings: int) -> str:
    """Return that a posting was compared with so many others, and whether that found nothing."""
    is_found = any(finding.code == _OF_THE_MARKET for finding in posting.findings)
    return f"Compared with {count(postings, 'posting')}{'.' if is_found else ': nothing stands out.'}"


def each_of(door: Door) -> str:
    """Return what each of several postings takes, by the middle of what all take: " · 35 h and $198 for each"."""
    if len(door.opens) < 2:  # noqa: PLR2004
        return ""
    shares = [
        form.format(number(round(sum(bounds) / 2 / len(door.opens))))
        for form, bounds in (("{} h", door.study_hours), ("${}", door.cost_usd))
        if bounds is not None
    ]
    return f" · {' and '.join(shares)} for each" if shares else ""


def effort(advice: Advice) -> str:
    """Return what a piece of advice takes, and what it brings: "$150 · 60–100 h · score then 90"."""
    study = hours(advice.study_hours, estimated=advice.hours_estimated)
    return f"{money(advice.cost_usd)} · {study} · score then {score(advice.score_after)}"
