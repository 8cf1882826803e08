"""
Stores on real databases: an SQLite file, and PostgreSQL where RECEPTIVE_TEST_POSTGRES_URL names one.

The PostgreSQL database is emptied before each test.
"""

import os
import shutil
from collections.abc import Generator, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from app.store import Store, migrate

POSTGRES = os.environ.get("RECEPTIVE_TEST_POSTGRES_URL")


@pytest.fixture(autouse=True)
def log() -> Generator[list[MutableMapping[str, Any]]]:
    """What was logged."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'receptive.db'}"


@pytest.fixture
def postgres_url() -> str:
    """An empty PostgreSQL database."""
    if POSTGRES is None:
        pytest.skip("RECEPTIVE_TEST_POSTGRES_URL is not set")
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def url(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> str:
    """A migrated database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'receptive.db')}"
    address: str = request.getfixturevalue("postgres_url")
    migrate(address)
    return address


@pytest.fixture
def store(url: str) -> Generator[Store]:
    with closing(Store.open(url)) as opened:
        yield opened
