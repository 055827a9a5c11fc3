"""What the README and the pages of docs/ show is what happens: their commands run, their pictures are real output."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, scan
from PIL import Image

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
PAGES["README.md"] = README
PICTURES = ROOT / "docs" / "pictures"


def commands(page: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("scan ")]


def links(page: str) -> list[str]:
    return re.findall(r"\]\((?!https?:)([^)#]+)", page)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder in which the commands find what they name, and what they write is out of the way."""
    for name in ("samples", "benchmarks", "scanner", "patterns"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store for all pages: what one has read the next need not."""
    return tmp_path_factory.mktemp("store") / "store.sqlite"


@pytest.mark.parametrize("page", [name for name, page in PAGES.items() if commands(page)])
def test_every_command_of_a_page_works_in_its_order(
    page: str, desk: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCAN_STORE", str(store))
    for command in commands(PAGES[page]):
        done = scan(*shlex.split(command)[1:], cwd=desk)
        assert done.code == (3 if "--strict" in command else 0), (command, done.err)
        assert done.out or "-o" in shlex.split(command), command


@pytest.fixture
def table_desk(tmp_path: Path) -> Path:
    """Give a folder with what the table of the README names."""
    for name, source in {
        "resumes": "samples/resumes",
        "postings": "samples/postings",
        "resume.pdf": "samples/resumes/imogen-vale.pdf",
        "job.txt": "samples/postings/ml-engineer.txt",
        "labels.jsonl": "benchmarks/labelled/postings.jsonl",
        "documents": "benchmarks/labelled/postings",
    }.items():
        (tmp_path / name).symlink_to(ROOT / source)
    (tmp_path / "jobs.csv").write_text("description\nCKA required\n", encoding="utf-8")
    written = scan("resume.pdf", "--against", "job.txt", "--format", "json", "-o", "report.json", cwd=tmp_path)
    assert written.code == 0, written.err
    return tmp_path


def test_every_command_of_the_table_works_in_its_order(table_desk: Path) -> None:
    table = [
        code for line in README.splitlines() if line.startswith("| ") for code in re.findall(r"`(scan .*?)`", line)
    ]
    # An inbox is watched until somebody stops it, a bucket is somewhere else: other tests do these.
    here = [command for command in table if not re.search(r" watch | s3://", command)]
    assert len(table) > len(here) > 15
    for command in here:
        done = scan(*shlex.split(command)[1:], cwd=table_desk)
        assert done.code == 0, (command, done.err)


def test_each_kind_of_user_has_a_page_with_commands() -> None:
    for name in ("sourcer", "hiring-manager", "engineer", "data-protection"):
        assert len(commands(PAGES[f"docs/{name}.md"])) >= 4, name
        assert f"docs/{name}.md" in links(README)
    assert len(commands(README)) >= 8


def test_every_picture_is_shown_and_taken_by_the_script() -> None:
    shown = {link for name, page in PAGES.items() if name != "README.md" for link in links(page) if "pictures/" in link}
    assert {f"pictures/{path.name}" for path in PICTURES.iterdir()} == shown
    script = (ROOT / "docs" / "take_pictures.py").read_text(encoding="utf-8")
    assert [path.stem for path in PICTURES.iterdir() if f'"{path.stem}"' not in script] == []


def test_pictures_can_be_opened_and_ask_for_nothing() -> None:
    for path in PICTURES.iterdir():
        if path.suffix == ".svg":
            drawing = path.read_text(encoding="utf-8")
            assert re.fullmatch(r"<svg .*</svg>\n", drawing, re.DOTALL)
            assert "url(http" not in drawing
        else:
            with Image.open(path) as picture:
                picture.verify()
            assert path.stat().st_size < 200_000


def run(command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "scanner", *shlex.split(command)[1:]]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_picture_is_the_real_output() -> None:
    command, picture = re.search(r"<!-- output of: (.*?) -->\n```text\n(.*?)```", README, re.DOTALL).groups()
    assert run(command).stdout == picture


@pytest.mark.parametrize(("page", "says"), [("README.md", "Required"), ("docs/engineer.md", "aws-ml-specialty")])
def test_the_python_example_works(page: str, says: str) -> None:
    code = re.search(r"```python\n(.*?)```", PAGES[page], re.DOTALL).group(1)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str) -> None:
    assert f"_SCAN_COMPLETE={shell}_source scan" in PAGES["docs/engineer.md"]
    environment = {**os.environ, "_SCAN_COMPLETE": f"{shell}_source"}
    code = "import sys; sys.argv = ['scan']; from scanner.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "_SCAN_COMPLETE" in done.stdout, done.stderr


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"make (\w+)", README))
    assert {"demo", "test"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    folder = (ROOT / page).parent
    assert [link for link in links(PAGES[page]) if not (folder / link).exists()] == []


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.DOTALL | re.MULTILINE).group(1).splitlines()
    assert len(lines) >= 8
    assert [line for line in lines if not re.fullmatch(r'\s+"[^"]+",\s+# \w.+', line)] == []
