"""Several candidates and several postings: the scores as a matrix, then the best for each posting."""

from collections.abc import Sequence

from rich.text import Text

from scanner.model import Candidate, Fit, Posting, Results
from scanner.report.table.doors import doors
from scanner.report.table.holdings import holdings, person, warnings
from scanner.report.table.marks import MET, bar, colour
from scanner.report.table.page import DETAIL, HEADING, Page, Part
from scanner.report.table.ranking import is_scored, shown_of
from scanner.report.table.trace import trace
from scanner.report.wording import COMPLETE, CREDENTIALS_ALONE, called, count, score

_GAP = 2
_CELL = 7
_NAME_LEAST = 20
_NAME_MOST = 44
_BEST = 3
#: score, bar, required and preferred, with the gaps before them
_BESIDE_POSTING = 41
_SOURCE_LEAST = 10


def matrix(page: Page, results: Results, candidates: Sequence[Candidate]) -> None:
    """Write the postings with their short ids, a row for each candidate, and the best three for each posting."""
    postings = results.postings
    shown = f"{shown_of(results, candidates)}, {count(len(postings), 'posting')}"
    page.line((shown, HEADING), (f", as of {results.as_of}", DETAIL))
    page.blank()
    ids = [f"j{number}" for number in range(1, len(postings) + 1)]
    for ident, posting in zip(ids, postings, strict=True):
        _posting(page, page.padded(len(ids[-1]) + _GAP, ident), posting)
    cells = _name_cells(page, candidates)
    at_once = max((page.width - cells) // (_CELL + _GAP), 1)
    for start in range(0, len(postings), at_once):
        chosen = slice(start, start + at_once)
        _block(page, ids[chosen], postings[chosen], candidates, cells)
    _best(page, ids, postings, candidates)
    if page.verbose:
        _why(page, ids, postings, candidates)
    page.blank()
    page.line(MET, (f" {COMPLETE} and up: nothing required is missing   – no score", DETAIL))
    if is_scored(candidates):
        page.paragraph((CREDENTIALS_ALONE, DETAIL))


def postings_of_one(page: Page, results: Results, candidate: Candidate) -> None:
    """Write which posting suits one candidate, best first, and what the resume holds."""
    person(page, candidate)
    page.line((f"{count(len(results.postings), 'posting')}, as of {results.as_of}", DETAIL))
    warnings(page, candidate)
    doors(page, results, [candidate])
    page.blank()
    name = page.width - _BESIDE_POSTING
    heads = (page.padded(_CELL + _GAP, "Score", right=True), " " * 13, "Required  Preferred")
    page.line((page.text(page.padded(name, "Posting"), *heads).plain, HEADING))
    titles = {posting.source: posting for posting in results.postings}
    for fit in sorted(candidate.fits, key=lambda fit: -1.0 if fit.score is None else fit.score, reverse=True):
        _fit(page, titles.get(fit.posting), fit, name)
        if page.verbose:
            trace(page, fit, indent=2)
    page.heading("The resume holds")
    holdings(page, candidate, results.as_of)
    if is_scored([candidate]):
        page.blank()
        page.paragraph((CREDENTIALS_ALONE, DETAIL))


def _fit(page: Page, posting: Posting | None, fit: Fit, cells: int) -> None:
    source = page.show(fit.posting)
    title = page.show(posting.title) if posting and posting.title else source
    name = page.text(page.crop(title, cells))
    room = cells - name.cell_len - _GAP
    if title != source and room >= _SOURCE_LEAST:
        name = page.text(name, "  ", (page.crop(source, room, left=True), DETAIL))
    line: list[Part] = [page.padded(cells, name), "  ", *_cell(page, fit)[:1], " ", *bar(fit.score), "  "]
    if fit.score is None:
        page.line(*line[:3])
        return
    line += [page.padded(10, f"{fit.required_met} of {fit.required_total}")] if fit.required_total else [" " * 10]
    line += [f"{fit.preferred_met} of {fit.preferred_total}"] if fit.preferred_total else []
    page.line(*line)


def _posting(page: Page, label: Text, posting: Posting) -> None:
    source = ("  " + page.show(posting.source), DETAIL) if posting.title else ""
    none = "" if posting.requirements else ("  asks for no credential", DETAIL)
    page.line(label, page.show(posting.title or posting.source), source, none, indent=2)


def _name_cells(page: Page, candidates: Sequence[Candidate]) -> int:
    longest = max((page.text(page.show(called(candidate))).cell_len for candidate in candidates), default=0)
    return min(max(longest, _NAME_LEAST), _NAME_MOST)


def _block(
    page: Page, ids: Sequence[str], postings: Sequence[Posting], candidates: Sequence[Candidate], name: int
) -> None:
    page.blank()
    # Below the number, not the mark behind it.
    heads = [page.padded(_CELL + _GAP, f"{ident}  ", right=True) for ident in ids]
    page.line((page.text(page.padded(name, "Candidate"), *heads).plain, HEADING))
    for candidate in candidates:
        fits = {fit.posting: fit for fit in candidate.fits}
        cells = [part for posting in postings for part in _cell(page, fits.get(posting.source))]
        page.line(page.padded(name, page.crop(page.show(called(candidate)), name)), *cells)


def _cell(page: Page, fit: Fit | None) -> tuple[Part, Part, Part]:
    points = fit.score if fit else None
    complete = points is not None and points >= COMPLETE
    return page.padded(_CELL, (score(points), colour(points)), right=True), " ", MET if complete else " "


def _why(page: Page, ids: Sequence[str], postings: Sequence[Posting], candidates: Sequence[Candidate]) -> None:
    page.heading("How the scores come about")
    called_as = dict(zip((posting.source for posting in postings), ids, strict=True))
    for candidate in candidates:
        for fit in candidate.fits:
            who = (page.show(called(candidate)), HEADING)
            page.line(who, f"  {called_as[fit.posting]}  ", (score(fit.score), colour(fit.score)), indent=2)
            trace(page, fit, indent=4)


def _best(page: Page, ids: Sequence[str], postings: Sequence[Posting], candidates: Sequence[Candidate]) -> None:
    page.heading("Best for each posting")
    for ident, posting in zip(ids, postings, strict=True):
        scores = [(fit.score, c) for c in candidates for fit in c.fits if fit.posting == posting.source and fit.score]
        best = sorted(scores, key=lambda pair: -(pair[0] or 0))[:_BEST]
        parts: list[Part] = []
        for points, candidate in best:
            name = page.crop(page.show(called(candidate)), 28)
            parts += [("  " if parts else "", ""), name, " ", (score(points), f"bold {colour(points)}")]
        page.paragraph(*(parts or [("nobody", DETAIL)]), label=ident, indent=2, hanging=len(ids[-1]) + _GAP)
