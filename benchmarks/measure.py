"""How the benchmarks measure, and the rows that they give."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
POSTING = ROOT / "samples" / "postings" / "ml-engineer.txt"
MILLI = 1000
_ROUNDS = 5
#: modules are compiled once, as those of an installed package are, also where the environment forbids to keep that
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, what came out, what is aimed at."""

    what: str
    figure: str
    target: str
    #: the absolute figures that a ratio was made of
    made_of: str = ""
    #: None: there is nothing to reach
    is_reached: bool | None = None


def at_least(what: str, ratio: float, target: float, made_of: str = "", unit: str = "×") -> Row:
    """Return the row of a ratio that should be high."""
    return Row(what, f"{ratio:.3g}{unit}", f"≥ {target:g}{unit}", made_of, ratio >= target)


def at_most(what: str, ratio: float, target: float, made_of: str = "", unit: str = "×") -> Row:
    """Return the row of a figure that should be low."""
    return Row(what, f"{ratio:.3g}{unit}", f"≤ {target:g}{unit}", made_of, ratio <= target)


def seconds(job: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def ratio_of(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return ours against theirs (the median), and the best processor time of each.

    One round of ours follows one of theirs, so that both have the same machine.
    """
    pairs = []
    for _ in range(rounds):
        theirs_once = seconds(theirs, rounds=1)
        pairs.append((seconds(ours, rounds=1), theirs_once))
    ratio = statistics.median(one / other for one, other in pairs)
    return ratio, min(one for one, _ in pairs), min(other for _, other in pairs)


def wall(command: Sequence[str]) -> float:
    """Return the wall time of a whole process."""
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdout=quiet, stderr=quiet, cwd=ROOT, env=_COMPILED)
    return time.perf_counter() - start


def walls_of(ours: Sequence[str], theirs: Sequence[str], rounds: int = 7) -> tuple[float, float, float]:
    """Return the median of ours against theirs, pair by pair after one that is not counted, and both medians."""
    pairs = [(wall(ours), wall(theirs)) for _ in range(rounds + 1)][1:]
    ratio = statistics.median(one / other for one, other in pairs)
    return ratio, statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def scan(*arguments: str | Path) -> list[str]:
    """Return the command line of a run."""
    return [sys.executable, "-m", "scanner", *map(str, arguments)]


def memory_of(pid: int, figure: str = "VmHWM") -> float:
    """Return the megabytes that a process has taken at most (`VmHWM`) or takes now (`VmRSS`)."""
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith(figure):
            return int(line.split()[1]) / 1000
    return 0.0


def private_memory_of(pid: int) -> float:
    """Return the megabytes of a process, each page that it shares with others counted in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    return 0.0


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


def machine() -> str:
    """Return what the figures were measured on."""
    model = next((line for line in _cpuinfo() if line.startswith("model name")), "model name: unknown processor")
    return f"{os.cpu_count()} cores of {model.partition(':')[2].strip()}, Python {sys.version.split()[0]}"


def _cpuinfo() -> Iterable[str]:
    try:
        return Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return ()
