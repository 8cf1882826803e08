"""Bringing a database to the shape this version of the code knows, with Alembic and no alembic.ini."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.store.engines import database_file, database_url, is_sqlite, reading_engine, said_in_a_sentence
from app.store.errors import StoreUnavailable
from app.store.lock import only_writer
from app.store.overview import Overview


def migrate(url: str) -> None:
    """Bring the database at `url` up to date; an SQLite file and its folder are made if need be."""
    target = database_url(url)
    with said_in_a_sentence(target), only_writer(target) as engine, engine.begin() as connection:
        upgrade(connection)


def schema_is_current(url: str) -> bool:
    """Whether the database at `url` has exactly the shape this version of the code knows; changes nothing."""
    target = database_url(url)
    if is_sqlite(target) and not database_file(target).exists():
        return False
    engine = reading_engine(target)
    try:
        with said_in_a_sentence(target), engine.connect() as connection:
            return is_current(connection)
    finally:
        engine.dispose()


@contextmanager
def overview_of(url: str) -> Generator[Overview]:
    """Lend a view over a database that a server may be writing to at the same time; nothing is made or migrated."""
    target = database_url(url)
    if not schema_is_current(url):
        raise StoreUnavailable(
            f"{target.render_as_string()} holds no database of this version: run `receptive migrate` first."
        )
    engine = reading_engine(target)
    try:
        with said_in_a_sentence(target), engine.connect() as connection:
            yield Overview(connection)
    finally:
        engine.dispose()


def upgrade(connection: Connection) -> None:
    """Run the missing migrations inside the connection's transaction, so that all of them happen or none."""
    refuse_the_future(connection)
    if not is_current(connection):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether every migration has run."""
    return _revision(connection) == _migrations().get_current_head()


def refuse_the_future(connection: Connection) -> None:
    """Raise a sentence where a newer version of the code has migrated the database."""
    revision = _revision(connection)
    known = {script.revision for script in _migrations().walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreUnavailable(
            f"The database is at revision {revision}, which this version of Receptive does not know: a newer version "
            "has written to it. Install that version, or restore a backup from before."
        )


def _revision(connection: Connection) -> str | None:
    """None: no migration has run."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _migrations() -> ScriptDirectory:
    """Read once: they are part of the code, and reading them takes longer than most starts do otherwise."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "app.store:migrations")
    return config
