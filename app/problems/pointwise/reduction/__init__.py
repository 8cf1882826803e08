"""Kind `inception-reduction`: a large kernel alone, and behind a 1×1 that reduces its channels first.

    direct  C_in·C_out·K²        reduced  C_in·R + R·C_out·K²

Source: Szegedy et al., arXiv:1409.4842, section 4 and table 1.
"""

from app.problems.kind import Kind
from app.problems.pointwise.reduction.drawing import draw
from app.problems.pointwise.reduction.numbers import (
    MISTAKES,
    TOGETHER,
    Reduction,
    check,
    follow,
    in_flops,
    solve,
    with_bias,
)
from app.problems.pointwise.reduction.showing import facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="inception-reduction",
    skill=Skill.POINTWISE,
    params=Reduction,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions={"with-bias": with_bias, "flops": in_flops},
    together=TOGETHER,
    follow=follow,
    working=steps,
    step_keys=frozenset({"alone", "reduce", "behind", "sum", "times"}),
    facts=facts,
    figure=figure,
)
