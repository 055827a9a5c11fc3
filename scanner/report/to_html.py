"""The report as one HTML page: for a browser, a mail and paper, without any network."""

from collections.abc import Callable
from typing import TextIO

from scanner.model import Posting, Results
from scanner.report import ReportOptions
from scanner.report.html.charts import distribution, gains, in_words, openings
from scanner.report.html.details import Details
from scanner.report.html.links import Links
from scanner.report.html.page import render
from scanner.report.html.ranking import Ranking
from scanner.report.selection import best_first, shown
from scanner.report.wording import answer, count

_SCRIPTS = ("sort.js", "filter.js", "panel.js")


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the page: what is asked for, the ranking, and a panel with the evidence about each candidate."""
    candidates = best_first(shown(results, options))
    links = Links(results, options.folder)
    ranking = Ranking(results.postings, candidates, catalog_name, links)
    only = results.postings[0] if len(results.postings) == 1 else None
    bars = distribution(ranking.scores)
    render(
        "report.html.jinja",
        out,
        scripts=_SCRIPTS,
        results=results,
        posting=only,
        heading=_heading(results, only),
        answer=answer(candidates, only) if only else "",
        ranking=ranking,
        tallies=tuple(ranking.tallies(candidates)) if only else (),
        bars=bars,
        bars_in_words=in_words(bars),
        details=Details(results, catalog_name, links).data(candidates),
        catalog_name=catalog_name,
        gains=gains(results),
        openings=tuple(openings(results, candidates, catalog_name)),
        links=links,
        of_all="" if len(candidates) == len(results.candidates) else f"of {len(results.candidates):,}",
    )


def _heading(results: Results, only: Posting | None) -> str:
    if only is not None:
        return only.title or only.source
    if results.postings:
        return f"{count(len(results.candidates), 'candidate')}, {count(len(results.postings), 'posting')}"
    return f"What {count(len(results.candidates), 'resume')} hold" + ("s" if len(results.candidates) == 1 else "")
