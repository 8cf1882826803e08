"""Kind `trainable-params`: how many parameters train in each phase of fine-tuning a ResNet.

Source: He et al., arXiv:1512.03385, table 1 and figure 5, in torchvision's form: convolutions without biases, batch
norm with a weight and a bias per channel. The last stage is the paper's conv5_x and torchvision's layer4.
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.trainable_params.numbers import MISTAKES, Tuning, check, draw, solve
from app.problems.transfer_learning.trainable_params.showing import facts, fields, figure, steps

KIND = Kind(
    id="trainable-params",
    skill=Skill.TRANSFER_LEARNING,
    params=Tuning,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset(
        {"linear", "first-block", "later-blocks", "projection", "stage", "with-stage", "backbone", "with-all"}
    ),
    facts=facts,
    figure=figure,
)
