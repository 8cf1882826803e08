"""Kind `grouped-between`: a convolution in groups: weights and MACs, the ends of the range, and a budget to meet."""

from app.problems.depthwise_separable.grouped.mistakes import CONVENTIONS, MISTAKES
from app.problems.depthwise_separable.grouped.numbers import GroupedLayer, check, solve, weights
from app.problems.depthwise_separable.grouped.showing import facts, fields, figure, refute, steps
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> GroupedLayer:
    """Level 1: as many channels out as in. Level 2: twice or three times as many. Level 3: any that share divisors.

    The budget is met exactly at the levels 1 and 2; at level 3 it lies between two numbers of groups.
    """
    inside, outside = _widths(dice, level)
    groups, wanted = (int(each) for each in dice.choice(GROUPS[level], 2, replace=False))
    layer = GroupedLayer(
        in_channels=inside,
        out_channels=outside,
        size=int(dice.integers(7, 60)),
        kernel=(3, 5, 7)[int(dice.integers(min(level, 3)))],
        groups=groups,
        budget=inside * outside * 49,
    )
    exact = weights(layer, wanted)
    budget = exact if level < 3 else int(exact * dice.uniform(1.05, 1.4))
    return GroupedLayer(
        in_channels=inside,
        out_channels=outside,
        size=layer.size,
        kernel=layer.kernel,
        groups=groups,
        budget=budget,
    )


def _widths(dice: Dice, level: int) -> tuple[int, int]:
    base = 48 * int(dice.integers(2, 9)) if level < 3 else 24 * int(dice.integers(3, 15))
    if level == 1:
        return base, base
    if level == 2:
        return base, base * int(dice.integers(2, 4))
    return base, 24 * int(dice.integers(3, 15))


GROUPS = {1: (3, 4, 6, 8, 12, 16), 2: (3, 4, 6, 8, 12, 16), 3: (3, 4, 6, 8, 12)}

KIND = Kind(
    id="grouped-between",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=GroupedLayer,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"taps", "weights", "positions", "times", "most", "fewest", "quotient", "needed"}),
    facts=facts,
    figure=figure,
    refute=refute,
)
