"""The entries of patterns/ that interpretation knows by name are there: renaming one would switch its rule off."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scanner.interpret
from tests.detect.reading import shipped_catalog

_FOLDER = Path(scanner.interpret.__file__).parent
_CUES, _PHRASES = "cues.yaml:", "phrases.yaml:"


def _named(beginning: str) -> Iterator[tuple[str, str]]:
    """Yield what the code's own strings name in a file of patterns/, and where."""
    for path in sorted(_FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and text.startswith(beginning) and text != beginning:
                yield text, path.name


@pytest.mark.parametrize(("rule", "place"), sorted(set(_named(_CUES))))
def test_a_cue_that_is_known_by_name_is_there(rule: str, place: str) -> None:
    assert rule in {cue.rule for cue in shipped_catalog().language.cues}, place


@pytest.mark.parametrize(("rule", "place"), sorted(set(_named(_PHRASES))))
def test_a_list_that_is_known_by_name_is_there(rule: str, place: str) -> None:
    assert rule.removeprefix(_PHRASES) in shipped_catalog().language.phrases, place


def test_some_are_known_by_name() -> None:
    assert any(_named(_CUES))
    assert any(_named(_PHRASES))
