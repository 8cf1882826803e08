"""Kind `separable-params`: the parameters of a standard layer and of both halves of a separable one, and their ratio.

    standard    C_out · C_in · K²  (+ C_out)
    depthwise   m · C_in · K²      (+ m · C_in)      m kernels for each channel
    pointwise   C_out · m · C_in   (+ C_out)

Source: arXiv:1704.04861, section 3.1; for m, depth_multiplier of keras.layers.SeparableConv2D.
"""

from app.problems.depthwise_separable.separable_params.mistakes import CONVENTIONS, MISTAKES
from app.problems.depthwise_separable.separable_params.numbers import SeparableWeights, check, follow, solve
from app.problems.depthwise_separable.separable_params.showing import brief, facts, fields, figure, steps
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> SeparableWeights:
    """Level 1: weights only. Level 2: with biases. Level 3: several kernels for each channel, biases or not."""
    inside, outside = (WIDTHS[int(index)] for index in dice.choice(len(WIDTHS), 2, replace=False))
    return SeparableWeights(
        in_channels=inside,
        out_channels=outside,
        kernel=(3, 5, 7)[int(dice.integers(min(level + 1, 3)))],
        multiplier=int(dice.integers(2, 5)) if level == 3 else 1,
        bias=level == 2 or (level == 3 and bool(dice.integers(2))),
    )


WIDTHS = (24, 32, 40, 48, 64, 72, 80, 96, 112, 128, 144, 160, 192, 240, 256, 320, 384, 512)


KIND = Kind(
    id="separable-params",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=SeparableWeights,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    follow=follow,
    working=steps,
    brief=brief,
    step_keys=frozenset({"maps", "weights", "bias", "halves", "ratio", "formula"}),
    facts=facts,
    figure=figure,
)
