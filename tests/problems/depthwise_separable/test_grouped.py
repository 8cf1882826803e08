"""Kind `grouped-between`: by hand, against the engine's own weights, and the groups by trying every number."""

from math import prod

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.depthwise_separable.grouped import KIND
from app.problems.depthwise_separable.grouped.numbers import GroupedLayer, check, solve
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge

RESNEXT = GroupedLayer(in_channels=128, out_channels=128, size=56, kernel=3, groups=32, budget=20_000)
UNEVEN = GroupedLayer(in_channels=72, out_channels=120, size=10, kernel=5, groups=6, budget=40_000)


def runs(layer: GroupedLayer, groups: int) -> int | None:
    """How many weights the engine takes in so many groups; None where it refuses them."""
    if layer.in_channels % groups:
        return None
    shape = (layer.out_channels, layer.in_channels // groups, layer.kernel, layer.kernel)
    image = np.zeros((1, layer.in_channels, layer.kernel, layer.kernel))
    try:
        conv2d(image, np.zeros(shape), groups=groups)
    except Impossible:
        return None
    return prod(shape)


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_takes_as_many_weights_and_no_fewer_groups_meet_the_budget(level: int) -> None:
    for seed in range(6):
        layer = generate(KIND, seed=seed, level=level)
        taken = {groups: runs(layer, groups) for groups in range(1, layer.in_channels + 1)}
        counts = {groups: count for groups, count in taken.items() if count is not None}
        answers = solve(layer)
        assert answers["params"] == counts[layer.groups]
        assert answers["fewest"] == min(counts.values())
        assert answers["needed"] == min(groups for groups, count in counts.items() if count <= layer.budget)


def test_one_group_is_the_standard_convolution_and_one_for_each_channel_the_depthwise_one() -> None:
    """128·128·9 and 128·9."""
    ends = [GroupedLayer(in_channels=128, out_channels=128, size=7, kernel=3, groups=g, budget=10**6) for g in (1, 128)]
    assert [solve(layer)["params"] for layer in ends] == [147_456, 1_152]


@pytest.mark.parametrize(
    ("layer", "field", "typed", "mistake"),
    [
        (RESNEXT, "params", "147,456", "ignores-groups"),
        (RESNEXT, "params", "144", "divided-twice"),  # 4·4·9
        (RESNEXT, "params", "4,718,592", "multiplied-by-groups"),
        (RESNEXT, "macs", "4,608", "weights-not-work"),
        (RESNEXT, "fewest", "9", "one-kernel"),
        (RESNEXT, "needed", "4", "one-step-short"),  # 36,864 is over the budget
        (RESNEXT, "needed", "16", "channels-of-a-group"),
        (UNEVEN, "params", "3,000", "one-channel-each"),  # 120·25
        (UNEVEN, "fewest", "1,800", "groups-of-the-larger-end"),  # 72·25
        (UNEVEN, "needed", "24", "all-the-way"),
        (UNEVEN, "needed", "3", "saves-the-square"),  # 216,000/9 = 24,000
    ],
)
def test_a_wrong_number_names_its_mistake(layer: GroupedLayer, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, layer, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_a_number_of_groups_that_divides_nothing_is_named() -> None:
    """147,456 over 30,000 is 4.9, and 5 does not divide 128; the next that does is 8."""
    layer = GroupedLayer(in_channels=128, out_channels=128, size=56, kernel=3, groups=32, budget=30_000)
    assert solve(layer)["needed"] == 8
    verdict = judge(KIND, layer, {"needed": "5"}).fields["needed"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("any-number",)


def test_biases_and_flops_are_other_conventions() -> None:
    fields = judge(KIND, RESNEXT, {"params": "4,736", "macs": "28,901,376"}).fields
    assert all(isinstance(fields[name], OtherConvention) for name in ("params", "macs"))


def test_groups_that_do_not_divide_and_budgets_out_of_reach_are_impossible() -> None:
    with pytest.raises(Impossible, match=r"5 groups do not divide 128"):
        check(GroupedLayer(in_channels=128, out_channels=128, size=7, kernel=3, groups=5, budget=10**6))
    with pytest.raises(Impossible, match=r"120\*\(72/24\)\*5² = 9000 weights, over 8999"):
        check(GroupedLayer(in_channels=72, out_channels=120, size=7, kernel=5, groups=6, budget=8_999))


def test_a_mistake_is_refuted_by_a_run_on_ones() -> None:
    """6·2·9 weights at 4 positions are 432; in one group they would be 864."""
    assert KIND.refute is not None
    found = KIND.refute(RESNEXT, "macs", ("ignores-groups",), 0)
    assert found is not None
    assert (found.claimed, found.found) == ("864 multiply-adds", "432 multiply-adds")
