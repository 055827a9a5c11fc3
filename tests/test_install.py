"""The wheel as a user gets it: built, installed into a fresh environment, and run from another folder.

Nothing is fetched: the fresh environment sees the libraries of the one that the tests run in, but not this checkout.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_RESUME = "Jane Roe\n\nCertifications\nCertified Kubernetes Administrator (CKA), May 2025\n"
_POSTING = "Cluster Engineer\n\nRequirements\n- CKA\n"


def _run(command: Sequence[object], folder: Path) -> str:
    """Return what a command writes; the checkout is not on its path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache"), "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(_ROOT / name, source)
    for name in ("scanner", "patterns"):
        shutil.copytree(_ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist"], source)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    # The libraries come from the environment of the tests; its own .pth files, and so this checkout, are not followed.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = folder / "venv" / "bin" / "python"
    _run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", "--no-compile",
          "--prefix", folder / "venv", wheel], folder)  # fmt: skip
    return folder


def test_the_wheel_holds_the_patterns_and_the_schemas(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, place in ((_ROOT / "patterns", "scanner/patterns"), (_ROOT / "scanner/schemas", "scanner/schemas")):
        shipped = {
            f"{place}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.*") if path.suffix != ".md"
        }
        assert shipped
        assert shipped <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"scanner"}


def test_the_installed_command_runs_elsewhere(environment: Path) -> None:
    scan = environment / "venv" / "bin" / "scan"
    assert _run([scan, "--version"], environment).strip()
    (environment / "roe.txt").write_text(_RESUME, encoding="utf-8")
    (environment / "job.txt").write_text(_POSTING, encoding="utf-8")
    report = _run([scan, "roe.txt", "--against", "job.txt", "--as-of", "2026-11-20", "--format", "json"], environment)
    assert '"cncf-cka"' in report
    assert '"score": 100' in report


def test_the_installed_package_is_the_wheels_and_finds_its_files(environment: Path) -> None:
    code = (
        "import scanner; from pathlib import Path; from scanner.catalog import builtin_patterns; "
        "home = Path(scanner.__file__).parent; print(home); print(builtin_patterns()); "
        "print(sum(1 for _ in (home / 'schemas').glob('*.json')))"
    )
    home, patterns, schemas = _run([environment / "venv" / "bin" / "python", "-c", code], environment).split("\n")[:3]
    assert Path(home).is_relative_to(environment)
    assert Path(patterns).is_relative_to(home)
    assert int(schemas) > 0


def test_spacy_finds_the_component_of_the_installed_package(environment: Path) -> None:
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('credentials'); "
        f"doc = nlp({_RESUME!r}); print({{span.kb_id_ for span in doc.spans['credentials']}})"
    )
    assert _run([environment / "venv" / "bin" / "python", "-c", code], environment).strip() == "{'cncf-cka'}"
