from pathlib import Path
from typing import Any

import pytest
from sets import accuracy_of, must, value


def nice(*any_of: str, **more: object) -> dict[str, Any]:
    return must(*any_of, **more) | {"strength": "preferred"}


def test_strength_counts_where_the_credential_is_found(tmp_path: Path) -> None:
    found = accuracy_of(tmp_path, [must("aa"), nice("bb"), nice("cc")], [must("aa"), must("bb")], "requirements")
    assert value(found, "credential_recall") == pytest.approx(2 / 3)
    assert value(found, "strength_accuracy") == 0.5
    assert value(found, "strength_accuracy[preferred]") == 0
    assert value(found, "postings_with_a_wrong_must") == 1


def test_alternatives_are_one_group(tmp_path: Path) -> None:
    split = accuracy_of(tmp_path, [must("aa", "bb")], [must("aa"), must("bb")], "requirements")
    assert value(split, "credential_recall") == 1
    assert (value(split, "group_precision"), value(split, "group_recall[alternatives]")) == (0, 0)
    whole = accuracy_of(tmp_path, [must("aa", "bb")], [must("bb", "aa")], "requirements")
    assert value(whole, "group_f1") == 1


def test_a_second_reading_is_as_right(tmp_path: Path) -> None:
    label = must("aa", alt_any_of=["bb", "cc"])
    found = accuracy_of(tmp_path, [label], [must("bb", "cc")], "requirements")
    assert (value(found, "credential_f1"), value(found, "group_f1")) == (1, 1)


def test_a_comma_list_may_be_read_as_alternatives(tmp_path: Path) -> None:
    labelled = [must("aa", group="g1"), must("bb", group="g1")]
    assert value(accuracy_of(tmp_path, labelled, [must("aa", "bb")], "requirements"), "group_f1") == 1


def test_examples_are_no_invention(tmp_path: Path) -> None:
    found = accuracy_of(tmp_path, [must("aws/*", examples=["aa"])], [must("aws/*"), nice("aa")], "requirements")
    assert (value(found, "credential_precision"), value(found, "group_precision")) == (1, 1)
    assert not found.misses


def test_flags_count_where_either_side_sets_them(tmp_path: Path) -> None:
    labelled = [must("aa", at_least=2, or_equivalent=True), must("bb")]
    said = [must("aa", at_least=2), must("bb", alternative="degree")]
    found = accuracy_of(tmp_path, labelled, said, "requirements")
    assert (value(found, "at_least_right"), value(found, "or_equivalent_right")) == (1, 0)
    assert value(found, "alternative_right") == 0
    assert found.figure("obtainable_right") is None


def test_a_clean_posting_counts_what_is_made_up(tmp_path: Path) -> None:
    found = accuracy_of(tmp_path, [], [must("aa", "bb"), must("zz")], "requirements")
    assert value(found, "invented_per_clean_posting") == 2
    assert found.unlabelled_predictions == 1
    assert value(found, "credential_recall") is None
