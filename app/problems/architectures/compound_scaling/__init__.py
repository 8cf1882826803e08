"""Kind `compound-scaling`: a stage of a base network, scaled by EfficientNet's rule.

    depth α^φ   width β^φ   resolution γ^φ   with α·β²·γ² ≈ 2, so that the work grows by about 2^φ

Sources: arXiv:1905.11946, equation 3 and section 4; `round_repeats` and `round_filters` of the reference
implementation, tensorflow/tpu, models/official/efficientnet/efficientnet_model.py.
"""

from app.problems.architectures.compound_scaling.drawing import draw
from app.problems.architectures.compound_scaling.mistakes import CONVENTIONS, MISTAKES
from app.problems.architectures.compound_scaling.numbers import Scaling, accepts, check, follow, solve
from app.problems.architectures.compound_scaling.showing import facts, fields, figure, steps
from app.problems.kind import Kind
from app.problems.skills import Skill

KIND = Kind(
    id="compound-scaling",
    skill=Skill.ARCHITECTURES,
    params=Scaling,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    accepts=accepts,
    follow=follow,
    working=steps,
    step_keys=frozenset({"power", "ceiling", "scaled", "eight", "once"}),
    facts=facts,
    figure=figure,
)
