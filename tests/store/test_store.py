"""What is kept comes back as it was, to whom it is true, for as long as it may; and goes when it is to go."""

import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scanner.errors import ScannerError
from scanner.model import Document, Page, Posting, Reason, Resume, Status, Unreadable
from scanner.pipeline import Pipeline
from scanner.store import RETENTION_DAYS, Dated, Held, Kept, Kind, Stamp, Store, Summary, default_url, unpack_summary

DAY = date(2026, 11, 20)
TEXT = "Jane Roe\njane.roe@example.com\n\nCertifications\nCKA, May 2025, expires May 2027 – naïve “quotes” ✓\n"
DOCUMENT = Document("cv.pdf", "pdf", TEXT, (Page(1, 0, len(TEXT)),))
STAMP = Stamp("/somewhere/cv.pdf", 1234, 5678)
SHA = "ab" * 32
SUMMARY = Summary(0.9, (Held("cncf-cka", Status.HELD, 0.95),))
DATED = Dated(SUMMARY, date(2025, 5, 1), date(2027, 6, 1))


def opened(url: str, *, reader: str = "r1", patterns: str = "p1", today: date = DAY) -> Store:
    return Store(url, reader=reader, patterns=patterns, today=today)


@pytest.fixture
def resume(pipeline: Pipeline) -> Resume:
    return pipeline.claims(DOCUMENT)


def fill(url: str, resume: Resume) -> str:
    with opened(url) as store:
        store.keep(STAMP, Kept(SHA, DOCUMENT, resume), Kind.RESUME, DATED)
    return url


@pytest.fixture
def full(url: str, resume: Resume) -> str:
    return fill(url, resume)


@pytest.fixture
def full_file(file_url: str, resume: Resume) -> str:
    return fill(file_url, resume)


def test_a_resume_comes_back_as_it_was(full: str, resume: Resume) -> None:
    with opened(full) as store:
        assert store.hashes([STAMP]) == {STAMP.path: SHA}
        known = store.recall([SHA], Kind.RESUME, DAY)[SHA]
    assert replace(known.meaning, source="cv.pdf") == resume
    assert resume.claims


def test_a_posting_is_true_on_its_day(url: str, pipeline: Pipeline) -> None:
    posting = pipeline.checked(replace(DOCUMENT, text="Required: CKA or AWS Certified Developer – Associate"), DAY)
    with opened(url) as store:
        store.keep(STAMP, Kept(SHA, DOCUMENT, posting), Kind.POSTING, Dated(None, DAY, DAY + timedelta(days=1)))
        store.flush()
        known = store.recall([SHA], Kind.POSTING, DAY)[SHA].meaning
        assert isinstance(known, Posting)
        assert replace(known, source="cv.pdf") == posting
        tomorrow = store.recall([SHA], Kind.POSTING, DAY + timedelta(days=1))[SHA]
        assert tomorrow.meaning is None
        assert tomorrow.document == replace(DOCUMENT, source="")


@pytest.mark.parametrize("stamp", [replace(STAMP, size=1), replace(STAMP, changed_ns=1), replace(STAMP, path="/other")])
def test_a_file_that_looks_otherwise_is_not_taken_for_the_same(full: str, stamp: Stamp) -> None:
    with opened(full) as store:
        assert store.hashes([stamp]) == {}


def test_a_file_that_had_just_changed_is_looked_into_again(url: str, resume: Resume) -> None:
    with opened(url) as store:
        store.keep(replace(STAMP, is_settled=False), Kept(SHA, DOCUMENT, resume), Kind.RESUME, DATED)
        store.flush()
        assert store.hashes([STAMP]) == {}
        store.keep(STAMP, Kept(SHA), Kind.RESUME)
        store.flush()
        assert store.hashes([STAMP]) == {STAMP.path: SHA}


def test_other_patterns_get_the_text_and_not_the_meaning(full: str) -> None:
    with opened(full, patterns="p2") as store:
        known = store.recall([SHA], Kind.RESUME, DAY)[SHA]
        assert list(store.candidates(DAY)) == []
    assert known.meaning is None
    assert known.document == replace(DOCUMENT, source="")


def test_another_reader_gets_nothing(full: str) -> None:
    with opened(full, reader="r2") as store:
        assert store.recall([SHA], Kind.RESUME, DAY) == {}


def test_what_was_read_as_a_resume_is_no_posting(full: str) -> None:
    with opened(full) as store:
        assert store.recall([SHA], Kind.POSTING, DAY)[SHA].meaning is None


@pytest.mark.parametrize(
    ("reason", "is_kept"),
    [(Reason.ENCRYPTED, True), (Reason.NO_TEXT, True), (Reason.TIMEOUT, False), (Reason.CRASHED, False)],
)
def test_only_a_lasting_failure_is_kept(url: str, reason: Reason, *, is_kept: bool) -> None:
    failure = Unreadable("cv.pdf", reason, "why")
    with opened(url) as store:
        store.keep(STAMP, Kept(SHA, failure), Kind.RESUME)
        store.flush()
        known = store.recall([SHA], Kind.RESUME, DAY)
    assert [one.document for one in known.values()] == ([replace(failure, source="")] if is_kept else [])


def test_what_ranking_needs_is_there_on_its_days(full: str) -> None:
    with opened(full) as store:
        inside, outside = list(store.candidates(DAY)), list(store.candidates(DATED.until))
    assert [unpack_summary(one.summary or "") for one in inside] == [SUMMARY]
    assert [one.path for one in inside] == [STAMP.path]
    assert [one.summary for one in outside] == [None]


def test_two_runs_may_keep_the_same_document(full: str, resume: Resume) -> None:
    with opened(full) as one, opened(full) as other:
        for store in (one, other):
            store.keep(STAMP, Kept(SHA, DOCUMENT, resume), Kind.RESUME, DATED)
        other.flush()
        one.flush()
        assert one.info().documents == 1
        assert [stored.sha256 for stored in other.candidates(DAY)] == [SHA]


def test_runs_that_begin_at_once_all_get_the_store(url: str) -> None:
    together = threading.Barrier(6)

    def begin(_: int) -> int:
        together.wait()
        with opened(url) as store:
            return store.info().documents

    with ThreadPoolExecutor(together.parties) as threads:
        assert list(threads.map(begin, range(together.parties))) == [0] * together.parties


def test_runs_that_write_at_once_wait_for_each_other(full: str, resume: Resume) -> None:
    hashes = [f"{number:064x}" for number in range(32)]

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  (no secret)
        for days in (0, 0, RETENTION_DAYS + 1, 0, RETENTION_DAYS + 1, 0):
            with opened(full, today=DAY + timedelta(days=days)) as store:
                for sha256 in chance.sample(hashes, 24):
                    stamp = replace(STAMP, path=f"/{chance.choice(hashes)}")
                    store.keep(stamp, Kept(sha256, chance.choice((None, DOCUMENT)), resume), Kind.RESUME, DATED)
                store.flush()
                store.hashes([replace(STAMP, path=f"/{sha256}") for sha256 in chance.sample(hashes, 24)])
                store.forget(chance.sample(hashes, 8))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    with opened(full) as store:
        assert {one.sha256 for one in store.candidates(DAY)} <= {*hashes, SHA}


def test_what_another_run_forgets_meanwhile_stays_forgotten(full: str, resume: Resume) -> None:
    elsewhere = replace(STAMP, path="/elsewhere/cv.pdf")
    with opened(full) as one, opened(full) as other:
        one.keep(elsewhere, Kept(SHA), Kind.RESUME)
        one.keep(STAMP, Kept(SHA, None, resume), Kind.RESUME, DATED)
        other.forget([SHA])
        one.flush()
        assert one.recall([SHA], Kind.RESUME, DAY) == {}
        assert one.hashes([STAMP, elsewhere]) == {}


def test_a_new_reading_takes_what_was_made_of_the_old_one(full: str) -> None:
    anew = replace(DOCUMENT, text="Nothing is left of it")
    with opened(full, reader="r2") as store:
        store.keep(STAMP, Kept(SHA, anew), Kind.RESUME)
        store.flush()
        known = store.recall([SHA], Kind.RESUME, DAY)[SHA]
    assert known.meaning is None
    assert known.document == replace(anew, source="")


# --- forgetting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "beginning"),
    [(STAMP.path, None), ("/somewhere", None), ("/somewhere/", None), ("/nowhere", SHA), ("/nowhere", SHA[:8])],
)
def test_a_document_is_forgotten_with_all_that_was_made_of_it(full: str, path: str, beginning: str | None) -> None:
    with opened(full) as store:
        assert store.forget(store.matching(path=path, beginning=beginning)) == 1
        assert store.recall([SHA], Kind.RESUME, DAY) == {}
        assert list(store.candidates(DAY)) == []
        assert store.hashes([STAMP]) == {}


@pytest.mark.parametrize("path", ["/some", "/somewhere/cv", "/somewhere/cv.pdf/x", "/%", "/_omewhere"])
def test_another_path_forgets_nothing(full: str, path: str) -> None:
    with opened(full) as store:
        assert store.matching(path=path) == set()


def test_nothing_of_a_forgotten_text_is_left_in_the_file(full_file: str, tmp_path: Path) -> None:
    with opened(full_file) as store:
        store.forget({SHA})
    assert not [file for file in (tmp_path / "deep").iterdir() if b"jane.roe@example.com" in file.read_bytes()]


def test_everything_is_forgotten(full: str) -> None:
    with opened(full) as store:
        assert store.clear() == 1
        assert store.info().documents == 0


@pytest.mark.parametrize(("days", "left"), [(RETENTION_DAYS, 1), (RETENTION_DAYS + 1, 0)])
def test_nothing_is_kept_longer_than_it_may(full: str, days: int, left: int) -> None:
    with opened(full, today=DAY + timedelta(days=days)) as store:
        assert store.info().documents == left


def test_what_is_seen_again_stays(full: str) -> None:
    with opened(full, today=DAY + timedelta(days=RETENTION_DAYS)) as store:
        store.hashes([STAMP])
    with opened(full, today=DAY + timedelta(days=RETENTION_DAYS + 5)) as store:
        assert store.info().documents == 1


# --- the file ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("full_file")
def test_the_file_is_the_users_own(tmp_path: Path) -> None:
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "deep").iterdir()} == {"0o600"}
    assert default_url() is not None


def test_a_damaged_entry_is_read_anew(full_file: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "deep" / "store.sqlite") as database:
        database.execute("UPDATE document SET body = X'00'")
        database.execute("UPDATE understood SET body = X'7B7D'")
    with opened(full_file) as store:
        assert store.recall([SHA], Kind.RESUME, DAY) == {}


def test_a_damaged_summary_is_said_with_the_remedy() -> None:
    with pytest.raises(ScannerError, match="scan cache clear"):
        unpack_summary('{"confidence": 1.0, "hold')


def test_a_damaged_file_is_said_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(ScannerError, match=r"store\.sqlite.*--store none"):
        opened(str(tmp_path / "store.sqlite"))


def test_a_store_of_a_newer_version_is_left_alone(full_file: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "deep" / "store.sqlite") as database:
        database.execute("UPDATE scan_store SET version = 99")
    with pytest.raises(ScannerError, match="newer version"):
        opened(full_file)


@pytest.mark.parametrize("url", ["oracle://x/y", "nonsense://", "sqlite:////proc/nowhere/store.sqlite"])
def test_a_store_that_cannot_be_opened_is_said_so(url: str) -> None:
    with pytest.raises(ScannerError, match="--store"):
        opened(url)
