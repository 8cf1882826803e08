"""Column types that mean the same on SQLite (whose STRICT tables know five types) and on PostgreSQL."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BLOB, REAL, Date, DateTime, Dialect, Double, Integer, Text, Uuid
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine


class NaiveDatetime(ValueError, DontWrapMixin):
    """A datetime without a zone reached the store."""


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class Key(TypeDecorator[UUID]):
    """A UUID; on SQLite its 16 bytes, which sort as UUIDv7 ascends."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's own type."""
        return dialect.type_descriptor(BLOB() if _is_sqlite(dialect) else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> UUID | bytes | None:
        """To the database."""
        return value.bytes if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        """From the database."""
        return UUID(bytes=value) if value is not None and _is_sqlite(dialect) else value


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; on SQLite ISO 8601 text of one width, so that text order is time order."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's own type."""
        return dialect.type_descriptor(Text() if _is_sqlite(dialect) else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """To the database; a naive datetime is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveDatetime(f"The store keeps instants, and {value.isoformat()} is naive: it names no zone.")
        utc = value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if _is_sqlite(dialect) else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """From the database, in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if _is_sqlite(dialect) else value.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A date of the learner's calendar; on SQLite its ISO 8601 text."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's own type."""
        return dialect.type_descriptor(Text() if _is_sqlite(dialect) else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | str | None:
        """To the database."""
        return value.isoformat() if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """From the database."""
        return date.fromisoformat(value) if value is not None and _is_sqlite(dialect) else value


class Flag(TypeDecorator[bool]):
    """True or false as 1 or 0, since STRICT tables know no boolean."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001 (the base class's signature)
        """To the database."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002 (the base class's signature)
        """From the database."""
        return None if value is None else bool(value)


class JsonText(TypeDecorator[Any]):
    """
    JSON as ASCII text on both databases: nothing queries inside it.

    PostgreSQL's jsonb would reorder keys and refuse U+0000, and a lone surrogate is no UTF-8; escaped, every character
    that was typed comes back.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (the base class's signature)
        """To the database; NaN and infinities are no JSON and are refused."""
        return None if value is None else json.dumps(value, allow_nan=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any | None:  # noqa: ARG002 (the base class's signature)
        """From the database."""
        return None if value is None else json.loads(value)


class Names(JsonText):
    """A tuple of short names, as a JSON list."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """From the database."""
        names = super().process_result_value(value, dialect)
        return None if names is None else tuple(names)


Share = Double[float]().with_variant(REAL(), "sqlite")
Seconds = Double[float]().with_variant(REAL(), "sqlite")
