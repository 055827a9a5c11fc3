"""What `--help` shows as an example works as it stands there, for every command."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from command import ROOT, SAMPLES, scan

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
    for folder in ("resumes", "postings", "texts", "my-patterns/credentials"):
        (desk / folder).mkdir(parents=True)
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


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "scan")
def test_every_command_has_an_example_and_a_line(path: tuple[str, ...]) -> None:
    assert path in EXAMPLES.values() or any(EXAMPLES[line][: len(path)] == path for line in EXAMPLES)
    assert COMMANDS[path].get_short_help_str(200)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_works(example: str, desk: Path) -> None:
    ran = scan(*shlex.split(example)[1:], cwd=desk)
    assert ran.code in (_STRICT if "--strict" in example else {0}), ran.err
    assert "Traceback" not in ran.err
