"""Drawing a reduction."""

from app.problems.kind import Dice
from app.problems.pointwise.reduction.numbers import Reduction

MODULES = (
    (192, 96, 128, 3),
    (192, 16, 32, 5),
    (256, 128, 192, 3),
    (256, 32, 96, 5),
    (480, 96, 208, 3),
    (480, 16, 48, 5),
    (512, 112, 224, 3),
    (512, 24, 64, 5),
    (512, 144, 288, 3),
    (528, 160, 320, 3),
    (528, 32, 128, 5),
    (832, 192, 384, 3),
    (832, 48, 128, 5),
)
"""GoogLeNet's own: channels in, reduced, out, kernel. Source: arXiv:1409.4842, table 1."""


def draw(dice: Dice, level: int) -> Reduction:
    """Level 1: weights, round numbers. Level 2: weights of modules like GoogLeNet's. Level 3: work."""
    if level == 1:
        channels = 64 * int(dice.integers(2, 9))
        reduced_to = 16 * int(dice.integers(1, 5))
        out = 32 * int(dice.integers(1, 9))
        return Reduction(channels=channels, reduced=reduced_to, out_channels=out, kernel=_kernel(dice))
    channels, reduced_to, out, kernel = MODULES[int(dice.integers(len(MODULES)))]
    channels += 16 * int(dice.integers(3))
    out += 16 * int(dice.integers(3))
    side = 7 * 2 ** int(dice.integers(3)) if level == 3 else 0
    size = (side, side + int(dice.integers(1, 8))) if side else None
    return Reduction(channels=channels, reduced=reduced_to, out_channels=out, kernel=kernel, size=size)


def _kernel(dice: Dice) -> int:
    return (3, 5)[int(dice.integers(2))]
