"""The phrases kept in the cache are those that the catalogue makes, and a damaged entry is made anew."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from scanner.catalog import check_patterns
from scanner.detect import lexicon_cache
from scanner.detect.lexicon import Lexicon, build_lexicon
from scanner.detect.lexicon_cache import load_lexicon

CATALOG = check_patterns()
BUILT = build_lexicon(CATALOG)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty cache directory of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "credential-scanner"


def entry(home: Path) -> Path:
    (found,) = home.iterdir()
    return found


def same(one: Lexicon, other: Lexicon) -> bool:
    return all(
        {word: tuple(found) for word, found in getattr(one, field.name).items()} == getattr(other, field.name)
        if field.name == "by_rarest"
        else getattr(one, field.name) == getattr(other, field.name)
        for field in fields(Lexicon)
    )


def test_the_second_load_builds_nothing_and_says_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(load_lexicon(CATALOG), BUILT)
    assert entry(home).stat().st_size > 0
    monkeypatch.setattr(lexicon_cache, "build_lexicon", lambda _: pytest.fail("it was built again"))
    assert same(load_lexicon(CATALOG), BUILT)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"aws", b"gcp", 1),
        lambda content: b"\x80\x04\x95" + content,
        lambda _: b"{}",
    ],
)
def test_a_damaged_entry_is_made_anew(home: Path, damage: Callable[[bytes], bytes]) -> None:
    load_lexicon(CATALOG)
    whole = entry(home).read_bytes()
    entry(home).write_bytes(damage(whole))
    assert same(load_lexicon(CATALOG), BUILT)
    assert entry(home).read_bytes() == whole


@pytest.mark.parametrize("other", [{}, [], {"names": {}}, {"names": 1}, None])
def test_an_entry_of_another_form_is_made_anew(monkeypatch: pytest.MonkeyPatch, other: object) -> None:
    monkeypatch.setattr(lexicon_cache, "read_entry", lambda _folder, _key: other)
    assert same(load_lexicon(CATALOG), BUILT)


def test_other_code_makes_another_entry(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_lexicon(CATALOG)
    monkeypatch.setattr(lexicon_cache, "_code", lambda: "changed")
    load_lexicon(CATALOG)
    assert len(list(home.iterdir())) == 2


def test_without_a_home_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_cache, "cache_folder", lambda: None)
    assert same(load_lexicon(CATALOG), BUILT)


def test_every_phrase_stands_once_under_one_of_its_words() -> None:
    kept = [(word, tuple(phrase.split(" "))) for word, phrases in BUILT.by_rarest.items() for phrase in phrases]
    assert all(word in phrase for word, phrase in kept)
    assert sorted(phrase for _, phrase in kept) == sorted(BUILT.phrases())
