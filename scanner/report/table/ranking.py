"""Several candidates and one posting: who fits, at a glance.

Each candidate has a line with score and marks, and below it what is held and what to take next; a rule parts those
who miss nothing that is required from the others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from scanner.model import Advice, Candidate, Fit, Holding, Posting, Requirement, Results, Status, Strength
from scanner.report.table.marks import MEANING, MET, OPEN, asked_as, bar, colour, marks
from scanner.report.table.page import DETAIL, HEADING, Page, Part
from scanner.report.table.posting import summary, title
from scanner.report.table.reach import column, reach
from scanner.report.table.trace import trace
from scanner.report.wording import (
    ALL_TO_JUDGE,
    COMPLETE,
    CREDENTIALS_ALONE,
    STATUS,
    answer,
    by_status,
    called,
    count,
    hours,
    money,
    open_of,
    remark,
    score,
    way,
)

_GAP = 2
_SCORE = 16
_NAME_LEAST = 24
_NAME_MOST = 56
_NAME_BESIDE_CONTACT = 32
#: fewer candidates are seen at once
_MANY = 10
_LABEL = 6
_SHORT_NAME = 52
#: a price and hours have their place behind it in two lines
_WAY = 100
#: cells kept for the number of holdings left out, and for a line that breaks early
_FOR_MORE = 30
_HEADS = {Strength.REQUIRED: "Required", Strength.PREFERRED: "Preferred"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one ranking; `spread` gives each requirement its own column under its id."""

    rank: int
    name: int
    groups: tuple[tuple[str, tuple[Requirement, ...], int], ...]
    spread: bool
    #: cells of the column with contacts; 0: they have a line each
    contact: int
    #: who has a score of 0 gets no more than a line: there are many candidates, and nobody asked for everything
    is_long: bool

    @property
    def marked(self) -> bool:
        """Whether each requirement has its mark; too many are counted."""
        return all(self.spread or len(asked) <= cells for _, asked, cells in self.groups)

    @property
    def width(self) -> int:
        """Cells from the rank to the last mark."""
        return self.rank + self.name + _SCORE + 2 * _GAP + sum(_GAP + cells for _, _, cells in self.groups)


def ranking(page: Page, results: Results, candidates: Sequence[Candidate]) -> None:
    """Write the posting, the candidates in their order, and what the marks mean."""
    posting = results.postings[0]
    title(page, posting, shown_of(results, candidates), f"as of {results.as_of}")
    summary(page, posting)
    layout = _layout(page, posting, candidates)
    page.blank()
    _header(page, layout)
    _rows(page, layout, candidates)
    _legend(page, layout, candidates, posting)


def shown_of(results: Results, candidates: Sequence[Candidate]) -> str:
    """Return how many candidates are shown: "12 candidates", "5 of 12 candidates"."""
    total = count(len(results.candidates), "candidate")
    return total if len(candidates) == len(results.candidates) else f"{len(candidates)} of {total}"


def is_scored(candidates: Iterable[Candidate]) -> bool:
    """Tell whether any candidate has a score for any posting."""
    return any(fit.score is not None for candidate in candidates for fit in candidate.fits)


def _layout(page: Page, posting: Posting, candidates: Sequence[Candidate]) -> _Layout:
    groups = [(head, tuple(asked_as(posting, strength))) for strength, head in _HEADS.items()]
    rank = max(len(str(len(candidates))), 2)
    room = page.width - rank - _SCORE - 2 * _GAP - _NAME_LEAST
    spread = [(head, asked, max(len(head), sum(map(_cells, asked)))) for head, asked in groups if asked]
    close = [(head, asked, max(len(head), min(len(asked), room // 2 - _GAP))) for head, asked in groups if asked]
    fits = sum(_GAP + cells for _, _, cells in spread) <= room
    chosen = tuple(spread if fits else close)
    rest = page.width - rank - _SCORE - 2 * _GAP - sum(_GAP + cells for _, _, cells in chosen)
    contact = column(page, candidates, rest - _NAME_BESIDE_CONTACT - _GAP)
    rest -= contact + _GAP if contact else 0
    name = max((_name(page, candidate, 200).cell_len for candidate in candidates), default=0)
    is_long = len(candidates) > _MANY and not page.verbose
    return _Layout(rank, min(max(name, _NAME_LEAST), rest, _NAME_MOST), chosen, fits, contact, is_long)


def _cells(requirement: Requirement) -> int:
    return len(requirement.id) + 1


def _header(page: Page, layout: _Layout) -> None:
    line: list[Part] = [page.padded(layout.rank, "#", right=True), "  ", page.padded(layout.name, "Candidate")]
    line += ["  ", page.padded(_SCORE, "Score")]
    for head, _, cells in layout.groups:
        line += ["  ", page.padded(cells, head)]
    line += ["  ", page.padded(layout.contact, "Contact")] if layout.contact else []
    page.line(Text.assemble(page.text(*line), style=HEADING))
    if layout.spread and layout.groups:
        ids: list[Part] = [" " * (layout.rank + layout.name + _SCORE + 2 * _GAP)]
        for _, asked, cells in layout.groups:
            ids += ["  ", page.padded(cells, "".join(page.show(each.id) + " " for each in asked))]
        page.line((page.text(*ids).plain, DETAIL))


def _rows(page: Page, layout: _Layout, candidates: Sequence[Candidate]) -> None:
    complete = sum(_score(candidate) >= COMPLETE for candidate in candidates)
    parted = 0 < complete < len(candidates) and all(_score(c) < COMPLETE for c in candidates[complete:])
    for rank, candidate in enumerate(candidates, start=1):
        if parted and rank == complete + 1:
            page.rule(_line(layout, candidates[:complete]), until=layout.width)
        _row(page, layout, rank, candidate)


def _line(layout: _Layout, above: Sequence[Candidate]) -> str:
    """Return what is true of those above the line; what nobody could judge is neither met nor missing."""
    words = f"above: {COMPLETE} and up, nothing required is missing"
    return f"{words}, but see ?" if any(_to_judge(layout, candidate) for candidate in above) else words


def _to_judge(layout: _Layout, candidate: Candidate) -> int:
    """Return how many required ones only a person can judge."""
    asked = [
        requirement for head, asked, _ in layout.groups if head == _HEADS[Strength.REQUIRED] for requirement in asked
    ]
    fit = _fit(candidate)
    return len(open_of(fit, asked, Strength.REQUIRED)) if fit else 0


def _score(candidate: Candidate) -> float:
    fit = _fit(candidate)
    return -1.0 if fit is None or fit.score is None else fit.score


def _fit(candidate: Candidate) -> Fit | None:
    return candidate.fits[0] if candidate.fits else None


def _row(page: Page, layout: _Layout, rank: int, candidate: Candidate) -> None:
    fit = _fit(candidate)
    points = fit.score if fit else None
    line: list[Part] = [page.padded(layout.rank, str(rank), right=True), "  "]
    line += [page.padded(layout.name, _name(page, candidate, layout.name)), "  "]
    line += [page.padded(5, (score(points), f"bold {colour(points)}"), right=True), " ", *bar(points)]
    for _, asked, cells in layout.groups:
        line += ["  ", page.padded(cells, *_group(layout, asked, fit, cells))]
    contact = reach(page, candidate)
    page.line(*line, ("  " + contact if layout.contact else "", DETAIL))
    indent = layout.rank + _GAP
    if layout.is_long and points == 0:
        _notes(page, candidate, indent)
        return
    held = _held(page, candidate, fit, 2 * (page.width - indent - _LABEL))
    most = None if page.verbose else 2
    if contact and not layout.contact:
        page.paragraph((contact, DETAIL), label=("reach", DETAIL), indent=indent, hanging=_LABEL)
    page.paragraph(held, label=("holds", DETAIL), indent=indent, hanging=_LABEL, most=most)
    if fit and fit.required_total and _to_judge(layout, candidate) == fit.required_total:
        page.paragraph((ALL_TO_JUDGE, "cyan"), label=("note", "cyan"), indent=indent, hanging=_LABEL)
    if fit and fit.advice:
        page.paragraph(*_next(page, fit.advice[0]), label=("next", DETAIL), indent=indent, hanging=_LABEL, most=2)
    _notes(page, candidate, indent)
    if page.verbose and fit:
        trace(page, fit, indent=indent)


def _name(page: Page, candidate: Candidate, cells: int) -> Text:
    """Return name and file, as much of it as fits."""
    name = page.crop(page.show(called(candidate)), cells)
    text = page.text((name, HEADING))
    file = page.show(candidate.source) if candidate.person.name else ""
    room = cells - text.cell_len - _GAP
    if file and room >= min(len(file), 12):
        text = page.text(text, "  ", (page.crop(file, room, left=True), DETAIL))
    return text


def _group(layout: _Layout, asked: Sequence[Requirement], fit: Fit | None, cells: int) -> Iterable[Part]:
    each = marks(asked, fit)
    if layout.spread:
        return [part for requirement, mark in zip(asked, each, strict=True) for part in _spread(requirement, mark)]
    if len(each) <= cells:
        return each
    to_judge = sum(mark == OPEN for mark in each)
    return [f"{sum(mark == MET for mark in each)} of {len(each)}", (f" {to_judge}?", OPEN[1]) if to_judge else ""]


def _spread(requirement: Requirement, mark: tuple[str, str]) -> tuple[Part, Part]:
    return mark, " " * (_cells(requirement) - 1)


def _held(page: Page, candidate: Candidate, fit: Fit | None, room: int) -> Text:
    """Return what is held in a few names, those that count for the posting first."""
    counted = {ref for requirement in fit.requirements for ref in requirement.satisfied_by} if fit else set()
    holdings = [holding for holding in by_status(candidate.holdings) if holding.status is not Status.NOT_HELD]
    holdings.sort(key=lambda holding: holding.hidden or holding.credential not in counted)
    if not holdings:
        return page.text(("no credential found", DETAIL))
    text = page.text(_short(page, holdings[0]))
    for number, holding in enumerate(holdings[1:], start=1):
        longer = page.text(text, (" · ", DETAIL), _short(page, holding))
        if longer.cell_len > room - _FOR_MORE and not page.verbose:
            return page.text(text, (" · ", DETAIL), _more(page, holdings[number:]))
        text = longer
    return text


def _more(page: Page, holdings: Sequence[Holding]) -> Text:
    """Return how many are left out, and how many of them are not plainly held: "3 more (1 expired)"."""
    but = Counter("hidden" if holding.hidden else STATUS[holding.status] for holding in holdings)
    but.pop(STATUS[Status.HELD], None)
    text = page.text((f"{len(holdings)} more", DETAIL))
    return page.text(text, (f" ({', '.join(f'{n} {word}' for word, n in but.items())})", "yellow")) if but else text


def _short(page: Page, holding: Holding) -> Text:
    name = page.crop(page.show(holding.name), _SHORT_NAME)
    but = page.show(remark(holding))
    return page.text((f"{name} ({but})", "yellow")) if but else page.text(name)


def _next(page: Page, advice: Advice) -> list[Part]:
    study = hours(advice.study_hours, estimated=advice.hours_estimated)
    takes = f" · {money(advice.cost_usd)} · {study} → {score(advice.score_after)}"
    return [page.crop(page.show(way(advice, page.catalog_name)), _WAY), (takes, DETAIL)]


def _notes(page: Page, candidate: Candidate, indent: int) -> None:
    if not candidate.warnings:
        return
    warnings = candidate.warnings if page.verbose else candidate.warnings[:1]
    for warning in warnings:
        page.paragraph((page.show(warning.message), "yellow"), label=("note", "yellow"), indent=indent, hanging=_LABEL)
    if len(warnings) < len(candidate.warnings):
        more = len(candidate.warnings) - len(warnings)
        page.line((f"{count(more, 'more note')}, shown with -v", DETAIL), indent=indent + _LABEL)


def _legend(page: Page, layout: _Layout, candidates: Sequence[Candidate], posting: Posting) -> None:
    asked = [requirement for _, requirements, _ in layout.groups for requirement in requirements]
    if not layout.marked:
        asked = []
    used = {mark for candidate in candidates for mark in marks(asked, _fit(candidate))}
    legend = [part for mark, meaning in MEANING.items() if mark in used for part in (mark, (f" {meaning}   ", DETAIL))]
    if any(fit.advice for candidate in candidates for fit in candidate.fits):
        legend.append(("→ the score with it", DETAIL))
    if legend:
        page.blank()
        page.paragraph(*legend)
    if layout.is_long:
        # The end is what stands before the eyes.
        page.paragraph((answer(candidates, posting), HEADING))
        page.paragraph((f"--top {_MANY} shows the best; -v shows all, and what a score of 0 rests on.", DETAIL))
    if is_scored(candidates):
        page.paragraph((CREDENTIALS_ALONE, DETAIL))
