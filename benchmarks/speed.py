"""Speed as ratios, measured in one run on one machine: the peer, the bare library, the bare imports.

    python benchmarks/speed.py [FOLDER OF MORE PDF FILES TO READ]

Seconds differ from machine to machine and from hour to hour; ratios within one run hardly do. In-process figures are
processor time, the best of several rounds; whole processes are wall time, the median of several.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from unittest import mock

import pypdfium2
from peer import Peer

from scanner import extract
from scanner.errors import UnreadableError
from scanner.extract import pdf_careful
from scanner.pipeline import pipeline_for

ROOT = Path(__file__).parent.parent
RESUMES = sorted((ROOT / "samples" / "resumes").glob("*.pdf"))
POSTING = ROOT / "samples" / "postings" / "ml-engineer.txt"
AS_OF = date(2026, 11, 20)
_ROUNDS = 5
_ROUNDS_OF_READING = 15
_PEER_FILES = 4
_MILLI = 1000


def seconds(job: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def wall(command: Sequence[str], rounds: int = _ROUNDS) -> float:
    """Return the median wall time of a whole process."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_text(path: Path) -> int:
    """Read a PDF with the fast library and nothing else."""
    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def reading(paths: Sequence[Path]) -> None:
    """Print what reading takes a page, and how many pages needed the slow way.

    One round of ours follows one of theirs, so that both have the same machine; scans are another matter.
    """
    paths = [path for path in paths if is_text(path)]
    pages = sum(map(page_count, paths))
    ours, theirs = [], []
    for _ in range(_ROUNDS_OF_READING):
        theirs.append(seconds(lambda: [bare_text(path) for path in paths], rounds=1))
        ours.append(seconds(lambda: [extract.read(path) for path in paths], rounds=1))
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    show("reading, a page", min(ours) / pages, "bare pypdfium2 text", min(theirs) / pages, "times as long", ratio)
    slow = slow_pages(paths)
    print(f"pages that needed the slow way: {slow} of {pages} ({100 * slow / pages:.1f} %)")


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


def main() -> None:
    """Print one line a figure."""
    pipeline = pipeline_for(())
    posting = pipeline.read_posting(POSTING)
    documents = [extract.read(path) for path in RESUMES]

    def whole_job(paths: Sequence[Path]) -> None:
        for path in paths:
            pipeline.fit(pipeline.read_resume(path, AS_OF), posting, AS_OF)

    whole_job(RESUMES)
    pages = sum(len(document.pages) for document in documents)
    print(f"{len(RESUMES)} sample resumes, {pages} pages; processor time on one core\n")

    ours = seconds(lambda: whole_job(RESUMES)) / len(RESUMES)
    few = RESUMES[:_PEER_FILES]
    ours_few = seconds(lambda: whole_job(few)) / len(few)
    peer = Peer()
    theirs = seconds(lambda: [peer.scan(path) for path in few], rounds=1) / len(few)
    bare = seconds(lambda: [bare_text(path) for path in RESUMES]) / len(RESUMES)
    understanding = seconds(lambda: [pipeline.resume(document, AS_OF) for document in documents]) / len(RESUMES)
    show("whole job, a resume", ours, "the peer", theirs, "times faster", theirs / ours_few)
    show("whole job, a resume", ours, "bare pypdfium2 text", bare, "times as long", ours / bare)
    reading([*RESUMES, *(path for folder in sys.argv[1:] for path in sorted(Path(folder).glob("*.pdf")))])
    print(f"detect and interpret, a resume: {understanding * _MILLI:.2f} ms")

    python = sys.executable
    help_ = wall([python, "-m", "scanner", "--help"])
    click_ = wall([python, "-c", "import click"])
    show("scan --help", help_, "import click", click_, "times as long", help_ / click_)
    cold = wall([python, "-m", "scanner", str(RESUMES[0]), "--against", str(POSTING)])
    blank = wall([python, "-c", "import spacy; spacy.blank('en')"])
    show("one resume, cold", cold, "spacy.blank('en')", blank, "times as long", cold / blank)


def show(what: str, ours: float, other: str, theirs: float, words: str, ratio: float) -> None:  # noqa: PLR0913, PLR0917
    """Print a figure, what it is held against, and the ratio."""
    print(f"{what}: {ours * _MILLI:.2f} ms; {other}: {theirs * _MILLI:.2f} ms; {ratio:.2f} {words}")


if __name__ == "__main__":
    main()
