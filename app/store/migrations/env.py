"""
What Alembic runs around the revisions; `app.store.schema` starts it and brings the connection.

A new revision is written by hand as versions/NNNN_what_it_does.py. It spells its types out, so that it still means the
same when `app.store.tables` has moved on; a test holds the two together.
"""

from alembic import context
from sqlalchemy import Connection

from app.store.tables import metadata

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
