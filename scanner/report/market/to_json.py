"""A survey as JSON, `market-report/1`: the fields of `model.Market`, and what could not be read."""

from typing import TextIO

from scanner.model import Survey
from scanner.report import ReportOptions
from scanner.report.to_json import as_json, dump

SCHEMA = "market-report/1"


def write(survey: Survey, out: TextIO, options: ReportOptions) -> None:  # noqa: ARG001
    """Write the report."""
    report = {"schema": SCHEMA, **as_json(survey.market)}
    report |= {"unreadable": as_json(survey.unreadable), "unreadable_total": survey.unreadable_total}
    out.write(dump(report) + "\n")
