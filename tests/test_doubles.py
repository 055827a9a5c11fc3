"""The same person and the same file in two places: known whatever the order, and never a matter of the score."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.doubles import with_doubles
from scanner.model import Candidate, Person
from tests.command import scan


def candidate(source: str, email: str | None = None, phone: str | None = None) -> Candidate:
    return Candidate(source, Person(None, email, phone), ())


def warned(*candidates: Candidate, hashes: dict[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
    found = with_doubles(candidates, hashes or {})
    return {one.source: [(w.code, w.message) for w in one.warnings] for one in found}


def test_one_address_is_one_person() -> None:
    found = warned(
        candidate("a", "Jane@example.com"), candidate("b", "jane@Example.com"), candidate("c", "x@example.com")
    )
    assert found["a"] == [("same-person", "the same e-mail address stands in b: compare them, and keep one")]
    assert found["b"] == [("same-person", "the same e-mail address stands in a: compare them, and keep one")]
    assert found["c"] == []


def test_one_number_is_one_person_however_it_is_written() -> None:
    found = warned(candidate("a", "a@x.com", "+1 503-555-0142"), candidate("b", "b@x.com", "+1 503 555 0142"))
    assert found["a"] == [("same-person", "the same telephone number stands in b: compare them, and keep one")]


def test_a_cut_off_number_and_nothing_tell_nobody() -> None:
    found = warned(candidate("a", phone="555"), candidate("b", phone="555"), candidate("c"), candidate("d"))
    assert not any(found.values())


def test_the_same_file_is_not_also_the_same_person() -> None:
    people = [candidate(name, "j@x.com") for name in ("a", "b", "c")]
    found = warned(*people, hashes={"a": "1", "b": "1", "c": "2"})
    assert [code for code, _ in found["a"]] == ["same-file", "same-person"]
    assert found["a"][0][1].startswith("the same file as b:")
    assert "stands in c:" in found["a"][1][1]
    assert [code for code, _ in found["c"]] == ["same-person"]


def test_many_are_named_in_part_in_natural_order() -> None:
    found = warned(*(candidate(f"cv{n}.pdf", "j@x.com") for n in (10, 9, 1, 2, 3)))
    assert "cv1.pdf, cv2.pdf, cv3.pdf and 1 more:" in found["cv10.pdf"][0][1]


PEOPLE = st.lists(
    st.builds(
        lambda number, email, phone: (number, email, phone),
        st.integers(0, 9),
        st.sampled_from([None, "a@x.com", "A@x.com", "b@x.com"]),
        st.sampled_from([None, "+1 503-555-0142", "15035550142"]),
    ),
    unique_by=lambda one: one[0],
    max_size=8,
)


@given(PEOPLE, st.randoms())
def test_the_order_does_not_matter(people: list[tuple[int, str | None, str | None]], random: Random) -> None:
    candidates = [candidate(f"cv{number}", email, phone) for number, email, phone in people]
    hashes = {one.source: "even" if one.source[-1] in "024" else one.source for one in candidates}
    shuffled = random.sample(candidates, len(candidates))
    assert warned(*candidates, hashes=hashes) == warned(*shuffled, hashes=hashes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "Jane Roe\njane.roe@example.com\n\nCertifications\nCKA, {}\n"
    for name, date in (("a.txt", "May 2025"), ("b.txt", "May 2025"), ("c.txt", "June 2025")):
        (tmp_path / name).write_text(text.format(date))
    return tmp_path


def test_workers_and_order_change_nothing(folder: Path) -> None:
    options = ("--format", "csv", "--as-of", "2026-11-20")
    one = scan(folder, "-j", "1", *options).out
    assert "same-file; same-person" in one
    assert scan(folder, "-j", "2", *options).out == one
    files = [folder / name for name in ("c.txt", "a.txt", "b.txt")]
    assert scan(*files, *options).out == one


def test_a_stream_has_none(folder: Path) -> None:
    assert "same-" not in scan(folder, "--format", "jsonl", "--as-of", "2026-11-20").out
