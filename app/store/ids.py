"""UUIDs of version 7: keys that ascend in time. Source: RFC 9562, section 5.7."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RANDOM_BITS = 74
_LOW_BITS = 62  # rand_b; the twelve bits above it are rand_a
_VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62


def uuid7(instant: datetime, random_bits: int) -> UUID:
    """48 bits of Unix milliseconds, the version, 12 random bits, the variant, 62 random bits."""
    if instant.tzinfo is None:
        raise ValueError("A UUIDv7 needs an instant with a zone; this one is naive.")
    if not 0 <= random_bits < 1 << RANDOM_BITS:
        raise ValueError(f"A UUIDv7 takes {RANDOM_BITS} random bits; {random_bits.bit_length()} do not fit.")
    milliseconds = (instant - EPOCH) // timedelta(milliseconds=1)
    high, low = divmod(random_bits, 1 << _LOW_BITS)
    return UUID(int=milliseconds << 80 | high << 64 | low | _VERSION_AND_VARIANT)


def instant_of(key: UUID) -> datetime:
    """The instant a UUIDv7 was made for, to the millisecond."""
    return EPOCH + timedelta(milliseconds=key.int >> 80)
