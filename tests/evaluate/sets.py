"""Small sets of labels and answers, with figures that can be worked out by hand."""

import json
from pathlib import Path
from typing import Any

from scanner.evaluate import Accuracy, Known, evaluate, read_answers, read_labels

KNOWN = Known(frozenset({"aa", "bb", "cc", "dd", "aws/", "*/"}))


def write_labels(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "labels.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def held(credential: str, **more: object) -> dict[str, Any]:
    return {"credential": credential, "status": "held", **more}


def must(*any_of: str, **more: object) -> dict[str, Any]:
    return {"any_of": list(any_of), "strength": "required", **more}


def accuracy_of(folder: Path, labelled: list[dict[str, Any]], said: list[dict[str, Any]], key: str) -> Accuracy:
    """Return the accuracy of one document: `key` is holdings or requirements."""
    labels = read_labels(write_labels(folder, {"id": "x", "labels": {key: labelled}}))
    kind = "candidates" if key == "holdings" else "postings"
    answer = {kind: [{"source": "somewhere/x.txt", key: said}]}
    return evaluate(labels, read_answers(answer, labels.kind, "answer"), KNOWN)


def value(accuracy: Accuracy, name: str) -> float | None:
    figure = accuracy.figure(name)
    assert figure is not None, name
    return figure.value
