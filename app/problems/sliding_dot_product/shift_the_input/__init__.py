"""Kind `shift-the-input`: the input moves by a cell or two: what becomes of the output, and why.

    stride 1, away from the border:  conv(shift(x)) = shift(conv(x))
    stride S:                        only shifts by multiples of S move the output

Source: Zhang, "Making Convolutional Networks Shift-Invariant Again", arXiv:1904.11486, section 3.1.
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.sliding_dot_product.shift_the_input.drawing import draw
from app.problems.sliding_dot_product.shift_the_input.mistakes import CONVENTIONS, MISTAKES
from app.problems.sliding_dot_product.shift_the_input.numbers import REASONS, Shift, check, solve
from app.problems.sliding_dot_product.shift_the_input.showing import drawing, facts, fields, refute, steps

KIND = Kind(
    id="shift-the-input",
    skill=Skill.SLIDING_DOT_PRODUCT,
    params=Shift,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    refute=refute,
    working=steps,
    step_keys=frozenset({"moved", "windows", "row", "steps", "compare"}),
    option_keys=frozenset(REASONS),
    facts=facts,
    figure=drawing,
)
