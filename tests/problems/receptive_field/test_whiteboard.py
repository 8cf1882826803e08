"""Kind `whiteboard-opening`, by hand."""

import pytest

from app.errors import Impossible
from app.problems.gate import also_right
from app.problems.grading import Mistaken, Outcome, judge
from app.problems.receptive_field.whiteboard import KIND, Opening, check, solve

FIRST = Opening(input=6, kernel=3, stride=2, padding=1, layers=50)
RIGHT = {"size": "3", "field": "2251799813685247", "end_size": "1", "end_layer": "3"}


def test_the_opening_question_by_hand() -> None:
    """floor(5/2) + 1 = 3; 2^51 − 1; 6 → 3 → 2 → 1."""
    assert solve(FIRST) == {"size": (3, 3), "field": 2**51 - 1, "end_size": (1, 1), "end_layer": 3}
    assert judge(KIND, FIRST, RIGHT).outcome is Outcome.CORRECT


def test_the_field_may_be_written_as_a_power() -> None:
    assert judge(KIND, FIRST, RIGHT | {"field": "2^51 − 1"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("field", "101", "ignores-earlier-strides"),  # 1 + 2·50
        ("field", "4,503,599,627,370,493", "counts-own-stride"),  # 2^52 − 3
        ("field", "2^50 - 1", "one-layer-short"),
        ("field", "2^50", "jump-for-field"),
        ("field", "150", "kernels-added-up"),
        ("size", "2", "no-plus-one"),
        ("size", "6", "ignores-stride"),
        ("size", "4", "rounds-up"),
        ("end_size", "6", "keeps-size"),
        ("end_layer", "4", "counts-the-input"),
        ("end_layer", "2", "one-layer-early"),
        ("end_layer", "50", "only-the-last-layer"),
    ],
)
def test_wrong_answers_to_the_opening_question_name_their_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, FIRST, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


def test_padding_one_side_gives_the_right_size_on_these_numbers() -> None:
    assert also_right(KIND, FIRST) == ("one-sided-padding",)


def test_224_takes_eight_halvings() -> None:
    """112, 56, 28, 14, 7, 4, 2, 1."""
    assert solve(Opening(input=224, kernel=3, stride=2, padding=1, layers=10))["end_layer"] == 8


def test_with_much_padding_it_does_not_end_at_one() -> None:
    """9 → 6 → 4 → 3 → 3 with 3 × 3, stride 2, padding 2."""
    answers = solve(Opening(input=9, kernel=3, stride=2, padding=2, layers=4))
    assert (answers["end_size"], answers["end_layer"]) == ((3, 3), 3)


@pytest.mark.parametrize(
    "opening",
    [
        Opening(input=200, kernel=3, stride=2, padding=1, layers=3),
        Opening(input=1, kernel=3, stride=2, padding=1, layers=3),
        Opening(input=9, kernel=5, stride=2, padding=0, layers=3),
    ],
    ids=["still shrinking", "never shrinks", "stops fitting"],
)
def test_questions_without_an_end_are_refused(opening: Opening) -> None:
    with pytest.raises(Impossible):
        check(opening)
