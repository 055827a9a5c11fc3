from typing import Any

import pytest

from scanner.pipeline import Pipeline
from tests.builders import AS_OF
from tests.detect.reading import cases, document

_CASES = [case for case in cases("dates") if "dates" not in case.values[0]]
_FIELDS = {"issued": "issued", "expires": "expires", "basis": "expires_basis", "status": "status"}


@pytest.mark.parametrize("case", _CASES)
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    holdings = pipeline.resume(document(case["text"]), AS_OF).holdings
    if "each" in case:
        assert {holding.credential: holding.issued for holding in holdings} == case["each"]
        return
    (holding,) = holdings
    stated = [key for key in _FIELDS if key in case]
    assert {key: getattr(holding, _FIELDS[key]) for key in stated} == {key: case[key] for key in stated}
