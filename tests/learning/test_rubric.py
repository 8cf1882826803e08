"""Bands, by the rule in words: the first hint is free, the second or a miss costs a band, the third or a look all."""

import pytest

from app.learning.rubric import Band, earned, within_reach


@pytest.mark.parametrize(
    ("hints", "misses", "revealed", "band"),
    [
        (0, 0, False, Band.STRONG_HIRE),
        (1, 0, False, Band.STRONG_HIRE),
        (0, 1, False, Band.LEAN_HIRE),
        (0, 5, False, Band.LEAN_HIRE),
        (2, 0, False, Band.LEAN_HIRE),
        (2, 3, False, Band.LEAN_HIRE),
        (3, 0, False, Band.NO_HIRE),
        (0, 0, True, Band.NO_HIRE),
    ],
)
def test_the_band_within_reach(hints: int, misses: int, *, revealed: bool, band: Band) -> None:
    assert within_reach(hints=hints, misses=misses, revealed=revealed) is band


def test_nothing_is_earned_by_not_solving_it() -> None:
    assert earned(solved=False, hints=0, misses=0, revealed=False) is Band.NO_HIRE
    assert earned(solved=True, hints=0, misses=0, revealed=False) is Band.STRONG_HIRE
