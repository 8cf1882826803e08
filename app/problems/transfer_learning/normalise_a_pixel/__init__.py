"""Kind `normalise-a-pixel`: what the input channels of a pretrained network hold for one pixel.

    (value / scale − mean) / std, channel by channel, in the order of the weights

Sources: torchvision's and timm's constants; Keras, `preprocess_input` of ResNet50 (BGR, means subtracted, no scaling),
MobileNet (−1 to 1) and EfficientNet (nothing: the network scales by itself).
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.normalise_a_pixel.mistakes import MISTAKES
from app.problems.transfer_learning.normalise_a_pixel.numbers import Pixel, check, draw, solve
from app.problems.transfer_learning.normalise_a_pixel.showing import facts, fields, figure, steps

KIND = Kind(
    id="normalise-a-pixel",
    skill=Skill.TRANSFER_LEARNING,
    params=Pixel,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"order", "scale", "centre", "divide"}),
    facts=facts,
    figure=figure,
)
