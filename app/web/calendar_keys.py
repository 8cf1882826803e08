"""Secret addresses of calendars: a key signed for that purpose alone, so that nobody can try keys of their own."""

from uuid import UUID

from starlette.datastructures import URL

from app.errors import Missing
from app.practice.exporting.calendars import owner_of
from app.store.reader import Reader
from app.web.session import Signatures
from app.web.stamps import Stamps

PURPOSE = "calendar:"
FEED = "/api/v1/calendar.ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"


def keys(stamps: Stamps) -> Signatures:
    """Signed with the secrets that sign the forms."""
    return Signatures(stamps.signatures.secrets, PURPOSE)


def owner(reader: Reader, stamps: Stamps, key: str) -> UUID:
    """Whose calendar a key opens. Raises `Missing`, the same for a forged key and for one that was ended."""
    address = keys(stamps).verified(key)
    if address is None:
        raise Missing("There is no calendar at this address, or no longer.")
    return owner_of(reader, address)


def secret_address(reader: Reader, stamps: Stamps, learner: UUID, base: URL) -> str:
    """The learner's address in full; empty where none is open."""
    row = reader.calendar(learner)
    if row is None or not row.open:
        return ""
    return str(base.replace(path=FEED, query=f"key={keys(stamps).sign(row.id)}"))
