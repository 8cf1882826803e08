"""What people get wrong about groups, and what is right under another convention."""

from collections.abc import Callable, Mapping

from app.conv.counts import flops
from app.problems.depthwise_separable.grouped.numbers import (
    GroupedLayer,
    divisors,
    fewest_groups,
    most_groups,
    solve,
    weights,
)
from app.problems.kind import Answers, Solver


def weighing(count: Callable[[GroupedLayer], int]) -> Solver[GroupedLayer]:
    """The solver that takes this for the weights, and works with it at every position."""

    def solver(layer: GroupedLayer) -> Answers:
        found = count(layer)
        return {"params": found, "macs": found * layer.size**2} if found != weights(layer, layer.groups) else {}

    return solver


def divided_twice(layer: GroupedLayer) -> int:
    """The weights of one group."""
    return weights(layer, layer.groups) // layer.groups


def multiplied(layer: GroupedLayer) -> int:
    """A whole layer for each group."""
    return weights(layer, 1) * layer.groups


def one_side(layer: GroupedLayer) -> int:
    """K where K² belongs."""
    return weights(layer, layer.groups) // layer.kernel


def one_channel_each(layer: GroupedLayer) -> int:
    """Filters that see a single channel, as if every grouped layer were depthwise."""
    return layer.out_channels * layer.kernel**2


def positions_along_one_side(layer: GroupedLayer) -> Answers:
    """H where H · W belongs."""
    return {"macs": weights(layer, layer.groups) * layer.size}


def weights_not_work(layer: GroupedLayer) -> Answers:
    """The weights where the MACs are asked."""
    return {"macs": weights(layer, layer.groups)}


def ends_swapped(layer: GroupedLayer) -> Answers:
    """Takes one group for the end with the fewest weights."""
    return {"fewest": weights(layer, 1)}


def one_kernel(layer: GroupedLayer) -> Answers:
    """The weights of one of the smallest groups."""
    most = most_groups(layer)
    return {"fewest": weights(layer, most) // most} if most > 1 else {}


def groups_of_the_larger_end(layer: GroupedLayer) -> Answers:
    """As many groups as the larger end has channels, which the smaller does not divide by."""
    smaller, larger = sorted((layer.in_channels, layer.out_channels))
    return {"fewest": smaller * layer.kernel**2} if smaller < larger else {}


def any_number(layer: GroupedLayer) -> Answers:
    """Divides and rounds up, whether the channels divide by that or not."""
    needed = -(-weights(layer, 1) // layer.budget)
    return {"needed": needed} if needed != fewest_groups(layer) else {}


def one_step_short(layer: GroupedLayer) -> Answers:
    """The nearest number of groups below, which is over the budget."""
    needed = fewest_groups(layer)
    if weights(layer, needed) == layer.budget or needed == 1:
        return {}
    return {"needed": max(groups for groups in divisors(layer) if groups < needed)}


def saves_the_square(layer: GroupedLayer) -> Answers:
    """Takes g groups to save g² times."""
    full = weights(layer, 1)
    needed = next((groups for groups in divisors(layer) if full <= layer.budget * groups**2), None)
    return {"needed": needed} if needed and needed != fewest_groups(layer) else {}


def channels_of_a_group(layer: GroupedLayer) -> Answers:
    """How many channels a group takes, where the number of groups is asked."""
    needed = fewest_groups(layer)
    each = layer.in_channels // needed
    return {"needed": each} if each != needed else {}


def all_the_way(layer: GroupedLayer) -> Answers:
    """As many groups as there can be, which is more than the budget asks for."""
    most = most_groups(layer)
    return {"needed": most} if most != fewest_groups(layer) else {}


MISTAKES: Mapping[str, Solver[GroupedLayer]] = {
    "ignores-groups": weighing(lambda layer: weights(layer, 1)),
    "divided-twice": weighing(divided_twice),
    "multiplied-by-groups": weighing(multiplied),
    "kernel-not-squared": weighing(one_side),
    "one-channel-each": weighing(one_channel_each),
    "positions-along-one-side": positions_along_one_side,
    "weights-not-work": weights_not_work,
    "ends-swapped": ends_swapped,
    "one-kernel": one_kernel,
    "groups-of-the-larger-end": groups_of_the_larger_end,
    "any-number": any_number,
    "one-step-short": one_step_short,
    "saves-the-square": saves_the_square,
    "channels-of-a-group": channels_of_a_group,
    "all-the-way": all_the_way,
}


def as_flops(layer: GroupedLayer) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    macs = solve(layer)["macs"]
    return {"macs": flops(macs)} if isinstance(macs, int) else {}


def with_bias(layer: GroupedLayer) -> Answers:
    """Right for whoever gives each filter a bias."""
    outside = layer.out_channels
    return {
        "params": weights(layer, layer.groups) + outside,
        "fewest": weights(layer, most_groups(layer)) + outside,
    }


CONVENTIONS: Mapping[str, Solver[GroupedLayer]] = {"flops": as_flops, "with-bias": with_bias}
