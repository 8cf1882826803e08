"""Kind `separable-cost`: the MACs of a standard layer, of both halves of a separable one, and how many times fewer.

Formulas and source: app.problems.depthwise_separable.counting. Where one row is wrong, the sum and the ratio below it
are asked of somebody who believes it.
"""

from app.problems.depthwise_separable.separable_cost.mistakes import CONVENTIONS, MISTAKES, accepts, follow
from app.problems.depthwise_separable.separable_cost.numbers import SeparableLayer, check, solve
from app.problems.depthwise_separable.separable_cost.showing import brief, facts, fields, figure, refute, steps
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> SeparableLayer:
    """Level 1: the size is kept. Level 2: stride 2. Level 3: rectangular, or a larger kernel, or both."""
    inside, outside = (WIDTHS[int(index)] for index in dice.choice(len(WIDTHS), 2, replace=False))
    size = int(dice.integers(7, 128))
    if level < 3:
        return SeparableLayer(in_channels=inside, out_channels=outside, input=size, kernel=3, stride=level, padding=1)
    kernel, stride = (3, 5, 7)[int(dice.integers(3))], int(dice.integers(1, 3))
    width = int(dice.integers(7, 128)) if kernel == 3 or dice.integers(2) else size
    return SeparableLayer(
        in_channels=inside,
        out_channels=outside,
        input=(size, width) if width != size else size,
        kernel=kernel,
        stride=stride,
        padding=kernel // 2,
    )


WIDTHS = (24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 256, 320, 384, 512)
"""Channels of layers people use. Beyond 512 the depthwise half is too small a part to be seen in three figures."""


KIND = Kind(
    id="separable-cost",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=SeparableLayer,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    accepts=accepts,
    follow=follow,
    working=steps,
    brief=brief,
    step_keys=frozenset({"positions", "weights", "times", "halves", "ratio", "formula"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
