"""Job boards' exports: whole rows come out, and each bad one by name, at the cost of no other."""

import builtins
import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from scanner.errors import ScannerError
from scanner.exports import Row, Wanted, is_export, read_rows
from scanner.model import Reason, Unreadable
from tests.detect.reading import shipped_catalog

COLUMNS = shipped_catalog().check.columns
WANTED = Wanted(COLUMNS)
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str | bytes, name: str = "jobs.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def rows(source: str, wanted: Wanted = WANTED) -> tuple[list[tuple[str, str]], list[Unreadable]]:
    """Return titles and texts of the good rows, and the bad ones."""
    found = list(read_rows(source, wanted))
    good = [(one.title, one.text) for one in found if isinstance(one, Row)]
    return good, [one for one in found if isinstance(one, Unreadable)]


def table(path: Path, **columns: list[Any]) -> str:
    parquet.write_table(pyarrow.table(columns), path)
    return str(path)


# --- what is read --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jobs.csv", "id,title,description\n1,Engineer,CKA\n2,Analyst,CISSP\n"),
        ("jobs.csv", "Description;Job Title\r\nCKA;Engineer\r\nCISSP;Analyst"),
        ("jobs.tsv", "title\tjob_description\nEngineer\tCKA\nAnalyst\tCISSP\n"),
        ("jobs.csv", "\ufefftitle,description\nEngineer,CKA\n\n\nAnalyst,CISSP\n"),
        ("JOBS.CSV", 'title,description\n"Engineer","CKA"\n"Analyst","CISSP"\n'),
        ("jobs.jsonl", '{"title": "Engineer", "description": "CKA"}\n\n{"description": "CISSP", "title": "Analyst"}'),
        ("jobs.ndjson", '{"Title": "Engineer", "Description": "CKA"}\n{"job_title": "Analyst", "body": "CISSP"}\n'),
    ],
)
def test_columns_are_found_by_their_usual_names(name: str, content: str, write: Write) -> None:
    assert rows(write(content, name)) == ([("Engineer", "CKA"), ("Analyst", "CISSP")], [])


def test_parquet_is_read_in_batches(tmp_path: Path) -> None:
    number = 1_000
    source = table(tmp_path / "jobs.parquet", title=[f"T{i}" for i in range(number)], description=["CKA"] * number)
    good, bad = rows(source)
    assert (len(good), good[-1], bad) == (number, ("T999", "CKA"), [])


def test_columns_can_be_named(write: Write) -> None:
    source = write("description,what,who\nno,CKA,Engineer\n")
    assert rows(source, Wanted(COLUMNS, "what", "who")) == ([("Engineer", "CKA")], [])


def test_a_posting_needs_no_title(write: Write) -> None:
    assert rows(write("description\nCKA\n")) == ([("", "CKA")], [])


def test_a_cell_may_have_lines_and_quotation_marks(write: Write) -> None:
    text = 'Requirements\n- "CKA", or\n- CISSP'
    assert rows(write('description,id\n"Requirements\n- ""CKA"", or\n- CISSP",1\n')) == ([("", text)], [])


def test_a_row_in_another_encoding_is_read_all_the_same(write: Write) -> None:
    content = "title,description\nIngénieur,CKA\n".encode() + "Zürich,CISSP\n".encode("cp1252")
    content += "Düsseldorf,PMP\nKöln,PMP\nGöteborg,PMP\nŁódź,PMP\n".encode()
    good, bad = rows(write(content))
    assert [title for title, _ in good] == ["Ingénieur", "Zürich", "Düsseldorf", "Köln", "Göteborg", "Łódź"]
    assert not bad


def test_a_file_of_western_letters_is_read(write: Write) -> None:
    lines = "".join(
        f"Ingénieur réseau {i} à Liège,Expérience requise: CISSP obtenu après la formation\n" for i in range(9)
    )
    good, bad = rows(write(f"title,description\n{lines}".encode("cp1252")))
    assert (good[0][0], len(good), bad) == ("Ingénieur réseau 0 à Liège", 9, [])


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_of_all_systems_may_be_mixed(end: str, write: Write) -> None:
    found = rows(write(f'title,description\nA,CKA{end}B,"PMP{end}CISSP"{end}C,CKAD\n'))
    assert found == ([("A", "CKA"), ("B", "PMP\nCISSP"), ("C", "CKAD")], [])


def test_a_header_without_rows_is_said(write: Write) -> None:
    good, (bad,) = rows(write("title,description\n"))
    assert not good
    assert (bad.reason, bad.message) == (Reason.EMPTY_FILE, "there is no row below the header: export it again")


def test_a_megabyte_in_a_cell_is_a_posting(write: Write) -> None:
    good, bad = rows(write(f"title,description\nA,{'x' * 1_000_000}\nB,CKA\n"))
    assert ([title for title, _ in good], bad) == (["A", "B"], [])


# --- what is bad costs nothing else ----------------------------------------------------------------------------------


def reasons(bad: list[Unreadable]) -> list[tuple[str, Reason]]:
    return [(one.source.rpartition(":")[2], one.reason) for one in bad]


def test_a_short_row_and_an_empty_one_are_named(write: Write) -> None:
    good, bad = rows(write("title,description\nA,CKA\nB\nC,\n ,  \nD,CISSP\n"))
    assert good == [("A", "CKA"), ("D", "CISSP")]
    assert reasons(bad) == [("3", Reason.DAMAGED), ("4", Reason.NO_TEXT), ("5", Reason.NO_TEXT)]
    assert "1 of 2 columns" in bad[0].message


def test_a_cell_without_end_is_left_out_and_the_next_row_is_read(write: Write) -> None:
    good, bad = rows(write(f"title,description\nA,{'x' * 2_500_000}\nB,CKA\n"))
    assert ([title for title, _ in good], reasons(bad)) == (["B"], [("2", Reason.TOO_LARGE)])


def test_a_line_without_end_is_left_out_and_the_next_row_is_read(write: Write) -> None:
    for name, start in (("jobs.csv", "title,description\nA,"), ("jobs.jsonl", '{"description": "')):
        after = "\nB,CKA\n" if name == "jobs.csv" else '\n{"description": "CKA", "title": "B"}\n'
        good, bad = rows(write(start + "x" * 9_000_000 + after, name))
        assert ([title for title, _ in good], [one.reason for one in bad]) == (["B"], [Reason.TOO_LARGE])


def test_a_quotation_mark_that_never_closes_swallows_no_rows(write: Write) -> None:
    good, bad = rows(write('title,description\nA,CKA\nB,"CISSP\nC,PMP\nD,CSM\n'))
    assert good == [("A", "CKA"), ("C", "PMP"), ("D", "CSM")]
    assert reasons(bad) == [("3", Reason.TOO_LARGE)]


def test_a_runaway_in_a_large_file_costs_itself(write: Write) -> None:
    lines = "".join(f"T{i},{'y' * 500}\n" for i in range(6_000))
    good, bad = rows(write(f'title,description\nA,"runaway\n{lines}'))
    assert len(good) == 6_000
    assert len(bad) == 1


def test_a_thousand_runaways_come_to_an_end(write: Write) -> None:
    good, bad = rows(write("title,description\n" + 'A,"x\nB,y\n' * 1_001))
    assert len(good) + len(bad) > 1


def test_what_is_no_json_is_named_by_its_line(write: Write) -> None:
    lines = ['{"description": "CKA"}', "{broken", "[1, 2]", '{"text": "PMP"}', '{"city": "Bonn"}', "[" * 100_000]
    good, bad = rows(write("\n".join(lines), "jobs.jsonl"))
    assert [text for _, text in good] == ["CKA", "PMP"]
    assert [number for number, _ in reasons(bad)] == ["2", "3", "5", "6"]
    assert "'city'" in bad[2].message


@pytest.mark.parametrize("name", ["jobs.csv", "jobs.jsonl", "jobs.parquet"])
def test_a_missing_column_is_said_with_those_that_are_there(name: str, write: Write, tmp_path: Path) -> None:
    contents = {"jobs.csv": "city,salary\nBonn,1\n", "jobs.jsonl": '{"city": "Bonn", "salary": 1}\n'}
    source = write(contents[name], name) if name in contents else table(tmp_path / name, city=["Bonn"], salary=[1])
    for wanted in (WANTED, Wanted(COLUMNS, "posting_text")):
        good, (bad,) = rows(source, wanted)
        assert not good
        assert "'city', 'salary'" in bad.message
        assert "--column" in bad.message


def test_a_missing_title_that_was_named_is_said(write: Write) -> None:
    _, (bad,) = rows(write("description\nCKA\n"), Wanted(COLUMNS, title="headline"))
    assert "'headline'" in bad.message
    assert "--title-column" in bad.message


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("jobs.csv", b"", Reason.EMPTY_FILE),
        ("jobs.jsonl", b"", Reason.EMPTY_FILE),
        ("jobs.csv", b"\n", Reason.EMPTY_FILE),
        ("jobs.csv", "title,description\nA,CKA\n".encode("utf-16"), Reason.UNSUPPORTED_FORMAT),
        ("jobs.csv", bytes(range(256)) * 40, Reason.UNSUPPORTED_FORMAT),
        ("jobs.parquet", b"", Reason.DAMAGED),
        ("jobs.parquet", b"PAR1 and then nothing", Reason.DAMAGED),
    ],
)
def test_a_file_that_is_none_is_said(name: str, content: bytes, reason: Reason, write: Write) -> None:
    good, (bad,) = rows(write(content, name))
    assert (good, bad.reason) == ([], reason)


def test_a_truncated_parquet_file_is_said(tmp_path: Path) -> None:
    source = table(tmp_path / "jobs.parquet", description=["CKA"] * 500)
    content = Path(source).read_bytes()
    Path(source).write_bytes(content[: len(content) // 2])
    good, (bad,) = rows(source)
    assert (good, bad.reason) == ([], Reason.DAMAGED)


@pytest.mark.parametrize("name", ["jobs.csv", "jobs.jsonl", "jobs.parquet"])
def test_a_missing_file_is_said(name: str, tmp_path: Path) -> None:
    good, (bad,) = rows(str(tmp_path / name))
    assert (good, bad.reason) == ([], Reason.NOT_FOUND)


def test_without_the_library_the_user_learns_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = table(tmp_path / "jobs.parquet", description=["CKA"])
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ScannerError, match=r"pip install 'credential-scanner\[parquet\]'"):
        list(read_rows(source, WANTED))


@pytest.mark.parametrize(
    ("name", "is_one"), [("a.csv", True), ("a.PARQUET", True), ("a.jsonl", True), ("a.txt", False), ("csv", False)]
)
def test_exports_are_known_by_their_endings(name: str, is_one: bool) -> None:
    assert is_export(Path(name)) is is_one


# --- any rows --------------------------------------------------------------------------------------------------------


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"'), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_what_is_written_is_what_is_read(tmp_path: Path, written: list[tuple[str, str]]) -> None:
    csv_path, json_path = tmp_path / "jobs.csv", tmp_path / "jobs.jsonl"
    with csv_path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "description"), *written])
    json_path.write_text("".join(json.dumps({"title": t, "description": d}) + "\n" for t, d in written))
    expected = [(" ".join(title.split()), text) for title, text in written if text.strip()]
    if not written:
        json_path.write_text("\n")
    assert rows(str(csv_path))[0] == expected
    assert rows(str(json_path))[0] == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_come_to_rows_or_reasons(tmp_path: Path, content: bytes) -> None:
    for name in ("jobs.csv", "jobs.jsonl", "jobs.parquet"):
        (tmp_path / name).write_bytes(content)
        assert all(isinstance(one, Row | Unreadable) for one in read_rows(str(tmp_path / name), WANTED))
