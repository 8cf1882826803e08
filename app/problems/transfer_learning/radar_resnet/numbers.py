"""What changes in a ResNet-50 that is given other inputs: weights of the stem, sizes, the head, parameters, work.

A halving is a 7 × 7 padded by 3 or a 3 × 3 padded by 1, at stride 2: both give floor((W − 1) / 2) + 1. Sides are cells
along either axis. Source: arXiv:1603.07285, relationship 15; arXiv:1512.03385, table 1.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from annotated_types import Interval

from app.conv.counts import conv_params, linear_params
from app.conv.shapes import output_size
from app.problems.dice import pick, roll
from app.problems.kind import Answers, Dice, Params
from app.problems.transfer_learning.trainable_params.resnets import backbone, counted, features, stages, weights

NETWORK = "resnet-50"
COLOURS = 3
OLD_SIDE, OLD_CLASSES = 224, 1_000
STEM_FILTERS, STEM_KERNEL = 64, 7
FEATURES = features(NETWORK)
HALVING = ("conv1", "pool", "conv3_x", "conv4_x", "conv5_x")
"""What halves the map, in order; conv2_x keeps the size that the pool gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar(Params):
    """The side of the square maps, their channels, the classes; how many of the last stages are to keep their size."""

    side: Annotated[int, Interval(ge=65, le=2_048)]
    channels: Annotated[int, Interval(ge=1, le=64)]
    classes: Annotated[int, Interval(ge=2, le=1_000)]
    kept: Annotated[int, Interval(ge=0, le=2)] = 0


def halved(side: int, kernel: int = 3) -> int:
    """One halving, padded by half of its kernel."""
    return output_size(side, kernel, stride=2, padding=kernel // 2)


def sides(side: int) -> tuple[int, ...]:
    """After each layer or stage that halves."""
    found = [halved(side, STEM_KERNEL)]
    for _ in HALVING[1:]:
        found.append(halved(found[-1]))
    return tuple(found)


def stem_weights(channels: int) -> int:
    """64 filters of 7 × 7 over all channels, without biases."""
    return conv_params(channels, STEM_FILTERS, (STEM_KERNEL, STEM_KERNEL), bias=False)


def head(classes: int) -> int:
    """From the pooled features to the classes."""
    return linear_params(FEATURES, classes)


def all_params(radar: Radar) -> int:
    """Everything but the stem's weights as it was, the new stem, the new head."""
    return counted(backbone(NETWORK)) - stem_weights(COLOURS) + stem_weights(radar.channels) + head(radar.classes)


@lru_cache(maxsize=4_096)
def macs(radar: Radar, side: int) -> int:
    """Of one input with this side: each weight at each position of its output, v1.5."""
    after = sides(side)
    entering = (after[1], *after[1:-1])  # conv2_x to conv5_x
    total = stem_weights(radar.channels) * after[0] ** 2 + FEATURES * radar.classes
    for before, size, stage in zip(entering, after[1:], stages(NETWORK)[1:], strict=True):
        first, *others = stage
        total += weights(first) * before**2 + counted(tuple(others), weights) * size**2
    return total


def fine_side(radar: Radar) -> int:
    """The side of the last map where the last stages keep their size."""
    return sides(radar.side)[-1 - radar.kept]


def solve(radar: Radar) -> Answers:
    """Stem, sizes, head, parameters, work, and the finer map where it is asked."""
    answers: Answers = {
        "stem": stem_weights(radar.channels),
        "sizes": sides(radar.side),
        "head": head(radar.classes),
        "params": all_params(radar),
        "ratio": Fraction(macs(radar, radar.side), macs(radar, OLD_SIDE)),
    }
    return {**answers, "fine": fine_side(radar)} if radar.kept else answers


def check(_: Radar) -> None:
    """Every map of 65 cells or more goes through."""


def draw(dice: Dice, level: int) -> Radar:
    """Level 1: one channel. Level 2: one or two, and a stage keeps its size. Level 3: more channels, two stages."""
    return Radar(
        side=roll(dice, 250, 420) if level == 1 else roll(dice, 250, 900),
        channels={1: 1, 2: roll(dice, 1, 2), 3: pick(dice, (2, 4, 6))}[level],
        classes=roll(dice, 3, 60),
        kept=level - 1,
    )
