import csv
import os
import signal
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TypeVar

import pytest
from command import SAMPLES, running, scan
from faults import Fault, nothing

from scanner import extract
from scanner.batch import Allowance, Pool, Task, grant, pool, usable_cores
from scanner.errors import ScannerError
from scanner.model import Document, Page, Reason, Unreadable

T = TypeVar("T")


def no_start() -> None:
    os._exit(3)


def done(*sources: str, jobs: int = 2, seconds: float = 20, folder: Path = Path(), **options: str) -> list[object]:
    """Return the values, and the reasons for what has none."""
    with Pool(nothing, jobs=jobs, allowance=Allowance(seconds), **options) as batch:
        found = list(batch.run(Fault(folder), map(Task, sources)))
    for source, value in zip(sources, found, strict=True):
        if isinstance(value, Unreadable):
            assert value.source == source
            assert value.message
            assert "\n" not in value.message
    return [value.reason if isinstance(value, Unreadable) else value for value in found]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("refuse x", Reason.ENCRYPTED),
        ("fail x", Reason.CRASHED),
        ("leave 0", Reason.CRASHED),
        ("leave 7", Reason.CRASHED),
        ("exit x", Reason.CRASHED),
        ("die SIGSEGV", Reason.CRASHED),
        ("die SIGABRT", Reason.CRASHED),
        ("die SIGKILL", Reason.CRASHED),
        ("die SIGALRM", Reason.TIMEOUT),
        ("eat x", Reason.OUT_OF_MEMORY),
        ("nibble x", Reason.OUT_OF_MEMORY),
        ("weird x", Reason.CRASHED),
        ("recurse x", Reason.CRASHED),
        ("shout b", "b"),
        ("large b", "b" * 5_000_000),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_costs_one_document(fault: str, expected: object, jobs: int) -> None:
    assert done("say a", fault, "say c", fault, "say e", jobs=jobs) == ["a", expected, "c", expected, "e"]


@pytest.mark.parametrize("fault", ["hang x", "hang_in_c x"])
def test_a_hang_costs_its_deadline(fault: str) -> None:
    began = time.monotonic()
    assert done("say a", fault, "say c", fault, "say e", seconds=0.3) == ["a", Reason.TIMEOUT, "c", Reason.TIMEOUT, "e"]
    assert time.monotonic() - began < 5


def test_who_is_granted_more_time_may_take_it() -> None:
    assert done("take_time a", "hang x", "take_time b", seconds=0.3) == ["a", Reason.TIMEOUT, "b"]
    grant(1)


def test_all_at_once() -> None:
    faults = ["fail x", "leave 1", "eat x", "hang_in_c x", "die SIGKILL", "refuse x"]
    sources = [source for fault in faults for source in (fault, "say well")]
    reasons = ["crashed", "crashed", "out-of-memory", "timeout", "crashed", "encrypted"]
    assert done(*sources, jobs=3, seconds=1) == [word for reason in reasons for word in (reason, "well")]


def test_nothing_of_a_document_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert done("shout x", "fail x") == ["x", Reason.CRASHED]
    assert capfd.readouterr() == ("", "")


def test_verbose_shows_the_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with Pool(nothing, verbose=True) as batch:
        list(batch.run(Fault(), [Task("fail x")]))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_who_is_killed_from_outside_is_not_to_blame(tmp_path: Path) -> None:
    assert done("say a", "die_once one", "die_once two", "say b", folder=tmp_path) == ["a", "second", "second", "b"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_worker_killed_between_two_tasks_is_replaced(jobs: int) -> None:
    with Pool(nothing, jobs=jobs) as batch:
        pids = list(batch.run(Fault(), [Task("pid")] * 8))
        assert len(set(pids)) <= jobs
        for pid in set(pids):
            os.kill(pid, signal.SIGKILL)
        assert list(batch.run(Fault(), [Task("say still here")] * 8)) == ["still here"] * 8


def test_workers_live_on_and_change_their_job() -> None:
    with Pool(nothing, jobs=1) as batch:
        first = list(batch.run(Fault(), [Task("pid")] * 5))
        second = list(batch.run(Fault(Path("other")), [Task("pid")]))
        assert len({*first, *second}) == 1


def test_workers_are_replaced_after_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_DOCUMENTS_PER_WORKER", 3)
    with Pool(nothing, jobs=1) as batch:
        assert len(set(batch.run(Fault(), [Task("pid")] * 9))) == 3


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_document_may_hold_others(jobs: int) -> None:
    sources = [
        "late a",
        "split b c; late d, fail x, hang x, say e",
        "say f",
        "split ; ",
        "split ; split g; say x",
        "say h",
    ]
    with Pool(nothing, jobs=jobs, allowance=Allowance(0.5)) as batch:
        found = list(batch.run(Fault(), map(Task, sources)))
    shown = [one.reason if isinstance(one, Unreadable) else one for one in found]
    assert shown == ["a", "b", "c", "d", Reason.CRASHED, Reason.TIMEOUT, "e", "f", "g", "h"]


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_the_order_is_that_of_the_tasks(jobs: int) -> None:
    words = [str(number) for number in range(20)]
    sources = [f"{'late' if number % 7 == 0 else 'say'} {word}" for number, word in enumerate(words)]
    assert done(*sources, jobs=jobs) == words


def test_only_so_many_tasks_are_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_AHEAD", 10)
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(100):
            taken = number
            yield Task("late 0" if number == 0 else f"say {number}")

    with Pool(nothing, jobs=2) as batch:
        for turn, word in enumerate(batch.run(Fault(), tasks())):
            assert word == str(turn)
            assert taken <= turn + 11


def test_no_more_workers_than_tasks() -> None:
    with Pool(nothing, jobs=8) as batch:
        list(batch.run(Fault(), [Task("say x")]))
        assert len(batch._workers) == 1
        assert list(batch.run(Fault(), [])) == []


def test_leaving_ends_the_workers() -> None:
    with Pool(nothing, jobs=2) as batch:
        pids = [next(batch.run(Fault(), [Task("pid"), Task("hang_in_c")]))]
        pids += [worker._process.pid for worker in batch._workers]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_workers_write_is_gone_with_them(tmp_path: Path) -> None:
    with Pool(nothing, jobs=2) as batch:
        names = [Path(str(name)) for name in batch.run(Fault(), map(Task, ["write a", "write b"]))]
        assert all(name.exists() for name in names)
        list(batch.run(Fault(tmp_path), [Task("write_and_die mark")]))
        assert not Path((tmp_path / "mark").read_text(encoding="utf-8")).parent.exists()
    assert not any(name.parent.exists() for name in names)


def test_what_a_killed_worker_has_started_ends_with_it(tmp_path: Path) -> None:
    assert done("start_and_die mark", folder=tmp_path) == [Reason.CRASHED]
    pid = int((tmp_path / "mark").read_text(encoding="utf-8"))
    wait_for(lambda: not is_alive(pid))


def test_a_run_that_is_left_early_leaves_nothing_behind() -> None:
    with Pool(nothing, jobs=2) as batch:
        assert next(batch.run(Fault(), map(Task, ["say a", "hang x", "say c"]))) == "a"
        assert list(batch.run(Fault(), map(Task, ["say b", "say c"]))) == ["b", "c"]


def test_spawned_workers_do_the_same() -> None:
    sources = ("say a", "fail x", "leave 7", "say d")
    assert done(*sources, start_method="spawn", jobs=1) == ["a", Reason.CRASHED, Reason.CRASHED, "d"]


def test_workers_that_cannot_start_end_the_run() -> None:
    with Pool(no_start, jobs=2) as batch, pytest.raises(ScannerError, match="--jobs"):
        list(batch.run(Fault(), [Task("say x")]))


def test_content_can_travel_with_the_task() -> None:
    def job(_nothing: object, task: Task) -> int:
        return len(task.data or b"")

    globals()["job"] = job
    job.__qualname__ = "job"
    with Pool(nothing) as batch:
        assert list(batch.run(job, [Task("-", b"x" * 3_000_000)])) == [3_000_000]


def test_cores() -> None:
    assert usable_cores() >= 1


# --- the whole command ---------------------------------------------------------------------------------------------


@pytest.fixture
def faulty_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the reader of plain text do what the text says."""

    def read(data: bytes, *, source: str, **_: object) -> Document:
        Fault()(None, Task(data.decode()))
        return Document(source, "text", "CKA", (Page(1, 0, 3),))

    monkeypatch.setitem(extract.READERS, "text", read)


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("faulty_reader")
def test_the_report_has_a_reason_for_each(tmp_path: Path) -> None:
    written(tmp_path, a="say x", b="fail x", c="hang_in_c x", d="leave 3", e="eat x", f="shout x")
    ran = scan(tmp_path, "--timeout", "1", "--format", "csv", "-j", "2")
    assert ran.code == 1
    unreadable = {
        Path(row["source"]).stem: row["unreadable"].split(":")[0] for row in csv.DictReader(StringIO(ran.out))
    }
    assert unreadable == {"a": "", "b": "crashed", "c": "timeout", "d": "crashed", "e": "out-of-memory", "f": ""}


@pytest.mark.usefixtures("faulty_reader")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_at_once(tmp_path: Path, number: signal.Signals) -> None:
    written(tmp_path, a="say x", b="hang_in_c x", c="hang_in_c y")
    report = tmp_path / "report.json"
    report.write_text("the old one", encoding="utf-8")
    with running(tmp_path, "-o", report, "--format", "json", "-j", "2") as run:
        workers = wait_for(lambda: busy_children(run.pid, 2))
        began = time.monotonic()
        os.kill(run.pid, number)
        ran = run.end()
    assert time.monotonic() - began < 2
    assert ran.code == 128 + number
    assert "Traceback" not in ran.err
    assert number == signal.SIGTERM or " of 4 documents were read; no report was written" in ran.err
    assert report.read_text(encoding="utf-8") == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "c.txt", "report.json"]
    assert not [pid for pid in workers if is_alive(pid)]


@pytest.mark.usefixtures("faulty_reader")
@pytest.mark.parametrize(
    ("done", "said"), [("abcd", "4 of 5 documents were read"), ("a", "1 of 2 documents were read")]
)
def test_lines_that_were_written_stand_when_it_is_interrupted(tmp_path: Path, done: str, said: str) -> None:
    written(tmp_path, **dict.fromkeys(done, "say x"), z="hang_in_c x")
    with running(tmp_path, "--format", "jsonl", "-j", "1") as run:
        wait_for(lambda: run.so_far().count("\n") == len(done))
        os.kill(run.pid, signal.SIGINT)
        ran = run.end()
    assert ran.code == 130
    assert ran.out.count("\n") == len(done)
    assert said in ran.err


@pytest.mark.usefixtures("faulty_reader")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    written(tmp_path, a="late 1", b="late 2", c="late 3", d="late 4")
    with running(tmp_path, "-j", "2") as run:
        workers = wait_for(lambda: children(run.pid) if len(children(run.pid)) == 2 else [])
        os.kill(run.pid, signal.SIGKILL)
        run.end()
        wait_for(lambda: not [pid for pid in workers if is_alive(pid)])


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_number_of_workers_changes_nothing(form: str) -> None:
    arguments = ("samples/resumes", "missing.pdf", "--against", "samples/postings", "--format", form)
    outputs = [scan(*arguments, "--as-of", "2026-11-20", "-j", jobs, cwd=SAMPLES.parent) for jobs in ("1", "2", "8")]
    assert len(outputs[0].out) > 2_000
    assert outputs[0].code == 1
    assert outputs[0] == outputs[1] == outputs[2]


def wait_for(condition: Callable[[], T]) -> T:
    until = time.monotonic() + 30
    while not (found := condition()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except FileNotFoundError:
        return []


def busy_children(pid: int, number: int) -> list[int]:
    """Return the children, once so many have worked for a tenth of a second."""
    busy = [child for child in children(pid) if cpu_ticks(child) >= 10]
    return busy if len(busy) == number else []


def cpu_ticks(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11])


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
