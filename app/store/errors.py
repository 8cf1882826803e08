"""What the store itself can say when it cannot serve."""

from app.errors import Unavailable


class StoreUnavailable(Unavailable):
    """The database cannot be opened, or what was sent could not be saved; nothing was recorded."""
