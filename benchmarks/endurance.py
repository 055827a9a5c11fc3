"""Ten thousand documents, some of which mean harm, while workers are killed: nothing is lost, nothing comes twice.

python benchmarks/endurance.py [DOCUMENTS]
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from documents import harmful, mixed
from measure import POSTING, ROOT, Row, children_of, memory_of, scan

_DOCUMENTS = 10_000
_HARMFUL_SHARE = 0.01
_KILL_EVERY = 500
_DEADLINE = 5


def rows(count: int = _DOCUMENTS) -> Iterator[Row]:
    """Yield what became of the documents, and of the run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "resumes").mkdir()
        bad = harmful(folder / "resumes", round(count * _HARMFUL_SHARE))
        good = mixed(folder / "resumes", count - len(bad))
        seen: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        killed, memory, start = 0, 0.0, time.perf_counter()
        command = scan(folder / "resumes", "--against", POSTING, "--format", "jsonl", "--quiet", "--timeout", _DEADLINE)
        with subprocess.Popen([*command, "--store", "none"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
            for number, line in enumerate(running.stdout or (), start=1):
                document = json.loads(line)
                seen[document["source"]] += 1
                if "unreadable" in document:
                    reasons[document["unreadable"]["reason"]] += 1
                if number % _KILL_EVERY == 0:
                    killed += _kill_one(running.pid)
                    memory = max(memory, memory_of(running.pid))
            code = running.wait()
        seconds = time.perf_counter() - start
    lost = [path for path in good if seen[str(path)] != 1]
    unanswered = [path for path in bad if seen[str(path)] != 1]
    made_of = f"{count:,} documents, {len(bad)} of them harmful, {killed} workers killed, {seconds:.0f} s"
    yield Row("resumes lost or reported twice", str(len(lost)), "0", made_of, not lost)
    told = ", ".join(f"{number} {reason}" for reason, number in sorted(reasons.items()))
    yield Row("harmful files without exactly one answer", str(len(unanswered)), "0", told, not unanswered)
    yield Row("exit code", str(code), "1", f"the parent took {memory:.0f} MB", code == 1)


def _kill_one(pid: int) -> int:
    """Kill a worker; return how many that were."""
    with contextlib.suppress(OSError, IndexError):
        os.kill(random.choice(children_of(pid)), signal.SIGKILL)  # noqa: S311  (any will do)
        return 1
    return 0


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:2])):
        print(row)
