"""The HTML report as text: what it says, and what can't get out of it."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_builders import Render, candidates, hostile, results
from test_formats import HOSTILE

from scanner.model import Change, Door, Results, WhatIf
from scanner.report.html.charts import distribution, in_words
from scanner.report.html.links import Links


class Page(HTMLParser):
    """The elements of a page, their attributes and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and self.tags[-1][1].get("type") != "application/json":
            self.inline.append((self.cdata_elem, data))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", text)).split())


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(render: Render, ranked: Results) -> None:
    page = Page(render(ranked, "html"))
    policy = next(a["content"] or "" for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        text = "".join(data for tag, data in page.inline if tag == kind)
        assert rules[f"{kind}-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("text", ["plain", *HOSTILE.values()], ids=["plain", *HOSTILE])
def test_nothing_in_the_page_leads_out_of_it(render: Render, text: str) -> None:
    page = Page(render(hostile(text), "html"))
    for tag, attributes in page.tags:
        assert not {"style", "src", "action", "srcdoc"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert tag in ("link", "a") or "href" not in attributes
    assert sum(tag == "script" for tag, _ in page.tags) == 2


def test_the_first_screen_has_the_picture(render: Render, ranked: Results) -> None:
    shown = words(render(ranked, "html"))
    assert "Senior Machine Learning Engineer" in shown
    assert "Candidates 4" in shown
    assert "Nothing required is missing 1 score 80 and up" in shown
    assert "1 met, 1 in part, not enough, 2 missing" in shown
    assert "and 2 more, of them AWS Certified" in shown
    assert "(expired 2024-02)" in shown
    assert "2 documents could not be read" in shown
    assert "save a copy without one" in shown
    assert "2 files skipped" in shown


def test_each_text_of_the_panels_stands_once(render: Render) -> None:
    many = tuple(replace(each, source=f"{number}.pdf") for number in range(50) for each in candidates())
    data = json.loads(
        re.search(r'(?s)type="application/json">(.*?)</script>', render(results(candidates=many), "html"))[1]
    )
    assert len(data["candidates"]) == 200
    assert len(data["strings"]) == len(set(data["strings"])) < 400


def test_two_thousand_candidates_stay_small(render: Render) -> None:
    many = tuple(
        replace(each, source=f"resumes/{number}.pdf", person=replace(each.person, name=f"Candidate {number}"))
        for number in range(500)
        for each in candidates()
    )
    assert len(render(results(candidates=many), "html").encode()) < 15_000_000


def test_doors_are_shown_where_there_are_some(render: Render, several: Results) -> None:
    door = Door("resumes/chen.pdf", "cncf-cka", ("jobs/01.txt", "jobs/02.txt"), (445, 445), (50, 110))
    shown = words(render(replace(several, doors=(door,)), "html"))
    assert "The certificates that open most doors" in shown
    assert "Chén Wěi 陈伟 Certified Kubernetes Administrator (CKA) 2 postings more Engineer 1, Engineer 2" in shown
    assert "$445 · 50–110 h · 40 h and $222 for each" in shown


def test_the_doors_of_those_who_are_not_shown_are_not_shown(render: Render, several: Results) -> None:
    door = Door("resumes/chen.pdf", "cncf-cka", ("jobs/01.txt",), (445, 445), (50, 110))
    found = replace(several, doors=(door,), candidates=several.candidates[:1])
    assert "open most doors" not in render(found, "html") + str(render(found, "markdown"))


def test_what_if_is_drawn_as_bars_of_all_candidates(render: Render, ranked: Results) -> None:
    gain = WhatIf(
        ranked.postings[0].source, "r1", Change.DROP, None, 2, "If r1 were dropped, 2 more candidates would fit."
    )
    nobody = replace(gain, gained=0, message="If nothing changed.")
    page = str(render(replace(ranked, what_if=(gain, nobody)), "html"))
    assert "If r1 were dropped" in page
    assert "If nothing changed" not in page
    assert 'aria-label="1 today, 2 more"' in page
    assert "No single change" in str(render(replace(ranked, what_if=(nobody,)), "html"))


def test_options_choose_who_is_shown(render: Render, ranked: Results) -> None:
    shown = words(render(ranked, "html", top=1))
    assert "Candidates 1 of 4" in shown
    assert "Bruno Okafor" not in shown


def test_scores_fall_into_tenths() -> None:
    bars = distribution([0, 9.9, 10, 79.9, 80, 90, 100])
    assert [bar.amount for bar in bars] == [2, 1, 0, 0, 0, 0, 0, 1, 1, 2]
    assert [bar.low for bar in bars if bar.is_complete] == [80, 90]
    assert bars[-1].high == 100
    assert "0 to 9: 2" in in_words(bars)
    assert max(bar.height for bar in distribution([])) == 0


@pytest.mark.parametrize(
    ("source", "folder", "address"),
    [
        ("resumes/cv.pdf", None, "./resumes/cv.pdf"),
        ("resumes/cv.pdf", "out", "./../resumes/cv.pdf"),
        ("a b#?.pdf", None, "./a%20b%23%3F.pdf"),
        ("javascript:alert(1)", None, "./javascript%3Aalert%281%29"),
        ("mail.eml/cv.pdf", None, "./mail.eml"),
        (b"caf\xe9.pdf".decode("utf-8", "surrogateescape"), None, "./caf%E9.pdf"),
        ("-", None, ""),
        ("unknown.pdf", None, ""),
    ],
)
def test_links_lead_from_the_report_to_the_file(source: str, folder: str | None, address: str) -> None:
    known = ("resumes/cv.pdf", "a b#?.pdf", "javascript:alert(1)", "mail.eml",
             b"caf\xe9.pdf".decode("utf-8", "surrogateescape"))  # fmt: skip
    run = Results("2026-11-20", (), (), manifest=(("inputs", tuple((name, "00") for name in known)),))
    assert Links(run, folder).to(source) == address


def test_the_answer_comes_first(render: Render, ranked: Results) -> None:
    assert "1 of 4 candidates misses nothing required: Ana Silva (100)." in render(ranked, "html")
    others = replace(ranked, candidates=ranked.candidates[1:])
    assert "Nobody has all that is required. Closest: Bruno Okafor (70)." in render(others, "html")


def test_an_answer_names_the_first_few(render: Render, ranked: Results) -> None:
    many = tuple(replace(ranked.candidates[0], source=f"{n}.pdf") for n in range(8))
    assert "Ana Silva (100) and 3 more." in render(replace(ranked, candidates=many), "html")


def test_without_a_score_there_is_no_answer(render: Render, unmatched: Results, several: Results) -> None:
    assert 'class="answer"' not in render(unmatched, "html") + render(several, "html")


def test_what_is_wrong_with_a_posting_stands_beside_what_it_asks_for(render: Render, ranked: Results) -> None:
    noted = replace(ranked.postings[0].findings[0], severity="note", message="Merely a note.")
    posting = replace(ranked.postings[0], findings=(*ranked.postings[0].findings, noted))
    shown = words(render(replace(ranked, postings=(posting,)), "html"))
    assert "Error · r1: AWS Certified Machine Learning – Specialty was retired on 2026-03-31" in shown
    assert "Try: accept AWS Certified Machine Learning Engineer" in shown
    assert "Merely a note." not in shown


def test_of_several_postings_each_has_its_faults(render: Render, several: Results) -> None:
    assert words(render(several, "html")).count("nobody can take it any more.") == len(several.postings)


@pytest.mark.parametrize("is_turned", [False, True])
def test_candidates_for_several_postings_are_numbered_by_their_best_score(
    is_turned: bool, render: Render, several: Results
) -> None:
    candidates = several.candidates[::-1] if is_turned else several.candidates
    report = str(render(replace(several, candidates=candidates), "html"))
    scores = [float(found or -1) for found in re.findall(r'<td class="score" data-v="([^"]*)"', report)]
    assert len(scores) == len(candidates)
    assert scores == sorted(scores, reverse=True)
