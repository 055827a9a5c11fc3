import os
from pathlib import Path

import pytest

from scanner.inputs import Inputs, find_inputs, natural_key


def is_text(path: Path) -> bool:
    return path.suffix == ".txt"


def found(*arguments: str | Path) -> Inputs:
    return find_inputs([os.fspath(argument) for argument in arguments], is_text)


def names(inputs: Inputs) -> list[str]:
    return [Path(source).name for source in inputs.sources]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("cv10.txt", "cv2.txt", "CV3.txt", "photo.heic", ".hidden.txt", "sub/cv1.txt", ".git/cv.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_in_natural_order(folder: Path) -> None:
    inputs = found(folder)
    assert names(inputs) == ["cv2.txt", "CV3.txt", "cv10.txt", "cv1.txt"]
    assert [Path(item.source).name for item in inputs.skipped] == ["photo.heic"]
    assert inputs.skipped[0].reason == "unsupported-format"


def test_paths_begin_as_the_user_gave_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert found("sub").sources == ["sub/cv1.txt"]
    assert found("./sub/").sources == ["./sub/cv1.txt"]


def test_files_and_what_does_not_exist_stay_as_they_are() -> None:
    assert found("b.heic", "a.txt", "-").sources == ["b.heic", "a.txt", "-"]


def test_the_same_path_counts_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    twice = ("cv2.txt", "./cv2.txt", folder / "cv2.txt", "sub/../cv2.txt", "-", "-", "./-", ".")
    assert names(found(*twice)) == ["cv2.txt", "-", "-", "CV3.txt", "cv10.txt", "cv1.txt"]


def test_two_names_of_one_file_are_two(folder: Path) -> None:
    (folder / "sub" / "link.txt").symlink_to(folder / "cv2.txt")
    assert "link.txt" in names(found(folder, folder / "cv2.txt"))


def test_a_loop_of_links_is_cut(folder: Path) -> None:
    (folder / "sub" / "again").symlink_to(folder)
    assert sorted(names(found(folder))) == ["CV3.txt", "cv1.txt", "cv10.txt", "cv2.txt"]


def test_a_broken_link_is_not_passed_over(folder: Path) -> None:
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    assert "lost.txt" in names(found(folder))


def test_a_closed_folder_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", scandir)
    inputs = found(folder)
    assert inputs.sources == []
    assert inputs.unreadable[0].source == str(folder)


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"cv\xff\xfe.txt")).write_text("x", encoding="utf-8")
    assert names(found(tmp_path)) == ["cv\udcff\udcfe.txt"]


def test_names_that_no_file_has() -> None:
    assert found("a\0b").sources == ["a\0b"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == Inputs()


def test_digits_that_are_no_numbers() -> None:
    assert sorted(["cv².txt", "cv10.txt", "cv2.txt", "CV1.txt", "٣.txt"], key=natural_key)[:3] == [
        "٣.txt",
        "CV1.txt",
        "cv2.txt",
    ]
