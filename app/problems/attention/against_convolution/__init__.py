"""Kind `attention-against-convolution`: one layer of each on one map, and the map from which attention costs more.

    attention 4 T D² + 2 T² D,  convolution K² T D²
    attention costs more where 2 T > (K² − 4) D

Source: arXiv:1706.03762, table 1; arXiv:2103.14030, equation 1; convolution, arXiv:1704.04861, section 3.1.
"""

from app.problems.attention.against_convolution.numbers import MISTAKES, Rivals, check, fields, follow, solve
from app.problems.attention.against_convolution.showing import facts, figure, refute, steps
from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill

__all__ = ["KIND", "Rivals", "check", "solve"]

WIDTHS = (96, 128, 192, 256, 320, 384, 448, 512, 640, 768, 1024)


def draw(dice: Dice, level: int) -> Rivals:
    """Level 1: how many times. Level 2: from how many tokens on, too. Level 3: other kernels, and the image."""
    kernel = 3 if level < 3 else pick(dice, (3, 3, 5, 7))
    return Rivals(
        side=roll(dice, 10, 96),
        width=pick(dice, WIDTHS),
        kernel=kernel,
        crossing=level > 1,
        patch=pick(dice, (4, 8, 14, 16)) if level == 3 else None,
    )


KIND = Kind(
    id="attention-against-convolution",
    skill=Skill.ARCHITECTURES,
    params=Rivals,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    refute=refute,
    working=steps,
    step_keys=frozenset({"attention", "convolution", "ratio", "equal", "first", "root", "pixels"}),
    label_keys=frozenset({"tokens", "pixels"}),
    facts=facts,
    figure=figure,
)
