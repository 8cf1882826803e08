"""Kind `global-pool`: the means that global average pooling leaves, and the classifier's weights with and without it.

Flattened, a C × H × W map needs C·H·W weights for each class; pooled globally, C. One classifier layer stays.
Source: Lin, Chen and Yan, arXiv:1312.4400, section 3.2.
"""

from app.problems.kind import Kind
from app.problems.pooling.global_pool.drawing import draw
from app.problems.pooling.global_pool.mistakes import MISTAKES, with_bias
from app.problems.pooling.global_pool.numbers import Head, check, solve
from app.problems.pooling.global_pool.showing import facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="global-pool",
    skill=Skill.POOLING,
    params=Head,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": with_bias},
    working=steps,
    step_keys=frozenset({"mean", "flatten", "weights", "left", "times", "any-size"}),
    facts=facts,
    figure=figure,
)
