"""Kind `pool-gradient`: the gradient of a pool's input, given that of its output. Windows overlap at level 3.

A maximum hands its gradient to the cell it took, a mean an equal share to every cell; where windows overlap, shares
add up. Source: LeCun et al., "Efficient BackProp", and torch's max_pool2d, whose ties go to the first cell.
"""

from app.problems.kind import Kind
from app.problems.pooling.gradient.drawing import draw
from app.problems.pooling.gradient.numbers import MISTAKES, Backward, check, solve
from app.problems.pooling.gradient.showing import facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="pool-gradient",
    skill=Skill.POOLING,
    params=Backward,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"rule", "largest", "share", "sum"}),
    facts=facts,
    figure=figure,
)
