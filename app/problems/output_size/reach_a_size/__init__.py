"""Kind `reach-a-size`: find a kernel, stride and padding that take one size to another. Any that do are right.

    floor((n + 2p - d(k - 1) - 1) / s) + 1 = target

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 15.
"""

from app.conv.inverses import Window
from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.output_size.reach_a_size.mistakes import ACCEPTS_UNDER, MISTAKES
from app.problems.output_size.reach_a_size.numbers import Reaching, accepts, check, size_with, solve
from app.problems.output_size.reach_a_size.showing import facts, fields, figure, refute, steps
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> Reaching:
    """Level 1: any layer. Level 2: with a given kernel, or an odd one. Level 3: dilated as well.

    The target is what some ordinary layer gives.
    """
    size, stride = roll(dice, 16, 128), roll(dice, 1, 4)
    kernel = roll(dice, 2, 7) if level == 1 else pick(dice, (3, 4, 5, 6, 7, 9, 11))
    dilation = roll(dice, 2, 3) if level == 3 else 1
    layer = Window(kernel, stride, roll(dice, 0, dilation * (kernel - 1) // 2))
    target = size_with(Reaching(input=size, target=1, dilation=dilation), layer) or 1
    if level == 1:
        return Reaching(input=size, target=target)
    if roll(dice, 1, 3) == 1 and kernel % 2:
        return Reaching(input=size, target=target, odd_kernel=True, dilation=dilation)
    return Reaching(input=size, target=target, kernel=kernel, dilation=dilation)


KIND = Kind(
    id="reach-a-size",
    skill=Skill.OUTPUT_SIZE,
    params=Reaching,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    accepts=accepts,
    accepts_under=ACCEPTS_UNDER,
    working=steps,
    step_keys=frozenset({"moves", "reach", "room", "instance", "layer"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
