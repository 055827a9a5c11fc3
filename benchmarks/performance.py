"""All benchmarks in one run: prints each figure as it comes and writes them to docs/performance.md.

python benchmarks/performance.py
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import cluster
import endurance
import many
import postings
import speed
from measure import Row, machine

import scanner

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_SECTIONS: tuple[tuple[str, str, Callable[[], Iterable[Row]]], ...] = (
    (
        "One document",
        "Processor time of one process on one core, rounds of ours and theirs in turn; the peer is "
        "[benchmarks/peer.py](../benchmarks/peer.py), what one would write in an afternoon with the same libraries and "
        "the same catalogue. The last two rows are the wall time of whole processes.",
        speed.rows,
    ),
    (
        "Many documents",
        "Wall time of the whole command. The folder has copies of the sample resumes (written by four producers) and "
        "of drawn ones, no two with the same bytes.",
        many.rows,
    ),
    (
        "Postings",
        "One at a time on one core, and the rows of a job board's export through `scan market`.",
        postings.rows,
    ),
    ("A cluster", "The same documents on Dask's local workers and in the local pool, turn by turn.", cluster.rows),
    ("Endurance", "Every 500 documents a worker is killed; 1 % of the files mean harm.", endurance.rows),
)
_HEAD = """# Performance

Written by `make bench`: every figure comes from one run on one machine. Ratios hold on other machines, seconds don't.

{machine}; version {version}, {day}.
"""
_TABLE = "| what | measured | target | |\n| --- | --- | --- | --- |"
_MARK = {True: "", False: "**missed** ", None: ""}


def main() -> int:
    """Measure everything and write the page; return 1 where a target is missed."""
    parts = [_HEAD.format(machine=machine(), version=scanner.__version__, day=datetime.now(UTC).date().isoformat())]
    is_reached = True
    for title, text, rows in _SECTIONS:
        print(f"\n{title}", flush=True)
        lines = []
        for row in rows():
            print(f"  {_MARK[row.is_reached]}{row.what}: {row.figure} (target {row.target}) {row.made_of}", flush=True)
            lines.append(f"| {row.what} | {row.figure} | {row.target} | {_MARK[row.is_reached]}{row.made_of} |")
            is_reached = is_reached and row.is_reached is not False
        parts.append("\n".join([f"## {title}\n", f"{text}\n", _TABLE, *lines, ""]))
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    return 0 if is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
