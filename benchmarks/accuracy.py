"""Writes docs/accuracy.md: how right this build is on the labelled documents of the box, with every failure by name.

python benchmarks/accuracy.py
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
AS_OF = "2026-11-20"
_SETS = (
    ("Resumes as text", "benchmarks/labelled/resumes.jsonl", "benchmarks/labelled/resumes"),
    ("Resumes as PDF", "benchmarks/labelled/documents.jsonl", "samples"),
    ("Postings", "benchmarks/labelled/postings.jsonl", "benchmarks/labelled/postings"),
)
_SHOWN = ("credential_precision", "credential_recall", "status_accuracy", "strength_accuracy", "group_f1")
_HEAD = """\
# How right it is

Figures of this build on the labelled documents that come with it, and every failure by name. All documents are
invented; what the labels mean, and which phenomena they cover, is in
[benchmarks/labelled/](../benchmarks/labelled/README.md). The labels say what a reader finds; a failure is no reason to
change one.

This page is written by `make accuracy`; nothing in it is typed by hand. As-of date: {as_of}.

To score documents of your own, or another scanner on these:

    scan evaluate labels.jsonl documents/ --show
    scan evaluate benchmarks/labelled/resumes.jsonl benchmarks/labelled/resumes --predictions theirs.json

| figure | what it says |
| --- | --- |
| credential precision, recall | of what is claimed, how much the text has; of what it has, how much is found |
| status | held, in progress, planned, expired, not held: the share that is right; F1 for each |
| issued, expires | dates as the text states them, as far as the less precise of the two goes |
| strength | required, preferred, not required: the share that is right among the credentials found |
| groups | alternatives ("A or B") that are kept together, and nothing else with them |
| invented | credentials found in documents that have none, for each such document |
"""


def render() -> str:
    """Return the page."""
    parts = [_HEAD.format(as_of=AS_OF)]
    for title, labels, folder in _SETS:
        parts.append("\n".join(_section(title, labels, folder, _evaluated(labels, folder))))
    return "\n".join(parts) + "\n"


def _evaluated(labels: str, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "scanner", "evaluate", labels, folder, "--as-of", AS_OF, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _section(title: str, labels: str, folder: str, report: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{report['documents']} documents: `scan evaluate {labels} {folder} --as-of {AS_OF} --show`\n"
    yield "| figure | value | hits | of |\n| --- | ---: | ---: | ---: |"
    for figure in report["figures"]:
        hits, of = ("" if figure[key] is None else figure[key] for key in ("hits", "of"))
        yield f"| {_words(figure['name'])} | {_value(figure)} | {hits} | {of} |"
    for name, facets in groupby(report["facets"], key=lambda facet: facet["name"]):
        yield from _table(name, list(facets))
    yield f"\n### Failures ({len(report['misses'])})\n"
    for miss in report["misses"]:
        want, have = miss["want"] or "nothing", miss["have"] or "nothing"
        quote = f" “{_plain(miss['quote'])}”" if miss["quote"] else ""
        yield f"- {miss['file']}: {miss['what']}, `{miss['ref']}` labelled {want}, said {have}{quote}"


def _table(name: str, facets: list[dict[str, Any]]) -> Iterator[str]:
    shown = [figure for figure in _SHOWN if any(one["name"] == figure for facet in facets for one in facet["figures"])]
    yield f"\n| {name} | documents | {' | '.join(map(_words, shown))} |"
    yield "| --- " + "| ---: " * (len(shown) + 1) + "|"
    for facet in facets:
        figures = {figure["name"]: figure for figure in facet["figures"]}
        cells = [_value(figures[figure]) if figure in figures else "–" for figure in shown]
        yield f"| {facet['value']} | {facet['documents']} | {' | '.join(cells)} |"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _value(figure: dict[str, Any]) -> str:
    return "–" if figure["value"] is None else f"{figure['value']:.3f}"


def _plain(text: str) -> str:
    """Return a document's words as one line that Markdown shows as they are."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in " ".join(text.split()))


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
