import shutil
from pathlib import Path

import pytest

from scanner.catalog import builtin_patterns

_SHARED = """\
- phrase: MLA-C01
  readings: {aws-ml-engineer-associate: [AWS], snowflake-snowpro-advanced-mlops-engineer: [Snowflake]}
- phrase: DEA-C01
  readings: {aws-data-engineer-associate: [AWS], snowflake-snowpro-advanced-data-engineer: [Snowflake]}
"""


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small set of patterns to stand for the built-in ones, quick to read a hundred times."""
    folder = tmp_path_factory.mktemp("patterns")
    (folder / "credentials").mkdir()
    for name in ("families", "names", "sections", "decoys", "fit", "advice", "check"):
        shutil.copy(builtin_patterns() / f"{name}.yaml", folder)
    for issuer in ("aws", "isc2", "snowflake", "redhat"):
        shutil.copy(builtin_patterns() / "credentials" / f"{issuer}.yaml", folder / "credentials")
    for name, text in (("cues", "[]"), ("phrases", "filler: [x]\nany_adjective: [any]"), ("ambiguous", _SHARED)):
        (folder / f"{name}.yaml").write_text(text)
    return folder


@pytest.fixture(autouse=True)
def _small(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.catalog.load.builtin_patterns", lambda: base)
