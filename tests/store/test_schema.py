import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

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


OLD_ROWS = {
    "learners": "(:learner, '2026-03-03T12:00:00.000000+00:00')",
    "questions": "(:learner, :question, 'output-size', 'output-size', 1, 1, 7, '{}', NULL, "
    "'2026-03-03T12:00:00.000000+00:00', '2026-03-03', 'UTC')",
    "attempts": "(:learner, :attempt, :question, 'sent', '2026-03-03T12:00:00.000000+00:00', '2026-03-03', 'UTC', "
    "'{}', 'wrong', 0.5, '{}', '[]', NULL, 1)",
    "openings": "(:learner, :question, 'hint-1', NULL, '2026-03-03T12:00:00.000000+00:00', '2026-03-03', 'UTC')",
}
"""A row of each table as it was at 0001, in the order of its columns."""


def rows_of(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))] for table in OLD_ROWS}  # noqa: S608 - names from above


def go_back(connection: Connection, revision: str) -> None:
    """The database of the fixture is current, so its tables are taken away and the migrations are run up to one."""
    metadata.drop_all(connection)
    connection.execute(text("DELETE FROM alembic_version"))
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_upgrading_from_0001_keeps_every_row(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        go_back(connection, "0001")
        keys = {name: number.to_bytes(16, "big") for number, name in enumerate(("learner", "question", "attempt"))}
        shown = keys if engine.name == "sqlite" else {name: key.hex() for name, key in keys.items()}
        for table, values in OLD_ROWS.items():
            named = {name: shown[name] for name in shown if f":{name}" in values}
            connection.execute(text(f"INSERT INTO {table} VALUES {values}"), named)  # noqa: S608 - names from above
        before = rows_of(connection)
    assert not schema_is_current(url)
    migrate(url)
    assert schema_is_current(url)
    with engine.connect() as connection:
        after = rows_of(connection)
    assert all(len(rows) == 1 for rows in before.values())
    assert after == before | {"attempts": [(*row, None) for row in before["attempts"]]}
    engine.dispose()


def test_sums_up_to_the_end_of_a_day_become_those_before_the_next(url: str) -> None:
    """Two days of one learner, and between them a day of another."""
    engine = create_engine(url)
    one, other = (key.to_bytes(16, "big") if engine.name == "sqlite" else f"{key:032x}" for key in (1, 2))
    nothing = '{"asked":[],"slips":{},"sure":[],"latest":{}}'
    with engine.begin() as connection:
        go_back(connection, "0013")
        for learner in (one, other):
            values = {"learner": learner, "made": "2026-03-01T12:00:00.000000+00:00"}
            connection.execute(text("INSERT INTO learners VALUES (:learner, :made)"), values)
        for learner, day, so_far in ((one, "2026-03-02", "2"), (other, "2026-03-03", "9"), (one, "2026-03-05", "3")):
            values = {"learner": learner, "day": day, "so_far": so_far, "own": f"{day[-1]}"}
            connection.execute(text("INSERT INTO tallies VALUES (:learner, :day, 1, '', :own, :so_far)"), values)
    migrate(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT sums, before FROM tallies ORDER BY study_day"))
        assert [tuple(row) for row in found] == [("2", nothing), ("3", nothing), ("5", "2")]
    engine.dispose()
