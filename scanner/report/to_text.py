"""The plain text of documents, as `scan text` prints it: what was read, without anything that a terminal would obey."""

import re
from collections.abc import Iterable
from typing import TextIO

from scanner.model import Document
from scanner.report.untrusted import UNKNOWN

# Line feeds and tabs are text; a form feed parts documents, so none may come from inside one.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def text_report(documents: Iterable[Document], out: TextIO) -> None:
    """Write the text of each document, with a form feed between two."""
    for number, document in enumerate(documents):
        if number:
            out.write("\f")
        out.write(_OBEYED.sub(UNKNOWN, document.text).rstrip("\n") + "\n")
