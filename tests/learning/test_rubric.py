"""Bands, by the rule in words: the first hint is free, the second or a miss costs a band, the third or a look all."""

from dataclasses import replace

import pytest

from app.learning.rubric import Aspect, Band, Evidence, PointsMade, earned, seen, within_reach

CLEAN = Evidence(solved=True, hints=0, misses=0, revealed=False, seconds=100, minutes=3)


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
    assert earned(replace(CLEAN, hints=hints, misses=misses, revealed=revealed)) is band


def test_nothing_is_earned_by_not_solving_it() -> None:
    assert earned(replace(CLEAN, solved=False)) is Band.NO_HIRE
    assert earned(CLEAN) is Band.STRONG_HIRE


@pytest.mark.parametrize(
    ("seconds", "band"),
    [(360, Band.STRONG_HIRE), (361, Band.LEAN_HIRE), (7200, Band.LEAN_HIRE), (None, Band.STRONG_HIRE)],
)
def test_more_than_twice_the_time_costs_a_band_and_an_unknown_time_nothing(seconds: float | None, band: Band) -> None:
    assert earned(replace(CLEAN, seconds=seconds)) is band


@pytest.mark.parametrize(
    ("essential", "band"), [(4, Band.STRONG_HIRE), (3, Band.LEAN_HIRE), (2, Band.LEAN_HIRE), (1, Band.NO_HIRE)]
)
def test_an_explanation_is_banded_by_its_essential_points(essential: int, band: Band) -> None:
    points = PointsMade(essential + 1, 7, essential, 4)
    explained = replace(CLEAN, solved=essential == 4, misses=int(essential < 4), points=points)
    assert earned(explained) is band
    assert Aspect.ANSWER not in seen(explained)
    assert earned(replace(explained, revealed=True)) is Band.NO_HIRE


def test_each_thing_that_was_seen_leaves_a_band() -> None:
    assert seen(replace(CLEAN, hints=2, misses=1, seconds=240)) == {
        Aspect.ANSWER: Band.STRONG_HIRE,
        Aspect.TRIES: Band.LEAN_HIRE,
        Aspect.HINTS: Band.LEAN_HIRE,
        Aspect.TIME: Band.STRONG_HIRE,
    }
