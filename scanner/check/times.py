"""What time has done to what a posting names: retired, not there yet, renamed, an exam code out of date."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from scanner.catalog import Credential
from scanner.catalog.words import Phrase, split
from scanner.check.case import AVAILABLE, Case, joined, stands_in
from scanner.model import CredentialStatus, Evidence, Finding, Mention, Requirement, Strength
from scanner.partial_dates import in_words, last_day
from scanner.scoring import is_lenient
from scanner.spans import within


def availability(case: Case) -> Iterator[Finding]:
    """Yield what nobody new can get: retired, or not launched yet; and what soon nobody can."""
    for requirement in case.asked:
        for ref in (*requirement.any_of, *requirement.examples):
            credential = case.catalog.get(ref)
            if credential is not None and not _is_one_reading(case, requirement, ref):
                yield from _of_status(case, requirement, credential)


def _of_status(case: Case, requirement: Requirement, credential: Credential) -> Iterator[Finding]:
    status = credential.status_at(case.as_of)
    evidence = _naming(case, requirement, credential.id)
    others = [ref for ref in requirement.any_of if case.can_be_had(ref)]
    successors = case.takeable_successors(credential.id)
    blanks = {
        "name": credential.name,
        "successors": joined(map(case.catalog.name, successors), "or"),
        "beside": joined((case.catalog.name(ref) for ref in successors if ref in others), "or"),
        "others": joined(map(case.catalog.name, others), "or"),
    }
    is_mild = requirement.strength is not Strength.REQUIRED or bool(others) or is_lenient(requirement)
    if status is CredentialStatus.RETIRED:
        blanks |= _since(case, credential)
        is_fine = blanks["beside"] and (blanks.get("valid_until") or blanks.get("kept"))
        code = "retired-beside-successor" if is_fine else "retired-credential"
        yield case.finding(code, blanks, evidence=evidence, requirement=requirement, is_mild=is_mild)
    elif status is CredentialStatus.ANNOUNCED:
        blanks["launch"] = in_words(credential.launched or "")
        yield case.finding("announced-credential", blanks, evidence=evidence, requirement=requirement, is_mild=is_mild)
    elif credential.retired_on is not None:
        last = last_day(credential.retired_on)
        if last - case.as_of <= timedelta(days=case.rules.limits.ending_days):
            blanks["last_day"] = in_words(credential.retired_on)
            yield case.finding("ending-credential", blanks, evidence=evidence, requirement=requirement)


def _is_one_reading(case: Case, requirement: Requirement, ref: str) -> bool:
    """Return whether the name also means one that can be had: by its level, or as what another issuer calls so."""
    readings = {
        reading
        for piece in requirement.evidence
        for mention in _mentions(case, piece)
        if ref in mention.readings
        for reading in mention.readings
    }
    undecided = (dict(one.readings) for one in map(case.undecided, requirement.evidence) if one is not None)
    readings |= {reading for shared in undecided if ref in shared for reading in shared}
    return any(case.can_be_had(reading) for reading in readings - {ref})


def _since(case: Case, credential: Credential) -> dict[str, str]:
    """Return since when a credential can't be taken, and whether who passed then is valid still; as far as is known."""
    if credential.retired_on is None:
        return {}
    known = {"since": in_words(credential.retired_on)}
    is_sure = "validity_months" not in credential.unverified
    if credential.validity_months is None:
        return known | ({"kept": credential.name} if is_sure else {})
    last = last_day(credential.last_valid or credential.retired_on)
    day = in_words(last.isoformat())
    if last < case.as_of:
        return known | {"ran_out": day}
    return known | {"valid": credential.name, "valid_until" if is_sure else "unconfirmed": day}


def former_name(case: Case) -> Iterator[Finding]:
    """Yield names under which a credential is no longer known."""
    for requirement, piece, credential in _named(case):
        if credential.status_at(case.as_of) not in AVAILABLE:
            # that it can't be taken is said already; its newest name is no better
            continue
        words = split(piece.quote)
        if any(stands_in(split(name), words) for name in (credential.name, credential.acronym or "")):
            continue
        if any(stands_in(split(former), words) for former in credential.formerly):
            blanks = {"name": credential.name, "quote": piece.quote}
            yield case.finding("renamed-credential", blanks, evidence=[piece], requirement=requirement)


def outdated_code(case: Case) -> Iterator[Finding]:
    """Yield codes of exams that have been replaced; a retired credential's codes are not worth a word more."""
    seen: set[tuple[str, str]] = set()
    for requirement, piece, credential in _named(case):
        if credential.status_at(case.as_of) not in AVAILABLE:
            continue
        codes = _codes_in(credential, split(piece.quote))
        if not codes or any(credential.is_current_code(code, case.as_of) for code in codes):
            continue
        if (credential.id, codes[0]) not in seen:
            seen.add((credential.id, codes[0]))
            blanks = {"name": credential.name, "code": codes[0], "newest": credential.exam_codes[0]}
            yield case.finding("outdated-exam-code", blanks, evidence=[piece], requirement=requirement)


def _codes_in(credential: Credential, words: Phrase) -> list[str]:
    return [code for code in credential.exam_codes if stands_in(split(code), words)]


def _named(case: Case) -> Iterator[tuple[Requirement, Evidence, Credential]]:
    """Yield each quote of what is asked for, with the credential that it names."""
    for requirement in case.asked:
        for ref in requirement.any_of:
            credential = case.catalog.get(ref)
            if credential is not None:
                yield from ((requirement, piece, credential) for piece in _naming(case, requirement, ref))


def _naming(case: Case, requirement: Requirement, ref: str) -> Sequence[Evidence]:
    """Return the quotes of a requirement that name one credential; all of them where no single one does."""
    named = [piece for piece in requirement.evidence if any(_means(m, ref) for m in _mentions(case, piece))]
    if not named and ref in requirement.examples:
        behind = within(case.annotations.mentions, requirement.evidence[0].start, len(case.text))
        example = next((mention for mention in behind if mention.ref == ref), None)
        named = [case.quoted(example.start, example.end, example.via)] if example else []
    return named or requirement.evidence


def _mentions(case: Case, piece: Evidence) -> Sequence[Mention]:
    return within(case.annotations.mentions, piece.start, piece.end)


def _means(mention: Mention, ref: str) -> bool:
    return mention.ref == ref or ref in mention.readings
