"""What a shell offers to complete: commands, options, formats, and files where documents are named."""

import pytest
from click.shell_completion import ShellComplete

from scanner.cli import cli


def offered(*words: str) -> tuple[set[str], bool]:
    """Return what is offered for the last word, and whether files are."""
    items = ShellComplete(cli, {}, "scan", "_SCAN_COMPLETE").get_completions(list(words[:-1]), words[-1])
    return {item.value for item in items if item.type == "plain"}, any(item.type in ("file", "dir") for item in items)


def test_the_first_word_is_a_command_or_a_file() -> None:
    found, has_files = offered("c")
    assert {"cache", "catalog", "check"} <= found
    assert has_files


@pytest.mark.parametrize("words", [("--for",), ("cv.pdf", "--for"), ("check", "--for"), ("explain", "--for")])
def test_options_are_offered_once(words: tuple[str, ...]) -> None:
    assert offered(*words) == ({"--format"}, False)
    items = ShellComplete(cli, {}, "scan", "_SCAN_COMPLETE").get_completions([], "--")
    assert len({item.value for item in items}) == len(items) > 15


def test_the_values_of_an_option_are_offered() -> None:
    assert offered("cv.pdf", "--format", "h") == ({"html"}, False)
    assert offered("check", "job.txt", "--format", "m") == ({"markdown"}, False)


@pytest.mark.parametrize(
    "words",
    [
        ("cv.pdf", "cv"), ("cv.pdf", "--against", "jo"), ("check", "jo"), ("check", "--market", "po"), ("market", "po"),
        ("text", "cv"), ("explain", "cv"), ("explain", "cv.pdf", "--against", "jo"), ("catalog", "suggest", "cv"),
        ("cache", "forget", "cv"), ("cv.pdf", "-o", "re"), ("cv.pdf", "--patterns", "my"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_documents_are_files(words: tuple[str, ...]) -> None:
    assert offered(*words) == (set(), True)


def test_commands_of_a_command_are_offered() -> None:
    assert offered("catalog", "s") == ({"show", "stale", "suggest"}, False)
