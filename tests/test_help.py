"""What `--help` shows as an example works as it stands there, for every command."""

import json
import os
import re
import shlex
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from command import ROOT, SAMPLES, Ran, running, scan

from scanner.cli import cli

#: 3: something should be corrected
_STRICT = {0, 3}
_CATALOGUE = """
- id: harbour-pilot-licence
  name: Harbour Pilot Licence
  issuer: Port of Nowhere
  kind: licence
  families: []
  level: null
  sources: [{note: "a harbour that does not exist", facts: [name]}]
  checked_on: 2026-11-20
  confidence: low
"""


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from commands(child, (*path, name))


COMMANDS = dict(commands(cli))
EXAMPLES = {
    re.split(r"\s{2,}", line.strip())[0]: path
    for path, command in COMMANDS.items()
    for line in (command.help or "").splitlines()
    if line.strip().startswith("scan ")
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the files that the examples speak of."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copy(SAMPLES / "resumes" / "imogen-vale.pdf", desk / "resume.pdf")
    shutil.copy(SAMPLES / "postings" / "ml-engineer.txt", desk / "job.txt")
    for folder in ("resumes", "postings", "texts", "inbox", "my-patterns/credentials"):
        (desk / folder).mkdir(parents=True)
    shutil.copy(SAMPLES / "resumes" / "imogen-vale.pdf", desk / "inbox")
    for name in ("resumes/imogen-vale.pdf", "resumes/nadia-okonjo-webb.pdf", "postings/ml-engineer.txt"):
        shutil.copy(SAMPLES / name, desk / name)
    (desk / "benchmarks").symlink_to(ROOT / "benchmarks")
    labelled = ROOT / "benchmarks" / "labelled"
    first = (labelled / "resumes.jsonl").read_text().splitlines()[0]
    (desk / "labels.jsonl").write_text(first + "\n")
    shutil.copy(labelled / "resumes" / f"{json.loads(first)['id']}.txt", desk / "texts")
    scan(desk / "texts", "--format", "json", "-o", desk / "theirs.json")
    scan("resume.pdf", "--against", "job.txt", "--format", "json", "-o", "report.json", cwd=desk)
    (desk / "jobs.csv").write_text("title,description\nPlatform engineer,Required: CKA\n")
    (desk / "my-patterns" / "credentials" / "harbour.yaml").write_text(_CATALOGUE.lstrip())
    return desk


def _until_written(arguments: list[str], desk: Path) -> Ran:
    """Run a command that goes on for ever until its report is there, and interrupt it."""
    report = desk / arguments[arguments.index("-o") + 1]
    report.unlink(missing_ok=True)
    with running(*arguments, cwd=desk) as run:
        until = time.monotonic() + 60
        while not report.exists() and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(run.pid, signal.SIGINT)
        ended = run.end()
    assert report.exists(), ended.err
    assert ended.code == 130
    return replace(ended, code=0)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "scan")
def test_every_command_has_an_example_and_a_line(path: tuple[str, ...]) -> None:
    assert path in EXAMPLES.values() or any(EXAMPLES[line][: len(path)] == path for line in EXAMPLES)
    assert COMMANDS[path].get_short_help_str(200)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_works(example: str, desk: Path) -> None:
    arguments = shlex.split(example)[1:]
    if arguments[0] == "cache":
        scan("resume.pdf", cwd=desk)
    ran = _until_written(arguments, desk) if arguments[0] == "watch" else scan(*arguments, cwd=desk)
    assert ran.code in (_STRICT if "--strict" in example else {0}), ran.err
    assert "Traceback" not in ran.err
