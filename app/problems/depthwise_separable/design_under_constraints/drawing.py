"""Drawing constraints around a design that keeps them, so that there is one, and so that careless ones do not."""

from app.conv.network.shape import Shape
from app.problems.depthwise_separable.design_under_constraints.numbers import REACHES, SHARES, built
from app.problems.designing.appraisal import Appraisal
from app.problems.dice import pick, roll
from app.problems.kind import Dice
from app.problems.output_size.three_layers.drawing import rounded_up
from app.problems.output_size.three_layers.numbers import Wanted, judged

STRIDES = {
    1: ((2, 2, 2, 1),),
    2: ((2, 2, 2, 1), (2, 2, 1, 1), (2, 2, 2, 2)),
    3: ((2, 2, 1, 2), (2, 1, 2, 2), (2, 2, 1, 1), (2, 2, 2, 2)),
}
REACHED = {1: REACHES[:3], 2: REACHES[1:4], 3: REACHES[2:]}
SLACK = {1: 40, 2: 30, 3: 20}  # percent over what that design costs
LARGEST_GAP = 3  # pixels by which the field may be missed below that design's


def draw(dice: Dice, level: int) -> Wanted:
    """Level 1: an eighth of the size. Level 2: other strides, wider fields. Level 3: two sides of any size, tight."""
    channels = pick(dice, (64, 96, 128, 160, 192, 256))
    shape = (3, *_sides(dice, level))
    open_ended = Wanted(input=shape, size=(1, 1), channels=channels, field=1, params=1, macs=1)
    design = built(open_ended, pick(dice, REACHED[level]), pick(dice, STRIDES[level]), SHARES[0])
    found = judged(open_ended, design)
    if not isinstance(found, Appraisal):
        raise TypeError(f"Layers padded by half of what they span fit any map, and {design} does not.")
    slack = 100 + roll(dice, SLACK[level] - 10, SLACK[level] + 10)
    return Wanted(
        input=shape,
        size=_size(found.output),
        channels=channels,
        field=(found.field or 1) - roll(dice, 0, LARGEST_GAP),
        params=rounded_up(found.params * slack // 100),
        macs=rounded_up(found.macs * slack // 100),
    )


def _sides(dice: Dice, level: int) -> tuple[int, int]:
    if level == 3:
        return roll(dice, 60, 160), roll(dice, 60, 160)
    side = 16 * roll(dice, 4, 12)
    return side, side


def _size(shape: Shape) -> tuple[int, int]:
    return shape[1], shape[2]
