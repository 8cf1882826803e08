"""Kind `global-pool`, by hand and by a loop."""

from fractions import Fraction

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pooling.global_pool import KIND
from app.problems.pooling.global_pool.numbers import Head, check, solve
from app.problems.reading import Cells

MAPS = (((1, 3), (5, 7)), ((0, 2), (4, -2)))
VGG = Head(maps=MAPS, channels=512, size=(7, 7), classes=1000)
RIGHT = {"means": "4 1", "flattened": "25088000", "pooled": "512000", "times": "49", "larger": "512000"}


def test_the_head_of_512_maps_of_7_by_7_by_hand() -> None:
    """16/4 and 4/4; 512·49·1000 = 25,088,000; 512·1000 = 512,000."""
    assert judge(KIND, VGG, RIGHT).outcome is Outcome.CORRECT


def test_resnet_50_keeps_two_million_weights() -> None:
    """2048·1000; with its 1,000 biases the 2,049,000 that are 8.0 % of its parameters."""
    head = Head(maps=MAPS, channels=2048, size=(7, 7), classes=1000)
    assert solve(head)["pooled"] == 2_048_000
    assert judge(KIND, head, {"pooled": "2,049,000"}).outcome is not Outcome.WRONG


@pytest.mark.parametrize("level", KIND.levels)
def test_every_drawn_mean_is_that_of_its_channel_and_ends(level: int) -> None:
    for seed in range(60):
        head = generate(KIND, seed=seed, level=level)
        means = solve(head)["means"]
        assert isinstance(means, Cells)
        for numbers, mean in zip(head.maps, means.rows[0], strict=True):
            cells = [cell for row in numbers for cell in row]
            assert mean == Fraction(sum(cells), len(cells))
            assert (Fraction(mean) * 4).denominator == 1


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("means", "0.5 2.5; 4.5 2.5", "over-channels"),
        ("means", "7 4", "largest"),
        ("means", "2.5", "mean-of-all"),
        ("pooled", "0", "no-weights-left"),
        ("pooled", "25,088,000", "positions-stay"),
        ("larger", "2,048,000", "grows"),
        ("flattened", "25088", "inputs-only"),
        ("flattened", "3,584,000", "one-side"),
        ("times", "512", "channels-saved"),
        ("times", "7", "one-side"),
        ("times", "24,576,000", "subtracts"),
    ],
)
def test_a_wrong_answer_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VGG, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_larger_image_leaves_the_pooled_head_as_it_is() -> None:
    for seed in range(20):
        right = solve(generate(KIND, seed=seed, level=3))
        assert right["larger"] == right["pooled"]


def test_channels_of_different_sizes_are_refused() -> None:
    with pytest.raises(BadInput, match="one size"):
        check(Head(maps=(((1,),), ((1, 2),)), channels=1, size=(1, 1), classes=2))
