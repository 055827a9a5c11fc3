"""A Dask cluster of processes of their own: a scheduler, and workers that are killed in the middle."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ROOT, Ran, running, scan
from extract.file_builders import mail
from faults import Fault, doomed, nothing, unlucky

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
from scanner.batch import Allowance, Task, cluster, dask_worker
from scanner.batch.build import build, differences
from scanner.batch.cluster import Cluster
from scanner.batch.dask_worker import Hosts
from scanner.errors import ScannerError
from scanner.model import Reason, Unreadable

CV = "Jane Roe {}\n\nCertifications\nCertified Kubernetes Administrator (CKA), 2025-0{}\nKelp Diver Diploma, 2024\n"
JOB = "Engineer\n\nRequirements\n- Certified Kubernetes Administrator (CKA)\n"
#: where the workers find the jobs of these tests
PATHS = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
KELP = """
- id: kelp-diver
  name: Kelp Diver Diploma
  issuer: Kelp School
  kind: certification
  families: [ml]
  checked_on: 2026-11-20
  confidence: high
  sources: [{note: made up, facts: []}]
"""


def dask(*arguments: str, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a process of Dask; what it says is kept in the folder."""
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(folder / "address.json")],
            env={**os.environ, "PYTHONPATH": PATHS, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
        )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a scheduler with two workers; those who die twice over a bundle have it taken away."""
    folder = tmp_path_factory.mktemp("dask")
    often = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    place = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [dask("scheduler", *place, "--port", "0", folder=folder, **often)]
    wait_for(folder / "address.json")
    processes += [dask("worker", *place, "--nthreads", "1", folder=folder, **often) for _ in range(2)]
    try:
        yield json.loads((folder / "address.json").read_text(encoding="utf-8"))["address"]
    finally:
        for process in reversed(processes):
            process.kill()
        for process in processes:
            process.wait(30)


def wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists() or not path.stat().st_size:
        assert time.monotonic() < until
        time.sleep(0.05)


def done(address: str, *sources: str, seconds: float = 20) -> list[object]:
    """Return the values, and the reasons for what has none."""
    with Cluster(address, nothing, allowance=Allowance(seconds)) as batch:
        found = list(batch.run(Fault(), map(Task, sources)))
    return [one.reason if isinstance(one, Unreadable) else one for one in found]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return a folder of small resumes, one in an e-mail, one empty; and a posting beside it."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(1, 9):
        (folder / f"cv{number}.txt").write_text(CV.format(number, number), encoding="utf-8")
    (folder / "cv9.eml").write_bytes(mail("See below", attachments=(("cv.txt", CV.format(9, 9).encode()),)))
    (folder / "empty.txt").touch()
    (tmp_path / "job.txt").write_text(JOB, encoding="utf-8")
    patterns = tmp_path / "patterns" / "credentials"
    patterns.mkdir(parents=True)
    (patterns / "kelp.yaml").write_text(KELP, encoding="utf-8")
    return folder


def test_a_cluster_says_what_this_machine_says(address: str, inbox: Path) -> None:
    def ran(*by: str) -> Ran:
        arguments = ("inbox", "missing.txt", "--against", "job.txt", "--patterns", "patterns", "--as-of", "2026-11-20")
        return scan(*arguments, *by, cwd=inbox.parent)

    here = ran("--format", "json", "--store", "none")
    assert here.code == 1
    assert here.out.count("inbox/cv") >= 9
    assert "kelp-diver" in here.out
    assert ran("--format", "json", "--store", "none", "--cluster", address) == here
    lines = ran("--format", "jsonl", "--store", "none")
    assert ran("--format", "jsonl", "--cluster", address) == lines
    # what the cluster read is known here
    assert ran("--format", "jsonl") == lines


def test_text_is_read_there_too(address: str, inbox: Path) -> None:
    assert "Jane Roe 3" in scan("text", inbox / "cv3.txt", "--cluster", address).out


def test_nobody_waits_once_all_is_back(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waited_for: list[int] = []
    results = Cluster._results

    def noted(batch: Cluster[object]) -> Iterator[object]:
        waited_for.append(len(batch._flying))
        return results(batch)

    monkeypatch.setattr(Cluster, "_results", noted)
    assert done(address, "say a", "say b") == ["a", "b"]
    assert min(waited_for) > 0


def test_a_fault_costs_one_document(address: str) -> None:
    faults = {"fail x": "crashed", "leave 7": "crashed", "eat x": "out-of-memory", "hang_in_c x": "timeout"}
    sources = [source for fault in faults for source in (fault, "say well")]
    assert done(address, *sources, "split a b; say c", seconds=1) == [
        *(word for reason in faults.values() for word in (reason, "well")), "a", "b", "c",
    ]  # fmt: skip


def test_a_worker_that_dies_loses_nothing(address: str) -> None:
    words = [str(number) for number in range(30)]
    with Cluster(address, nothing) as batch:
        found = batch.run(Fault(), [Task(f"late {word}") for word in words])
        values = [next(found)]
        victims = batch._client.run(os.getpid)
        os.kill(min(victims.values()), signal.SIGKILL)
        values += found
    assert values == words


def test_a_document_over_which_workers_die_is_set_aside(address: str) -> None:
    sources = [f"say {number}" for number in range(12)]
    sources[7] = "end_dask_worker"
    with Cluster(address, nothing) as batch:
        found = list(batch.run(Fault(), map(Task, sources)))
    aside = found.pop(7)
    assert isinstance(aside, Unreadable)
    assert (aside.source, aside.reason) == ("end_dask_worker", Reason.CRASHED)
    assert "2 processes of the cluster died" in aside.message
    assert found == [str(number) for number in range(12) if number != 7]


def test_leaving_ends_what_is_being_read(address: str) -> None:
    with Cluster(address, nothing) as batch:
        found = batch.run(Fault(), [Task("pid"), *[Task("hang x")] * 8])
        pid = next(found)
        began = time.monotonic()
        found.close()
    assert time.monotonic() - began < 5
    assert isinstance(pid, int)
    until = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_an_interrupt_ends_it_with_what_is_done(address: str, inbox: Path) -> None:
    for number in range(400):
        (inbox / f"more{number}.txt").write_text(CV.format(number, 1), encoding="utf-8")
    with running(inbox, "--format", "jsonl", "--cluster", address) as run:
        until = time.monotonic() + 60
        while "\n" not in run.so_far():
            assert time.monotonic() < until
            time.sleep(0.02)
        began = time.monotonic()
        os.kill(run.pid, signal.SIGINT)
        ran = run.end()
    assert time.monotonic() - began < 5
    assert ran.code == 130
    assert "Traceback" not in ran.err
    assert all(json.loads(line) for line in ran.out.splitlines())


def test_a_worker_of_another_build_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "build", lambda: {**build(), "spacy": "0.1"})
    with pytest.raises(ScannerError, match=r"spacy is \d.*, here 0\.1; install the same versions"):
        done(address, "say x")


def test_a_worker_whose_process_dies_at_once_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_worker, "_HOST", "raise SystemExit")
    assert "can't start the process that reads" in refusal(hosts(bytes(10_000_000)))


def test_a_worker_that_may_start_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert "(no more processes): look at its log" in refusal(hosts(b""))


def hosts(setting: bytes) -> Hosts:
    plugin = Hosts(setting, build())
    plugin.setup(None)  # type: ignore[arg-type]
    return plugin


def refusal(plugin: Hosts) -> str:
    with pytest.raises(ScannerError) as caught:
        plugin.do(b"", b"")
    return str(caught.value)


def test_workers_that_cannot_load_what_reading_takes(address: str) -> None:
    with Cluster(address, unlucky) as batch, pytest.raises(ScannerError, match="no luck today"):
        list(batch.run(Fault(), [Task("say x"), Task("say y")]))


def test_a_process_that_dies_as_it_loads_is_blamed_on_no_document(address: str) -> None:
    with Cluster(address, doomed) as batch, pytest.raises(ScannerError, match="can't load what reading takes"):
        list(batch.run(Fault(), [Task("say x"), Task("say y")]))


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, inbox: Path) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    ran = scan(inbox, "--cluster", "tcp://127.0.0.1:1")
    assert ran.code == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in ran.err
    assert "Traceback" not in ran.err


def test_a_cluster_that_goes_away_in_the_middle(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    with Cluster("local:1", nothing) as batch:
        found = batch.run(Fault(), [Task(f"late {number}") for number in range(100)])
        assert next(found) == "0"
        scheduler = batch._client.run_on_scheduler(os.getpid)
        os.kill(scheduler, signal.SIGKILL)
        with pytest.raises(ScannerError, match="the scheduler local:1 is gone"):
            list(found)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("wrong", ["local:0", "local:", "scheduler:8786", "file:///x"])
def test_what_is_no_address(wrong: str, inbox: Path) -> None:
    ran = scan(inbox, "--cluster", wrong)
    assert ran.code == 2
    assert "local:4" in ran.err


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, inbox: Path) -> None:
    monkeypatch.delitem(sys.modules, "scanner.batch.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = scan(inbox, "--cluster", "local:2")
    assert ran.code == 2
    assert "pip install 'credential-scanner[cluster]'" in ran.err


def test_the_jobs_of_this_machine_and_a_cluster_exclude_each_other(inbox: Path) -> None:
    assert scan(inbox, "--cluster", "local:2", "-j", "2").code == 2


def test_differences_are_named() -> None:
    assert differences({"a": "1", "b": "2"}, {"a": "1", "b": "3"}) == ["b is 3, here 2"]
    assert differences({"a": "1"}, {}) == ["a is not there, here 1"]
    assert differences(build(), build()) == []
