"""Exports that are text: which encoding it is in, and its lines, of which none is kept whole that is no posting."""

from typing import IO

from scanner.errors import UnreadableError
from scanner.extract.text import encoding_of
from scanner.model import Reason

#: characters of a line: what is longer is no posting
_LONGEST_LINE = 4_000_000
_HEAD = 64_000
TOO_LONG = f"the line has more than {_LONGEST_LINE:,} characters: not read"


def opened(file: IO[bytes]) -> tuple[IO[bytes], str]:
    """Return a file behind its mark, with its encoding by its first lines; raises `UnreadableError` for no text."""
    head = file.read(_HEAD)
    if not head:
        raise UnreadableError(Reason.EMPTY_FILE, "the file is empty: export it again")
    # a character may be cut at the end of what was read
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head)
    if encoding is None:
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, "this is no text: export the postings as CSV or JSON Lines")
    if encoding.startswith(("utf-16", "utf-32")):
        message = f"the file is in {encoding.upper()}: save it as UTF-8"
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
    mark = len(b"\xef\xbb\xbf") if encoding == "utf-8-sig" else 0
    file.seek(mark)
    return file, "utf-8" if mark else encoding


def next_line(file: IO[bytes]) -> bytes | None:
    """Return the next line, nothing at the end of the file; None for a line that is too long, and is passed over."""
    data = file.readline(_LONGEST_LINE)
    if len(data) < _LONGEST_LINE or data.endswith(b"\n"):
        return data
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return None
