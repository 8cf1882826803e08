"""Drawing two networks and what is asked of them."""

from typing import get_args

from app.problems.architectures.vgg_or_resnet.networks import NETWORKS, Version
from app.problems.architectures.vgg_or_resnet.numbers import MEASURES, Measure, Pair
from app.problems.dice import pick, roll
from app.problems.kind import Dice

DATA_SETS = (10, 20, 37, 100, 101, 102, 120, 196, 200, 257, 365, 397, 555)
"""Numbers of classes as data sets have them, from CIFAR-10 to NABirds."""
VERSIONS: tuple[Version, ...] = get_args(Version)


def draw(dice: Dice, level: int) -> Pair:
    """Level 1: VGG-16 and ResNet-50, three measures. Level 2: with another head. Level 3: any two, four measures."""
    if level == 3:
        first, second = _two(dice)
        return Pair(first=first, second=second, measures=_some(dice, MEASURES, 4))
    first, second = ("vgg-16", "resnet-50") if roll(dice, 0, 1) else ("resnet-50", "vgg-16")
    if level == 1:
        return Pair(first=first, second=second, measures=_some(dice, MEASURES, 3))
    measures = _some(dice, ("params", "share", "macs"), 3)
    return Pair(first=first, second=second, measures=measures, classes=pick(dice, DATA_SETS))


def _two(dice: Dice) -> tuple[Version, Version]:
    """Two networks of different ideas."""
    first: Version = VERSIONS[roll(dice, 0, len(VERSIONS) - 1)]
    others: tuple[Version, ...] = tuple(each for each in NETWORKS if NETWORKS[each].idea != NETWORKS[first].idea)
    return first, pick(dice, others)


def _some(dice: Dice, measures: tuple[Measure, ...], count: int) -> tuple[Measure, ...]:
    return tuple(measures[int(at)] for at in dice.permutation(len(measures))[:count])
