"""A survey as an HTML page: the bars as a chart, the figures as tables that sort."""

from typing import TextIO

from scanner.model import Survey
from scanner.report import ReportOptions
from scanner.report.html.page import render

_BARS = 20


def write(survey: Survey, out: TextIO, options: ReportOptions) -> None:  # noqa: ARG001
    """Write the page."""
    render("market.html.jinja", out, survey=survey, market=survey.market, bars=_BARS)
