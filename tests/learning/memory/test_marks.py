"""How a judged answer is rated."""

import pytest

from app.learning.memory import Rating, rating_of


@pytest.mark.parametrize("had_help", [False, True])
def test_wrong_is_wrong_however_quick_and_sure(had_help: bool) -> None:
    rating = rating_of(is_right=False, had_help=had_help, minutes=5, seconds=10, confidence=5)
    assert rating is Rating.WRONG


def test_right_with_a_hint_is_no_ease() -> None:
    assert rating_of(is_right=True, had_help=True, minutes=5, seconds=10, confidence=5) is Rating.WITH_HELP


@pytest.mark.parametrize(
    ("seconds", "confidence", "rating"),
    [
        (100, 4, Rating.WITH_EASE),  # a third of five minutes
        (100, 5, Rating.WITH_EASE),
        (101, 5, Rating.RIGHT),
        (100, 3, Rating.RIGHT),
        (None, 5, Rating.RIGHT),
        (10, None, Rating.RIGHT),
        (None, None, Rating.RIGHT),
    ],
)
def test_ease_is_quick_and_sure(seconds: float | None, confidence: int | None, rating: Rating) -> None:
    assert rating_of(is_right=True, had_help=False, minutes=5, seconds=seconds, confidence=confidence) is rating
