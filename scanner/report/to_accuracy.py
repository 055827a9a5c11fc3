"""How right a scanner is, as a table for people and as JSON (`accuracy/1`) for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TextIO

from scanner.evaluate import Accuracy, Facet, Figure, Miss
from scanner.report import ReportOptions
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.to_json import as_json, dump
from scanner.report.wording import count

_NAME, _VALUE = 34, 8
#: what is shown of each kind of document: (column, figure of resumes or of postings)
_COLUMNS = (
    ("precision", ("credential_precision",)),
    ("recall", ("credential_recall",)),
    ("status", ("status_accuracy",)),
    ("strength", ("strength_accuracy",)),
    ("groups", ("group_f1",)),
)
_COLUMN = 11


def write_json(accuracy: Accuracy, out: TextIO, *, as_of: str) -> None:
    """Write an `accuracy/1`: every figure, by kind of document too, and every failure."""
    report: dict[str, Any] = {"schema": "accuracy/1", "as_of": as_of, **as_json(accuracy)}
    report["unread"] = [{"file": file, "reason": reason} for file, reason in accuracy.unread]
    out.write(dump(report) + "\n")


def write_table(accuracy: Accuracy, out: TextIO, options: ReportOptions, *, shows_misses: bool) -> None:
    """Write the figures, those of each kind of document, and if wanted every failure by name."""
    page = Page(out, options, str)
    page.line((f"{count(accuracy.documents, accuracy.kind.value.removesuffix('s'))} with labels", HEADING))
    for file, reason in accuracy.unread:
        page.line((f"{page.show(file)}: no answer ({reason})", "red"), indent=2)
    page.blank()
    for figure in accuracy.figures:
        _figure(page, figure)
    _facets(page, accuracy.facets)
    if accuracy.outside_labels or accuracy.unlabelled_predictions:
        page.blank()
        page.paragraph(
            f"In no figure: {count(accuracy.outside_labels, 'label')} and "
            f"{count(accuracy.unlabelled_predictions, 'answer')} outside what the labels know.",
            indent=2,
        )
    if shows_misses:
        _misses(page, accuracy.misses)


def shown_value(figure: Figure) -> str:
    """Return a figure's value as people read it; a dash where there was nothing to measure it on."""
    return "–" if figure.value is None else f"{figure.value:.4f}"


def columns(facets: Sequence[Facet]) -> list[str]:
    """Return the names of the figures that are shown of each kind of document."""
    return [name for name, figures in _COLUMNS if any(f.name in figures for facet in facets for f in facet.figures)]


def cells(facet: Facet, names: Sequence[str]) -> Iterator[str]:
    """Yield a kind of document's figures under `names`."""
    by_column = {name: figures for name, figures in _COLUMNS if name in names}
    for wanted in by_column.values():
        yield next((shown_value(figure) for figure in facet.figures if figure.name in wanted), "–")


def sentence(miss: Miss) -> str:
    """Return a failure in words, without its document."""
    want, have = miss.want or "nothing", miss.have or "nothing"
    return f"{miss.what}: {miss.ref}, labelled {want}, said {have}"


def _figure(page: Page, figure: Figure) -> None:
    share = f"{figure.hits} of {figure.of}" if figure.of else ""
    name = page.padded(_NAME, figure.name.replace("_", " "))
    page.line(name, page.padded(_VALUE, shown_value(figure), right=True), (f"  {share}", DETAIL), indent=2)


def _facets(page: Page, facets: Sequence[Facet]) -> None:
    names = columns(facets)
    for name, group in groupby(facets, key=lambda facet: facet.name):
        head = [page.padded(_COLUMN, column, right=True) for column in ("documents", *names)]
        page.heading(page.padded(24, f"by {name}"), *head)
        for facet in group:
            row = [page.padded(_COLUMN, cell, right=True) for cell in (str(facet.documents), *cells(facet, names))]
            page.line(page.padded(22, page.show(facet.value)), *row, indent=2)


def _misses(page: Page, misses: Sequence[Miss]) -> None:
    page.heading(count(len(misses), "failure"))
    for file, group in groupby(misses, key=lambda miss: miss.file):
        page.line((page.show(file), HEADING), indent=2)
        for miss in group:
            page.paragraph(page.show(sentence(miss)), indent=4, hanging=0)
            if miss.quote:
                page.paragraph((page.quote(miss.quote), DETAIL), indent=6)
