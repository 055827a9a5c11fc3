"""How often credentials and families are asked for, counted from postings that are made by hand."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import ScannerError
from scanner.intervals import wilson
from scanner.market import SCHEMA, MarketCounter, fingerprint, market_from_json
from scanner.model import Market, MarketEntry, Posting, Requirement, Strength, TitleCount
from scanner.report.to_json import as_json
from tests.builders import CATALOG

MUST, PLUS, NOT = Strength.REQUIRED, Strength.PREFERRED, Strength.NOT_REQUIRED


def asks(strength: Strength, *any_of: str) -> Requirement:
    return Requirement("r", strength, any_of, ())


def posting(*requirements: Requirement, title: str | None = "Engineer") -> Posting:
    return Posting("job.txt", title, requirements)


def counted(*postings: Posting) -> Market:
    counter = MarketCounter(CATALOG)
    for one in postings:
        counter.add(one)
    return counter.market()


def entry(market: Market, ref: str) -> MarketEntry:
    (found,) = (one for one in (*market.credentials, *market.families) if one.ref == ref)
    return found


def numbers(one: MarketEntry) -> tuple[int, ...]:
    return one.postings, one.required, one.preferred, one.alone, one.alternatives


def test_each_posting_counts_once_and_by_its_stronger_demand() -> None:
    market = counted(posting(asks(MUST, "aws-sa"), asks(PLUS, "aws-sa", "azure-admin")), posting(asks(PLUS, "aws-sa")))
    assert numbers(entry(market, "aws-sa")) == (2, 1, 1, 2, 0)
    assert numbers(entry(market, "azure-admin")) == (1, 0, 1, 0, 1)


def test_families_count_their_members_and_their_names() -> None:
    market = counted(
        posting(asks(MUST, "aws-sa", "azure-admin")),
        posting(asks(PLUS, "aws/*associate")),
        posting(asks(MUST, "cloud/*")),
    )
    assert numbers(entry(market, "aws/*")) == (2, 1, 1, 1, 1)
    assert numbers(entry(market, "cloud/*")) == (3, 2, 1, 3, 0)
    assert numbers(entry(market, "azure/*")) == (1, 1, 0, 0, 1)


def test_what_is_not_required_is_not_asked_for() -> None:
    market = counted(posting(asks(NOT, "aws-sa")), posting())
    assert (market.postings, market.asking, market.credentials, market.families) == (2, 0, (), ())


def test_any_certification_and_unlisted_names_are_counted() -> None:
    market = counted(posting(asks(PLUS, "*/*")), posting(asks(MUST, "unlisted:widget-analyst")))
    assert entry(market, "*/*").name == "any professional certification"
    assert entry(market, "unlisted:widget-analyst").name == "widget analyst"


def test_shares_are_of_all_postings_with_their_intervals() -> None:
    market = counted(posting(asks(MUST, "aws-sa")), *[posting()] * 9)
    assert entry(market, "aws-sa").share == pytest.approx((0.1, *wilson(1, 10)), abs=1e-4)
    assert entry(market, "aws-sa").preferred_share[:2] == (0, 0)


def test_the_most_frequent_comes_first() -> None:
    market = counted(posting(asks(MUST, "aws-sa")), posting(asks(MUST, "aws-dev")), posting(asks(PLUS, "aws-dev")))
    assert [one.ref for one in market.credentials] == ["aws-dev", "aws-sa"]


def test_titles_are_those_that_differ() -> None:
    spellings = ("Data Engineer (m/w/d)", "DATA  ENGINEER", "Data Engineer", "Analyst", None)
    market = counted(*(posting(asks(MUST, "aws-sa"), title=title) for title in spellings))
    assert entry(market, "aws-sa").titles == (TitleCount("Data Engineer", 3), TitleCount("Analyst", 1))


def test_many_titles_are_forgotten_but_not_the_frequent_ones() -> None:
    counter = MarketCounter(CATALOG)
    for number in range(5_000):
        counter.add(posting(asks(MUST, "aws-sa"), title=f"Engineer {number}"))
        counter.add(posting(asks(MUST, "aws-sa"), title="Data Engineer"))
    assert len(counter._credentials["aws-sa"].titles) <= 400
    assert entry(counter.market(), "aws-sa").titles[0] == TitleCount("Data Engineer", 5_000)


def test_what_repeats_another_is_counted_as_such() -> None:
    counter = MarketCounter(CATALOG)
    texts = ("Requirements\n- CKA", "REQUIREMENTS -  CKA", "Requirements\n- CKAD")
    assert [counter.is_new(fingerprint(text)) for text in texts] == [True, False, True]
    assert counter.market().duplicates == 1


def test_a_report_is_read_back() -> None:
    market = counted(posting(asks(MUST, "aws-sa", "azure-admin")), posting(asks(PLUS, "aws/*")))
    data = json.dumps({"schema": SCHEMA, **as_json(market), "unreadable": [], "unreadable_total": 0}).encode()
    assert market_from_json(data, "market.json") == market


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b'{"schema": "scan-report/1"}', b'{"schema": "market-report/1", "postings": "x"}']
)
def test_what_is_no_report_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ScannerError, match=r"market\.json is no market-report/1"):
        market_from_json(data, "market.json")


refs = st.sampled_from(["aws-sa", "azure-admin", "aws/*", "cloud/*", "unlisted:x"])
requirements = st.builds(
    lambda strength, any_of: asks(strength, *any_of),
    st.sampled_from([MUST, PLUS, NOT]),
    st.lists(refs, min_size=1, max_size=3, unique=True),
)


@given(st.lists(st.lists(requirements, max_size=4).map(lambda found: posting(*found)), max_size=12))
def test_counts_add_up_in_any_order(postings: list[Posting]) -> None:
    market = counted(*postings)
    assert replace(market) == counted(*reversed(postings))
    for one in (*market.credentials, *market.families):
        assert one.required + one.preferred == one.alone + one.alternatives == one.postings <= market.asking
