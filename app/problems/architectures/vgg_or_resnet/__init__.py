"""Kind `vgg-or-resnet`: two networks side by side: how deep, how large, how much work, how much of it in the head, why.

Sources: arXiv:1409.1556 (tables 1 and 2), 1512.03385 (table 1), and the papers and documentation of the others, in
`app.problems.architectures.vgg_or_resnet.networks`.
"""

from app.problems.architectures.vgg_or_resnet.drawing import draw
from app.problems.architectures.vgg_or_resnet.mistakes import CONVENTIONS, MISTAKES
from app.problems.architectures.vgg_or_resnet.networks import IDEAS
from app.problems.architectures.vgg_or_resnet.numbers import MEASURES, Pair, check, solve
from app.problems.architectures.vgg_or_resnet.showing import facts, fields, figure, steps
from app.problems.kind import Kind
from app.problems.skills import Skill

KIND = Kind(
    id="vgg-or-resnet",
    skill=Skill.ARCHITECTURES,
    params=Pair,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"layers", "features", "head", "total", "work", "share", *IDEAS}),
    option_keys=frozenset(IDEAS),
    label_keys=frozenset(MEASURES),
    facts=facts,
    figure=figure,
)
