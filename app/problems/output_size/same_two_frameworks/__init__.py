"""Kind `same-two-frameworks`: "same" at a stride in Keras, and what one writes by hand in PyTorch, which refuses it.

    Keras     ceil(n / s) outputs, max((ceil(n / s) - 1)s + k - n, 0) zeros, an odd one at the end
    PyTorch   floor(k / 2) zeros on both sides, floor((n + 2 floor(k / 2) - k) / s) + 1 outputs

Source: the notes on padding in tf.nn; torch.nn.Conv2d.
"""

from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.output_size.axis import STEP_KEYS
from app.problems.output_size.same_two_frameworks.mistakes import MISTAKES
from app.problems.output_size.same_two_frameworks.numbers import Strided, check, solve
from app.problems.output_size.same_two_frameworks.showing import brief, facts, fields, figure, refute, steps
from app.problems.skills import Skill


def draw(dice: Dice, level: int) -> Strided:
    """Level 1: odd kernels. Level 2: any. Level 3: few cells, written out."""
    if level == 3:
        return Strided(input=roll(dice, 6, 12), kernel=roll(dice, 3, 6), stride=roll(dice, 2, 4), rows=True)
    kernel = pick(dice, (5, 7, 9, 11)) if level == 1 else roll(dice, 4, 12)
    return Strided(input=roll(dice, 20, 200), kernel=kernel, stride=roll(dice, 2, 4 if level == 2 else 3))


KIND = Kind(
    id="same-two-frameworks",
    skill=Skill.OUTPUT_SIZE,
    params=Strided,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    brief=brief,
    step_keys=(STEP_KEYS - {"reach"}) | {"ceil", "end", "zeros", "left", "right", "half", "windows"},
    refute=refute,
    facts=facts,
    figure=figure,
)
