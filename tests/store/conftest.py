"""Stores for the tests: a file, and a schema of its own in a real PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from scanner.store.place import full_url

#: the address of a database that the tests may write to; `.ci/run` starts one
POSTGRESQL = "SCAN_TEST_POSTGRESQL"


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deep' / 'store.sqlite'}"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    if POSTGRESQL not in os.environ:
        pytest.skip(f"no PostgreSQL: name one that the tests may write to in {POSTGRESQL}=postgresql://...")
    address = make_url(full_url(os.environ[POSTGRESQL]))
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(CreateSchema(schema))
    url = address.update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(DropSchema(schema, cascade=True))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    name = "file_url" if request.param == "sqlite" else "postgresql_url"
    return str(request.getfixturevalue(name))
