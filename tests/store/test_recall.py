"""A run that remembers: what is known is not opened, and the report is the same, byte for byte."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import extract, jobs
from scanner.batch import pool
from scanner.detect import Detector
from scanner.interpret.claims import interpret_resume
from scanner.interpret.holdings import same_until, settle
from scanner.model import Document, Page
from scanner.pipeline import Pipeline
from tests.command import ROOT, SAMPLES, Ran, running, scan
from tests.detect.reading import shipped_catalog

AS_OF = "2026-11-20"
POSTING = SAMPLES / "postings" / "ml-engineer.txt"
#: as a user names them, from the folder that the tests run in
RESUMES = "samples/resumes"
NAMES = ("anselm-rourke.pdf", "imogen-vale.pdf", "saoirse-duffin.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    resumes = tmp_path / "resumes"
    resumes.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / "resumes" / name, resumes)
    return resumes


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[str]]:
    """Return the names of the files that workers open; the list begins anew each time."""
    log = tmp_path / "opened"
    log.touch()
    read = extract.bytes_of

    def logged(path: Path, limits: extract.Limits) -> bytes:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{path.name}\n")
        return read(path, limits)

    monkeypatch.setattr(jobs.extract, "bytes_of", logged)

    def names() -> list[str]:
        found = sorted(log.read_text(encoding="utf-8").split())
        log.write_text("", encoding="utf-8")
        return found

    return names


def ranked(folder: str | Path, *options: str | Path) -> Ran:
    return scan(folder, "--against", POSTING, "--as-of", AS_OF, "--format", "json", *options)


def test_a_second_run_opens_nothing_and_says_the_same(folder: Path, opened: Callable[[], list[str]]) -> None:
    first = ranked(folder)
    assert opened() == sorted([*NAMES, POSTING.name])
    second = ranked(folder)
    assert opened() == []
    assert second == first
    assert len(json.loads(first.out)["candidates"]) == len(NAMES)


def test_a_second_run_starts_no_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ranked(folder)

    def refuse(*_: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr(pool, "Worker", refuse)
    assert ranked(folder) == first
    assert ranked(folder, "--store", "none") != first


def test_a_team_shares_a_store(folder: Path, opened: Callable[[], list[str]], postgresql_url: str) -> None:
    first = ranked(folder, "--store", postgresql_url)
    assert opened()
    elsewhere = shutil.copytree(folder, folder.with_name("elsewhere"))
    second = ranked(elsewhere, "--store", postgresql_url)
    assert opened() == []
    assert second.out.replace(str(elsewhere), str(folder)) == first.out
    stored = scan("--stored", "--against", POSTING, "--as-of", AS_OF, "--format", "csv", "--store", postgresql_url)
    assert stored.out == scan(elsewhere, "--against", POSTING, "--as-of", AS_OF, "--format", "csv").out
    assert f"documents  {len(NAMES) + 1}, under" in scan("cache", "info", "--store", postgresql_url).out
    assert scan("cache", "clear", "--store", postgresql_url).code == 0
    assert "documents  0, under 0" in scan("cache", "info", "--store", postgresql_url).out


def test_a_database_that_does_not_answer_is_said_without_its_password() -> None:
    ran = scan("cache", "info", "--store", "postgresql://jane:secret@127.0.0.1:1/nowhere")
    assert ran.code == 2
    assert "--store none" in ran.err
    assert "secret" not in ran.err


@pytest.mark.parametrize("name", ["table", "csv", "jsonl"])
def test_every_format_is_the_same_the_second_time(folder: Path, name: str) -> None:
    assert ranked(folder, "--format", name) == ranked(folder, "--format", name)


def test_what_is_new_or_changed_is_read(folder: Path, opened: Callable[[], list[str]]) -> None:
    ranked(folder)
    opened()
    (folder / "new.txt").write_text("Jane Roe\n\nCertifications\nCKA, 2025\n", encoding="utf-8")
    (folder / NAMES[0]).write_text("John Roe\n\nCertifications\nCKAD, 2025\n", encoding="utf-8")
    again = ranked(folder)
    assert opened() == sorted([NAMES[0], "new.txt"])
    assert again == ranked(folder, "--store", "none")


def test_a_change_at_once_is_read_though_the_file_looks_the_same(tmp_path: Path) -> None:
    resume = tmp_path / "cv.txt"
    found = []
    for name in ("CKAD", "CISA", "CISM"):
        resume.write_text(f"Jane Roe\n\nCertifications\n{name}, issued May 2025\n", encoding="utf-8")
        os.utime(resume, (1_700_000_000, 1_700_000_000))
        found.append(ranked(resume))
        assert found[-1] == ranked(resume, "--store", "none")
    assert len({ran.out for ran in found}) == len(found)


def test_the_same_file_under_two_names_is_read_once(folder: Path, opened: Callable[[], list[str]]) -> None:
    shutil.copy(folder / NAMES[0], folder / "zz-copy.pdf")
    ran = ranked(folder)
    assert opened().count(NAMES[0]) + opened().count("zz-copy.pdf") <= 1
    sources = {Path(one["source"]).name for one in json.loads(ran.out)["candidates"]}
    assert sources == {*NAMES, "zz-copy.pdf"}
    ranked(folder)
    assert opened() == []


def test_other_patterns_read_no_file_anew(folder: Path, opened: Callable[[], list[str]], tmp_path: Path) -> None:
    ranked(folder)
    opened()
    own = tmp_path / "own"
    own.mkdir()
    (own / "fit.yaml").write_text("required_points: 70\npreferred_points: 30\n", encoding="utf-8")
    changed = ranked(folder, "--patterns", own)
    assert changed.code == 0, changed.err
    assert opened() == []
    assert changed == ranked(folder, "--patterns", own, "--store", "none")


def test_with_other_limits_a_file_is_read_anew() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCAN_LIMITS": "pages=1"}
    command = [
        sys.executable,
        "-c",
        "from scanner.store.versions import reader_version; from scanner.jobs import LIMITS",
    ]
    command[-1] += "; print(reader_version(LIMITS))"
    done = [
        subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
        for env in (environment, {**environment, "SCAN_LIMITS": ""}, {**environment, "SCAN_LIMITS": ""})
    ]
    assert done[0] != done[1] == done[2]


def test_no_store_keeps_nothing(folder: Path, opened: Callable[[], list[str]], tmp_path: Path) -> None:
    place = tmp_path / "kept.sqlite"
    ranked(folder, "--store", "none")
    opened()
    ranked(folder, "--store", place)
    assert NAMES[0] in opened()
    assert place.exists()


def test_the_environment_names_the_store_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCAN_STORE", str(tmp_path / "mine.sqlite"))
    assert scan("cache", "path").out.strip() == str(tmp_path / "mine.sqlite")
    assert scan("cache", "path", "--store", "other.sqlite").out.strip() == "other.sqlite"


def test_the_first_run_says_where_the_store_is(folder: Path) -> None:
    place = Path(scan("cache", "path").out.strip())
    place.unlink()
    assert f"{place}" in ranked(folder).err
    assert "--store none" not in ranked(folder).err


def test_an_unreadable_file_is_reported_each_time(folder: Path, opened: Callable[[], list[str]]) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    first = ranked(folder)
    opened()
    assert ranked(folder) == first
    assert opened() == []
    assert first.code == 1


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, opened: Callable[[], list[str]]) -> None:
    resumes = tmp_path / "many"
    resumes.mkdir()
    for number in range(120):
        text = f"Jane Roe {number}\n\nCertifications\nCKA, {2020 + number % 6}\n"
        (resumes / f"cv{number}.txt").write_text(text, encoding="utf-8")
    with running(resumes, "--format", "jsonl", "-j", "2") as run:
        while run.so_far().count("\n") < 80:
            pass
        os.kill(run.pid, signal.SIGKILL)
        run.end()
    opened()
    ran = scan(resumes, "--format", "jsonl")
    assert ran.out.count("\n") == 120
    assert 0 < len(opened()) <= 120 - 64


# --- ranking without reading ------------------------------------------------------------------------------------


def test_the_store_ranks_as_a_scan_does(opened: Callable[[], list[str]]) -> None:
    scanned = ranked(RESUMES)
    opened()
    stored = scan("--stored", "--against", POSTING, "--as-of", AS_OF, "--format", "json")
    assert opened() == []
    assert json.loads(stored.out)["candidates"] == json.loads(scanned.out)["candidates"]


@pytest.mark.parametrize("as_of", ["2021-01-01", "2029-06-30"])
def test_it_ranks_as_a_scan_does_on_any_day(as_of: str) -> None:
    ranked(RESUMES)
    arguments = ("--against", POSTING, "--as-of", as_of, "--format", "csv")
    stored = scan("--stored", *arguments)
    assert stored.out == scan(RESUMES, "--store", "none", *arguments).out
    assert stored.out.count("\n") > 10


def test_the_table_shows_the_best(folder: Path) -> None:
    ranked(folder)
    ran = scan("--stored", "--against", POSTING, "--as-of", AS_OF, "--top", "1")
    assert "Imogen Vale" in ran.out
    assert "1 of 3" in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--stored",), "one posting"),
        (("--stored", "--against", POSTING, "--store", "none"), "needs a store"),
        (("--stored", "cv.pdf", "--against", POSTING), "both resumes and --stored were given"),
        (("--against", POSTING), "--stored"),
        (("--stored", "--against", POSTING), "scan resumes first"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str | Path, ...], message: str) -> None:
    ran = scan(*arguments)
    assert ran.code == 2
    assert message in ran.err


# --- scan cache -------------------------------------------------------------------------------------------------


def test_a_file_is_forgotten_by_its_name_though_it_is_gone(folder: Path) -> None:
    ranked(folder)
    (folder / NAMES[0]).unlink()
    assert "1 document forgotten" in scan("cache", "forget", folder / NAMES[0]).out
    assert scan("cache", "forget", folder / NAMES[0]).code == 2
    assert "2 documents forgotten" in scan("cache", "forget", folder).out
    assert "documents  1" in scan("cache", "info").out


def test_what_is_not_in_the_store_is_said_and_costs_the_others_nothing(folder: Path) -> None:
    ranked(folder)
    ran = scan("cache", "forget", "wrong.pdf", folder / NAMES[0], "0123456789abcdef")
    assert (ran.code, ran.out) == (2, f"{folder / NAMES[0]}: 1 document forgotten\n")
    assert "nothing in the store is under wrong.pdf, 0123456789abcdef: " in ran.err


def test_the_paths_in_the_store_are_listed(folder: Path) -> None:
    assert scan("cache", "list").err == "nothing is kept\n"
    ranked(folder)
    lines = scan("cache", "list").out.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == sorted([*(str(folder / name) for name in NAMES), str(POSTING)])
    seen_on, path = scan("cache", "list", "IMOGEN-v").out.rstrip("\n").split("  ", 1)
    assert path == str(folder / "imogen-vale.pdf")
    assert date.fromisoformat(seen_on)
    ran = scan("cache", "list", "%")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing in the store has % in its path\n")


def test_everything_is_forgotten_at_once(folder: Path) -> None:
    ranked(folder)
    assert "4 documents forgotten" in scan("cache", "clear").out
    assert "nothing is kept" in scan("cache", "info").out


# --- the days on which a resume comes to the same ---------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            ["CKA, May 2025", "AWS Certified Developer – Associate, 2024", "CISSP, valid until March 2027",
             "PMP (exp. 06/2026)", "CKAD, January 2028", "AZ-104, 15.03.2024, renewed March 2026", "ITIL 4 Foundation"]
        ),
        min_size=1,
        max_size=5,
        unique=True,
    ),
    day=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    other=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)  # fmt: skip
def test_a_resume_comes_to_the_same_within_its_days(text: list[str], day: date, other: date) -> None:
    said = "Certifications\n" + "\n".join(text)
    seen = _DETECTOR.detect(Document("cv", "text", said, (Page(1, 0, len(said)),)), of="resume")
    resume = interpret_resume(seen, shipped_catalog())
    since, until = same_until(resume, shipped_catalog(), day)
    assert since <= day < until
    if since <= other < until:
        then, now = (settle(resume, shipped_catalog(), one).holdings for one in (day, other))
        assert [(h.credential, h.status, h.expires) for h in then] == [(h.credential, h.status, h.expires) for h in now]


_DETECTOR = Detector(shipped_catalog())


def test_a_pipeline_without_a_detector_settles_what_is_known(pipeline: Pipeline) -> None:
    resume = pipeline.claims(Document("cv", "text", "CKA, 2025", (Page(1, 0, 9),)))
    assert Pipeline(shipped_catalog()).settle(resume, date(2026, 11, 20)) == pipeline.settle(resume, date(2026, 11, 20))
