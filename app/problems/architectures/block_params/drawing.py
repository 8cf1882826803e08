"""Drawing a block."""

from app.problems.architectures.block_params.numbers import (
    Asked,
    Basic,
    Bottleneck,
    ConvNeXt,
    Design,
    Inception,
    MBConv,
)
from app.problems.dice import pick, roll
from app.problems.kind import Dice

MODULES = (
    (192, 64, 96, 128, 16, 32, 32),
    (256, 128, 128, 192, 32, 96, 64),
    (480, 192, 96, 208, 16, 48, 64),
    (512, 160, 112, 224, 24, 64, 64),
    (512, 128, 128, 256, 24, 64, 64),
    (512, 112, 144, 288, 32, 64, 64),
    (528, 256, 160, 320, 32, 128, 128),
    (832, 256, 160, 320, 32, 128, 128),
    (832, 384, 192, 384, 48, 128, 128),
)
"""GoogLeNet's own, with the channels that come in first. Source: arXiv:1409.4842, table 1."""


def draw(dice: Dice, level: int) -> Asked:
    """Level 1: a block of ResNet. Level 2: an Inception module or ConvNeXt's. Level 3: with a gate, or a module."""
    choices = {1: (_basic, _bottleneck), 2: (_inception, _convnext), 3: (_mbconv, _mbconv, _inception)}
    return Asked(block=pick(dice, choices[level])(dice))


def _basic(dice: Dice) -> Design:
    channels = 16 * roll(dice, 2, 16)
    wider = pick(dice, (0, 0, 1, 2, 3))  # not twice as wide: one kernel of two and K for K² would then be the same
    return Basic(channels=channels, out_channels=channels + 16 * wider)


def _bottleneck(dice: Dice) -> Design:
    width = 16 * roll(dice, 2, 16)
    return Bottleneck(channels=width * pick(dice, (2, 4)), width=width, out_channels=4 * width)


def _inception(dice: Dice) -> Design:
    into, *widths = pick(dice, MODULES)
    one, before_three, three, before_five, five, behind_pool = (each + 8 * roll(dice, 0, 2) for each in widths)
    return Inception(
        channels=into,
        one=one,
        before_three=before_three,
        three=three,
        before_five=before_five,
        five=five,
        behind_pool=behind_pool,
    )


def _mbconv(dice: Dice) -> Design:
    channels = 8 * roll(dice, 2, 14)
    out = channels + 8 * roll(dice, 0, 8)
    return MBConv(channels=channels, out_channels=out, kernel=pick(dice, (3, 5)), expand=pick(dice, (4, 6)))


def _convnext(dice: Dice) -> Design:
    return ConvNeXt(channels=32 * roll(dice, 2, 24), kernel=pick(dice, (5, 7)), expand=pick(dice, (3, 4)))
