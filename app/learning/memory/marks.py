"""What memory hears of: one mark for each answer that was judged, never what a learner thinks of it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

SURE = 4  # confidence from 1 to 5
QUICK_AT = 3  # times as fast as an item's minutes say


class Rating(IntEnum):
    """How an answer went, as FSRS counts it."""

    WRONG = 1  # Again
    WITH_HELP = 2  # Hard
    RIGHT = 3  # Good
    WITH_EASE = 4  # Easy


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer about an item, such as problem:output-size, task:D0.1 or card:C3, on a study day."""

    item: str
    day: date
    rating: Rating
    back_dated: bool = False  # entered after its study day: memory learns from it, and it says nothing about memory


def rating_of(
    *, is_right: bool, had_help: bool, seconds: float | None, minutes: float, confidence: int | None
) -> Rating:
    """
    The rating of a judged answer. Help is any hint; who has seen the solution has not recalled it and is not right.

    With ease is quick and sure: in a third of the item's minutes at most, and with a confidence of 4 or 5 stated before
    the verdict. Where the time or the confidence is not known, right is just right.
    """
    if not is_right:
        return Rating.WRONG
    if had_help:
        return Rating.WITH_HELP
    is_quick = seconds is not None and QUICK_AT * seconds <= 60 * minutes
    is_sure = confidence is not None and confidence >= SURE
    return Rating.WITH_EASE if is_quick and is_sure else Rating.RIGHT
