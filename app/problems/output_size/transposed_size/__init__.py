"""Kind `transposed-size`: how large a transposed convolution makes a map.

    (n - 1)s - 2p + d(k - 1) + 1 + op

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 14; torch.nn.ConvTranspose2d; keras.layers.Conv2DTranspose.
"""

from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.output_size.transposed_size.mistakes import CONVENTIONS, MISTAKES, TOGETHER
from app.problems.output_size.transposed_size.numbers import Transposed, check, solve
from app.problems.output_size.transposed_size.running import refute
from app.problems.output_size.transposed_size.showing import facts, fields, figure, steps
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> Transposed:
    """Level 1: kernel and stride, some padding. Level 2: output padding. Level 3: dilation as well."""
    size, stride = roll(dice, 5, 32), roll(dice, 2, 4)
    kernel = roll(dice, 2, 7)
    if level == 1:
        return Transposed(input=size, kernel=kernel, stride=stride, padding=roll(dice, 0, max(kernel // 2, 1)))
    if level == 2:
        return Transposed(
            input=size,
            kernel=kernel,
            stride=stride,
            padding=roll(dice, 0, kernel // 2),
            output_padding=roll(dice, 1, stride - 1),
        )
    kernel, dilation = pick(dice, (3, 4, 5)), roll(dice, 4, 7)
    return Transposed(
        input=size,
        kernel=kernel,
        stride=stride,
        padding=roll(dice, 3, dilation * (kernel - 1) // 2),
        output_padding=roll(dice, 0, stride - 1),
        dilation=dilation,
    )


KIND = Kind(
    id="transposed-size",
    skill=Skill.OUTPUT_SIZE,
    params=Transposed,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    together=TOGETHER,
    working=steps,
    step_keys=frozenset({"reach", "starts", "kernel", "crop", "extra"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
