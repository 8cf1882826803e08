"""Kind `grey-into-stem`: a grey image into a first layer of three channels, by copying, by summing, or anew.

Sources: a convolution is linear in its weights (torch.nn.functional.conv2d); timm, `adapt_input_conv`, sums so, too.
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.grey_into_stem.mistakes import MISTAKES
from app.problems.transfer_learning.grey_into_stem.numbers import WAYS, Stem, check, draw, solve
from app.problems.transfer_learning.grey_into_stem.showing import facts, fields, figure, steps

KIND = Kind(
    id="grey-into-stem",
    skill=Skill.TRANSFER_LEARNING,
    params=Stem,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"count", "taps", "copied", "single", "compare", *WAYS, "shift", "bias"}),
    option_keys=frozenset(WAYS),
    label_keys=frozenset({"ways", "summed", "output", "folded", "bias"}),
    facts=facts,
    figure=figure,
)
