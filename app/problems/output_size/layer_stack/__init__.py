"""Kind `layer-stack`: the size after each layer of a stack, the final shape, and the parameters.

A row builds on the row above it. Somebody who believes a wrong size is asked what follows from that size.
"""

from app.problems.kind import Kind
from app.problems.output_size.axis import STEP_KEYS
from app.problems.output_size.layer_stack.drawing import draw
from app.problems.output_size.layer_stack.mistakes import CONVENTIONS, MISTAKES, TOGETHER
from app.problems.output_size.layer_stack.numbers import LayerStack, check, follow, refute, solve
from app.problems.output_size.layer_stack.showing import brief, facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="layer-stack",
    skill=Skill.OUTPUT_SIZE,
    params=LayerStack,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    together=TOGETHER,
    follow=follow,
    refute=refute,
    working=steps,
    brief=brief,
    step_keys=(STEP_KEYS | {"channels", "weights", "pool", "total", "layer"}) - {"reach"},
    facts=facts,
    figure=figure,
)
