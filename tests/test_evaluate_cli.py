import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tests.command import ROOT, scan

SCHEMA = json.loads((ROOT / "scanner/schemas/accuracy-1.schema.json").read_text(encoding="utf-8"))
AS_OF = ("--as-of", "2026-11-20")


def _set(folder: Path, *, names: tuple[str, ...] = ("x",)) -> Path:
    (folder / "x.txt").write_text(
        "Jane Roe\n\nCertifications\n- AWS Certified Solutions Architect – Associate, May 2025\n- CKA\n"
    )
    labels = folder / "labels.jsonl"
    said = [
        {"credential": "aws-solutions-architect-associate", "status": "held", "issued": "2025-05"},
        {"credential": "cncf-ckad", "status": "held", "quote": "CKAD"},
    ]
    rows = [{"id": name, "language": "en", "labels": {"holdings": said}} for name in names]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return labels


def test_the_table_has_the_figures_and_on_demand_the_failures(tmp_path: Path) -> None:
    labels = _set(tmp_path)
    plain = scan("evaluate", labels, tmp_path, *AS_OF)
    assert (plain.code, plain.err) == (0, "")
    assert "credential recall                   0.5000  1 of 2" in plain.out
    assert "by language" in plain.out
    assert "cncf-ckad" not in plain.out
    shown = scan("evaluate", labels, tmp_path, "--show", *AS_OF)
    assert "missing: cncf-ckad, labelled held, said nothing" in shown.out
    assert "invented: cncf-cka" in shown.out


def test_json_keeps_its_schema_and_names_the_failures(tmp_path: Path) -> None:
    done = scan("evaluate", _set(tmp_path), tmp_path, "--format", "json", *AS_OF)
    report = json.loads(done.out)
    Draft202012Validator(SCHEMA).validate(report)
    assert report["schema"] == "accuracy/1"
    assert [miss["what"] for miss in report["misses"]] == ["invented", "missing"]


def test_anybodys_json_is_scored_alike(tmp_path: Path) -> None:
    labels, theirs = _set(tmp_path), tmp_path / "theirs.json"
    theirs.write_text(scan(tmp_path / "x.txt", "--format", "json", *AS_OF).out)
    ours = scan("evaluate", labels, tmp_path, *AS_OF)
    assert scan("evaluate", labels, tmp_path, "--predictions", theirs, *AS_OF).out == ours.out


def test_a_document_that_is_not_there_costs_itself(tmp_path: Path) -> None:
    done = scan("evaluate", _set(tmp_path, names=("x", "y")), tmp_path, *AS_OF)
    assert done.code == 1
    assert "y.txt: no answer (not-found)" in done.out


def test_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    labels, empty = _set(tmp_path), tmp_path / "empty"
    empty.mkdir()
    broken = tmp_path / "broken.json"
    broken.write_text('{"candidates": 1}')
    for arguments in ((labels, empty), (labels, tmp_path, "--predictions", broken), (tmp_path / "x.txt", tmp_path)):
        done = scan("evaluate", *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("scan: ")


def test_the_set_in_the_box_is_read(tmp_path: Path) -> None:
    labels = ROOT / "benchmarks" / "labelled" / "postings.jsonl"
    lines = labels.read_text(encoding="utf-8").splitlines()[:5]
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines), encoding="utf-8")
    done = scan("evaluate", few, labels.with_suffix(""), "--format", "json", *AS_OF)
    assert done.code == 0
    assert json.loads(done.out)["documents"] == 5
