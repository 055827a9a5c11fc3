"""The cache gives what the files say, or nothing: it never breaks a run and never runs anything."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.catalog import Catalog, check_patterns, load_catalog
from scanner.catalog.cache import cache_folder, read_entry, write_entry
from scanner.catalog.records import decode, encode, shape
from scanner.errors import CatalogError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty cache directory of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "credential-scanner"


@pytest.fixture
def checked() -> Catalog:
    return check_patterns()


def same(one: Catalog, other: Catalog) -> bool:
    """Return whether two catalogues say the same, in the same order and in the same types."""
    parts = [
        [repr(part) for part in (list(each), each.language, each.weights, each.advice, each.check, each.digest)]
        for each in (one, other)
    ]
    return (
        parts[0] == parts[1]
        and vars(one.families).keys() == vars(other.families).keys()
        and all(
            vars(one.families)[key] == vars(other.families)[key] for key in vars(one.families) if key != "_credentials"
        )
    )


def entry(home: Path) -> Path:
    (found,) = home.iterdir()
    return found


def test_the_second_load_reads_no_yaml_and_says_the_same(
    home: Path, checked: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert same(load_catalog(), checked)
    assert entry(home).stat().st_size > 0
    monkeypatch.setattr("scanner.catalog.load._read", lambda _: pytest.fail("the files were read again"))
    assert same(load_catalog(), checked)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content.replace(b"aws", b"gcp", 1),
        lambda content: content.replace(b"AWS Certified", b"AWS certified", 1),
        lambda content: b"\x80\x04\x95" + content,
        lambda content: content.split(b"\n", 1)[1],
        lambda _: b"[]",
        lambda content: content + b" ",
        lambda _: b"\xff" * 100,
        lambda _: b"[" * 100_000,
    ],
)
def test_a_damaged_entry_is_made_anew(home: Path, checked: Catalog, damage: object) -> None:
    load_catalog()
    whole = entry(home).read_bytes()
    entry(home).write_bytes(damage(whole))  # type: ignore[operator]
    assert same(load_catalog(), checked)
    assert entry(home).read_bytes() == whole


@pytest.mark.parametrize(
    "value", [None, [], {}, 1, "x", {"credentials": [[1, 2]]}, {"credentials": [{}], "families": 3}]
)
def test_an_entry_of_another_shape_is_made_anew(home: Path, checked: Catalog, value: object) -> None:
    load_catalog()
    key = entry(home).name.removeprefix("catalog-").removesuffix(".json")
    write_entry(home, key, value)
    assert read_entry(home, key) == value
    assert same(load_catalog(), checked)


def test_other_files_have_another_entry(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "credentials").mkdir(parents=True)
    file = own / "credentials" / "own.yaml"
    for price in (1, 2):
        file.write_text(f"- {{id: aws-ml-specialty, cost: {{usd: {price}}}}}\n")
        for _ in range(2):
            cost = load_catalog([own]).credentials["aws-ml-specialty"].cost
            assert cost is not None
            assert cost.usd == price
    assert len(list(home.iterdir())) == 2


def test_one_folder_is_not_taken_for_two(tmp_path: Path) -> None:
    item = "- {{id: aws-ml-specialty, cost: {{usd: {}}}}}\n"
    for folder, file, price in (("a", "x", 1), ("b", "y", 2), ("both", "x", 1), ("both", "y", 2)):
        (tmp_path / folder / "credentials").mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "credentials" / f"{file}.yaml").write_text(item.format(price))
    load_catalog([tmp_path / "a", tmp_path / "b"])
    with pytest.raises(CatalogError, match="stands in"):
        load_catalog([tmp_path / "both"])


def test_patterns_with_a_mistake_are_not_kept(home: Path, tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").write_text("- [")
    for _ in range(2):
        with pytest.raises(CatalogError):
            load_catalog([tmp_path])
    assert not home.exists()


def test_a_cache_that_cannot_be_written_is_no_error(home: Path, checked: Catalog) -> None:
    home.parent.mkdir(parents=True)
    home.write_text("a file where the folder should be")
    assert same(load_catalog(), checked)


def test_a_failed_write_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    write_entry(home, "key", {"a": 1})
    assert list(home.iterdir()) == []


def test_old_entries_are_thrown_away(home: Path) -> None:
    for number in range(20):
        write_entry(home, f"key{number}", number)
    assert len(list(home.iterdir())) == 16
    assert read_entry(home, "key19") == 19


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cache_folder() == tmp_path / "cache" / "credential-scanner"
    monkeypatch.setenv("HOME", str(tmp_path))
    for none in ("", "relative/path"):
        monkeypatch.setenv("XDG_CACHE_HOME", none)
        assert cache_folder() == tmp_path / ".cache" / "credential-scanner"


# --- records


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    pair: tuple[float, float] | None
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    inner: Inner | None
    many: tuple[Inner, ...]
    words: dict[str, tuple[str, ...]]


_INNER = st.builds(Inner, st.none() | st.tuples(st.integers(), st.floats(allow_nan=False)), st.just(Colour.RED))


@given(
    st.builds(
        Outer,
        st.text(),
        st.none() | _INNER,
        st.lists(_INNER, max_size=3).map(tuple),
        st.dictionaries(st.text(), st.lists(st.text()).map(tuple), max_size=3),
    )
)
def test_a_record_comes_back_as_it_was(record: Outer) -> None:
    back = decode(Outer, json.loads(json.dumps(encode(record))))
    assert back == record
    assert repr(back) == repr(record)


def test_the_shape_of_a_record_has_its_fields_and_theirs() -> None:
    assert shape(Outer) != shape(Inner)
    assert "pair" in shape(Outer)
    assert "colour" in shape(Outer)


@pytest.mark.parametrize("value", [[], ["x"], ["x", None, [], {}, "more"], {"name": "x"}, None, 3])
def test_what_is_no_record_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        decode(Outer, value)
