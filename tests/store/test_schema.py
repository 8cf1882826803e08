import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from app.store import Store, StoreUnavailable, migrate, schema_is_current
from app.store.engines import database_file, database_url
from app.store.tables import metadata
from tests.store.making import a_learner_with_a_question


def shape(file: Path) -> set[str]:
    """The statements that made what is in an SQLite file, spacing aside."""
    with closing(sqlite3.connect(file)) as connection:
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'"
        )
        return {re.sub(r"\s+", " ", sql) for (sql,) in made}


def test_migrating_from_nothing_gives_the_tables_of_the_code(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrating_from_nothing_gives_them_to_the_letter(sqlite_url: str, tmp_path: Path) -> None:
    migrate(sqlite_url)
    directly = create_engine(f"sqlite:///{tmp_path / 'directly.db'}")
    metadata.create_all(directly)
    directly.dispose()
    made = shape(database_file(database_url(sqlite_url)))
    assert made == shape(tmp_path / "directly.db")
    assert sum("STRICT" in sql for sql in made) == len(metadata.tables)


def test_migrating_makes_the_schema_current_and_again_changes_nothing(sqlite_url: str) -> None:
    assert not schema_is_current(sqlite_url)
    migrate(sqlite_url)
    assert schema_is_current(sqlite_url)
    migrate(sqlite_url)
    assert schema_is_current(sqlite_url)


def test_asking_whether_the_schema_is_current_makes_no_file(sqlite_url: str) -> None:
    schema_is_current(sqlite_url)
    assert not database_file(database_url(sqlite_url)).exists()


def test_opening_migrates_and_keeps_what_is_there(sqlite_url: str) -> None:
    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)
    assert schema_is_current(sqlite_url)
    with closing(Store.open(sqlite_url)) as store, store.read() as reader:
        assert reader.question(question.learner_id, question.id) == question


def from_the_future(url: str) -> None:
    migrate(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


def test_a_database_from_the_future_is_refused_and_left_alone(url: str) -> None:
    from_the_future(url)
    assert not schema_is_current(url)
    for attempt in (Store.open, migrate):
        with pytest.raises(StoreUnavailable, match="at revision 9999, which this version of Receptive does not know"):
            attempt(url)
    assert not schema_is_current(url)


def test_postgresql_that_was_not_migrated_is_refused(postgres_url: str) -> None:
    assert not schema_is_current(postgres_url)
    with pytest.raises(StoreUnavailable, match="run `receptive migrate` first"):
        Store.open(postgres_url)
    migrate(postgres_url)
    Store.open(postgres_url).close()
