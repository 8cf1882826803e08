"""Kind `multi-channel-by-hand`, against hand work and plain loops."""

from fractions import Fraction

import pytest

from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge
from app.problems.reading import Cells
from app.problems.sliding_dot_product.multi_channel_by_hand import KIND, DeepWork, check, refute, solve
from tests.problems.sliding_dot_product.looping import correlated

# Channel 1 gives 1 + 4 = 5 (its diagonal), channel 2 gives 2 − 3 = −1 (upper right minus lower left). Bias 3: 7.
ONE_CELL = DeepWork(
    channels=(((1, 2), (3, 4)), ((0, 2), (3, 1))), filters=((((1, 0), (0, 1)), ((0, 1), (-1, 0))),), biases=(3,)
)
TWO_FILTERS = DeepWork(
    channels=ONE_CELL.channels, filters=(*ONE_CELL.filters, (((1, 1), (0, 0)), ((2, 0), (0, 1)))), biases=(3, -1)
)  # the second: 1 + 2, and 0 + 1, and −1: 3


def test_hand_worked_maps() -> None:
    assert solve(ONE_CELL) == {"map1": Cells(((7,),))}
    assert solve(TWO_FILTERS) == {"map1": Cells(((7,),)), "map2": Cells(((3,),))}


@pytest.mark.parametrize("level", KIND.levels)
def test_plain_loops_channel_by_channel_agree(level: int) -> None:
    for seed in range(40):
        work = generate(KIND, seed=seed, level=level)
        for number, (kernels, bias) in enumerate(zip(work.filters, work.biases, strict=True), start=1):
            maps = [correlated(channel, kernel) for channel, kernel in zip(work.channels, kernels, strict=True)]
            rows = [[sum(cells) + bias for cells in zip(*lines, strict=True)] for lines in zip(*maps, strict=True)]
            assert solve(work)[f"map{number}"] == Cells(tuple(map(tuple, rows)))


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("8", "first-channel-only"),  # 5 + 3
        ("2", "last-channel-only"),  # −1 + 3
        ("5", "averaged"),  # 4/2 + 3
        ("10", "bias-per-channel"),  # 4 + 2·3
        ("4", "forgets-bias"),
        ("13", "signs-dropped"),  # 5 + 2 + 3 + 3
        ("11", ""),
    ],
)
def test_a_wrong_map_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, ONE_CELL, {"map1": typed}).fields["map1"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[:1] == ((mistake,) if mistake else ())


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [("7", "other-filter"), ("10", "filters-added"), ("4", "one-kernel-for-all")],  # 7; 7 + 3; 3 + (0 + 2) − 1
)
def test_two_filters_are_told_apart(typed: str, mistake: str) -> None:
    verdict = judge(KIND, TWO_FILTERS, {"map1": "7", "map2": typed}).fields["map2"]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_a_mean_over_three_channels_stays_a_fraction() -> None:
    """4 + 0 = 4 over three channels, the third empty: 4/3 + 3 = 13/3."""
    work = DeepWork(
        channels=(*ONE_CELL.channels, ((0, 0), (0, 0))),
        filters=((*ONE_CELL.filters[0], ((1, 1), (1, 1))),),
        biases=(3,),
    )
    assert KIND.mistakes["averaged"](work) == {"map1": Cells(((Fraction(13, 3),),))}
    verdict = judge(KIND, work, {"map1": "13/3"}).fields["map1"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("averaged",)


def test_flipped_kernels_are_another_convention() -> None:
    """Flipped, the kernels are 1 0, 2 1 and 0 −1, 1 0: 1 + 6 + 4 = 11, 3 − 2 = 1, and 3."""
    work = DeepWork(channels=ONE_CELL.channels, filters=((((1, 2), (0, 1)), ((0, 1), (-1, 0))),), biases=(3,))
    assert isinstance(judge(KIND, work, {"map1": "15"}).fields["map1"], OtherConvention)


def test_a_slip_is_run_on_a_single_1() -> None:
    run = refute(ONE_CELL, "map1", ("first-channel-only",), Cells(((8,),)))
    assert run is not None
    assert (run.claimed, run.found) == ("[3]", "[4]")  # the 1 lies on the upper right of channel 2: 0 + 3, and 1 + 3


def test_what_does_not_go_together_is_told() -> None:
    with pytest.raises(Impossible, match="Filter 1 has 2 kernels for 3 channels"):
        check(DeepWork(channels=(*ONE_CELL.channels, ((1, 1), (1, 1))), filters=ONE_CELL.filters, biases=(1,)))
    with pytest.raises(BadInput, match="1 filters and 2 biases"):
        check(DeepWork(channels=ONE_CELL.channels, filters=ONE_CELL.filters, biases=(1, 2)))
    with pytest.raises(BadInput, match="channels have different sizes"):
        check(DeepWork(channels=(((1, 2), (3, 4)), ((1, 2, 3), (4, 5, 6))), filters=ONE_CELL.filters, biases=(1,)))
