"""What `scan market` can print: one module for each format, imported when it writes."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, TextIO, cast

from scanner.model import Survey
from scanner.report import ReportOptions

#: name -> the module that writes it
MARKET_FORMATS: Mapping[str, str] = {"table": "table", "json": "to_json", "csv": "to_csv", "html": "to_html"}


class Write(Protocol):
    """What each module offers."""

    def __call__(self, survey: Survey, out: TextIO, options: ReportOptions) -> None:
        """Write what postings ask for to `out`."""


def write(name: str, survey: Survey, out: TextIO, options: ReportOptions) -> None:
    """Write a survey in one of `MARKET_FORMATS`."""
    cast("Write", import_module(f"{__name__}.{MARKET_FORMATS[name]}").write)(survey, out, options)
