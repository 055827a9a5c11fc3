"""A stamp that stays the same stands for bytes that stayed the same."""

import os
import time
from pathlib import Path

import pytest

from scanner.store import Stamp, hash_of, stamp_of

_SECOND = 1_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cv.txt"
    path.write_text("CKA, 2025", encoding="utf-8")
    return path


def stamp(path: Path) -> Stamp:
    found = stamp_of(str(path))
    assert found is not None
    return found


def test_it_stays_the_same_with_the_file(file: Path) -> None:
    assert stamp(file) == stamp(file)
    assert stamp(file).path == str(file)


@pytest.mark.parametrize(("seconds", "is_settled"), [(0, False), (1, False), (2, True), (3600, True), (-60, False)])
def test_a_young_change_is_not_trusted(
    file: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, *, is_settled: bool
) -> None:
    looked_at = stamp(file).changed_ns + seconds * _SECOND
    monkeypatch.setattr(time, "time_ns", lambda: looked_at)
    assert stamp(file).is_settled is is_settled


def test_a_change_shows_though_size_and_time_are_set_back(file: Path) -> None:
    before, status = stamp(file), file.stat()
    time.sleep(0.05)
    file.write_text("CCA, 2025", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert stamp(file).size == before.size
    assert stamp(file) != before


def test_what_is_no_file_has_none(tmp_path: Path) -> None:
    assert stamp_of(str(tmp_path)) is None
    assert stamp_of(str(tmp_path / "missing")) is None
    assert stamp_of("a\0b") is None


def test_what_is_too_large_or_gone_has_no_hash(file: Path) -> None:
    known = stamp(file)
    assert hash_of(known, known.size) is not None
    assert hash_of(known, known.size - 1) is None
    file.unlink()
    assert hash_of(known, known.size) is None
