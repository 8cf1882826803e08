"""Kind `mbconv-cost`: an inverted bottleneck step by step: its width, the MACs of each step, and its parameters.

A row builds on the rows above it. Somebody who believes a wrong width is asked what follows from that width.
"""

from app.problems.depthwise_separable.mbconv_cost.mistakes import CONVENTIONS, MISTAKES, accepts, follow
from app.problems.depthwise_separable.mbconv_cost.numbers import InvertedBottleneck, check, solve
from app.problems.depthwise_separable.mbconv_cost.showing import brief, facts, fields, figure, steps
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> InvertedBottleneck:
    """Level 1: stride 1. Level 2: stride 2. Level 3: either, with squeeze-and-excitation."""
    inside, outside = (WIDTHS[int(index)] for index in dice.choice(len(WIDTHS), 2, replace=False))
    return InvertedBottleneck(
        in_channels=inside,
        out_channels=outside,
        input=int(dice.integers(7, 113)),
        expand=EXPANSIONS[int(dice.integers(len(EXPANSIONS)))],
        kernel=(3, 5, 7)[int(dice.integers(min(level, 3)))],
        stride=level if level < 3 else int(dice.integers(1, 3)),
        squeeze=max(4, inside // 4) if level == 3 else None,
    )


WIDTHS = (16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192)
EXPANSIONS = (3, 4, 5, 6, 8)

KIND = Kind(
    id="mbconv-cost",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=InvertedBottleneck,
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
    step_keys=frozenset({"wide", "positions", "weights", "times", "squeeze", "sum"}),
    facts=facts,
    figure=figure,
)
