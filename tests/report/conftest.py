import io
from dataclasses import replace

import pytest
from report_builders import Render, candidates, catalog_name, posting, results

from scanner.model import Candidate, Change, Door, Results, WhatIf
from scanner.report import FORMATS, ReportOptions


@pytest.fixture(scope="session")
def render() -> Render:
    """Give what a format writes: `render(results, "table", width=100)`."""

    def render(found: Results, name: str = "table", **options: object) -> str | bytes:
        out: io.StringIO | io.BytesIO = io.BytesIO() if FORMATS[name].is_binary else io.StringIO()
        FORMATS[name].write(found, out, catalog_name=catalog_name, options=ReportOptions(**options))  # type: ignore[arg-type]
        return out.getvalue()

    return render


@pytest.fixture
def ranked() -> Results:
    return results()


@pytest.fixture
def alone() -> Results:
    return results(candidates=candidates()[1:2])


@pytest.fixture
def unmatched() -> Results:
    return results(postings=(), candidates=tuple(replace(each, fits=()) for each in candidates()))


@pytest.fixture
def several() -> Results:
    postings = tuple(posting(source=f"jobs/{number:02}.txt", title=f"Engineer {number}") for number in range(1, 13))
    return results(postings=postings, candidates=tuple(_spread(each, len(postings)) for each in candidates()))


@pytest.fixture
def with_doors(several: Results) -> Results:
    door = Door(several.candidates[0].source, "cncf-cka", ("jobs/01.txt", "jobs/02.txt"), (445, 445), (50, 110))
    change = WhatIf("jobs/02.txt", "r1", Change.DROP, None, 2, "If r1 were dropped, 2 more would fit.")
    return replace(several, doors=(door,), what_if=(change,))


def _spread(candidate: Candidate, amount: int) -> Candidate:
    """Match the candidate with more postings, with other scores; the third asks for no credential."""
    fit = candidate.fits[0]
    fits = (
        replace(fit, posting=f"jobs/{n:02}.txt", score=None if n == 3 else ((fit.score or 0) + 17 * n) % 101)
        for n in range(1, amount + 1)
    )
    return replace(candidate, fits=tuple(fits))
