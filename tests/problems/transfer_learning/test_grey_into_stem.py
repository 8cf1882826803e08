"""Kind `grey-into-stem`: by hand, and each way of taking a grey image by the engine."""

from fractions import Fraction

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.reading import Cells
from app.problems.transfer_learning.grey_into_stem import KIND
from app.problems.transfer_learning.grey_into_stem.numbers import Slice, Statistics, Stem, check, solve

SLICES: tuple[Slice, ...] = (((1, 0), (2, -1)), ((3, 1), (0, -2)), ((-1, 2), (1, 4)))
PATCH: Slice = ((5, 2), (3, 6))
STATISTICS = Statistics(means=(5, 4, 2), inverse_stds=(2, 5, 4))


def stem(*, statistics: Statistics | None = None, compares: bool = False) -> Stem:
    return Stem(filters=64, kernel=7, slices=SLICES, patch=PATCH, statistics=statistics, compares=compares)


def kernel_of(value: object) -> list[list[float]]:
    assert isinstance(value, Cells)
    return [[float(cell) for cell in row] for row in value.rows]


RIGHT = {"before": "9408", "after": "3136", "summed": "3 3; 3 1", "output": "36"}


def test_resnets_stem_shrinks_to_a_third_and_gives_the_same() -> None:
    """64·3·49, 64·49; tap by tap 3, 3, 3, 1; 3·5 + 3·2 + 3·3 + 1·6."""
    assert judge(KIND, stem(), RIGHT).outcome is Outcome.CORRECT
    with_ways = RIGHT | {"ways": "summed, averaged-and-tripled"}
    assert judge(KIND, stem(compares=True), with_ways).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", [1, 2])
def test_the_engine_gives_the_same_for_the_copied_value_and_the_summed_kernel(level: int) -> None:
    for seed in range(8):
        asked = generate(KIND, seed=seed, level=level)
        right = solve(asked)
        grey = np.array([[asked.patch]], float)
        copied = conv2d(np.repeat(grey, 3, axis=1), np.array([asked.slices], float))[0, 0, 0, 0]
        summed = conv2d(grey, np.array([[kernel_of(right["summed"])]]))[0, 0, 0, 0]
        assert copied == summed == right["output"]


def test_the_folded_kernel_does_to_the_raw_image_what_the_layer_does_to_the_normalised_one() -> None:
    """On a whole image without padding; with zero padding the two part at the border and only there."""
    image = np.random.default_rng(0).random((1, 1, 6, 6))
    for seed in range(8):
        asked = generate(KIND, seed=seed, level=3)
        right = solve(asked)
        assert asked.statistics
        means = np.array(asked.statistics.means).reshape(1, 3, 1, 1) / 10
        normalised = (np.repeat(image, 3, axis=1) - means) * np.array(asked.statistics.inverse_stds).reshape(1, 3, 1, 1)
        slices, folded = np.array([asked.slices], float), np.array([[kernel_of(right["folded"])]])
        bias = float(Fraction(str(right["bias"])))
        assert conv2d(normalised, slices) == pytest.approx(conv2d(image, folded) + bias)
        differ = ~np.isclose(conv2d(normalised, slices, padding=1), conv2d(image, folded, padding=1) + bias)
        assert differ.any()
        assert not differ[0, 0, 1:-1, 1:-1].any()


def test_only_the_sum_and_what_equals_it_do_what_copying_does() -> None:
    """Each way on the engine, with a kernel whose slices differ."""
    grey, slices = np.array([[PATCH]], float), np.array([SLICES], float)
    copied = conv2d(np.repeat(grey, 3, axis=1), slices).item()
    assert copied == 36
    mean, red = slices.mean(axis=1, keepdims=True), slices[:, :1]
    assert conv2d(3 * grey, mean).item() == pytest.approx(copied)
    assert conv2d(grey, mean).item() == pytest.approx(copied / 3)
    others_zero = np.concatenate([grey, 0 * grey, 0 * grey], axis=1)
    assert conv2d(grey, red).item() == conv2d(others_zero, slices).item() != copied


@pytest.mark.parametrize(
    ("asked", "field", "typed", "mistake"),
    [
        (stem(), "after", "9408", "keeps-three-channels"),
        (stem(), "before", "3136", "one-channel-from-the-start"),
        (stem(), "before", "1344", "side-for-area"),
        (stem(), "after", "49", "one-filter"),
        (stem(), "after", "3200", "counts-biases"),
        (stem(), "summed", "1 1; 1 1/3", "averages"),
        (stem(), "summed", "1 0; 2 -1", "red-alone"),
        (stem(), "output", "108", "summed-and-copied"),
        (stem(), "output", "15", "first-tap"),
        (stem(compares=True), "ways", "summed, averaged, averaged-and-tripled", "misjudges-averaged"),
        # slices sum to 2, 2, 6; shifts 1, 2, 0.8: 2 + 4 + 4.8
        (stem(statistics=STATISTICS), "bias", "10.8", "adds-means"),
        (stem(statistics=STATISTICS), "bias", "-3.8", "bias-without-taps"),
        (stem(statistics=STATISTICS), "bias", "-3", "forgets-deviations"),  # 2·0.5 + 2·0.4 + 6·0.2
        (stem(statistics=STATISTICS), "folded", "3 3; 3 1", "forgets-deviations"),
    ],
)
def test_the_usual_slips_are_named(asked: Stem, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, asked, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_the_folded_bias_by_hand() -> None:
    assert solve(stem(statistics=STATISTICS))["bias"] == Fraction("-10.8")


def test_the_ways_and_the_folding_are_not_asked_together() -> None:
    with pytest.raises(BadInput, match="Either"):
        check(stem(statistics=STATISTICS, compares=True))
