"""Documents named by an address: of files, and of an S3 that moto plays on this machine."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import Ran, scan
from extract.file_builders import mail

pytest.importorskip("s3fs", reason="the extra `cluster` is not installed")
import boto3

from scanner import jobs, remote
from scanner.errors import UnreadableError
from scanner.remote import bytes_at, files_at, is_address

CV = b"Jane Roe {}\n\nCertifications\nCertified Kubernetes Administrator (CKA), 2025-03\n"
JOB = b"Engineer\n\nRequirements\n- Certified Kubernetes Administrator (CKA)\n"
OBJECTS = {
    "inbox/cv2.txt": CV,
    "inbox/cv10.txt": CV + b"Also a diver.\n",
    "inbox/deep/mail.eml": mail("See below", attachments=(("cv.txt", CV),)),
    "inbox/empty.txt": b"",
    "inbox/photo.heic": b"\0\0\0\x18ftypheic",
    "inbox/.hidden/cv.txt": CV,
    "jobs/job.txt": JOB,
}


def s3(endpoint: str) -> Any:  # noqa: ANN401
    return boto3.client("s3", endpoint_url=endpoint)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an S3 with a bucket `people`, named in the environment as a cloud's users do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    facts = {
        "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
    }  # fmt: skip
    before = {name: os.environ.get(name) for name in facts}
    os.environ.update(facts)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (
        (tmp_path_factory.mktemp("s3") / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as server,
    ):
        try:
            wait_for(port)
            s3(address).create_bucket(Bucket="people")
            for name, content in OBJECTS.items():
                s3(address).put_object(Bucket="people", Key=name, Body=content)
            yield address
        finally:
            server.kill()
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        with socket.socket() as end:
            if end.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < until
        time.sleep(0.05)


def report(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_folder_in_s3_is_read_as_one_on_the_disk(endpoint: str, tmp_path: Path) -> None:
    assert endpoint
    for name, content in OBJECTS.items():
        path = tmp_path / "people" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def found(place: str) -> tuple[int, str]:
        ran = scan(f"{place}/inbox/", "--against", f"{place}/jobs/job.txt", "--format", "json", "--store", "none")
        return ran.code, ran.out.replace(place, "PLACE").replace(str(tmp_path / "people"), "PLACE")

    here = found(str(tmp_path / "people"))
    assert here[0] == 1
    assert here[1].count('"source": "PLACE/inbox/') == 6
    assert found("s3://people") == here
    assert found(f"file://{tmp_path}/people") == here


def test_the_bytes_come_to_the_workers_of_a_cluster(endpoint: str) -> None:
    assert endpoint
    arguments = ("s3://people/inbox/*.txt", "--against", "s3://people/jobs", "--format", "jsonl", "--store", "none")
    there = scan(*arguments, "--cluster", "local:1")
    assert there == scan(*arguments)
    assert [json.loads(line)["source"] for line in there.out.splitlines()] == [
        "s3://people/inbox/cv2.txt",
        "s3://people/inbox/cv10.txt",
        "s3://people/inbox/empty.txt",
    ]


def test_what_was_read_is_not_fetched_again(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def ran() -> list[str]:
        found = report(scan("s3://people/inbox/cv2.txt", "--format", "json", "-j", "1"))
        return [holding["credential"] for one in found["candidates"] for holding in one["holdings"]]

    def refused(_address: str, _at_most: int) -> bytes:
        raise AssertionError

    assert ran() == ["cncf-cka"]
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "bytes_at", refused)
        assert ran() == ["cncf-cka"]
    s3(endpoint).put_object(Bucket="people", Key="inbox/cv2.txt", Body=b"Nobody at all, and nothing to see\n")
    assert ran() == []
    s3(endpoint).put_object(Bucket="people", Key="inbox/cv2.txt", Body=CV)


def test_exports_are_read_row_by_row(endpoint: str) -> None:
    rows = "description\n" + "Must: Certified Kubernetes Administrator (CKA)\nMust: CISSP certification\n"
    s3(endpoint).put_object(Bucket="people", Key="jobs.csv", Body=rows.encode())
    ran = scan("market", "s3://people/jobs.csv", "--format", "json")
    assert ran.code == 0, ran.err
    found = report(ran)
    assert found["postings"] == 2
    assert "no such file" in scan("market", "s3://people/gone.csv").err


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("s3://people/inbox/gone.txt", "not-found"),
        ("s3://nowhere/cv.txt", "not-found"),
        ("nope://x/cv.txt", "not-found"),
        ("https://example.org/cv.txt", "not-found"),
    ],
)
def test_what_is_not_there_is_said(endpoint: str, address: str, reason: str) -> None:
    assert endpoint
    ran = scan("s3://people/inbox/cv2.txt", address, "--format", "json", "--store", "none")
    assert ran.code == 1
    assert len(report(ran)["candidates"]) == 1
    assert [(one["source"], one["reason"]) for one in report(ran)["unreadable"]] == [(address, reason)]


def test_no_more_is_fetched_than_is_read(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_bytes(b"x" * 100)
    address = f"file://{tmp_path}/cv.txt"
    assert bytes_at(address, 100) == b"x" * 100
    assert bytes_at(address, 10) == b"x" * 11
    with pytest.raises(UnreadableError, match="folder"):
        bytes_at(f"file://{tmp_path}", 10)


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".b").mkdir()
    for name in ("cv.txt", ".a.txt", ".b/cv.txt"):
        (tmp_path / name).touch()
    assert list(files_at(f"file://{tmp_path}/")) == [f"file://{tmp_path}/cv.txt"]


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (PermissionError("Access Denied"), "permission", "check the credentials"),
        (RuntimeError("Unable to locate credentials"), "permission", "check the credentials"),
        (FileNotFoundError(2, "No such file"), "not-found", "check the address"),
        (ImportError("Install s3fs to access S3"), "not-found", "pip install"),
        (ZeroDivisionError(), "not-found", "ZeroDivisionError"),
    ],
)
def test_errors_of_any_library_become_reasons(error: Exception, reason: str, words: str) -> None:
    said = remote._unopened(error)
    assert said.reason == reason
    assert words in str(said)


@pytest.mark.parametrize(
    ("source", "expected"),
    [("s3://b/x", True), ("FILE:///x", True), ("cv.txt", False), ("-", False), ("c://x", False), ("http://x/y", False)],
)
def test_what_is_an_address(source: str, expected: bool) -> None:
    assert is_address(source) is expected
