"""An Excel workbook: the ranking, the requirements as a matrix, the evidence, and what could not be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from scanner.model import Candidate, Evidence, Fit, Posting, Results, Status, WhatIf
from scanner.report import ReportOptions
from scanner.report.selection import best_first, best_score, doors_of, shown
from scanner.report.sheets import Book, Column, Value
from scanner.report.table.marks import HALFWAY, MEANING, MET, MISSING, OPEN, PARTLY, mark
from scanner.report.table.posting import STRENGTH
from scanner.report.wording import (
    COMPLETE,
    STATUS,
    asked,
    by_status,
    called,
    contact,
    correction,
    facts,
    remark,
    to_correct,
    way,
    where,
)

_COLOUR_OF = {MEANING[MET]: "met", MEANING[PARTLY]: "part", MEANING[MISSING]: "missing", MEANING[OPEN]: "open"}
_STATUS_COLOUR = {
    STATUS[Status.HELD]: "met",
    STATUS[Status.IN_PROGRESS]: "part",
    STATUS[Status.EXPIRED]: "missing",
}
_RANKING = (
    Column("Rank", 6, "number"), Column("Candidate", 26), Column("File", 34), Column("Contact", 34),
    Column("Posting", 30), Column("Score", 10, "number"), Column("Required met", 10, "number"),
    Column("Required", 10, "number"), Column("Preferred met", 10, "number"), Column("Preferred", 10, "number"),
    Column("Held", 44), Column("In progress", 30), Column("Expired", 30), Column("Next", 36),
    Column("Cost from ($)", 10, "money"), Column("Cost to ($)", 10, "money"), Column("Hours from", 8, "money"),
    Column("Hours to", 8, "money"), Column("Score then", 8, "number"), Column("Warnings", 44),
)  # fmt: skip
_SCORE = 5
_EVIDENCE = (
    Column("Candidate", 26), Column("File", 34), Column("Credential", 40), Column("Status", 12), Column("Dates", 34),
    Column("In the resume’s words", 70), Column("Quote", 40), Column("Where", 18), Column("Cue", 20),
    Column("Rule", 28), Column("Recognised by", 12), Column("Confidence", 10, "number"),
)  # fmt: skip
_STATUS = 3
_ASKED = (
    Column("Posting", 30), Column("Id", 6), Column("Strength", 12), Column("Asked for", 50),
    Column("In the posting’s words", 70), Column("Quote", 40), Column("Where", 18), Column("Rule", 28),
)  # fmt: skip
_DOORS = (
    Column("Candidate", 26), Column("Certificate", 44), Column("Opens", 8, "number"), Column("Postings", 60),
    Column("Cost from ($)", 10, "money"), Column("Cost to ($)", 10, "money"), Column("Hours from", 8, "money"),
    Column("Hours to", 8, "money"), Column("Steps", 60),
)  # fmt: skip
_WHAT_IF = (
    Column("Posting", 30), Column("Requirement", 12), Column("More candidates", 11, "number"), Column("What if", 100),
)  # fmt: skip
_UNREADABLE = (Column("Document", 44), Column("Why", 20), Column("What to do", 90))


def write(results: Results, out: BinaryIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the workbook."""
    candidates = best_first(shown(results, options))
    titles = {posting.source: posting.title or posting.source for posting in results.postings}
    book = Book(out, title="Credential report", as_of=results.as_of)
    _ranking(book, candidates, titles, catalog_name)
    if results.postings:
        _matrix(book, results, candidates, catalog_name)
        _asked(book, results.postings, catalog_name)
    _evidence(book, candidates, results.as_of)
    if results.doors:
        _doors(book, results, candidates, titles, catalog_name)
    if results.what_if:
        _what_if(book, results.what_if, titles)
    sheet = book.sheet("Unreadable", _UNREADABLE)
    for document in results.unreadable:
        sheet.add((document.source, document.reason.value.replace("-", " "), document.message))
    for file in results.skipped:
        sheet.add((file.source, "skipped", "no reader knows the format"))
    sheet.finish()
    book.close()


def _ranking(
    book: Book, candidates: Sequence[Candidate], titles: Mapping[str, str], catalog_name: Callable[[str], str]
) -> None:
    sheet = book.sheet("Ranking", _RANKING)
    for rank, candidate in enumerate(candidates, start=1):
        about = (rank, called(candidate), candidate.source, ", ".join(contact(candidate)))
        for fit in candidate.fits or (None,):
            sheet.add((*about, *_fit(fit, titles), *_held(candidate), *_next(fit, catalog_name), _warnings(candidate)))
    sheet.bars(_SCORE)
    sheet.finish()


def _fit(fit: Fit | None, titles: Mapping[str, str]) -> tuple[Value, ...]:
    if fit is None:
        return (None,) * 6
    met = (fit.required_met, fit.required_total, fit.preferred_met, fit.preferred_total)
    return (titles.get(fit.posting, fit.posting), fit.score, *met)


def _held(candidate: Candidate) -> Iterator[str]:
    for status in (Status.HELD, Status.IN_PROGRESS, Status.EXPIRED):
        found = [holding for holding in candidate.holdings if holding.status is status and not holding.hidden]
        plain = status is not Status.EXPIRED
        yield "; ".join(h.name if plain or not h.expires else f"{h.name} ({remark(h)})" for h in found)


def _next(fit: Fit | None, catalog_name: Callable[[str], str]) -> tuple[Value, ...]:
    if fit is None or not fit.advice:
        return (None,) * 6
    advice = fit.advice[0]
    return (
        way(advice, catalog_name),
        *(advice.cost_usd or (None, None)),
        *(advice.study_hours or (None, None)),
        advice.score_after,
    )


def _warnings(candidate: Candidate) -> str:
    return " ".join(warning.message for warning in candidate.warnings)


def _matrix(book: Book, results: Results, candidates: Sequence[Candidate], catalog_name: Callable[[str], str]) -> None:
    """Write who meets what: a column for each requirement of one posting, or for each of several postings."""
    about = (Column("Rank", 6, "number"), Column("Candidate", 26), Column("Score", 8, "number"))
    if len(results.postings) > 1:
        columns = [Column(posting.title or posting.source, 16, "number") for posting in results.postings]
    else:
        columns = [
            Column(f"{each.id} ({STRENGTH[each.strength]}): {asked(each, catalog_name)}", 24, "mark")
            for each in results.postings[0].requirements
        ]
    sheet = book.sheet("Requirements", (*about, *columns))
    for rank, candidate in enumerate(candidates, start=1):
        sheet.add((rank, called(candidate), best_score(candidate), *_cells(results.postings, candidate)))
    sheet.bars(len(about) - 1)
    if columns:
        last = len(about) + len(columns) - 1
        if len(results.postings) > 1:
            sheet.colour_from(len(about), last, {COMPLETE: "met", HALFWAY: "part", 0: "missing"})
        else:
            sheet.colour(len(about), last, _COLOUR_OF)
    sheet.finish()


def _cells(postings: Sequence[Posting], candidate: Candidate) -> Iterator[Value]:
    fits = {fit.posting: fit for fit in candidate.fits}
    if len(postings) > 1:
        for posting in postings:
            fit = fits.get(posting.source)
            yield None if fit is None else fit.score
        return
    outcomes = {outcome.id: outcome for fit in candidate.fits for outcome in fit.requirements}
    for requirement in postings[0].requirements:
        yield MEANING.get(mark(outcomes.get(requirement.id)), "")


def _asked(book: Book, postings: Sequence[Posting], catalog_name: Callable[[str], str]) -> None:
    sheet = book.sheet("Asked for", _ASKED)
    for posting in postings:
        for requirement in posting.requirements:
            for each in requirement.evidence:
                sheet.add((
                    posting.title or posting.source, requirement.id, STRENGTH[requirement.strength],
                    asked(requirement, catalog_name), _sentence(each), each.quote, where(each, posting.source),
                    each.rule,
                ))  # fmt: skip
        for finding in to_correct(posting):
            about = (posting.title or posting.source, finding.requirement, finding.severity)
            sheet.add((*about, correction(finding), None, None, None, None))
    sheet.finish()


def _evidence(book: Book, candidates: Sequence[Candidate], as_of: str) -> None:
    sheet = book.sheet("Evidence", _EVIDENCE)
    for candidate in candidates:
        for holding in by_status(candidate.holdings):
            about = (called(candidate), candidate.source, holding.name, STATUS[holding.status])
            for each in holding.evidence:
                sheet.add((
                    *about, ", ".join(facts(holding, as_of)), _sentence(each), each.quote,
                    where(each, candidate.source), each.cue, each.rule,
                    each.via.value.replace("_", " "), each.confidence,
                ))  # fmt: skip
    sheet.colour(_STATUS, _STATUS, _STATUS_COLOUR)
    sheet.finish()


def _doors(
    book: Book,
    results: Results,
    candidates: Sequence[Candidate],
    titles: Mapping[str, str],
    catalog_name: Callable[[str], str],
) -> None:
    names = {candidate.source: called(candidate) for candidate in candidates}
    sheet = book.sheet("Doors", _DOORS)
    for door in doors_of(results, candidates):
        opens = "; ".join(titles.get(posting, posting) for posting in door.opens)
        takes = (*(door.cost_usd or (None, None)), *(door.study_hours or (None, None)))
        steps = ", then ".join(map(catalog_name, door.path)) if len(door.path) > 1 else None
        sheet.add((names[door.source], catalog_name(door.credential), len(door.opens), opens, *takes, steps))
    sheet.finish()


def _what_if(book: Book, changes: Sequence[WhatIf], titles: Mapping[str, str]) -> None:
    sheet = book.sheet("What if", _WHAT_IF)
    for one in changes:
        sheet.add((titles.get(one.posting, one.posting), one.requirement, one.gained, one.message))
    sheet.finish()


def _sentence(evidence: Evidence) -> str:
    return f"{evidence.before}{evidence.quote}{evidence.after}"
