"""What is said of a wrong number that no mistake explains."""

from fractions import Fraction

import pytest

from app.problems.clues import Clue, clue
from app.problems.forms import AnyForm, Integer, Real, Shape
from app.problems.reading import Value

COUNT = Integer(figures=3)


@pytest.mark.parametrize(
    ("form", "given", "right", "found"),
    [
        (COUNT, 230_912_000, 230_912, Clue.THOUSAND_TIMES),
        (COUNT, 231_000_000, 230_912, Clue.THOUSAND_TIMES),  # rounded to three figures, and a thousand times
        (COUNT, 418, 418_267_136, Clue.MILLIONTH),
        (COUNT, 418_267, 418_267_136, Clue.THOUSANDTH),
        (COUNT, 461_824, 230_912, Clue.DOUBLE),
        (COUNT, 115_456, 230_912, Clue.HALF),
        (COUNT, 230_913, 230_912, Clue.ONE_MORE),
        (COUNT, 230_911, 230_912, Clue.ONE_LESS),
        (COUNT, 2_309_120, 230_912, Clue.TEN_TIMES),
        (COUNT, 57, 112, None),
        (Integer(), 1, 2, Clue.HALF),
        (Integer(), 3, 2, None),  # near everything
        (Integer(), 5, 0, None),
        (Real(), Fraction("0.34"), Fraction(1, 3), Clue.NEARLY),  # two percent off, where half a percent passes
        (Real(), Fraction("8.85"), Fraction(1000, 8845), Clue.INVERTED),
        (Real(), Fraction("-0.5"), Fraction(1, 2), Clue.NEGATED),
        (Real(), Fraction("0.9"), Fraction(1, 3), None),
        (Shape(("h", "w")), (3, 4), (4, 3), None),
    ],
)
def test_a_telling_distance_is_told(form: AnyForm, given: Value, right: Value, found: Clue | None) -> None:
    assert clue(form, given, right) is found
