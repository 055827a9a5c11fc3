"""A folder that is watched by a process of its own, while resumes arrive, grow, change and vanish."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from command import Ran, Running, running, scan

from scanner import extract
from scanner.cli import watch as command
from scanner.watch import Rest, changes

CV = "{}\n\nCertifications\nCertified Kubernetes Administrator (CKA), 2025-03\n"
JOB = "Engineer\n\nRequirements\n- {}\n"
CKA = "Certified Kubernetes Administrator (CKA)"
CISSP = "Certified Information Systems Security Professional (CISSP)"


class Watched:
    """A folder with a posting beside it, and the report on both."""

    def __init__(self, place: Path) -> None:
        self.inbox = place / "inbox"
        self.report = place / "report.json"
        self.posting = place / "job.txt"
        self.log = place / "read.log"
        self.inbox.mkdir()
        self.require(CKA)

    def require(self, name: str) -> None:
        self.posting.write_text(JOB.format(name), encoding="utf-8")

    def put(self, name: str, person: str) -> None:
        (self.inbox / name).write_text(CV.format(person), encoding="utf-8")

    def results(self) -> dict[str, Any]:
        """Return the report, which is whole at any time; nothing where there is none yet."""
        found: dict[str, Any] = json.loads(self.report.read_bytes()) if self.report.exists() else {"candidates": None}
        return found

    def names(self) -> list[str] | None:
        found = self.results()["candidates"]
        return found if found is None else sorted(one["person"]["name"] for one in found)

    def reads(self) -> list[str]:
        return sorted(Path(line).name for line in self.log.read_text(encoding="utf-8").splitlines())

    @contextmanager
    def watching(self, *options: str | Path) -> Iterator[Running]:
        arguments = ("watch", self.inbox, "--against", self.posting, "-o", self.report, "-j", "1", *options)
        with running(*arguments, cwd=self.inbox.parent) as run:
            yield run


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Return a folder that is looked at more often than people need, and a log of what is read from it."""
    found = Watched(tmp_path)
    monkeypatch.setattr(command, "_REST_SECONDS", 0.5)
    read = extract.bytes_of

    def logged(path: Path, limits: extract.Limits) -> bytes:
        with found.log.open("a", encoding="utf-8") as log:
            log.write(f"{path}\n")
        return read(path, limits)

    monkeypatch.setattr(extract, "bytes_of", logged)
    return found


def wait_for(condition: Callable[[], bool], run: Running) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, run.end()
        time.sleep(0.02)


def interrupted(run: Running) -> Ran:
    began = time.monotonic()
    os.kill(run.pid, signal.SIGINT)
    ran = run.end()
    assert time.monotonic() - began < 2
    return ran


def test_the_report_follows_the_folder(watched: Watched) -> None:
    watched.put("a.txt", "Ada Early")
    with watched.watching() as run:
        wait_for(lambda: watched.names() == ["Ada Early"], run)
        watched.put("b.txt", "Bea Later")
        (watched.inbox / "deep").mkdir()
        watched.put("deep/c.txt", "Cleo Below")
        wait_for(lambda: watched.names() == ["Ada Early", "Bea Later", "Cleo Below"], run)
        watched.put("a.txt", "Ada Changed")
        (watched.inbox / "b.txt").unlink()
        wait_for(lambda: watched.names() == ["Ada Changed", "Cleo Below"], run)
        (watched.inbox / "deep" / "c.txt").rename(watched.inbox / "d.txt")
        wait_for(lambda: watched.results()["candidates"][-1]["source"].endswith("inbox/d.txt"), run)
        ran = interrupted(run)
    assert watched.names() == ["Ada Changed", "Cleo Below"]
    assert ran.code == 130
    assert "Traceback" not in ran.err
    assert "report.json: 1 candidate (1 new)" in ran.err
    assert "1 gone" in ran.err
    assert ran.err.endswith("report.json stays as it is\n")
    # What was read once is read no more: neither those that stay, nor the one that has another name.
    assert watched.reads() == ["a.txt", "a.txt", "b.txt", "c.txt", "job.txt"]
    assert sorted(path.name for path in watched.inbox.parent.iterdir()) == [
        "inbox", "job.txt", "read.log", "report.json",
    ]  # fmt: skip


def test_a_file_is_read_when_it_has_stopped_growing(watched: Watched) -> None:
    watched.put("a.txt", "Ada Early")
    with watched.watching() as run, (watched.inbox / "slow.txt").open("w", encoding="utf-8") as slow:
        for _ in range(20):
            slow.write("Sam Slow\n\nCertifications\n")
            slow.flush()
            time.sleep(0.1)
            assert "Sam Slow" not in (watched.names() or [])
        slow.write(CV)
        slow.close()
        wait_for(lambda: watched.names() == ["Ada Early", "Sam Slow"], run)
        interrupted(run)
    assert watched.reads().count("slow.txt") == 1


def test_half_a_document_costs_nothing_but_itself(watched: Watched) -> None:
    pdf = (Path(__file__).parent.parent / "samples" / "resumes" / "imogen-vale.pdf").read_bytes()
    watched.put("a.txt", "Ada Early")
    (watched.inbox / "half.pdf").write_bytes(pdf[: len(pdf) // 2])
    with watched.watching() as run:
        wait_for(lambda: bool(watched.names()), run)
        (watched.inbox / "half.pdf").write_bytes(pdf)
        wait_for(lambda: watched.names() == ["Ada Early", "Imogen Vale"], run)
        interrupted(run)


def test_the_report_follows_the_posting(watched: Watched) -> None:
    def asked() -> list[str]:
        found = watched.results().get("postings")
        return found[0]["requirements"][0]["any_of"] if found else []

    watched.put("a.txt", "Ada Early")
    with watched.watching() as run:
        wait_for(lambda: asked() == ["cncf-cka"], run)
        watched.require(CISSP)
        wait_for(lambda: asked() == ["isc2-cissp"], run)
        watched.posting.unlink()
        wait_for(lambda: b"the report stays as it is: no posting could be read" in run.errors_so_far(), run)
        assert asked() == ["isc2-cissp"]
        watched.require(CKA)
        wait_for(lambda: asked() == ["cncf-cka"], run)
        interrupted(run)


def test_the_report_may_lie_in_the_folder_and_take_its_form_from_its_name(watched: Watched) -> None:
    watched.report = watched.inbox / "report.html"
    with watched.watching() as run:
        wait_for(watched.report.exists, run)
        watched.put("a.txt", "Ada Early")
        wait_for(lambda: b"Ada Early" in watched.report.read_bytes(), run)
        ran = interrupted(run)
    assert watched.report.read_bytes().startswith(b"<!doctype html>")
    assert "2 candidates" not in ran.err


def test_where_the_system_tells_nothing_one_looks_now_and_then(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_places: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("scanner.watch.changes", refused)
    monkeypatch.setattr(command, "_PATIENCE_SECONDS", 0.2)
    with watched.watching("--store", "none") as run:
        wait_for(lambda: watched.names() == [], run)
        watched.put("a.txt", "Ada Early")
        wait_for(lambda: watched.names() == ["Ada Early"], run)
        ran = interrupted(run)
    assert "inotify watch limit reached" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("watch", "inbox", "--against", "job.txt"), "with -o"),
        (("watch", "inbox", "-o", "report.html"), "--against"),
        (("watch", "inbox", "--against", "-", "-o", "report.html"), "name a file"),
        (("watch", "gone", "--against", "job.txt", "-o", "report.html"), "gone"),
        (("watch", "inbox", "--against", "gone.txt", "-o", "report.html"), "no posting could be read"),
    ],
)
def test_wrong_usage(watched: Watched, arguments: tuple[str, ...], words: str) -> None:
    ran = scan(*arguments, cwd=watched.inbox.parent)
    assert ran.code == 2
    assert words in ran.err


def test_a_file_comes_to_rest(tmp_path: Path) -> None:
    file, gone = tmp_path / "cv.txt", str(tmp_path / "gone.txt")
    file.write_text("a", encoding="utf-8")
    rest = Rest(1.0)
    assert rest.of([str(file), gone], now=10.0) == {}
    assert rest.is_near
    assert list(rest.of([str(file), gone], now=11.0)) == [str(file), gone]
    assert not rest.is_near
    file.write_text("ab", encoding="utf-8")
    assert list(rest.of([str(file), gone], now=12.0)) == [gone]
    assert rest.is_near
    assert list(rest.of([str(file)], now=13.5)) == [str(file)]


def test_changes_wake(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    posting = tmp_path / "job.txt"
    posting.touch()
    with changes([str(tmp_path / "inbox"), str(posting), str(tmp_path / "no" / "such.txt")]) as woken:
        for file in (tmp_path / "inbox" / "cv.txt", posting):
            woken.clear()
            file.write_text("x", encoding="utf-8")
            assert woken.wait(10)
