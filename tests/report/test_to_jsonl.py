import json

from hypothesis import given
from hypothesis import strategies as st
from report_builders import SCHEMAS, Render, candidate

from scanner.model import Candidate, Person, Reason, Results, Unreadable
from scanner.report.to_json import as_json
from scanner.report.to_jsonl import line


def test_a_line_for_each_document(render: Render, ranked: Results) -> None:
    lines = [json.loads(each) for each in render(ranked, "jsonl").splitlines()]
    assert len(lines) == 6
    assert lines[0] == as_json(ranked.candidates[0])
    assert list(lines[0]) == SCHEMAS["scan-report-1"]["$defs"]["Candidate"]["required"]


def test_an_unreadable_document_says_why() -> None:
    found = json.loads(line(Unreadable("cv.pdf", Reason.ENCRYPTED, "Save a copy without a password.")))
    expected = {"reason": "encrypted", "message": "Save a copy without a password."}
    assert found == {"source": "cv.pdf", "unreadable": expected}


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stays_on_its_line(text: str) -> None:
    someone: Candidate = candidate(text, person=Person(text))
    printed = line(someone)
    assert printed.splitlines(keepends=True) == [printed]
    assert json.loads(printed.encode("utf-8")) == as_json(someone)
    if text.isprintable():
        assert printed == json.dumps(as_json(someone), ensure_ascii=False) + "\n"
