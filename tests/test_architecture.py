"""What may know what: the rules of the project's shape, read from its own files."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_SCANNER = _ROOT / "scanner"
_FILES = sorted(_SCANNER.rglob("*.py"))

#: a module stands on the ones of the layers before its own; the modules of one layer never import each other
_LAYERS = (
    {"errors", "model", "partial_dates", "spans", "intervals"},
    {"catalog", "remote"},
    {"extract", "detect", "interpret", "scoring", "paths", "evaluate"},
    {"match", "advise", "whatif", "replay", "check", "market", "report", "store"},
    {"pipeline"},
    {"inputs", "exports"},
    {"doubles", "spacy_component"},
    {"batch"},
    {"jobs"},
    {"shortlist"},
    {"recall"},
    {"run"},
    {"run_market", "watch"},
    {"cli", "cli_catalog"},
    {"__main__"},
)
_LAYER = {name: depth for depth, names in enumerate(_LAYERS) for name in names}
#: the package itself: its functions import the pipeline when they are called, and the version is everybody's
_PACKAGE = "__init__"
#: modules of one layer that may know each other
_TOGETHER = ({"cli", "cli_catalog"}, {"errors", "model"}, {"advise", "report"})
_HEAVY = {
    "spacy": {"detect", "spacy_component"},
    "rapidfuzz": {"detect", "catalog", "cli_catalog"},
    "pdfplumber": {"extract"},
    "pypdfium2": {"extract"},
    "sqlalchemy": {"store"},
    "distributed": {"batch"},
    "fsspec": {"remote"},
    "watchdog": {"watch"},
    "msgspec": {"store", "market", "report"},
    "click": {"cli", "cli_catalog", "__main__"},
    "pyarrow": {"exports"},
    "rich": {"report", "cli", "cli_catalog"},
    "jinja2": {"report"},
    "xlsxwriter": {"report"},
}


def _module(path: Path) -> str:
    """Return the stage that a file belongs to: `detect` for `scanner/detect/names.py`."""
    return path.relative_to(_SCANNER).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the full names that a file imports, also inside functions, and the line of each."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _own(name: str) -> str | None:
    """Return the module of ours that an imported name belongs to, None for others' and for the package's own names."""
    parts = name.split(".")
    if parts[0] != "scanner" or len(parts) == 1:
        return None
    return parts[1] if parts[1] in _LAYER else None


def _label(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def test_every_module_has_its_layer() -> None:
    assert {_module(path) for path in _FILES} <= {*_LAYER, _PACKAGE}


@pytest.mark.parametrize("path", _FILES, ids=_label)
def test_imports_point_one_way(path: Path) -> None:
    mine = _module(path)
    if mine == _PACKAGE:
        return
    wrong = [
        f"{_label(path)}:{line}: {mine} imports {name}"
        for name, line in _imports(path)
        if (other := _own(name)) is not None and other != mine and not _may_import(mine, other)
    ]
    assert not wrong


def _may_import(mine: str, other: str) -> bool:
    return _LAYER[other] < _LAYER[mine] or any({mine, other} <= names for names in _TOGETHER)


@pytest.mark.parametrize("name", ["model", "partial_dates", "spans", "intervals"])
def test_what_everything_stands_on_imports_nothing_of_ours(name: str) -> None:
    files = [path for path in _FILES if _module(path) == name]
    assert files
    assert not [found for path in files for found, _ in _imports(path) if _own(found) not in {None, name}]


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ("detect", "interpret"),
        ("interpret", "detect"),
        ("extract", "scoring"),
        ("model", "catalog"),
        ("match", "advise"),
        ("report", "pipeline"),
        ("pipeline", "run"),
        ("run", "cli"),
    ],
)
def test_the_rule_itself_refuses(mine: str, other: str) -> None:
    assert not _may_import(mine, other)


@pytest.mark.parametrize("library", _HEAVY)
def test_each_library_lives_in_its_stage(library: str) -> None:
    users = {_module(path) for path in _FILES for name, _ in _imports(path) if name.split(".")[0] == library}
    assert users <= _HEAVY[library]


@pytest.mark.parametrize("path", _FILES, ids=_label)
def test_nothing_prints(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]


_SLOW = (
    "spacy",
    "rapidfuzz",
    "pdfplumber",
    "pypdfium2",
    "rich",
    "yaml",
    "jinja2",
    "xlsxwriter",
    "phonenumbers",
    "phonenumbers.geodata",
    "sqlalchemy.dialects.postgresql",
)
_WATCH = "import sys\n{work}\nsys.stderr.write(' '.join(name for name in {slow!r} if name in sys.modules))"


def _loaded(work: str) -> str:
    """Return which slow libraries are loaded behind a piece of work, in a process of its own."""
    code = _WATCH.format(work=work, slow=_SLOW)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stderr


def _command(*arguments: str) -> str:
    main = "from scanner.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"
    return f"sys.argv = {['scan', *arguments]!r}\n{main}"


def test_importing_the_package_loads_nothing_slow() -> None:
    assert not _loaded("import scanner")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["catalog", "--help"], ["check", "--help"]])
def test_help_loads_nothing_slow(arguments: list[str]) -> None:
    assert not _loaded(_command(*arguments))


def test_the_names_of_countries_come_without_the_towns() -> None:
    loaded = _loaded("from scanner.interpret.phone import _country_names\nassert _country_names()['austria'] == 'AT'")
    assert loaded.split() == ["phonenumbers"]


def test_a_run_over_what_is_known_loads_nothing_slow(tmp_path: Path) -> None:
    samples = _ROOT / "samples"
    named = (samples / "resumes" / "imogen-vale.pdf", "--against", samples / "postings" / "ml-engineer.txt")
    run = _command(*map(str, named), "--format", "jsonl", "--store", str(tmp_path / "store.sqlite"))
    assert "spacy" in _loaded(run).split()
    assert not _loaded(run)


def test_help_shows_no_control_words() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scanner", "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "\\" not in done.stdout


# --- what no file may carry: the needles are put together here, so that this file does not carry them either

_MACHINES = [f"/{name}/" for name in ("ho" + "me", "ro" + "ot", "wo" + "rk", "Us" + "ers", "t" + "mp")]
_PATH = re.compile(rf"(?<![\w.~}}\])-])(?:{'|'.join(_MACHINES)})\w")
_REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "proxy.golang" + ".org", "registry." + "npmjs")
#: what git ignores, and what is not ours
_ELSEWHERE = {".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "dist"}


def _repository() -> Iterator[Path]:
    for path in sorted(_ROOT.rglob("*")):
        if path.is_file() and not _ELSEWHERE.intersection(path.relative_to(_ROOT).parts):
            yield path


def _texts() -> Iterator[tuple[Path, str]]:
    for path in _repository():
        content = path.read_bytes()
        yield path, content.decode("utf-8", errors="ignore")


def test_no_file_carries_a_path_of_a_machine() -> None:
    found = [f"{_label(path)}: {match.group()}" for path, text in _texts() for match in _PATH.finditer(text)]
    assert not found


def test_no_file_carries_the_host_of_a_package_registry() -> None:
    found = [f"{_label(path)}: {host}" for path, text in _texts() for host in _REGISTRIES if host in text]
    assert not found
