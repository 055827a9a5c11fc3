"""What `scan explain` can print: the same page of plain words for the terminal, a mail and the browser."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol, TextIO, cast

from scanner.model import Explanation
from scanner.report import ReportOptions

#: name -> the module that writes it
EXPLAIN_FORMATS: Mapping[str, str] = {"table": "table", "markdown": "to_markdown", "html": "to_html"}


class Write(Protocol):
    """What each module offers."""

    def __call__(
        self, explanation: Explanation, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions
    ) -> None:
        """Write the page to `out`."""


def write(
    name: str, explanation: Explanation, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions
) -> None:
    """Write the page in one of `EXPLAIN_FORMATS`."""
    module = import_module(f"{__name__}.{EXPLAIN_FORMATS[name]}")
    cast("Write", module.write)(explanation, out, catalog_name=catalog_name, options=options)
