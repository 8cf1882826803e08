"""Claims beside what was measured, worked by hand."""

from fractions import Fraction
from typing import Any

import pytest

from app.learning.calibration import Calibration, Leaning, Reliability, brier, measured
from tests.learning.scheduled import cases


@pytest.mark.parametrize(
    ("right", "count", "share"),
    [(0, 0, "1/2"), (1, 1, "2/3"), (0, 1, "1/3"), (2, 4, "1/2"), (9, 10, "5/6"), (12, 18, "13/20")],
)
def test_one_right_answer_is_no_certainty(right: int, count: int, share: str) -> None:
    assert measured(right, count) == Fraction(share)


@pytest.mark.parametrize(
    ("score", "right", "count", "leaning"),
    [
        (5, 2, 4, Leaning.OVERCONFIDENT),  # 0.95 against 3/6
        (1, 1, 1, Leaning.UNDERCONFIDENT),  # 0.05 against 2/3
        (3, 1, 2, Leaning.FAIR),  # 0.55 against 2/4
        (4, 12, 18, Leaning.FAIR),  # 0.80 against 0.65: 0.15 off, and not beyond
        (4, 11, 18, Leaning.OVERCONFIDENT),  # 0.80 against 0.60
        (2, 8, 18, Leaning.FAIR),  # 0.30 against 0.45
        (2, 9, 18, Leaning.UNDERCONFIDENT),  # 0.30 against 0.50
        (5, 0, 0, Leaning.UNKNOWN),
    ],
)
def test_a_score_leans_when_it_is_off_by_more_than_fifteen_points(
    score: int, right: int, count: int, leaning: Leaning
) -> None:
    assert Calibration(score, right, count).leaning is leaning


def test_more_right_than_answered_cannot_be() -> None:
    with pytest.raises(ValueError, match="3 of 2 cannot be right"):
        measured(3, 2)


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    """0.8 and right: 0.04. 0.95 and wrong: 0.9025. Half the sum is 0.47125."""
    assert brier([Reliability(4, 1, 1), Reliability(5, 0, 1)]) == Fraction("0.47125")


def test_several_answers_of_one_confidence_count_one_by_one() -> None:
    """0.8, right twice and wrong once: (0.04 + 0.04 + 0.64) / 3."""
    assert brier([Reliability(4, 2, 3)]) == Fraction("0.24")


def test_there_is_no_brier_score_of_nothing() -> None:
    assert brier([]) is None


@pytest.mark.parametrize(("given", "expect"), cases("calibration"))
def test_a_score_without_answers_gets_no_verdict(given: dict[str, Any], expect: dict[str, Any]) -> None:
    right = sum(given["measured"])
    leaning = Calibration(given["self_score"], right, len(given["measured"])).leaning
    assert {Leaning.UNKNOWN: "unmeasured"}.get(leaning) == expect["label"]
