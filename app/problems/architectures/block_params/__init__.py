"""Kind `block-params`: the parameters of one block of ResNet, GoogLeNet, EfficientNet or ConvNeXt.

Sources: arXiv:1512.03385 (figure 5 and section 4.1), 1409.4842 (figure 2b and table 1), 1801.04381 (section 3.3) with
1709.01507 and 1905.11946 (the gate), 2201.03545 (figure 4).
"""

from app.problems.architectures.block_params.drawing import draw
from app.problems.architectures.block_params.mistakes import CONVENTIONS, MISTAKES
from app.problems.architectures.block_params.numbers import Asked, check, solve
from app.problems.architectures.block_params.showing import DESIGNS, facts, fields, figure, steps
from app.problems.kind import Kind
from app.problems.skills import Skill

KIND = Kind(
    id="block-params",
    skill=Skill.ARCHITECTURES,
    params=Asked,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"kernel", "pointwise", "depthwise", "gate", "shortcut", "sum"}),
    label_keys=frozenset(DESIGNS.values()),
    facts=facts,
    figure=figure,
)
