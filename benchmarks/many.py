"""A folder of resumes through the whole command: two workers, a second run, ranking what is stored, memory.

python benchmarks/many.py [RESUMES]
"""

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from documents import RESUMES, mixed, texts
from measure import POSTING, ROOT, Row, at_least, at_most, children_of, memory_of, private_memory_of, scan, wall

from scanner import extract
from scanner.pipeline import Pipeline, pipeline_for
from scanner.shortlist import rank, summarize
from scanner.store import Kept, Kind, Stamp, Store

AS_OF = date(2026, 11, 20)
_RESUMES = 1_000
_ROUNDS = 3
_STORED = 100_000
_FEW, _MANY = 100, 100_000
_EVERY = 0.05


def rows(count: int = _RESUMES) -> Iterator[Row]:
    """Yield what many documents cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mixed(folder / "resumes", count)
        yield _two_workers(folder / "resumes", count)
        yield _second_run(folder / "resumes", folder / "store.sqlite", count)
    yield _ranking()
    yield from _memory()


def _two_workers(folder: Path, count: int) -> Row:
    command = scan(folder, "--against", POSTING, "--format", "jsonl", "--quiet", "--store", "none", "--jobs")
    pairs = [(wall([*command, "1"]), wall([*command, "2"])) for _ in range(_ROUNDS)]
    ratio = statistics.median(one / two for one, two in pairs)
    one, two = (statistics.median(times) for times in zip(*pairs, strict=True))
    return at_least("two workers against one", ratio, 1.85, f"{count:,} resumes: {one:.1f} s, {two:.1f} s")


def _second_run(folder: Path, store: Path, count: int) -> Row:
    command = scan(folder, "--against", POSTING, "--format", "jsonl", "--quiet", "--store", store)
    first = wall(command)
    second = statistics.median(wall(command) for _ in range(_ROUNDS))
    made_of = (
        f"{count:,} resumes: {first:.1f} s, {second:.2f} s; {store.stat().st_size / count / 1000:.1f} kB of store each"
    )
    return at_least("second run over an unchanged folder against the first", first / second, 25, made_of)


def _ranking() -> Row:
    """Rank stored candidates, no two with the same holdings, against a posting."""
    pipeline = pipeline_for(()).get_ready()
    posting = pipeline.read_posting(POSTING)
    with tempfile.TemporaryDirectory() as folder:
        with Store(f"{folder}/store.sqlite", reader="bench", patterns="bench", today=AS_OF) as store:
            _fill(store, pipeline)
        times = []
        for _ in range(_ROUNDS):
            start = time.perf_counter()
            with Store(f"{folder}/store.sqlite", reader="bench", patterns="bench", today=AS_OF) as store:
                assert len(rank(store, posting, pipeline.catalog, AS_OF)) == _STORED
            times.append(time.perf_counter() - start)
    speed = _STORED / statistics.median(times)
    return at_least("ranking stored candidates", round(speed), 30_000, f"{_STORED:,} candidates", " a second")


def _fill(store: Store, pipeline: Pipeline) -> None:
    """Store candidates, each with the claims of one sample and some of two others."""
    documents = [extract.read(path) for path in RESUMES]
    resumes = [pipeline.claims(document) for document in documents]
    claims = [claim for resume in resumes for claim in resume.claims]
    for number, (document, resume) in enumerate(islice(cycle(zip(documents, resumes, strict=True)), _STORED)):
        more = {claim.ref: claim for claim in (claims[number * step % len(claims)] for step in (3, 7, 11))}
        more = {ref: claim for ref, claim in more.items() if all(ref != one.ref for one in resume.claims)}
        mixed = replace(resume, claims=(*resume.claims, *more.values()))
        sha256 = f"{number:064x}"
        stamp = Stamp(f"/resumes/{number:06}.pdf", number, number)
        store.keep(stamp, Kept(sha256, document, mixed), Kind.RESUME, summarize(mixed, pipeline.catalog, AS_OF))


def _memory() -> Iterator[Row]:
    """Yield what a worker takes, and how much more the parent takes for many documents than for few."""
    peaks: list[float] = []
    workers: list[float] = []
    for count in (_FEW, _MANY):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "resumes").mkdir()
            texts(folder / "resumes", count)
            command = scan(folder / "resumes", "--against", POSTING, "--format", "jsonl", "--quiet")
            parent, worker = _peaks([*command, "--store", str(folder / "store.sqlite")])
            peaks.append(parent)
            workers.append(worker)
    yield at_most("memory of a worker", max(workers), 350, "pages shared with others counted in part", " MB")
    few, many = peaks
    made_of = f"{few:.0f} MB at {_FEW:,} documents, {many:.0f} MB at {_MANY:,}"
    yield at_most("memory of the parent, more at many documents", many - few, 20, made_of, " MB")


def _peaks(command: Sequence[str]) -> tuple[float, float]:
    """Return the most megabytes that the parent and any worker took during a run."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        parent, worker = 0.0, 0.0
        is_over = threading.Event()

        def watch() -> None:
            nonlocal parent, worker
            while not is_over.wait(_EVERY):
                try:
                    parent = max(parent, memory_of(running.pid))
                    worker = max([worker, *map(private_memory_of, children_of(running.pid))])
                except OSError:  # a process has just ended
                    continue

        watcher = threading.Thread(target=watch)
        watcher.start()
        for _ in running.stdout or ():
            pass
        is_over.set()
        watcher.join()
    return parent, worker


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:2])):
        print(row)
