"""
Form tokens that say when their form was first shown.

A token is a UUIDv7 with a signature. It makes sending a form twice harmless, as any random text would, and the time in
it cannot be moved by whoever sends it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.store.ids import RANDOM_BITS, instant_of, uuid7
from app.web.session import Signatures

PURPOSE = "form:"  # so that no token is a learner's cookie, nor a cookie a token


@dataclass(frozen=True, slots=True)
class Stamps:
    """Makes tokens and reads them back."""

    signatures: Signatures

    def token(self, shown_at: datetime, random_bits: Callable[[int], int]) -> str:
        """A new token for a form that was first shown at this time."""
        return self.signatures.sign(uuid7(shown_at, random_bits(RANDOM_BITS)))

    def shown_at(self, token: str) -> datetime | None:
        """When the form was first shown, to the millisecond; None for a token that was not made here."""
        stamp = self.signatures.verified(token)
        return instant_of(stamp) if stamp else None


def stamps(secrets: tuple[bytes, ...]) -> Stamps:
    """Signed with the secrets that sign the cookies."""
    return Stamps(Signatures(secrets, PURPOSE))
