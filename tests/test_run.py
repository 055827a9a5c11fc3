"""E-mails through the whole command: their documents stand in the report each, and cost each other nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import Ran, scan
from extract.file_builders import mail
from extract.pdf_builders import locked, placed

from scanner import extract
from scanner.model import Document

CV = "Jane Roe\n\nCertifications\nCertified Kubernetes Administrator (CKA), 2025-03\n"
JOB = "Engineer\n\nRequirements\n- Certified Kubernetes Administrator (CKA)\n"
LETTER = "Dear all, please find my resume below."


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder of mails: one with a letter and attachments, one that is a resume itself."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    pdf = placed((50, 100, "Certified Information Systems Security Professional (CISSP), 2024"))
    attachments = (
        ("cv.txt", CV.encode()),
        ("old.pdf", pdf),
        ("locked.pdf", locked("a", "b")),
        ("x.heic", b"\0\0\0\x18ftypheic" + bytes(range(256))),
    )
    (folder / "one.eml").write_bytes(mail(LETTER, attachments=attachments))
    (folder / "two.eml").write_bytes(mail(CV))
    return folder


def report(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def below(folder: Path, items: list[dict[str, Any]]) -> list[str]:
    return [Path(item["source"]).relative_to(folder).as_posix() for item in items]


def test_body_and_attachments_are_candidates(inbox: Path) -> None:
    ran = scan(inbox, "--format", "json", "-j", "2")
    assert ran.code == 1
    found = report(ran)
    held = {
        source: [holding["credential"] for holding in candidate["holdings"]]
        for source, candidate in zip(below(inbox, found["candidates"]), found["candidates"], strict=True)
    }
    assert held == {
        "one.eml": [],
        "one.eml/cv.txt": ["cncf-cka"],
        "one.eml/old.pdf": ["isc2-cissp"],
        "two.eml": ["cncf-cka"],
    }
    assert below(inbox, found["unreadable"]) == ["one.eml/locked.pdf"]
    assert below(inbox, found["skipped"]) == ["one.eml/x.heic"]
    # Only what has a file has its hash: a later run looks for it there.
    assert sorted(found["manifest"]["inputs"]) == [str(inbox / "one.eml"), str(inbox / "two.eml")]


def test_lines_are_the_same_documents(inbox: Path) -> None:
    ran = scan(inbox, "--format", "jsonl")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    names = ["one.eml", "one.eml/cv.txt", "one.eml/old.pdf", "one.eml/locked.pdf", "two.eml"]
    assert below(inbox, lines) == names
    assert "x.heic" in ran.err


def test_text_shows_each(inbox: Path) -> None:
    ran = scan("text", inbox / "one.eml")
    assert ran.out.split("\f") == [
        f"{LETTER}\n",
        CV,
        "Certified Information Systems Security Professional (CISSP), 2024\n",
    ]
    assert "locked.pdf" in ran.err
    documents = report(scan("text", inbox / "one.eml", "--format", "json"))["documents"]
    assert below(inbox, documents) == ["one.eml", "one.eml/cv.txt", "one.eml/old.pdf"]


def test_an_attached_posting_is_one(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "job.eml").write_bytes(mail("Hello", attachments=(("job.txt", JOB.encode()),)))
    asked = {
        posting["source"]: len(posting["requirements"])
        for posting in report(scan("check", tmp_path / "job.eml", "--format", "json"))["postings"]
    }
    assert asked == {str(tmp_path / "job.eml"): 0, str(tmp_path / "job.eml" / "job.txt"): 1}
    candidate = report(scan(inbox / "two.eml", "--against", tmp_path / "job.eml", "--format", "json"))["candidates"][0]
    assert [fit["score"] for fit in candidate["fits"]] == [None, 100]


def test_a_mail_from_standard_input() -> None:
    data = mail("Hello", attachments=(("cv.txt", CV.encode()),))
    assert [one["source"] for one in report(scan("-", "--format", "json", stdin=data))["candidates"]] == [
        "-",
        "-/cv.txt",
    ]


@pytest.mark.parametrize("page", ["<img src=x>", "<p> </p>"])
def test_a_letter_that_says_nothing_is_no_document(tmp_path: Path, page: str) -> None:
    (tmp_path / "m.eml").write_bytes(mail(page=page))
    ran = scan("text", tmp_path / "m.eml", "--format", "json")
    assert [one["reason"] for one in report(ran)["unreadable"]] == ["no-text"]
    (tmp_path / "m.eml").write_bytes(mail("", page, attachments=(("cv.txt", CV.encode()),)))
    ran = scan("text", tmp_path / "m.eml", "--format", "json")
    assert (ran.code, below(tmp_path, report(ran)["documents"])) == (0, ["m.eml/cv.txt"])


def test_an_attachment_that_hangs_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, *, source: str, **_: object) -> Document:
        while b"hang" in data:
            pass
        return Document(source, "text", data.decode())

    monkeypatch.setitem(extract.READERS, "text", read)
    attachments = (("a.txt", b"hang"), ("b.txt", b"CKA"))
    (tmp_path / "m.eml").write_bytes(mail("Hello", attachments=attachments))
    found = report(scan("text", tmp_path / "m.eml", "--format", "json", "--timeout", "1"))
    assert below(tmp_path, found["documents"]) == ["m.eml", "m.eml/b.txt"]
    assert [(item["source"], item["reason"]) for item in found["unreadable"]] == [
        (str(tmp_path / "m.eml" / "a.txt"), "timeout")
    ]


def test_a_document_in_a_mail_never_stands_for_a_file(tmp_path: Path) -> None:
    """Standard input is called `-`; a folder of that name has nothing to do with what is in the mail."""
    (tmp_path / "-").mkdir()
    (tmp_path / "-" / "cv.txt").write_text("John Doe, CISSP", encoding="utf-8")
    data = mail("Hello", attachments=(("cv.txt", CV.encode()), ("locked.pdf", locked("a", "b"))))
    found = report(scan("-", "--format", "json", stdin=data, cwd=tmp_path))
    assert [holding["credential"] for holding in found["candidates"][1]["holdings"]] == ["cncf-cka"]
    assert list(found["manifest"]["inputs"]) == ["-"]
