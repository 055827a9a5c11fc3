"""How fast postings in bulk are: one at a time on one core, and the rows of an export through the whole command.

    python benchmarks/postings.py [ROWS]

The rows are made of the sentences of the sample and the labelled postings, shuffled anew for each, so that no two are
alike; a third of them are HTML. The same seed gives the same rows.
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from scanner import extract
from scanner.extract.row import read_row
from scanner.pipeline import pipeline_for

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "samples" / "postings", ROOT / "benchmarks" / "labelled" / "postings")
_ROWS = 5_000
_ALONE = 300
_JOBS = 2
_MANY = 100_000
_KILO = 1_000


def postings() -> list[str]:
    """Return the texts that rows are made of."""
    files = [path for folder in FOLDERS for path in sorted(folder.iterdir())]
    return [extract.read(path).text for path in files]


def rows(number: int) -> Iterator[tuple[str, str]]:
    """Yield titles and texts: the paragraphs of one posting, one of them exchanged for another posting's."""
    chance = random.Random(7)  # noqa: S311  (a benchmark, no secret)
    texts = [text.split("\n\n") for text in postings()]
    for count in range(number):
        parts = list(chance.choice(texts))
        other = chance.choice(texts)
        parts[chance.randrange(len(parts))] = chance.choice(other)
        parts.append(f"Reference {count}")
        title = parts[0].split("\n")[0][:80]
        if count % 3:
            yield title, "\n\n".join(parts)
        else:
            yield title, "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts)


def _worked() -> float:
    """Return the processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print one line a figure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    pipeline = pipeline_for(())
    some = list(rows(_ALONE))
    for title, text in some:
        pipeline.posting(read_row(title, text, source="warm-up"))
    start = time.process_time()
    for title, text in some:
        pipeline.posting(read_row(title, text, source="row"))
    seconds = time.process_time() - start
    size = sum(len(text) for _, text in some) / len(some)
    print(
        f"postings, one core: {_ALONE / seconds:,.0f} a second; {_KILO * seconds / _ALONE:.2f} ms each, of {size:,.0f} "
        "characters on average"
    )
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "jobs.csv"
        with export.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "title", "description"])
            writer.writerows((count, *row) for count, row in enumerate(rows(number)))
        start, worked = time.perf_counter(), _worked()
        subprocess.run(
            [sys.executable, "-m", "scanner", "market", str(export), "--jobs", str(_JOBS), "--format", "json", "-q"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
        )
        seconds, worked = time.perf_counter() - start, _worked() - worked
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KILO
    print(
        f"scan market, {number:,} rows, {_JOBS} workers: {seconds:,.1f} s, {number / seconds:,.0f} rows a second "
        f"({_MANY:,} rows: {_MANY * seconds / number / 60:.1f} minutes); {_KILO * worked / number:.2f} ms of processor "
        f"time a row; the largest process took {memory:,.0f} MB"
    )


if __name__ == "__main__":
    main()
