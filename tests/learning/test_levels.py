"""New, shaky, solid, and the level one has come to."""

from collections.abc import Sequence

import pytest

from app.learning.levels import Grasp, grasp, level_reached


@pytest.mark.parametrize(
    ("latest", "found"),
    [
        ((), Grasp.NEW),
        ((True,), Grasp.SHAKY),
        ((False,), Grasp.SHAKY),
        ((True, True), Grasp.SOLID),
        ((False, True), Grasp.SHAKY),
        ((True, False), Grasp.SHAKY),
        ((True, True, False), Grasp.SOLID),
    ],
)
def test_two_clean_answers_in_a_row_are_solid(latest: Sequence[bool], found: Grasp) -> None:
    assert grasp(latest) is found


@pytest.mark.parametrize(
    ("start", "clean", "level"),
    [
        (1, {}, 1),
        (1, {1: 1}, 1),
        (1, {1: 2}, 2),
        (1, {1: 9}, 2),  # two at each level, not two in all
        (1, {1: 2, 2: 2}, 3),
        (1, {1: 2, 2: 1}, 2),
        (1, {1: 2, 2: 2, 3: 9}, 3),  # there is no fourth
        (1, {3: 2}, 3),  # done at a level one chose oneself
        (2, {1: 5}, 2),  # below where the problem starts
        (2, {2: 2}, 3),
    ],
)
def test_two_clean_answers_raise_the_level(start: int, clean: dict[int, int], level: int) -> None:
    assert level_reached(start, (1, 2, 3), clean) == level


def test_a_kind_may_have_fewer_levels() -> None:
    assert level_reached(1, (1,), {1: 7}) == 1
    assert level_reached(1, (1, 3), {1: 2}) == 3
