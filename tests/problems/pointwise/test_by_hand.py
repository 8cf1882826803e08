"""Kind `pointwise-by-hand`, by hand and as a matrix product."""

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pointwise.by_hand import KIND, Mixing, check, solve
from app.problems.reading import Cells

SMALL = Mixing(maps=(((1, 2), (3, 4)), ((5, 0), (1, 2))), weights=((2, -1),))
TWO = Mixing(maps=(((1, 0),), ((2, 1),), ((-1, 3),)), weights=((1, 1, 2), (3, -1, 1)), bias=(1, -2))


def test_two_channels_to_one_by_hand() -> None:
    """2 − 5, 4 − 0, 6 − 1, 8 − 2."""
    assert solve(SMALL) == {"map1": Cells(((-3, 4), (5, 6)))}
    assert judge(KIND, SMALL, {"map1": "-3 4; 5 6"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", KIND.levels)
def test_it_is_a_matrix_of_weights_times_a_matrix_of_pixels(level: int) -> None:
    """(O, C) times (C, H·W), written out, plus the bias in every column."""
    for seed in range(60):
        mixing = generate(KIND, seed=seed, level=level)
        pixels = [[cell for row in each for cell in row] for each in mixing.maps]
        for number, (weights, name) in enumerate(zip(mixing.weights, solve(mixing), strict=True)):
            row = [sum(w * pixel[at] for w, pixel in zip(weights, pixels, strict=True)) for at in range(len(pixels[0]))]
            grid = solve(mixing)[name]
            assert isinstance(grid, Cells)
            biased = [each + (mixing.bias[number] if mixing.bias else 0) for each in row]
            assert [cell for line in grid.rows for cell in line] == biased


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("map1", "3 5", "sums-channels"),  # 1 + 2 − 1 + 1, 0 + 1 + 3 + 1
        ("map1", "2 1", "one-channel"),  # 1·1 + 1, 1·0 + 1
        ("map1", "1 3", "other-filter"),  # 3 − 2 − 1 + 1, 0 − 1 + 3 + 1
        ("map1", "1 7", "forgets-bias"),
        ("map1", "4 10", "bias-for-each-channel"),
        ("map2", "2 2", "drops-signs"),  # 3 + 2 − 1 − 2, 0 + 1 + 3 − 2
        ("map2", "0 0", "cuts-negatives"),
    ],
)
def test_a_wrong_output_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, TWO, {"map1": "2 8", "map2": "-2 0"} | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


@pytest.mark.parametrize(
    ("mixing", "sentence"),
    [
        (Mixing(maps=(((1,),), ((1, 2),)), weights=((1, 1),)), "one size"),
        (Mixing(maps=(((1,),), ((2,),)), weights=((1,),)), "one for each of the 2 channels; this one has 1"),
        (
            Mixing(maps=(((1,),),), weights=((1,),), bias=(1, 2)),
            "a bias for each of the 1 outputs, or none; here are 2",
        ),
    ],
)
def test_weights_that_do_not_belong_to_the_channels_are_refused(mixing: Mixing, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        check(mixing)
