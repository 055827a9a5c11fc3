import pytest

from scanner.extract.layout import arrange
from scanner.extract.layout_columns import regions
from scanner.extract.layout_runs import Run

SIZE = 12.0


def run(text: str, left: float, base: float, *, size: float = SIZE, right: float | None = None) -> Run:
    return Run(text, left, left + 5.0 * len(text) if right is None else right, base, size)


def text_of(*runs: Run) -> str:
    return "".join(gap + piece.text for gap, piece in arrange(runs))


def column(name: str, left: float, rows: int, *, top: float = 100.0, leading: float = 14.0) -> list[Run]:
    return [run(f"{name}{row} runs on and on and", left, top + row * leading) for row in range(rows)]


def test_no_runs_no_pieces() -> None:
    assert arrange([]) == []


def test_lines_end_with_one_line_feed_and_blocks_with_a_blank_line() -> None:
    lines = [run("one", 50, 100), run("two", 50, 114), run("three", 50, 128), run("far", 50, 170)]
    assert text_of(*lines) == "one\ntwo\nthree\n\nfar"


def test_a_date_at_the_right_margin_belongs_to_the_line_at_its_left() -> None:
    lines = [
        run("AWS Certified Developer", 50, 100),
        run("Mar 2024", 450, 100),
        run("Amazon Web Services", 50, 114),
        run("CKA", 50, 140),
        run("2023", 470, 140),
    ]
    assert text_of(*lines) == "AWS Certified Developer  Mar 2024\nAmazon Web Services\n\nCKA  2023"


def test_dates_that_were_drawn_before_all_text_come_to_their_lines() -> None:
    dates = [run("2024", 470, 100), run("2023", 470, 150)]
    lines = [run("CKA", 50, 100), run("Linux Foundation", 50, 114), run("CKAD", 50, 150), run("Linux", 50, 164)]
    assert text_of(*dates, *lines) == "CKA  2024\nLinux Foundation\n\nCKAD  2023\nLinux"


def test_a_wrapped_title_is_not_torn_by_its_date() -> None:
    title = [
        run("Certified Data Engineer for all the clouds there are", 50, 100, right=440),
        run("2024", 450, 100),
        run("Professional", 50, 113),
    ]
    assert text_of(*title) == "Certified Data Engineer for all the clouds there are\nProfessional  2024"


def test_a_cell_of_several_lines_goes_along_as_a_whole() -> None:
    entry = [
        run("Acme, Engineer", 50, 100),
        run("• did this and that and much more", 50, 114),
        run("• and that", 50, 128),
        run("Bristol", 480, 100, right=520),
        run("Nov 2020 – present", 440, 114, right=520),
    ]
    assert (
        text_of(*entry) == "Acme, Engineer  Bristol Nov 2020 – present\n• did this and that and much more\n• and that"
    )


def test_a_label_of_two_lines_stands_before_the_text_beside_it() -> None:
    entry = [
        run("10.2020 –", 50, 100),
        run("today", 70, 114, right=95),
        run("Engineer, Acme GmbH, Stuttgart and elsewhere in the world", 120, 100),
        run("• built things that work and keep working", 120, 114),
        run("• kept them running", 120, 128),
    ]
    assert text_of(*entry).startswith("10.2020 – today  Engineer, Acme GmbH") or text_of(*entry).startswith(
        "10.2020 – today Engineer, Acme GmbH"
    )
    assert "and keep working\n• kept" in text_of(*entry)


def test_marks_that_were_drawn_after_the_text_come_before_their_items() -> None:
    items = [run("first", 60, 100), run("second", 60, 114), run("•", 50, 100), run("•", 50, 114)]
    assert text_of(*items) == "• first\n• second"


def test_cells_of_a_table_are_parted_by_bars() -> None:
    rows = [
        cell
        for row, name in enumerate(["CKA", "CKAD", "CKS"])
        for cell in (run(name, 50, 100 + 14 * row), run("CNCF", 200, 100 + 14 * row), run("2024", 400, 100 + 14 * row))
    ]
    assert text_of(*rows) == "CKA | CNCF | 2024\nCKAD | CNCF | 2024\nCKS | CNCF | 2024"


def test_wrapped_cells_of_a_grid_stay_whole() -> None:
    cells = [
        run("Load generator that", 50, 100),
        run("speaks five protocols", 50, 114),
        run("Map of places with", 220, 100),
        run("opening hours", 220, 114),
    ]
    assert text_of(*cells) == "Load generator that\nspeaks five protocols  Map of places with opening hours"


def test_a_heading_beside_its_section_gets_a_line_of_its_own() -> None:
    runs = [run("Work", 50, 100, size=16), run("Engineer at Acme, the company", 150, 100), run("and more", 150, 114)]
    assert text_of(*runs) == "Work\nEngineer at Acme, the company\nand more"


@pytest.mark.parametrize("right_first", [False, True])
def test_columns_come_one_after_the_other_whatever_was_written_first(right_first: bool) -> None:
    header = [run("Jane Roe, a name as wide as the page of the resume it stands on, wide, wide", 50, 60)]
    left, right = column("left", 50, 8), column("right", 300, 8, top=103)
    sides = [*right, *left] if right_first else [*left, *right]
    found = text_of(*header, *sides)
    assert found.startswith("Jane Roe")
    assert found.index("left7") < found.index("right0")


def test_columns_written_row_by_row_are_put_together_again() -> None:
    left, right = column("left", 50, 12), column("right", 300, 12)
    rows = [side for pair in zip(left, right, strict=True) for side in pair]
    found = text_of(*rows)
    assert found.index("left11") < found.index("right0")


def test_a_heading_left_of_its_indented_items_stays_in_its_column() -> None:
    left = [run("Skills", 50, 100), *column("a", 70, 6, top=120)]
    right = [run("Work", 300, 100), *column("b", 320, 6, top=120)]
    found = text_of(*left, *right)
    assert found.index("Skills") < found.index("a5") < found.index("Work") < found.index("b0")


def test_what_stands_below_the_columns_comes_last() -> None:
    left, right = column("left", 50, 5), column("right", 300, 5, top=103)
    footer = run("a footer that is as wide as both of the columns above it are together", 50, 300)
    assert text_of(footer, *left, *right).endswith(footer.text)


def test_three_columns() -> None:
    runs = [*column("a", 50, 5), *column("b", 220, 5, top=103), *column("c", 400, 5, top=101)]
    assert [[run.text[0] for run in part] for part in regions(runs)] == [["a"] * 5, ["b"] * 5, ["c"] * 5]


def test_text_boxes_in_the_order_of_their_drawing_are_sorted() -> None:
    low, high = column("low", 50, 3, top=400), column("high", 50, 3, top=100)
    found = text_of(*low, *high)
    assert found.index("high2") < found.index("low0")


def test_hundreds_of_cells_in_one_row_stay_in_order() -> None:
    row = [run("x", 10.0 * index, 100, right=10.0 * index + 5) for index in range(1500)]
    assert [piece for _, piece in arrange(row)] == row


def test_nothing_is_lost_nor_doubled() -> None:
    runs = [run(f"w{index}", (index * 97) % 500, (index * 61) % 700, size=6 + index % 9) for index in range(400)]
    assert sorted(piece.text for _, piece in arrange(runs)) == sorted(piece.text for piece in runs)


def test_a_cell_that_is_centred_in_its_row_belongs_to_it() -> None:
    row = [run("Certified Solutions Architect, by", 50, 100), run("the issuer", 50, 114), run("2024", 400, 107)]
    assert text_of(*row, run("next", 50, 134)).startswith("Certified Solutions Architect, by\nthe issuer  2024\n")


def test_a_heading_above_a_label_does_not_part_it_from_its_text() -> None:
    runs = [
        run("Work", 50, 84),
        run("Jan 2019 – Dec 2020", 50, 100),
        run("Berlin", 50, 114),
        run("Led the migration of a system that is as old as the company", 200, 100),
        run("and a little older than that", 200, 114),
    ]
    assert text_of(*runs).startswith("Work\nJan 2019 – Dec 2020 Berlin  Led the migration")


def cell(left: float, *lines: str, top: float = 100.0) -> list[Run]:
    return [run(text, left, top + 14 * number) for number, text in enumerate(lines)]


def test_cards_side_by_side_are_read_one_after_the_other() -> None:
    cards = [
        *cell(50, "Certified Kubernetes", "Administrator", "Linux Foundation", "May 2024"),
        *cell(200, "ITIL 4 Foundation", "PeopleCert", "2022"),
        *cell(350, "Vault Associate", "HashiCorp", "in progress"),
    ]
    assert text_of(*cards).split("\n\n") == [
        "Certified Kubernetes\nAdministrator\nLinux Foundation\nMay 2024",
        "ITIL 4 Foundation\nPeopleCert\n2022",
        "Vault Associate\nHashiCorp\nin progress",
    ]


def test_cards_of_a_name_and_a_date() -> None:
    assert text_of(*cell(50, "CKA", "2024"), *cell(200, "CKAD", "2023")) == "CKA\n2024\n\nCKAD\n2023"


def test_wrapped_cells_of_a_tables_row_are_no_cards() -> None:
    row = [
        *cell(50, "Certified Information", "Systems Security", "Professional"),
        *cell(300, "International Security", "Certification"),
        run("2022", 480, 100),
    ]
    assert text_of(*row).startswith("Certified Information\nSystems Security\nProfessional  International Security")
