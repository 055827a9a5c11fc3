"""How much is read of one document: beyond it lies no resume and no posting, only a slip or an attack."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one reading; files larger than `file_bytes` are refused, the rest is cut with a warning."""

    file_bytes: int = 100_000_000
    pages: int = 300
    #: characters of text, over all pages
    text: int = 2_000_000
    #: words of a page that the slow way may look at, and runs of a page that are put in order
    words_laid_out: int = 8_000
    runs_laid_out: int = 2_000


DEFAULT = Limits()
