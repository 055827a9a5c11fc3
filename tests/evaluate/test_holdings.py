from pathlib import Path

import pytest
from sets import accuracy_of, held, value


def test_precision_and_recall_count_what_is_claimed(tmp_path: Path) -> None:
    found = accuracy_of(tmp_path, [held("aa"), held("bb")], [held("aa"), held("cc"), held("dd")], "holdings")
    assert value(found, "credential_precision") == pytest.approx(1 / 3)
    assert value(found, "credential_recall") == 0.5
    assert value(found, "credential_f1") == pytest.approx(0.4)
    assert [(miss.what, miss.ref) for miss in found.misses] == [
        ("invented", "cc"),
        ("invented", "dd"),
        ("missing", "bb"),
    ]


def test_what_is_not_held_is_no_claim(tmp_path: Path) -> None:
    not_held = {"credential": "aa", "status": "not_held"}
    found = accuracy_of(tmp_path, [], [not_held], "holdings")
    assert value(found, "credential_precision") is None
    assert value(found, "invented_per_clean_resume") == 0
    # A credential that is left out altogether has been read rightly too.
    assert value(accuracy_of(tmp_path, [not_held], [], "holdings"), "status_accuracy") == 1


def test_statuses_have_figures_of_their_own(tmp_path: Path) -> None:
    labelled = [held("aa"), held("bb"), {"credential": "cc", "status": "planned"}]
    said = [held("aa"), {"credential": "bb", "status": "expired"}, held("cc")]
    found = accuracy_of(tmp_path, labelled, said, "holdings")
    assert value(found, "status_accuracy") == pytest.approx(1 / 3)
    assert value(found, "status_f1[held]") == 0.5  # labelled twice, said twice, right once
    assert value(found, "status_f1[planned]") == 0
    assert value(found, "status_macro_f1") == 0.25
    assert value(found, "credential_and_status_f1") == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("want", "have", "is_right"),
    [
        pytest.param("2024", "2024-03", True, id="the label is less precise"),
        pytest.param("2024-03", "2024", True, id="the answer is less precise"),
        pytest.param("2024-03", "2024-04", False, id="another month"),
        pytest.param("2024-03", None, False, id="no date"),
    ],
)
def test_dates_agree_as_far_as_they_go(tmp_path: Path, want: str, have: str | None, *, is_right: bool) -> None:
    found = accuracy_of(tmp_path, [held("aa", issued=want)], [held("aa", issued=have)], "holdings")
    assert value(found, "issued_exact") == is_right
    assert bool(found.misses) is not is_right


def test_a_date_that_no_label_states_is_not_scored(tmp_path: Path) -> None:
    found = accuracy_of(tmp_path, [held("aa", issued=None)], [held("aa", issued="2020")], "holdings")
    assert found.figure("issued_exact") is None


@pytest.mark.parametrize(("basis", "is_right"), [("validity", True), ("stated", False), (None, False)])
def test_only_validity_excuses_expired(tmp_path: Path, basis: str | None, *, is_right: bool) -> None:
    said = {"credential": "aa", "status": "expired", "expires_basis": basis}
    assert value(accuracy_of(tmp_path, [held("aa")], [said], "holdings"), "status_accuracy") == is_right


def test_other_readings_are_as_right(tmp_path: Path) -> None:
    label = held("aa", alt=["bb", "cc"], alt_status="expired")
    found = accuracy_of(tmp_path, [label], [{"credential": "cc", "status": "expired"}], "holdings")
    assert (value(found, "credential_recall"), value(found, "status_accuracy")) == (1, 1)


def test_what_the_labels_do_not_know_stands_in_no_figure(tmp_path: Path) -> None:
    found = accuracy_of(
        tmp_path, [held("aa"), held("zz")], [held("aa"), held("unlisted:cwa"), held("aws/*")], "holdings"
    )
    assert value(found, "credential_precision") == 0.5  # aws/* is known and not labelled
    assert value(found, "credential_recall") == 1
    assert (found.outside_labels, found.unlabelled_predictions) == (1, 1)


def test_hidden_holdings_are_told_apart(tmp_path: Path) -> None:
    labelled = [held("aa", hidden=True), held("bb", hidden=True), held("cc")]
    said = [held("aa", hidden=True), held("bb"), held("cc", hidden=True)]
    found = accuracy_of(tmp_path, labelled, said, "holdings")
    assert (value(found, "hidden_flag"), value(found, "hidden_false_alarm")) == (0.5, 1)


def test_evidence_must_be_as_long_as_its_offsets_say(tmp_path: Path) -> None:
    good = {"quote": "AAA", "start": 4, "end": 7}
    said = [held("aa", evidence=[good]), held("bb", evidence=[{**good, "end": 9}])]
    assert value(accuracy_of(tmp_path, [held("aa"), held("bb")], said, "holdings"), "evidence_in_bounds") == 0.5
