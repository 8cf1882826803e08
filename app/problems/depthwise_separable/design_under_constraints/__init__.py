"""Kind `design-under-constraints`: a shape, a target, a field and two budgets at once, with any sort of layer.

The budgets are drawn around a separable design with dilation or large kernels, so that dense layers, late strides and
plain 3 × 3 kernels each break one. Many designs will do; rules judge them.
"""

from app.problems.depthwise_separable.design_under_constraints.drawing import draw
from app.problems.depthwise_separable.design_under_constraints.mistakes import MISTAKES, RULES
from app.problems.depthwise_separable.design_under_constraints.numbers import OFFERED, check, edits, solve
from app.problems.depthwise_separable.design_under_constraints.showing import facts, fields, figure, steps
from app.problems.kind import Kind
from app.problems.output_size.three_layers.numbers import Wanted, inspect
from app.problems.skills import Skill

KIND = Kind(
    id="design-under-constraints",
    skill=Skill.DEPTHWISE_SEPARABLE,
    params=Wanted,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    inspect=inspect,
    edits=edits,
    rules=RULES,
    working=steps,
    step_keys=frozenset({"size", "field", "params", "macs"}),
    option_keys=frozenset(OFFERED),
    facts=facts,
    figure=figure,
)
