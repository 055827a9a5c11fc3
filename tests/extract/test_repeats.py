import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_builders import placed_pages

from scanner.extract import read_bytes
from scanner.extract.repeats import goes_on, margins


def left(*texts: str) -> list[str]:
    return [text[margin.start : margin.end].strip("\n") for text, margin in zip(texts, margins(texts), strict=True)]


def test_a_footer_stays_on_the_last_page_and_a_header_on_the_first() -> None:
    pages = [f"Jane Roe · Resume\n\nbody {word}\n\nPage {number} of 3" for number, word in enumerate("abc", start=1)]
    assert left(*pages) == ["Jane Roe · Resume\n\nbody a", "body b", "body c\n\nPage 3 of 3"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("a\n2019 – 2020", "b\n2012 – 2014"),
        ("a\nCKA, 2024", "b\nCKA, 2025"),
        ("a\nKubernetes 1", "b\nKubernetes 3"),
        ("a\nlast line", "b\nother line"),
    ],
)
def test_lines_that_only_look_alike_stay(one: str, two: str) -> None:
    assert left(one, two) == [one, two]


def test_a_page_of_nothing_else_stays() -> None:
    assert left("same\npage", "same\npage") == ["same\npage", "same\npage"]


def test_paragraphs_go_on_over_pages() -> None:
    assert goes_on("Brought the latency of the ranking", "service down to nothing")
    assert not goes_on("Brought the latency of the ranking.", "service")
    assert not goes_on("Brought the latency of the ranking", "Service")
    assert not goes_on("short", "service")


def test_a_sentence_over_two_pages_is_whole() -> None:
    foot = 820
    data = placed_pages(
        [(50, 100, "Jane Roe"), (50, 780, "I hold the Certified Kubernetes"), (50, foot, "Jane Roe - 1")],
        [(50, 100, "administrator credential"), (50, foot, "Jane Roe - 2")],
    )
    document = read_bytes(data, source="x")
    assert "Certified Kubernetes\nadministrator credential" in document.text
    assert document.pages[0].end == document.pages[1].start


@given(st.lists(st.text(alphabet="ab1 2\n", max_size=30), max_size=5))
def test_margins_are_inside_the_text(texts: list[str]) -> None:
    for text, margin in zip(texts, margins(texts), strict=True):
        assert 0 <= margin.start <= margin.end <= len(text)
