"""Drawing a shape, a target and budgets that several designs keep."""

from app.conv.network.shape import Shape
from app.problems.designing.appraisal import Appraisal
from app.problems.dice import pick, roll
from app.problems.kind import Dice
from app.problems.output_size.three_layers.numbers import Wanted, convolution, judged
from app.problems.reading import Records

STRIDES = {
    1: ((2, 2, 2),),
    2: ((2, 2, 1), (2, 1, 2), (2, 2, 2), (1, 2, 2)),
    3: ((2, 2, 2), (3, 2, 1), (4, 2, 1), (2, 3, 1), (2, 1, 3), (2, 2, 1)),
}
KERNELS = {1: (3,), 2: (3, 3, 5), 3: (3, 5, 7)}
SLACK = {1: 40, 2: 30, 3: 20}  # percent over what a plain design costs


def draw(dice: Dice, level: int) -> Wanted:
    """Level 1: three halvings. Level 2: other strides, a wider field. Level 3: two sides of any size, tight budgets."""
    shape = (3, *_sides(dice, level))
    strides, channels = pick(dice, STRIDES[level]), pick(dice, (64, 96, 128, 160, 192, 256))
    widths = (channels // 4, channels // 2, channels)
    kernels = tuple(pick(dice, KERNELS[level]) for _ in strides)
    plain = Records(tuple(map(convolution, kernels, strides, widths)))
    open_ended = Wanted(input=shape, size=(1, 1), channels=channels, field=1, params=1, macs=1)
    found = judged(open_ended, plain)
    if not isinstance(found, Appraisal):
        raise TypeError(f"Odd kernels padded by half of themselves fit any map, and {plain} does not.")
    slack = roll(dice, SLACK[level] - 10, SLACK[level] + 10)
    return Wanted(
        input=shape,
        size=_size(found.output),
        channels=channels,
        field=max((found.field or 1) - roll(dice, 0, 4), 3),
        params=rounded_up(found.params * (100 + slack) // 100),
        macs=rounded_up(found.macs * (100 + slack) // 100),
    )


def _sides(dice: Dice, level: int) -> tuple[int, int]:
    if level == 3:
        return roll(dice, 40, 160), roll(dice, 40, 160)
    side = 8 * roll(dice, 4, 20)
    return side, side


def _size(shape: Shape) -> tuple[int, int]:
    return shape[1], shape[2]


def rounded_up(number: int) -> int:
    """To two figures: 93,248 becomes 94,000."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return -(-number // unit) * unit
