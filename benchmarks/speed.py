"""Speed as ratios, measured in one run on one machine: the peer, the bare library, the bare imports.

    python benchmarks/speed.py

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

import pypdfium2
from peer import Peer

from scanner import extract
from scanner.pipeline import pipeline_for

ROOT = Path(__file__).parent.parent
RESUMES = sorted((ROOT / "samples" / "resumes").glob("*.pdf"))
POSTING = ROOT / "samples" / "postings" / "ml-engineer.txt"
AS_OF = date(2026, 11, 20)
_ROUNDS = 5
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
    reading = seconds(lambda: [extract.read(path) for path in RESUMES]) / len(RESUMES)
    understanding = seconds(lambda: [pipeline.resume(document, AS_OF) for document in documents]) / len(RESUMES)
    show("whole job, a resume", ours, "the peer", theirs, "times faster", theirs / ours_few)
    show("whole job, a resume", ours, "bare pypdfium2 text", bare, "times as long", ours / bare)
    show("reading, a resume", reading, "bare pypdfium2 text", bare, "times as long", reading / bare)
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
