"""Markdown for a ticket or a mail: the ranking as a table, what is missing, and the words that say so."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from scanner.model import Candidate, Evidence, Fit, Outcome, Posting, Results, Status
from scanner.report import ReportOptions
from scanner.report.passages import passages
from scanner.report.selection import best_first, best_score, doors_of, shown
from scanner.report.table.marks import MEANING, mark
from scanner.report.table.posting import STRENGTH
from scanner.report.untrusted import plain
from scanner.report.wording import (
    CREDENTIALS_ALONE,
    STATUS,
    asked,
    by_status,
    called,
    correction,
    count,
    each_of,
    effort,
    facts,
    hours,
    money,
    opened,
    remark,
    score,
    to_correct,
    way,
    where,
)

#: what Markdown, or HTML inside it, would make something of; "@" would call somebody in a ticket, "://" make a link
_MEANT = re.compile(r"[\\`*_\[\]#|~<>&$^@]|:(?=//)")
#: candidates whose words are quoted: a ticket is no archive
_MOST_QUOTED = 10
#: doors, and changes of postings
_MOST_LISTED = 10
_LONGEST = 300
#: a finding lists up to six names, and is worth all its words
MESSAGE = 1_500


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the report."""
    candidates = best_first(shown(results, options))
    out.writelines(f"{line}\n" for line in _lines(results, candidates, catalog_name))


def escaped(untrusted: str, *, longest: int = _LONGEST) -> str:
    r"""Return text from a document as one line of Markdown that shows it: `escaped("*a*") == "\\*a\\*"`."""
    text = plain(untrusted)
    text = text if len(text) <= longest else text[:longest] + "…"
    return _MEANT.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    # Entities work where a backslash does not: inside HTML, and before what becomes a link by itself.
    return f"&#{ord(match[0])};" if match[0] in "<>&@:|" else f"\\{match[0]}"


def _lines(results: Results, candidates: Sequence[Candidate], catalog_name: Callable[[str], str]) -> Iterator[str]:
    yield f"# {_title(results)}"
    yield ""
    yield f"As of {results.as_of}, {_of(results, candidates)}."
    for posting in results.postings:
        yield from _posting(posting, catalog_name, is_alone=len(results.postings) == 1)
    if candidates:
        yield from ("", "## Candidates", "", *_table(results, candidates, catalog_name))
    for candidate in candidates[:_MOST_QUOTED]:
        yield from _about(results, candidate)
    if len(candidates) > _MOST_QUOTED:
        yield from ("", f"The words of {count(len(candidates) - _MOST_QUOTED, 'more candidate')} are left out here.")
    yield from _doors(results, candidates, catalog_name)
    yield from _what_if(results)
    if results.unreadable:
        yield from ("", f"## {count(len(results.unreadable), 'document')} could not be read", "")
        for document in results.unreadable:
            yield f"- **{escaped(document.source)}** ({document.reason.value}): {escaped(document.message)}"
    if results.skipped:
        yield from ("", f"Skipped, no reader knows the format: {_list(file.source for file in results.skipped)}")
    if any(best_score(candidate) is not None for candidate in candidates):
        yield from ("", f"*{CREDENTIALS_ALONE}*")


def _title(results: Results) -> str:
    if len(results.postings) == 1:
        return escaped(results.postings[0].title or results.postings[0].source)
    return f"Candidates for {count(len(results.postings), 'posting')}" if results.postings else "What resumes hold"


def _of(results: Results, candidates: Sequence[Candidate]) -> str:
    total = count(len(results.candidates), "candidate")
    return total if len(candidates) == len(results.candidates) else f"{len(candidates)} of {total}"


def _posting(posting: Posting, catalog_name: Callable[[str], str], *, is_alone: bool) -> Iterator[str]:
    yield from ("", f"## Asked for{'' if is_alone else ' by ' + escaped(posting.title or posting.source)}", "")
    if not posting.requirements:
        yield "No credential."
    for requirement in posting.requirements:
        words = escaped(asked(requirement, catalog_name))
        yield f"- **{escaped(requirement.id)}** {STRENGTH[requirement.strength]}: {words}"
    for finding in to_correct(posting):
        about = f" {escaped(finding.requirement)}" if finding.requirement else ""
        yield f"- **{finding.severity}{about}**: {escaped(correction(finding), longest=MESSAGE)}"


def _table(results: Results, candidates: Sequence[Candidate], catalog_name: Callable[[str], str]) -> Iterator[str]:
    heads = ["#", "Candidate", "Score", "Required", "Preferred", "Holds", "Next"]
    if len(results.postings) != 1:
        heads = ["#", "Candidate", *(_heads(results)), "Holds"]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for rank, candidate in enumerate(candidates, start=1):
        row = [str(rank), escaped(called(candidate)), *_scores(results, candidate), _held(candidate)]
        if len(results.postings) == 1:
            row.append(_next(candidate.fits[0], catalog_name) if candidate.fits else "")
        yield f"| {' | '.join(row)} |"


def _heads(results: Results) -> list[str]:
    return [escaped(posting.title or posting.source) for posting in results.postings]


def _scores(results: Results, candidate: Candidate) -> list[str]:
    fits = {fit.posting: fit for fit in candidate.fits}
    if len(results.postings) != 1:
        return [score(fits[p.source].score) if p.source in fits else "" for p in results.postings]
    fit = fits.get(results.postings[0].source)
    if fit is None:
        return ["", "", ""]
    preferred = f"{fit.preferred_met} of {fit.preferred_total}" if fit.preferred_total else "–"
    required = f"{fit.required_met} of {fit.required_total}" if fit.required_total else "–"
    return [f"**{score(fit.score)}**", required, preferred]


def _held(candidate: Candidate) -> str:
    spoken = [h for h in by_status(candidate.holdings) if h.status is not Status.NOT_HELD]
    return "; ".join(escaped(f"{h.name} ({remark(h)})" if remark(h) else h.name) for h in spoken)


def _next(fit: Fit, catalog_name: Callable[[str], str]) -> str:
    return escaped(f"{way(fit.advice[0], catalog_name)}, {effort(fit.advice[0])}") if fit.advice else ""


def _about(results: Results, candidate: Candidate) -> Iterator[str]:
    yield from ("", f"### {escaped(called(candidate))}", "", f"File: {escaped(candidate.source)}", "")
    for fit in candidate.fits:
        for outcome in fit.requirements:
            if outcome.outcome is not Outcome.MET:
                yield f"- {escaped(outcome.id)} {MEANING.get(mark(outcome), '')}: {escaped(outcome.because)}"
    for holding in by_status(candidate.holdings):
        details = "".join(f", {fact}" for fact in facts(holding, results.as_of))
        yield f"- **{escaped(holding.name)}**: {STATUS[holding.status]}{escaped(details)}"
        yield from _quotes(holding.evidence, candidate.source)
    for warning in candidate.warnings:
        yield f"- Note: {escaped(warning.message)}"


def _doors(results: Results, candidates: Sequence[Candidate], catalog_name: Callable[[str], str]) -> Iterator[str]:
    names = {candidate.source: called(candidate) for candidate in candidates}
    doors = sorted(doors_of(results, candidates), key=lambda door: -len(door.opens))[:_MOST_LISTED]
    if doors:
        yield from ("", "## The certificates that open most doors", "")
    for door in doors:
        study = hours(door.study_hours, estimated=door.hours_estimated)
        which = f"opens {count(len(door.opens), 'posting')} more ({opened(door, results.postings)})"
        opens = f"{which}, {money(door.cost_usd)} · {study}{each_of(door)}"
        yield f"- {escaped(names[door.source])}: **{escaped(catalog_name(door.credential))}** {escaped(opens)}"


def _what_if(results: Results) -> Iterator[str]:
    titles = {posting.source: posting.title or posting.source for posting in results.postings}
    gaining = [one for one in results.what_if if one.gained][:_MOST_LISTED]
    if gaining:
        yield from ("", "## What if the posting asked for something else", "")
    for one in gaining:
        where_to = "" if len(titles) == 1 else f" ({escaped(titles.get(one.posting, one.posting))})"
        yield f"- **+{one.gained}** {escaped(one.message)}{where_to}"


def _quotes(evidence: Iterable[Evidence], source: str) -> Iterator[str]:
    for passage in passages(evidence)[:2]:
        words = "".join(passage.pieces)
        place = where(passage.evidence, source)
        yield f"  “{escaped(words)}”" + (f" ({escaped(place)})" if place else "")


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(escaped, names))
