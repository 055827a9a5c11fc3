"""Dask on two local workers against the local pool with two, both warm, on the same documents, turn by turn.

python benchmarks/cluster.py [RESUMES]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents import mixed
from measure import POSTING, Row, at_least

from scanner.batch import Batch, Task
from scanner.cli.loading import load_pipeline, workers
from scanner.cli.options import Workers
from scanner.jobs import AsResume
from scanner.model import Unreadable
from scanner.pipeline import Pipeline

AS_OF = date(2026, 11, 20)
_RESUMES = 600
_ROUNDS = 3
_TO_WARM_UP = 100
_TIMEOUT = 60.0


def rows(count: int = _RESUMES) -> Iterator[Row]:
    """Yield what a cluster costs beside the local pool."""
    job = AsResume(AS_OF, (load_pipeline(()).read_posting(POSTING),))
    with tempfile.TemporaryDirectory() as name:
        paths = mixed(Path(name) / "resumes", count)
        with workers((), Workers(2, _TIMEOUT, None), verbose=False) as pool:
            _round(pool, job, paths[:_TO_WARM_UP])
            start = time.perf_counter()
            with workers((), Workers(None, _TIMEOUT, "local:2"), verbose=False) as cluster:
                _round(cluster, job, paths[:_TO_WARM_UP])
                to_start = time.perf_counter() - start
                pairs = [(_round(pool, job, paths), _round(cluster, job, paths)) for _ in range(_ROUNDS)]
    walls = [(here.wall, there.wall) for here, there in pairs]
    ratio = statistics.median(here / there for here, there in walls)
    processor = statistics.median(here.processor / there.processor for here, there in pairs)
    here, there = (statistics.median(times) for times in zip(*walls, strict=True))
    made_of = (
        f"{count:,} resumes: {here:.1f} s, {there:.1f} s; in processor time of all processes {processor:.3g}×; "
        f"{to_start:.1f} s until the cluster was warm"
    )
    yield at_least("Dask on two local workers against the local pool", ratio, 0.85, made_of)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one round, by the clock and of all processes together."""

    wall: float
    processor: float


def _round(batch: Batch[Pipeline], job: AsResume, paths: list[Path]) -> Took:
    wall, processor = time.perf_counter(), _processor_time(os.getpid())
    done = list(batch.run(job, (Task(str(path)) for path in paths)))
    took = Took(time.perf_counter() - wall, _processor_time(os.getpid()) - processor)
    assert len(done) == len(paths)
    assert not any(isinstance(one, Unreadable) for one in done)
    return took


def _processor_time(pid: int) -> float:
    """Return the seconds of a process, of those it has seen end, and of all below it; 0 for one that has just ended."""
    try:
        ticks = sum(map(int, Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[11:15]))
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text("utf-8").split()]
    except OSError:
        return 0.0
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_processor_time(int(child)) for child in children)


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:2])):
        print(row)
