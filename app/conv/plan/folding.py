"""From a network's layers to the steps of a plan: what can be folded into a convolution is.

Batch normalisation in use is s·x + t for each channel, s = γ / √(σ² + ε), t = β − s·μ; behind a convolution it goes
into the weights, s·W, and the bias, s·b + t (Jacob et al., arXiv:1712.05877, section 3.2). A ReLU or ReLU6 behind that
is applied as the sums are written, and so is the addition of a residual's shortcut. Dropout is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from app.conv.network.layers import (
    BatchNorm,
    Concat,
    Conv,
    Depthwise,
    Dropout,
    Elementwise,
    GlobalAvgPool,
    Layer,
    Layers,
    Leaf,
    MaxPool,
    Pointwise,
    Repeat,
    Residual,
)
from app.conv.network.measures import measure
from app.conv.network.running.weights import Parameters
from app.conv.network.shape import Shape
from app.conv.network.walk import named
from app.conv.network.windows import as_conv, axes_of, on_map, sizes
from app.conv.ops import Array
from app.conv.ops.geometry import Geometry
from app.conv.plan.convolution import FUSED, Algorithm, Convolution
from app.conv.plan.costs import Costs, choices, prepared
from app.conv.plan.gradients import Scattered, ScatteredDepthwise, turned, turned_weight
from app.conv.plan.parameters import Learned, Normalised
from app.conv.plan.pooling import LargestOf
from app.conv.plan.steps import Applied, Averaged, ByOps, Convolved, Joined, Step, Sum
from app.conv.plan.weights import weight_gradient
from app.conv.plan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Folding:
    """What every step is made with."""

    weights: Parameters
    costs: Costs
    workspace: Workspace

    def steps(self, layers: Layers, path: str, shape: Shape) -> tuple[tuple[Step, ...], Shape]:
        """The steps of `layers` on an input of `shape`, and the shape of what comes out."""
        found: list[Step] = []
        waiting = list(named(layers, path))
        while waiting:
            name, layer = waiting.pop(0)
            match layer:
                case Conv() | Depthwise() | Pointwise():
                    steps, shape = self._convolved(name, layer, shape, waiting)
                case Repeat():
                    steps, shape = self._repeated(name, layer, shape)
                case _:
                    steps, shape = self._other(name, layer, shape)
            found += steps
        return with_room(found), shape

    def _repeated(self, name: str, layer: Repeat, shape: Shape) -> tuple[list[Step], Shape]:
        found: list[Step] = []
        for turn in range(layer.times):
            steps, shape = self.steps(layer.body, f"{name}.{turn + 1}.", shape)
            found += steps
        return found, shape

    def _other(self, name: str, layer: Layer, shape: Shape) -> tuple[list[Step], Shape]:
        match layer:
            case Residual():
                body, there = self.steps(layer.body, f"{name}.body.", shape)
                shortcut, _ = self.steps(layer.shortcut, f"{name}.shortcut.", shape)
                return [Sum(name, body, shortcut, layer.activation, self.workspace)], there
            case Concat():
                ends = [self.steps(each, f"{name}.branch{n}.", shape) for n, each in enumerate(layer.branches, 1)]
                there = (sum(end[0] for _, end in ends), *ends[0][1][1:])
                return [Joined(name, tuple(steps for steps, _ in ends), self.workspace)], there
            case Repeat():
                return self._repeated(name, layer, shape)
            case Dropout():
                return [], shape
            case _:
                return [self._leaf(name, layer, shape)], measure(layer, shape).output

    def _leaf(self, name: str, layer: Leaf, shape: Shape) -> Step:
        """A layer that nothing is folded into."""
        match layer:
            case Elementwise(function=function):
                return Applied(name, function)
            case GlobalAvgPool():
                return Averaged(name)
            case MaxPool(ceil_mode=False, dilation=(1, 1)):
                return LargestOf(name, _geometry(layer, shape), self.workspace)
            case _:
                return ByOps(name, layer, self.weights)

    def _convolved(
        self, name: str, layer: Conv | Depthwise | Pointwise, shape: Shape, waiting: list[tuple[str, Layer]]
    ) -> tuple[list[Step], Shape]:
        """The convolution, and what was folded into it, which no longer waits."""
        conv = layer if isinstance(layer, Conv) else as_conv(layer, shape[0])
        there = measure(conv, shape).output
        known = convolution_of(conv, shape)
        able = choices(known, self.costs)
        if not able:
            return [ByOps(name, layer, self.weights)], there
        weight = self.weights.draw(name, (conv.out_channels, shape[0] // conv.groups, *conv.kernel), np.float32)
        normalised = self._normalised(waiting, len(weight))
        by_weight = cache(lambda: weight_gradient(known, self.costs, self.workspace))
        learned = Learned(name, weight, self._bias(name, conv), normalised, by_weight)
        folded, bias = learned.folded()
        forwards = prepared(able[0])(known, folded, bias, self.workspace)
        backwards = cache(lambda: self._back(known, folded))
        step = Convolved(name, known, able[0].name, forwards, backwards, self.workspace, learned)
        if waiting and isinstance(waiting[0][1], Elementwise) and waiting[0][1].function in FUSED:
            step = replace(step, function=waiting[0][1].function)
            waiting.pop(0)
        return [step], there

    def _bias(self, name: str, layer: Conv) -> Array | None:
        return self.weights.bias(name, layer.out_channels, np.float32) if layer.bias else None

    def _normalised(self, waiting: list[tuple[str, Layer]], channels: int) -> Normalised | None:
        """The batch normalisation that comes next, which then no longer waits."""
        if not waiting or not isinstance(waiting[0][1], BatchNorm):
            return None
        name, _ = waiting.pop(0)
        return Normalised(name, self.weights.statistics(name, channels, np.float32))

    def _back(self, layer: Convolution, weight: Array) -> Algorithm:
        """The algorithm of the gradient, made when it is first asked for."""
        back = turned(layer)
        if back is not None:
            return prepared(choices(back, self.costs)[0])(back, turned_weight(layer, weight), None, self.workspace)
        if layer.is_depthwise:
            return ScatteredDepthwise(layer, weight, self.workspace)
        return Scattered(layer, weight, self.workspace)


def with_room(steps: Sequence[Step]) -> tuple[Step, ...]:
    """A convolution right before a depthwise one leaves room for the zeros that this needs around its input."""
    following = [*steps[1:], None][: len(steps)]
    return tuple(_leaving(step, after) for step, after in zip(steps, following, strict=True))


def _leaving(step: Step, following: Step | None) -> Step:
    match step, following:
        case Convolved(), Convolved(layer=layer) if layer.is_depthwise:
            return replace(step, around=layer.where.padding)
        case _:
            return step


def convolution_of(layer: Conv, shape: Shape) -> Convolution:
    """The layer on an input of that shape."""
    return Convolution(shape[0], layer.out_channels, layer.groups, _geometry(layer, shape))


def _geometry(layer: Conv | MaxPool, shape: Shape) -> Geometry:
    size = shape[1], shape[2]
    axes = axes_of(layer, size)
    put = on_map(axes, size)
    return Geometry(size, layer.kernel, put.stride, put.padding, put.dilation, sizes(axes, size))
