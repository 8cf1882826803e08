"""Secret addresses of reports: a key signed for that purpose alone. It names a link and not a learner."""

from datetime import datetime
from uuid import UUID

from starlette.datastructures import URL

from app.errors import Missing
from app.practice.reporting import LiveLink, live_links, owner_of
from app.practice.visit import Visit
from app.store.reader import Reader
from app.web.session import Signatures
from app.web.stamps import Stamps

PURPOSE = "report:"
SHARED = "/shared"


def _keys(stamps: Stamps) -> Signatures:
    """Signed with the secrets that sign the forms."""
    return Signatures(stamps.signatures.secrets, PURPOSE)


def owner(reader: Reader, stamps: Stamps, key: str, now: datetime) -> UUID:
    """Whose report a key opens. Raises `Missing` for a forged one, `Gone` for one that is over."""
    link = _keys(stamps).verified(key)
    if link is None:
        raise Missing("There is no report at this address.")
    return owner_of(reader, link, now)


def addresses(reader: Reader, stamps: Stamps, visit: Visit, base: URL) -> tuple[LiveLink, ...]:
    """The learner's live links with their addresses in full. The key is in the query, which no log has."""
    return tuple(
        LiveLink(
            link.id,
            str(base.replace(path=SHARED, query=f"key={_keys(stamps).sign(link.id)}")),
            link.made_at.astimezone(visit.zone),
            link.expires_at.astimezone(visit.zone),
        )
        for link in live_links(reader, visit)
    )
