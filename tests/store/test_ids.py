from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from app.store import RANDOM_BITS, uuid7
from app.store.ids import instant_of

# RFC 9562, appendix A.6: Tuesday, 22 February 2022, 2:22:22.00 PM GMT-05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
RFC_INSTANT = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))
RFC_RANDOM = 0xCC3 << 62 | 0x18C4DC0C0C07398F


def test_the_example_of_the_rfc_comes_out() -> None:
    assert uuid7(RFC_INSTANT, RFC_RANDOM) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@pytest.mark.parametrize("random_bits", [0, (1 << RANDOM_BITS) - 1])
def test_whatever_the_dice_say_it_is_a_version_7_uuid(random_bits: int) -> None:
    made = uuid7(RFC_INSTANT, random_bits)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_a_later_millisecond_sorts_after_an_earlier_one_whatever_the_dice_say() -> None:
    earlier = uuid7(RFC_INSTANT, (1 << RANDOM_BITS) - 1)
    later = uuid7(RFC_INSTANT + timedelta(milliseconds=1), 0)
    assert earlier.bytes < later.bytes


@pytest.mark.parametrize("random_bits", [-1, 1 << RANDOM_BITS])
def test_bits_that_do_not_fit_are_refused(random_bits: int) -> None:
    with pytest.raises(ValueError, match="74 random bits"):
        uuid7(RFC_INSTANT, random_bits)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        uuid7(RFC_INSTANT.astimezone(UTC).replace(tzinfo=None), 0)


@pytest.mark.parametrize("random_bits", [0, RFC_RANDOM, (1 << RANDOM_BITS) - 1])
def test_a_key_tells_the_millisecond_it_was_made_in(random_bits: int) -> None:
    assert instant_of(uuid7(RFC_INSTANT + timedelta(microseconds=999), random_bits)) == RFC_INSTANT
    assert instant_of(UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")) == RFC_INSTANT
