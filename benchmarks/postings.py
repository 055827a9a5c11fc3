"""How fast postings in bulk are: one at a time on one core, and the rows of an export through the whole command.

    python benchmarks/postings.py [ROWS]

The rows are made of the sentences of the sample and the labelled postings, shuffled anew for each, so that no two are
alike; a third of them are HTML. The same seed gives the same rows.
"""

import csv
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from measure import MILLI, Row, at_most, scan, seconds, wall

from scanner import extract
from scanner.extract.row import read_row
from scanner.pipeline import pipeline_for

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "samples" / "postings", ROOT / "benchmarks" / "labelled" / "postings")
_ROWS = 10_000
_ALONE = 300
_JOBS = 2
_MANY = 100_000


def postings() -> list[str]:
    """Return the texts that rows are made of."""
    files = [path for folder in FOLDERS for path in sorted(folder.iterdir())]
    return [extract.read(path).text for path in files]


def made(number: int) -> Iterator[tuple[str, str]]:
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


def rows(number: int = _ROWS) -> Iterator[Row]:
    """Yield what a posting costs, alone and as a row of an export."""
    pipeline = pipeline_for(())
    some = [read_row(title, text, source="row") for title, text in made(_ALONE)]
    spent = seconds(lambda: [pipeline.posting(document) for document in some]) / _ALONE
    size = sum(len(document.text) for document in some) / _ALONE
    made_of = f"{1 / spent:,.0f} a second on one core; {size:,.0f} characters on average"
    yield at_most("detect and interpret, a posting", MILLI * spent, 3, made_of, " ms")
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "jobs.csv"
        with export.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "title", "description"])
            writer.writerows((count, *row) for count, row in enumerate(made(number)))
        spent = wall(scan("market", export, "--jobs", str(_JOBS), "--format", "json", "-q"))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MILLI
    made_of = f"{number:,} rows in {spent:,.1f} s; no process took more than {memory:,.0f} MB"
    minutes = _MANY * spent / number / 60
    yield at_most(f"{_MANY:,} rows of an export, {_JOBS} workers", minutes, 8, made_of, " minutes")


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:2])):
        print(row)
