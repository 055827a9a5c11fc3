"""The HTML report as people meet it: in a browser, by mouse, by keyboard and on paper."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from browser import CHROMIUM, DRIVER, MISSING, Browser, browser
from report_builders import Render, evidence, hostile, results
from test_formats import HOSTILE

from scanner.model import Results

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

Show = Callable[..., Browser]
NAMES = "return Array.from(document.querySelectorAll('#ranking tbody tr:not([hidden]) .open'), (b) => b.textContent)"
COUNT = "return document.getElementById('count').textContent"
PANEL = "return document.getElementById('panel-body').innerText"


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def show(window: Browser, render: Render, tmp_path: Path) -> Show:
    """Open the report on some results in the browser."""

    def open_page(found: Results, **looks: object) -> Browser:
        page = tmp_path / "report.html"
        page.write_text(render(found, "html", folder=str(tmp_path)), encoding="utf-8")
        window.open(page, **looks)  # type: ignore[arg-type]
        return window

    return open_page


def fill(window: Browser, field: str, value: str) -> None:
    script = "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
    window.js(f"{script} f.dispatchEvent(new Event('input', {{bubbles: true}}))", field, value)


def violations(window: Browser) -> list[str]:
    from axe_core_python.selenium import Axe  # noqa: PLC0415

    found = Axe().run(window.driver)["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


def test_a_head_sorts(show: Show, ranked: Results) -> None:
    window = show(ranked)
    by_rank = window.js(NAMES)
    head = "document.querySelector('#ranking thead th.name button')"
    window.js(f"{head}.click()")
    assert window.js(NAMES) == sorted(by_rank, key=str.casefold)
    assert window.js(f"return {head}.closest('th').getAttribute('aria-sort')") == "ascending"
    window.js(f"{head}.click()")
    assert window.js(NAMES) == sorted(by_rank, key=str.casefold, reverse=True)


def test_scores_sort_as_numbers_highest_first(show: Show, ranked: Results) -> None:
    window = show(ranked)
    for _ in range(2):
        window.js("document.querySelector('#ranking thead th[data-first] button').click()")
    scores = "return Array.from(document.querySelectorAll('td.score b'), (b) => Number(b.textContent))"
    assert window.js(scores) == [0, 0, 70, 100]


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("f-text", "okafor", ["Bruno Okafor"]),
        ("f-text", "BRUNO@example.org", ["Bruno Okafor"]),
        ("f-text", "nobody", []),
        ("f-holds", "kubernetes", ["Ana Silva", "Bruno Okafor"]),
        ("f-holds", "machine learning – specialty", ["Ana Silva"]),
        ("f-score", "71", ["Ana Silva"]),
        ("f-notes", "with", ["Bruno Okafor", "dubious.pdf"]),
        ("f-notes", "without", ["Ana Silva", "Chén Wěi 陈伟"]),
    ],
)
def test_a_filter_hides_the_others(show: Show, ranked: Results, field: str, value: str, names: list[str]) -> None:
    window = show(ranked)
    fill(window, field, value)
    assert window.js(NAMES) == names
    assert window.js("return document.getElementById('count').textContent") == f"{len(names)} of 4 candidates shown"


def test_of_thousands_the_first_are_shown_as_they_are_sorted_until_all_are_wanted(show: Show, ranked: Results) -> None:
    many = tuple(
        replace(each, source=f"{n}-{each.source}", person=replace(each.person, name=f"{n:03} {each.source}"))
        for n in range(100)
        for each in ranked.candidates
    )
    window = show(replace(ranked, candidates=many))
    assert window.js(COUNT) == "400 of 400 candidates, the first 300 shown"
    assert len(window.js(NAMES)) == 300
    for _ in range(2):
        window.js("document.querySelector('#ranking thead th.name button').click()")
    assert window.js(NAMES)[0].startswith("099")
    assert len(window.js(NAMES)) == 300
    fill(window, "f-holds", "kubernetes")
    assert window.js(COUNT) == "200 of 400 candidates shown"
    assert window.js("return document.getElementById('rest').hidden")
    fill(window, "f-holds", "")
    window.js("document.getElementById('rest').click()")
    assert len(window.js(NAMES)) == 400
    assert window.js(COUNT) == "400 of 400 candidates shown"
    assert window.complaints() == []


def test_musts_filter_and_show_all(show: Show, ranked: Results) -> None:
    window = show(ranked)
    window.js("document.getElementById('f-complete').click()")
    assert window.js(NAMES) == ["Ana Silva"]
    window.driver.execute_async_script(
        "document.querySelector('#filter button[type=reset]').click(); setTimeout(arguments[0], 50)"
    )
    assert len(window.js(NAMES)) == 4


def test_a_name_opens_the_proof(show: Show, ranked: Results) -> None:
    window = show(ranked)
    window.js("document.querySelectorAll('#ranking .open')[1].click()")
    shown = window.js(PANEL)
    assert "Bruno Okafor" in shown
    assert "The posting says" in shown
    assert "page 1, summary · cue “Studying for” · rule cues.yaml:studying for · via name, confidence 0.93" in shown
    marks = window.js("return Array.from(document.querySelectorAll('#panel .sides mark'), (m) => m.textContent)")
    assert "Studying for the Google Cloud Professional Machine Learning Engineer" in marks
    assert window.js("return document.querySelector('#panel h2').id") == "panel-name"


def test_the_panel_is_left_by_the_escape_key_and_gives_the_focus_back(show: Show, ranked: Results) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415

    window = show(ranked)
    window.js("document.querySelectorAll('#ranking .open')[2].focus()")
    window.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert window.js("return document.getElementById('panel').open")
    window.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not window.js("return document.getElementById('panel').open")
    assert window.driver.switch_to.active_element.text == "Chén Wěi 陈伟"


def test_before_and_after_follow_what_is_shown(show: Show, ranked: Results) -> None:
    window = show(ranked)
    fill(window, "f-holds", "kubernetes")
    window.js("document.querySelector('#ranking .open').click()")
    for _ in range(3):
        window.js("document.getElementById('panel-after').click()")
    assert window.js("return document.getElementById('panel-name').textContent") == "Bruno Okafor"


def test_the_source_is_a_link_that_leads_to_the_file(show: Show, tmp_path: Path) -> None:
    odd = tmp_path / "javascript:alert(1)#?%41 é.pdf"
    odd.write_bytes(b"")
    found = results()
    someone = replace(found.candidates[0], source=str(odd))
    window = show(replace(found, candidates=(someone,), manifest=(("inputs", ((str(odd), "00"),)),)))
    assert window.js("return document.querySelector('#ranking .about a').href") == odd.as_uri()
    window.js("document.querySelector('#ranking .open').click()")
    assert window.js("return document.querySelector('#panel a').href") == odd.as_uri()


@pytest.mark.parametrize("kind", ["ranked", "alone", "unmatched", "several"])
def test_nothing_is_asked_for_and_nothing_goes_wrong(
    show: Show, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    window = show(request.getfixturevalue(kind))
    window.js("document.querySelector('#ranking .open').click()")
    assert window.js(PANEL)
    assert window.complaints() == []
    assert window.requests() == [(tmp_path / "report.html").as_uri()]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("kind", ["ranked", "unmatched", "with_doors"])
def test_axe_finds_nothing(
    show: Show, kind: str, width: int, dark: bool, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    window = show(request.getfixturevalue(kind), width=width, dark=dark)
    assert violations(window) == []
    window.js("document.querySelectorAll('#ranking .open')[1].click()")
    assert violations(window) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_no_wider_than_the_window(show: Show, several: Results, ranked: Results, width: int) -> None:
    for found in (ranked, several):
        window = show(found, width=width)
        assert window.js("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_runs_nothing(show: Show, text: str) -> None:
    window = show(hostile(text))
    before = window.js("return document.querySelectorAll('script').length")
    window.js("document.querySelector('#ranking .open').click()")
    assert window.js("return document.querySelectorAll('script, img, iframe, form[action]').length") == before
    assert window.js("return Array.from(document.links).every((a) => /^(file|https?):/.test(a.protocol))")
    assert window.complaints() == []


def test_what_a_document_says_stands_there_as_it_says(show: Show) -> None:
    said = "<b onclick=alert(1)>CKA</b>"
    found = results()
    holding = replace(found.candidates[0].holdings[0], evidence=(evidence(said, before="&lt; ", after=" <!--"),))
    window = show(replace(found, candidates=(replace(found.candidates[0], holdings=(holding,)),)))
    window.js("document.querySelector('#ranking .open').click()")
    assert f"&lt; {said} <!--" in window.js(PANEL)


def test_paper_has_the_ranking_and_if_wanted_the_proofs(show: Show, ranked: Results) -> None:
    window = show(ranked)
    short = _words_of(window.pdf())
    assert "Ana Silva" in short
    assert "The resume says" not in short
    window.js("document.getElementById('f-paper').click()")
    long = _words_of(window.pdf())
    assert long.count("The resume says") >= 4
    window.js("document.querySelector('#ranking .open').click()")
    alone = _words_of(window.pdf())
    assert "Ana Silva" in alone
    assert "Bruno Okafor" not in alone


def test_each_sheet_of_paper_repeats_the_heads(show: Show, ranked: Results) -> None:
    many = tuple(replace(each, source=f"{n}-{each.source}") for n in range(20) for each in ranked.candidates)
    pages = _pages_of(show(replace(ranked, candidates=many)).pdf())
    assert len(pages) > 4
    assert all("# Candidate Score" in page for page in pages[1:-1])


def test_a_score_stands_on_one_line(show: Show, several: Results) -> None:
    window = show(several)
    lines = "(c) => { const r = new Range(); r.selectNodeContents(c); return r.getClientRects().length; }"
    heights = window.js(f"return Array.from(document.querySelectorAll('td.points'), {lines})")
    assert set(heights) == {1}


def _words_of(pdf: bytes) -> str:
    return " ".join(_pages_of(pdf))


def _pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
