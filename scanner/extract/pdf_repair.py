"""A PDF that was cut off before its end: its pages are often all there, only the table that lists them is not."""

import re
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?:^|[\r\n\s])(\d{1,7})\s+(\d{1,5})\s+obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_HEAD_OF_OBJECT = 4_000
_MOST_OBJECTS = 100_000


def repaired(data: bytes, pages: int) -> Iterator[bytes]:
    """Yield the file with a new end, at most two ways: with its own list of pages, and with one of all pages in it."""
    if b"/Encrypt" in data:
        return
    catalog: bytes | None = None
    found: list[bytes] = []
    last = 0
    for number, match in enumerate(_OBJECT.finditer(data)):
        if number >= _MOST_OBJECTS or len(found) >= pages:
            break
        head = data[match.end() : match.end() + _HEAD_OF_OBJECT].partition(b"endobj")[0].partition(b"stream")[0]
        reference = match[1] + b" " + match[2] + b" R"
        last = max(last, int(match[1]))
        if _CATALOG.search(head):
            catalog = reference
        elif _PAGE.search(head):
            found.append(reference)
    if catalog is not None:
        yield data + _end(catalog, last + 1)
    if found:
        kids = b" ".join(found)
        tree = b"\n%d 0 obj<</Type/Pages/Count %d/Kids[%b]>>endobj" % (last + 1, len(found), kids)
        root = b"\n%d 0 obj<</Type/Catalog/Pages %d 0 R>>endobj" % (last + 2, last + 1)
        # An object that was cut off swallows what stands behind it, unless it is ended.
        yield data + b"\nendstream\nendobj" + tree + root + _end(b"%d 0 R" % (last + 2), last + 3)


def _end(root: bytes, size: int) -> bytes:
    return b"\ntrailer<</Root %b/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (root, size)
