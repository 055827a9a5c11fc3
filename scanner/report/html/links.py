"""Links from a report to the documents that it speaks of."""

import os
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from urllib.parse import quote

from scanner.model import Results
from scanner.remote import is_address


class Links:
    """Says where the files of a run lie, seen from the report."""

    def __init__(self, results: Results, folder: str | None) -> None:
        inputs = dict(results.manifest).get("inputs", ())
        self._files = frozenset(dict(inputs)) if isinstance(inputs, tuple | Mapping) else frozenset()
        self._folder = folder or os.curdir

    def to(self, source: str) -> str:
        """Return the relative address of a document's file, "" where it has none.

        A document in an e-mail is called `mail.eml/cv.pdf`: the mail is the file. Blind results name no files.
        """
        file = next((path for path in _upwards(source) if path in self._files), None)
        # A browser opens nothing at an address of a bucket.
        if file is None or is_address(file):
            return ""
        # In front of a name a scheme could hide in ("javascript:…"), and of "//host".
        return "./" + quote(os.fsencode(os.path.relpath(file, self._folder)))


def _upwards(source: str) -> Iterator[str]:
    yield source
    yield from map(str, PurePath(source).parents)
