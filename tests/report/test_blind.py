"""Blind results: nothing of a person in any format, numbers that tell nothing, a key that tells it all."""

import io
import re
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from command import SAMPLES, scan
from report_builders import Render, candidate, evidence, holding, results

from scanner.model import Layer, Person, Reason, Results, Skipped, Unreadable, Via
from scanner.model import Warning as Note
from scanner.report import FORMATS
from scanner.report.blind import blinded, write_key

DAY = ("--as-of", "2026-11-20")
RESUMES, ML_ENGINEER = SAMPLES / "resumes", SAMPLES / "postings" / "ml-engineer.txt"
NUMBER = re.compile(r"candidate-\d{4}")


def _names() -> set[str]:
    contents = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in CONTENTS)
    return {part for about in contents for part in re.split(r"[-\s]", about["name"]) if len(part) > 3}


def _contacts() -> set[str]:
    """Return the addresses, the telephone numbers and the files of the samples' people."""
    texts = (yaml.safe_dump(yaml.safe_load(file.read_text(encoding="utf-8")), allow_unicode=True) for file in CONTENTS)
    found = {word for text in texts for word in re.findall(r"[\w.]+@[\w.]+|555[-.\s]\d{4}", text)}
    return found | {file.stem for file in CONTENTS}


CONTENTS = sorted((SAMPLES / "content").glob("*.yaml"))
NAMES = _names()
PEOPLE = NAMES | _contacts()


def _text(path: Path) -> str:
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def _left(text: str) -> list[str]:
    return [word for word in PEOPLE if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]


def test_there_are_people_to_hide() -> None:
    assert len(PEOPLE) > 60
    assert _left("Imogen")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the samples once for all tests."""
    store = tmp_path_factory.mktemp("store") / "store.sqlite"
    assert scan(RESUMES, "--against", SAMPLES / "postings", "--store", store, "-q", *DAY).code == 0
    return store


@pytest.mark.parametrize(
    ("form", "against"),
    [*((form, ML_ENGINEER) for form in FORMATS), ("html", SAMPLES / "postings"), ("table", None), ("json", None)],
    ids=lambda value: value.name if isinstance(value, Path) else str(value),
)
def test_nothing_of_the_samples_people_remains(form: str, against: Path | None, tmp_path: Path, store: Path) -> None:
    asked = ("--against", against) if against else ()
    missing = RESUMES / "imogen-vale-2.pdf"
    report = tmp_path / "report"
    ran = scan(RESUMES, missing, *asked, "--blind", "--format", form, "-v", "-o", report, "--store", store, *DAY)
    assert ran.code == 1
    written = _text(report)
    assert len(set(NUMBER.findall(written))) == 17
    assert _left(written + ran.out + ran.err) == []
    assert set(_left((tmp_path / "report.key.csv").read_text())) >= NAMES


@pytest.mark.parametrize("form", FORMATS)
def test_the_store_is_ranked_blind_too(form: str, tmp_path: Path, store: Path) -> None:
    asked = ("--stored", "--against", ML_ENGINEER, "--store", store)
    ran = scan(*asked, "--blind", "--format", form, "-v", "-o", tmp_path / "report", *DAY)
    assert ran.code == 0
    written = _text(tmp_path / "report")
    assert len(set(NUMBER.findall(written))) == 16
    assert _left(written + ran.out + ran.err) == []


def test_lines_of_json_are_no_stream_of_names(store: Path) -> None:
    ran = scan(RESUMES, "--blind", "--format", "jsonl", "--store", store, *DAY)
    assert len(set(NUMBER.findall(ran.out))) == len(ran.out.splitlines()) == 16
    assert _left(ran.out + ran.err) == []


def test_only_its_owner_reads_the_key(tmp_path: Path, store: Path) -> None:
    key = tmp_path / "key.csv"
    key.touch(0o644)
    scan(RESUMES, "--blind", "--blind-key", key, "--store", store, *DAY)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text().splitlines()) == 17


def test_numbers_do_not_follow_the_order_or_the_names(tmp_path: Path) -> None:
    files = sorted(RESUMES.glob("*.pdf"))[:3]
    copies = []
    for number, file in enumerate(reversed(files)):
        copies.append(tmp_path / f"{number}.pdf")
        copies[-1].write_bytes(file.read_bytes())
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    scan(*files, "--blind", "--blind-key", first, *DAY)
    scan(*copies, "--blind", "--blind-key", second, *DAY)

    def numbers(key: Path) -> list[tuple[str, ...]]:
        lines = (line.split(",") for line in key.read_text().splitlines())
        return [(cells[0], cells[2]) for cells in lines]

    assert numbers(first) == numbers(second)


def test_without_a_place_for_the_key_there_is_none_and_it_is_said(tmp_path: Path) -> None:
    ran = scan(RESUMES / "imogen-vale.pdf", "--blind", *DAY, cwd=tmp_path)
    assert "no key was kept" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_not_the_report(tmp_path: Path) -> None:
    ran = scan(RESUMES, "--blind", "--blind-key", tmp_path / "r", "-o", tmp_path / "r")
    assert (ran.code, ran.out) == (2, "")
    assert "--blind-key names the report itself" in ran.err


def test_a_key_alone_has_no_effect() -> None:
    assert "--blind-key has no effect without --blind" in scan(RESUMES / "imogen-vale.pdf", "--blind-key", "k").err


def test_a_key_that_can_not_be_written(tmp_path: Path) -> None:
    ran = scan(RESUMES / "imogen-vale.pdf", "--blind", "--blind-key", tmp_path / "no" / "k", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "name another with --blind-key" in ran.err


# --- the results themselves


def _run(**facts: object) -> Results:
    someone = candidate(
        "in/Ana Silva CV.pdf",
        person=Person("Ana Silva", "ana@example.com", "+44 20 7946 0000", ("https://example.org/ana",)),
        holdings=(
            holding(
                evidence=(
                    evidence("AWS ML", before="Ana Silva, holder of the ", after=", ana@example.com"),
                    evidence("https://badges.example/ana", layer=Layer.LINK),
                ),
                verify_url="https://badges.example/ana",
            ),
            holding(
                "unlisted:Silva Diploma", name="Silva Diploma", evidence=(evidence("Silva Diploma", via=Via.UNLISTED),)
            ),
        ),
        warnings=(Note("same-person", "the same e-mail address stands in in/other.pdf: compare", "ana@example.com"),),
    )
    other = candidate("in/other.pdf", person=Person())
    given = {
        "candidates": (someone, other),
        "unreadable": (Unreadable("in/lost Silva.pdf", Reason.DAMAGED, "in/lost Silva.pdf is cut off"),),
        "skipped": (Skipped("in/silva.heic"),),
        "manifest": (
            ("version", "1"), ("arguments", ("in",)),
            ("inputs", (("in/Ana Silva CV.pdf", "bb"), ("in/other.pdf", "aa"), ("job.txt", "cc"))),
        ),
    }  # fmt: skip
    return replace(results(), **{**given, **facts})


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_of_a_made_up_person_remains(form: str, render: Render) -> None:
    blind, key = blinded(_run(), kept={"job.txt"})
    report = render(blind, form, verbose=True)
    if isinstance(report, bytes):
        with zipfile.ZipFile(io.BytesIO(report)) as parts:
            report = "\n".join(parts.read(name).decode() for name in parts.namelist())
    for word in ("Ana", "Silva", "example.com", "7946", "in/", "badges", "heic", "bb", "arguments"):
        assert not re.search(rf"\b{re.escape(word)}\b", report, re.IGNORECASE), word
    out = io.StringIO()
    write_key(key, out)
    assert "Ana Silva,ana@example.com,'+44 20 7946 0000,bb" in out.getvalue()


def test_one_file_twice_has_one_number() -> None:
    twice = (candidate("a.pdf"), candidate("b.pdf"))
    run = _run(candidates=twice, unreadable=(), skipped=(), manifest=(("inputs", (("a.pdf", "1"), ("b.pdf", "1"))),))
    assert [each.source for each in blinded(run)[0].candidates] == ["candidate-0001"] * 2


def test_the_parts_of_a_mail_have_numbers_of_their_own() -> None:
    parts = (candidate("m.eml/a.pdf"), candidate("m.eml/b.pdf"))
    run = _run(candidates=parts, unreadable=(), skipped=(), manifest=(("inputs", (("m.eml", "1"),)),))
    assert {each.source for each in blinded(run)[0].candidates} == {"candidate-0001", "candidate-0002"}


def test_postings_keep_their_names() -> None:
    lost = Unreadable("job2.txt", Reason.NOT_FOUND, "there is no such file")
    blind, _ = blinded(_run(unreadable=(lost,)), kept={"job2.txt", "job.txt"})
    assert blind.unreadable == (lost,)
    assert dict(blind.manifest)["inputs"] == (("job.txt", "cc"),)
    assert blind.postings == results().postings
