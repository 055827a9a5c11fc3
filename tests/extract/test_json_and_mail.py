import email
import email.policy
import json
from email.message import EmailMessage

import pytest
from file_builders import SMALL, documents_in, json_resume, mail

from scanner.errors import UnreadableError
from scanner.extract import Contents, contents, read_bytes
from scanner.model import Document, Reason, Unreadable


def test_a_json_resume_is_laid_out_as_one() -> None:
    data = json_resume(
        work=[{"position": "Engineer", "name": "Acme", "startDate": "2020-01", "highlights": ["Wrote code"]}],
        education=[{"studyType": "BSc", "area": "Physics", "institution": "MIT", "endDate": "2014"}],
        certificates=[
            {"name": "CKA", "issuer": "CNCF", "date": "2024-05", "url": "https://e.org/1"},
            {"name": "CISSP", "endDate": "2027-01"},
        ],
        skills=[{"name": "Cloud", "keywords": ["AWS", "GCP"]}],
    )
    document = read_bytes(data, source="cv.json")
    assert document.kind == "json-resume"
    assert document.text == (
        "Jane Roe\n\nExperience\n\nEngineer, Acme  2020-01 – present\n• Wrote code\n\n"
        "Education\nBSc Physics, MIT  2014\n\n"
        "Certificates\n• CKA, CNCF, 2024-05\n• CISSP, 2027-01\n\nSkills\nCloud: AWS, GCP"
    )
    (link,) = document.links
    assert (document.text[link.start : link.end], link.url) == ("CKA", "https://e.org/1")


@pytest.mark.parametrize(
    "data", [b'{"a": 1}', b"{", b'{"basics": "x"}', b"[1]", b'{"work": []}', b'{"basics":' + b"[" * 9000]
)
def test_other_json_is_text(data: bytes) -> None:
    assert read_bytes(data, source="x").kind == "text"


@pytest.mark.parametrize(
    "value", [None, 5, "x", [], [None, 5, "x", []], {"a": 1}, [{"name": ["x"], "date": {}, "url": 5}]]
)
def test_fields_of_the_wrong_type_are_left_out(value: object) -> None:
    names = ("work", "education", "certificates", "skills", "awards", "projects", "languages", "references")
    data = json.dumps({"basics": {"name": "Jane", "location": value, "profiles": value}, **dict.fromkeys(names, value)})
    assert read_bytes(data.encode(), source="x").text.startswith("Jane")


# --- e-mail -------------------------------------------------------------------------------------------------------


def documents(data: bytes) -> list[Document | Unreadable]:
    return documents_in(data, source="m.eml", suffix=".eml")


def test_the_plain_body_is_preferred() -> None:
    (body,) = documents(mail("Dear all, I am CKA.", "<p>Something else</p>"))
    assert isinstance(body, Document)
    assert (body.kind, body.text) == ("email", "Dear all, I am CKA.")


def test_a_body_in_html_is_read_as_its_reader_sees_it() -> None:
    head = b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    data = head + b"<p>Dear <i>all</i></p><p hidden>CISSP</p>"
    (body,) = documents(data)
    assert isinstance(body, Document)
    assert body.text == "Dear all"
    assert [hidden.text for hidden in body.hidden] == ["CISSP"]
    assert [warning.code for warning in body.warnings] == ["hidden-text"]


def test_encodings_of_bodies() -> None:
    head = "From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain; charset={}\nContent-Transfer-Encoding: {}\n\n"
    for charset, packing, body in (
        ("iso-8859-1", "quoted-printable", b"caf=E9"),
        ("utf-8", "base64", b"Y2Fmw6k="),
        ("nonsense", "8bit", "café".encode()),
    ):
        (document,) = documents(head.format(charset, packing).encode() + body)
        assert isinstance(document, Document)
        assert document.text == "café"


def test_of_several_attachments_the_resume_is_taken() -> None:
    attachments = (("letter.txt", b"Dear all, " * 50), ("CV Jane.txt", b"Jane Roe, CISSP"), ("logo.bin", bytes(99)))
    assert read_bytes(mail("See below", attachments=attachments), source="m", suffix=".eml").source == "m/CV Jane.txt"


def test_without_one_that_can_be_read_the_body_is() -> None:
    assert read_bytes(mail("I am CKA", attachments=(("x.png", b"\x89PNG" + bytes(50)),)), source="m").text == "I am CKA"


def test_with_nothing_that_can_be_read_the_reason_is_told() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(mail(attachments=(("cv.docx", SMALL["docx"][:200]),)), source="m")
    assert caught.value.reason == Reason.DAMAGED
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"From: a@b\nMIME-Version: 1.0\n\n", source="m")
    assert caught.value.reason == Reason.NO_TEXT


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\x\\passwd.txt", "/passwd.txt", "a\x1b[31m/passwd.txt"])
def test_a_name_is_only_a_name(name: str) -> None:
    part = f'Content-Type: text/plain; name="{name}"\n\nx'.replace("\\", "\\\\")
    data = f"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{part}\n--b--".encode()
    assert [one.source for one in documents(data)] == ["m.eml/passwd.txt"]


def test_a_name_in_another_alphabet_is_read() -> None:
    part = "Content-Type: application/pdf; name==?utf-8?q?r=C3=A9sum=C3=A9=2Etxt?=\n\nJane"
    data = f"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{part}\n--b--".encode()
    assert [one.source for one in documents(data)] == ["m.eml/résumé.txt"]


@pytest.mark.parametrize("name", ["..", "/", "a/", "\x00", "   "])
def test_a_name_that_is_none_is_a_number(name: str) -> None:
    held = contents(mail("Hello", attachments=((name, b"Jane"),)), suffix=".eml")
    assert held is not None
    assert [name for _, name in held.parts] == ["", "attachment-1"]


def test_two_of_one_name_are_told_apart() -> None:
    attachments = (("cv.txt", b"Jane"), ("cv.txt", b"John"), ("notes", b"x"), ("notes", b"y"))
    sources = [one.source for one in documents(mail(attachments=attachments))]
    assert sources == ["m.eml/cv.txt", "m.eml/cv (2).txt", "m.eml/notes", "m.eml/notes (2)"]


def test_a_forwarded_mail_gives_its_own_documents() -> None:
    inner = email.message_from_bytes(
        mail("We ask for CKA.", attachments=(("job.txt", b"CISSP"),)), policy=email.policy.default
    )
    inner.replace_header("Subject", "Fwd: ML/AI job")
    outer = EmailMessage()
    outer["From"] = "a@example.org"
    outer["Message-ID"] = "<2@example.org>"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    found = {one.source: one.text for one in documents(outer.as_bytes()) if isinstance(one, Document)}
    assert found == {
        "m.eml": "See below.",
        "m.eml/Fwd: ML AI job": "We ask for CKA.",
        "m.eml/job.txt": "CISSP",
    }


def test_what_a_page_is_made_of_is_no_attachment() -> None:
    """A page that a browser saved, and a letter with its sender's logo and signature."""
    page = (
        b"From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        b"--b\nContent-Type: text/html\n\n<p>CKA wanted</p>\n"
        b"--b\nContent-Type: text/css\nContent-Location: x.css\n\np {color: red}\n"
        b"--b\nContent-Type: text/html\nContent-Location: frame.html\nContent-Disposition: inline; filename=f.html\n\n"
        b"<p>Buy</p>\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--b--"
    )
    assert contents(page, suffix=".mht") == Contents(((0, ""),), ())


def test_mails_in_mails_end() -> None:
    data = mail("innermost")
    for _ in range(60):
        data = mail("outer", attachments=(("inner.eml", data),))[:200_000]
    assert documents(data)


def test_a_letter_is_no_mail() -> None:
    letter = b"Name: Jane Roe\nDate: 2024\nSubject: Application\n\nI am CKA."
    assert read_bytes(letter, source="x").kind == "text"
    assert "Jane Roe" in read_bytes(letter, source="x").text
