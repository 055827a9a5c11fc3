from dataclasses import replace

from report_builders import candidate, fit, holding, results

from scanner.model import Status
from scanner.report import ReportOptions
from scanner.report.selection import shown

ONE = tuple(candidate(f"{score}.pdf", fits=(fit(score=score),)) for score in (100.0, 80.0, 79.0, None))
TWO = (
    candidate("a.pdf", fits=(fit(score=10.0), fit(score=90.0, posting="b"))),
    candidate("b.pdf", fits=(fit(score=50.0), fit(score=None, posting="b"))),
    candidate("c.pdf", fits=(fit(score=95.0), fit(score=0.0, posting="b"))),
)


def sources(candidates: tuple, **options: object) -> list[str]:
    return [each.source for each in shown(results(candidates=candidates), ReportOptions(**options))]  # type: ignore[arg-type]


def test_all_unless_asked() -> None:
    assert sources(ONE) == ["100.0.pdf", "80.0.pdf", "79.0.pdf", "None.pdf"]


def test_the_first() -> None:
    assert sources(ONE, top=2) == ["100.0.pdf", "80.0.pdf"]
    assert sources(ONE, top=9) == sources(ONE)
    assert sources(ONE, top=0) == []


def test_a_score_that_is_unknown_is_not_below() -> None:
    assert sources(ONE, min_score=80) == ["100.0.pdf", "80.0.pdf", "None.pdf"]


def test_with_several_postings_the_best_score_counts_and_the_order_stays() -> None:
    assert sources(TWO, top=2) == ["a.pdf", "c.pdf"]
    assert sources(TWO, min_score=80) == ["a.pdf", "c.pdf"]


def test_without_a_posting_the_first_in_order() -> None:
    assert sources(tuple(replace(each, fits=()) for each in TWO), top=2, min_score=50) == ["a.pdf", "b.pdf"]


def test_only_who_holds_it() -> None:
    some = (
        candidate("held.pdf", holdings=(holding("cncf-cka"), holding("azure-ai-900"))),
        candidate("expired.pdf", holdings=(holding("cncf-cka", Status.EXPIRED),)),
        candidate("hidden.pdf", holdings=(holding("cncf-cka", hidden=True),)),
        candidate("other.pdf", holdings=(holding("azure-ai-900"),)),
    )
    cka, azure = frozenset({"cncf-cka", "cncf-ckad"}), frozenset({"azure-ai-900"})
    assert sources(some, holds=(cka,)) == ["held.pdf"]
    assert sources(some, holds=(azure,)) == ["held.pdf", "other.pdf"]
    assert sources(some, holds=(cka, azure)) == ["held.pdf"]
