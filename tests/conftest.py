"""The catalogue and the pipeline that ship, built once for all tests: building them takes most of a second."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from scanner.catalog import Catalog
from scanner.pipeline import Pipeline
from tests.detect.reading import shipped_catalog

# No test waits for a clock: a busy machine is no fault of the code.
settings.register_profile("without-deadline", deadline=None)
settings.load_profile("without-deadline")


@pytest.fixture(scope="session")
def _cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests out of the user's own cache."""
    before = os.environ.get("XDG_CACHE_HOME")
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder / "credential-scanner"
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(autouse=True)
def _nothing_is_known(_cache_folder: Path) -> None:
    """Let no test find in the store what another has read; an empty file is no news to the user."""
    for file in _cache_folder.glob("store.sqlite*"):
        file.unlink()
    _cache_folder.mkdir(exist_ok=True)
    (_cache_folder / "store.sqlite").touch(0o600)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return shipped_catalog()


@pytest.fixture(scope="session")
def pipeline(catalog: Catalog) -> Pipeline:
    return Pipeline(catalog)
