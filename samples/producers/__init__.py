"""The producers that write the sample resumes: every program lays text into a PDF in its own way.

Each is a module with `write(resume, path)`, imported when it is first needed, so that one which is not installed
costs only its own samples. To add one, add its module and a line below.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from producers.model import Resume

#: producer -> what has to be installed for it, said when it is missing
PRODUCERS = {
    "chromium": "the program `chromium` and the fonts Lato and Open Sans",
    "libreoffice": "the program `soffice` (LibreOffice Writer) and the Liberation fonts",
    "reportlab": "the Python package `reportlab`",
    "typst": "the Python package `typst`",
}


class Producer(Protocol):
    """What the rest of the script knows of a producer."""

    def write(self, resume: Resume, path: Path) -> None:
        """Write `resume` as a PDF to `path`."""


class ProducerMissingError(Exception):
    """A producer is not installed; the message says what to install."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing: install {PRODUCERS[name]}")


def producer(name: str) -> Producer:
    """Return the producer of that name, or raise `ProducerMissingError`."""
    if name not in PRODUCERS:
        raise ValueError(f"unknown producer {name!r}; known: {', '.join(PRODUCERS)}")
    try:
        return cast("Producer", import_module(f"producers.with_{name}"))
    except ImportError as error:
        raise ProducerMissingError(name) from error
