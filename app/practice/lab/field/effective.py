"""What a unit makes use of: how far its value moves with each pixel, over several images and random weights.

The gradient of a unit with respect to the input, as in Luo et al., arXiv:1701.04128, section 3: the mean over draws,
and the pixels above 1 − 0.9545 of the largest counted as the effective field. Here the mean is that of the squares,
over all channels at the unit's place at once: weighed by independent standard normal factors and added, the channels'
gradients have a square whose expectation is the sum of their squares.
"""

from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, replace
from math import prod, sqrt

import numpy as np

from app.conv.network.layers import Concat, Conv, Layer, Layers, Pointwise, Repeat, Residual, SqueezeExcite
from app.conv.network.table import table
from app.conv.ops import Array
from app.conv.plan import Costs
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.errors import Impossible, TooMuchWork
from app.practice.lab.field.stack import Stack
from app.practice.lab.plans import FLOAT_BYTES, Plans, Wanted

MOST_DRAWS = 6
ENOUGH_MACS = 28 * 10**9  # of all draws: two of ResNet-50, five of ResNet-18, both within a second once compiled
PASSES = 3  # forwards, and back, which takes about twice as long
LEAST_SHADE = 1 - 0.9545
THINNINGS = (1, 2, 4, 8)
PLANS = Plans()
ESTIMATES = Costs()
QUICK_MACS = 4 * 10**6  # of one pass: all draws together are done before one has noticed


@dataclass(frozen=True, slots=True)
class Effective:
    """(H, W) shades, 1 where the unit moves most, and the side of a square of as many pixels as count."""

    shades: Array
    side: float
    draws: int
    has_new_weights: bool  # for each draw, and not one for all of them
    thinned_by: int

    @property
    def total(self) -> int:
        """The pixels that count."""
        return int((self.shades > LEAST_SHADE).sum())


Progress = Effective | str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a level, which counts from 1."""

    level: int
    row: int
    column: int


def is_quick(stack: Stack, level: int) -> bool:
    """Whether a page may compute it while one waits."""
    return table(stack.below(level), stack.shape).totals.macs <= QUICK_MACS


@dataclass(frozen=True, slots=True)
class Task:
    """What is sent through how often, after it was granted."""

    wanted: Wanted
    draws: int
    is_quick: bool
    thinned_by: int

    def squares(self, unit: Unit, draw: int, limits: WorkLimits) -> Array:
        """(H, W): the squared gradient of the unit, summed over the channels of the input.

        Weights that take a moment are drawn anew each time; those of large networks once, and their plan is kept.
        """
        if self.is_quick:
            plan = replace(self.wanted, seed=draw).compiled()
        else:
            plan = PLANS.plan(self.wanted, limits.array_bytes)
        dice = np.random.default_rng(draw)
        image = dice.standard_normal((1, *plan.shape), np.float32)
        gradient = np.zeros((1, *plan.output), np.float32)
        gradient[0, :, unit.row, unit.column] = dice.standard_normal(plan.output[0])
        found: Array = (plan.sent_back(image, gradient)[0].astype(np.float64) ** 2).sum(axis=0)
        return found


def effective(stack: Stack, unit: Unit, limits: WorkLimits, costs: Costs = ESTIMATES) -> Generator[Progress]:
    """A sentence before each draw, and in the end the field. Raises `TooMuchWork` before the first array."""
    task = granted_task(stack, unit, limits, costs)
    squares = np.zeros(stack.shape[1:])
    for draw in range(task.draws):
        yield f"Draw {draw + 1} of {task.draws}: forwards and back"
        squares += task.squares(unit, draw, limits)
    if not (largest := squares.max()):
        raise Impossible("This unit was off in every draw of the weights; take another one.")
    shades = np.sqrt(squares / largest)
    side = sqrt((shades > LEAST_SHADE).sum())
    yield Effective(shades, side, task.draws, task.is_quick, task.thinned_by)


def granted_task(stack: Stack, unit: Unit, limits: WorkLimits, costs: Costs) -> Task:
    """With as many of its channels as are granted: fields and paths are the same with fewer."""
    layers, (*sooner, last) = stack.below(unit.level), THINNINGS
    for by in sooner:
        with suppress(TooMuchWork):
            return _granted(Wanted(thinned(layers, by), stack.shape, 0, costs), by, limits)
    return _granted(Wanted(thinned(layers, last), stack.shape, 0, costs), last, limits)


def _granted(wanted: Wanted, thinned_by: int, limits: WorkLimits) -> Task:
    """One draw at a time."""
    found = table(wanted.layers, wanted.shape)
    grant_macs(limits, (PASSES, found.totals.macs))
    largest = max((row.scratch for row in found.rows), key=prod)
    grant_arrays(limits, [wanted.shape, largest, (wanted.most_bytes // FLOAT_BYTES,)], cell_bytes=FLOAT_BYTES)
    draws = min(max(ENOUGH_MACS // (PASSES * max(found.totals.macs, 1)), 1), MOST_DRAWS)
    return Task(wanted, draws, found.totals.macs <= QUICK_MACS, thinned_by)


def thinned(layers: Layers, by: int) -> Layers:
    """The same layers with so many times fewer channels, rounded up to what their groups divide."""
    return tuple(_thinned(layer, by) for layer in layers)


def _thinned(layer: Layer, by: int) -> Layer:
    match layer:
        case Conv() | Pointwise():
            return replace(layer, out_channels=-(-layer.out_channels // (by * layer.groups)) * layer.groups)
        case SqueezeExcite():
            return replace(layer, squeeze_channels=-(-layer.squeeze_channels // by))
        case Repeat():
            return replace(layer, body=thinned(layer.body, by))
        case Residual():
            return replace(layer, body=thinned(layer.body, by), shortcut=thinned(layer.shortcut, by))
        case Concat():
            return replace(layer, branches=tuple(thinned(branch, by) for branch in layer.branches))
        case _:
            return layer
