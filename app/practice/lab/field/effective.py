"""What a unit makes use of: how far its value moves with each pixel, over several draws of random weights.

The gradient of one unit with respect to the input, as in Luo et al., arXiv:1701.04128, section 3: the mean over draws,
and the pixels above 1 − 0.9545 of the largest counted as the effective field. Here the mean is that of the squares.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from math import prod, sqrt

import numpy as np

from app.conv.network.layers import Concat, Conv, Layer, Layers, Pointwise, Repeat, Residual, SqueezeExcite
from app.conv.network.running import Weights
from app.conv.network.shape import Shape
from app.conv.network.table import NetworkTable, table
from app.conv.ops import Array
from app.conv.plan import compile_network
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.errors import Impossible
from app.practice.lab.field.stack import Stack

DRAWS = 6
LEAST_SHADE = 1 - 0.9545
THINNED_FROM_MACS, THINNED_BY = 2 * 10**8, 8
QUICK_MACS = 4 * 10**6  # of one pass: all draws together are done before one has noticed


@dataclass(frozen=True, slots=True)
class Effective:
    """(H, W) shades, 1 where the unit moves most, and the side of a square of as many pixels as count."""

    shades: Array
    side: float
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


def effective(stack: Stack, unit: Unit, limits: WorkLimits) -> Generator[Progress]:
    """A sentence before each draw, and in the end the field. Raises `TooMuchWork` before the first array.

    A large network is run with an eighth of its channels: fields and paths stay as they are, the passes get shorter.
    """
    layers, thinned_by = stack.below(unit.level), 1
    found = table(layers, stack.shape)
    if found.totals.macs > THINNED_FROM_MACS:
        layers, thinned_by = thinned(layers, THINNED_BY), THINNED_BY
        found = table(layers, stack.shape)
    _grant(found, stack.shape, limits)
    squares = np.zeros(stack.shape[1:])
    for draw in range(DRAWS):
        yield f"Draw {draw + 1} of {DRAWS}: forwards and back"
        squares += _squares(layers, stack.shape, unit, draw)
    if not (largest := squares.max()):
        raise Impossible("This unit was off in every draw of the weights; take another one.")
    shades = np.sqrt(squares / largest)
    yield Effective(shades, sqrt((shades > LEAST_SHADE).sum()), thinned_by)


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


def _squares(layers: Layers, shape: Shape, unit: Unit, draw: int) -> Array:
    """(H, W): the squared gradient of the unit's largest channel, summed over the channels of the input.

    The largest, since a ReLU hands nothing back where it is off.
    """
    plan = compile_network(layers, shape, Weights(draw))
    image = np.random.default_rng(draw).standard_normal((1, *shape), np.float32)
    channel = int(plan.forward(image)[0, :, unit.row, unit.column].argmax())
    gradient = plan.input_gradient(image, (0, channel, unit.row, unit.column))[0]
    squares: Array = (gradient.astype(np.float64) ** 2).sum(axis=0)
    return squares


def _grant(found: NetworkTable, shape: Shape, limits: WorkLimits) -> None:
    """One draw at a time: forwards twice, and back once."""
    grant_macs(limits, (3, found.totals.macs))
    kept = sum(prod(row.output_shape) for row in found.rows)
    largest = max((row.scratch for row in found.rows), key=prod)
    grant_arrays(limits, [shape, (kept,), (found.totals.params,), largest], cell_bytes=4)
