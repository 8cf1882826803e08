"""Kind `radar-resnet`: a ResNet-50 for a radar's maps: another first layer, another size, another head, small targets.

Source: He et al., arXiv:1512.03385, table 1, in torchvision's form: a block that halves the map does so in its 3 × 3.
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.radar_resnet.mistakes import CONVENTIONS, MISTAKES
from app.problems.transfer_learning.radar_resnet.numbers import Radar, check, draw, solve
from app.problems.transfer_learning.radar_resnet.showing import facts, fields, figure, steps

KIND = Kind(
    id="radar-resnet",
    skill=Skill.TRANSFER_LEARNING,
    params=Radar,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    working=steps,
    step_keys=frozenset({"stem", "half", "pool", "stage", "head", "params", "work", "ratio", "fine"}),
    label_keys=frozenset({"fine"}),
    facts=facts,
    figure=figure,
)
