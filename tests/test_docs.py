"""What the README shows is what happens: each of its commands runs, its picture is real output."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("scan ")
]


def run(command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "scanner", *shlex.split(command)[1:]]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_works(command: str) -> None:
    done = run(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) >= 8


def test_the_picture_is_the_real_output() -> None:
    command, picture = re.search(r"<!-- output of: (.*?) -->\n```text\n(.*?)```", README, re.DOTALL).groups()
    assert run(command).stdout == picture


def test_the_python_example_works() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Required" in done.stdout


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"make (\w+)", README))
    assert {"demo", "test"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.DOTALL | re.MULTILINE).group(1).splitlines()
    assert len(lines) >= 8
    assert [line for line in lines if not re.fullmatch(r'\s+"[^"]+",\s+# \w.+', line)] == []
