"""One document at a time: against the peer, against the bare library, and cold against the bare imports.

    python benchmarks/speed.py [FOLDER OF MORE PDF FILES TO READ]

Seconds differ from machine to machine and from hour to hour; ratios within one run hardly do. In-process figures are
processor time, of rounds of ours and theirs in turn; whole processes are wall time.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from unittest import mock

import pypdfium2
from documents import DRAWN, RESUMES, drawn
from measure import MILLI, POSTING, Row, at_least, at_most, ratio_of, scan, seconds, walls_of
from peer import Peer

from scanner import extract
from scanner.errors import UnreadableError
from scanner.extract import pdf_careful
from scanner.pipeline import Pipeline, pipeline_for

AS_OF = date(2026, 11, 20)
_ROUNDS = 5
_ROUNDS_OF_READING = 15
_ROUNDS_OF_PEER = 2


def rows(more: Sequence[Path] = ()) -> Iterator[Row]:
    """Yield what one document costs; `more` are PDF files to read besides."""
    pipeline = pipeline_for(()).get_ready()
    with tempfile.TemporaryDirectory() as folder:
        made = drawn(Path(folder), DRAWN)
        yield from _whole_job(pipeline, made)
        yield from _reading([*RESUMES, *made, *more])
        yield from _understanding(pipeline, made)
    yield from _starting()


def _whole_job(pipeline: Pipeline, made: Sequence[Path]) -> Iterator[Row]:
    posting = pipeline.read_posting(POSTING)
    peer = Peer()

    def ours(paths: Sequence[Path]) -> None:
        for path in paths:
            pipeline.fit(pipeline.read_resume(path, AS_OF), posting, AS_OF)

    ours([*RESUMES, *made])
    for paths, what in ((made, "drawn, two pages each"), (RESUMES, "samples, 1.1 pages on average")):
        count = len(paths)
        ratio, one, other = ratio_of(
            lambda some=paths: [peer.scan(path) for path in some], lambda some=paths: ours(some), _ROUNDS_OF_PEER
        )
        made_of = f"{MILLI * other / count:.1f} ms a resume, the peer {MILLI * one / count:.0f} ms; {count} resumes"
        yield at_least(f"whole job against the peer ({what})", ratio, 60, made_of)
        ratio, one, other = ratio_of(
            lambda some=paths: ours(some), lambda some=paths: [bare_text(path) for path in some], _ROUNDS
        )
        made_of = f"{MILLI * one / count:.1f} ms a resume, the bare text {MILLI * other / count:.1f} ms"
        yield at_most(f"whole job against bare pypdfium2 text ({what})", ratio, 3, made_of)


def _reading(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield what reading takes a page, and how many pages needed the slow way; scans are another matter."""
    paths = [path for path in paths if is_text(path)]
    pages = sum(map(page_count, paths))
    ratio, one, other = ratio_of(
        lambda: [extract.read(path) for path in paths],
        lambda: [bare_text(path) for path in paths],
        _ROUNDS_OF_READING,
    )
    made_of = f"{MILLI * one / pages:.2f} ms a page, bare {MILLI * other / pages:.2f} ms; {pages} pages"
    yield at_most("reading against bare pypdfium2 text", ratio, 2, made_of)
    slow = slow_pages(paths)
    yield at_most("pages that needed the slow way", 100 * slow / pages, 5, f"{slow} of {pages}", " %")


def _understanding(pipeline: Pipeline, made: Sequence[Path]) -> Iterator[Row]:
    for paths, what in ((made, "drawn, two pages each"), (RESUMES, "samples, 1.1 pages on average")):
        documents = [extract.read(path) for path in paths]
        spent = seconds(lambda some=documents: [pipeline.resume(document, AS_OF) for document in some])
        made_of = f"{sum(len(document.text) for document in documents) / len(documents):,.0f} characters a resume"
        yield at_most(f"detect and interpret, a resume ({what})", MILLI * spent / len(paths), 3, made_of, " ms")


def _starting() -> Iterator[Row]:
    python = sys.executable
    ratio, one, other = walls_of(scan("--help"), [python, "-c", "import click"])
    yield at_most("scan --help against import click", ratio, 4, f"{MILLI * one:.0f} ms, {MILLI * other:.0f} ms")
    cold = scan(RESUMES[0], "--against", POSTING, "--store", "none")
    ratio, one, other = walls_of(cold, [python, "-c", "import spacy; spacy.blank('en')"])
    made_of = f"{MILLI * one:.0f} ms, {MILLI * other:.0f} ms"
    yield at_most("one resume against a posting, cold, against spacy.blank('en')", ratio, 1.5, made_of)


def bare_text(path: Path) -> int:
    """Read a PDF with the fast library and nothing else."""
    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def is_text(path: Path) -> bool:
    """Whether a PDF has a text layer that is read as it is."""
    try:
        return not any(page.ocr for page in extract.read(path).pages)
    except UnreadableError:
        return False


def page_count(path: Path) -> int:
    """Return how many pages a PDF has."""
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def slow_pages(paths: Sequence[Path]) -> int:
    """Return how many pages are handed to pdfplumber."""
    with mock.patch.object(pdf_careful, "words_of", wraps=pdf_careful.words_of) as asked:
        for path in paths:
            extract.read(path)
    return asked.call_count


if __name__ == "__main__":
    for row in rows([path for folder in sys.argv[1:] for path in sorted(Path(folder).glob("*.pdf"))]):
        print(row)
