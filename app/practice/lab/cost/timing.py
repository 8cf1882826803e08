"""The five designs on this machine: run by the engine until the clock agrees with itself, or long enough."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from app.conv.network.layers import Conv, Depthwise, Pointwise
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.network.windows import as_conv
from app.conv.ops import Array, conv2d
from app.conv.work import WorkLimits, grant_arrays, grant_macs
from app.practice.lab.cost.state import CostState, Design, designs, geometry

LEAST_RUNS, MOST_RUNS = 3, 15
ENOUGH_S = 0.25


@dataclass(frozen=True, slots=True)
class Timing:
    """The shortest of some forward passes, which what else the machine does has disturbed least."""

    name: str
    seconds: float
    runs: int


Progress = tuple[Timing, ...] | str


def timings(state: CostState, limits: WorkLimits, stopwatch: Callable[[], float]) -> Generator[Progress]:
    """A sentence before each design, and in the end all of them. Raises `TooMuchWork` before the first array."""
    g = geometry(state)
    shape, offered = (g.channels, g.size, g.size), designs(g)
    for design in offered:
        _grant(design, shape, limits)
    dice = np.random.default_rng(0)
    image = dice.standard_normal((1, *shape), np.float32)
    clocked: list[Timing] = []
    for number, design in enumerate(offered, start=1):
        convs = _convs(design.layers, g.channels)
        weights = [dice.standard_normal(_weight(conv, channels), np.float32) for conv, channels in convs]
        taken: list[float] = []
        while len(taken) < LEAST_RUNS or (sum(taken) < ENOUGH_S and len(taken) < MOST_RUNS):
            yield f"{number} of {len(offered)}: {design.name}, run {len(taken) + 1}"
            begun = stopwatch()
            _forward([conv for conv, _ in convs], weights, image)
            taken.append(stopwatch() - begun)
        clocked.append(Timing(design.name, min(taken), len(taken)))
    yield tuple(clocked)


def _grant(design: Design, shape: Shape, limits: WorkLimits) -> None:
    found = table(design.layers, shape)
    grant_macs(limits, (LEAST_RUNS, found.totals.macs))
    arrays = [each for row in found.rows for each in (row.output_shape, row.scratch, (row.params,))]
    grant_arrays(limits, [shape, *arrays], cell_bytes=4)


def _convs(layers: tuple[Conv | Depthwise | Pointwise, ...], channels: int) -> list[tuple[Conv, int]]:
    """Each layer as a convolution, with the channels it is given."""
    found: list[tuple[Conv, int]] = []
    for layer in layers:
        conv = layer if isinstance(layer, Conv) else as_conv(layer, channels)
        found.append((conv, channels))
        channels = conv.out_channels
    return found


def _weight(conv: Conv, channels: int) -> Shape:
    return (conv.out_channels, channels // conv.groups, *conv.kernel)


def _forward(convs: list[Conv], weights: list[Array], image: Array) -> Array:
    for conv, weight in zip(convs, weights, strict=True):
        image = conv2d(image, weight, stride=conv.stride, padding=conv.padding, groups=conv.groups)
    return image
