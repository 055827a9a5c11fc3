"""The catalogue and the pipeline that ship, built once for all tests: building them takes most of a second."""

import pytest

from scanner.catalog import Catalog
from scanner.pipeline import Pipeline
from tests.detect.reading import shipped_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return shipped_catalog()


@pytest.fixture(scope="session")
def pipeline(catalog: Catalog) -> Pipeline:
    return Pipeline(catalog)
