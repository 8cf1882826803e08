"""From a network's layers to the steps of a plan: what can be folded into a convolution is.

Batch normalisation in use is s·x + t for each channel, s = γ / √(σ² + ε), t = β − s·μ; behind a convolution it goes
into the weights, s·W, and the bias, s·b + t (Jacob et al., arXiv:1712.05877, section 3.2). A ReLU or ReLU6 behind that
is applied as the sums are written, and so is the addition of a residual's shortcut. Biases are handed on instead of
added (offsets). Dropout is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np

from app.conv.network.layers import (
    Activation,
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
from app.conv.plan.convolution import Algorithm, Convolution, Given
from app.conv.plan.costs import Choice, Costs, choices, prepared
from app.conv.plan.gradients import Scattered, ScatteredDepthwise, turned, turned_weight
from app.conv.plan.offsets import CEILINGS, MOST_THROUGH, clamp_of, of_both, of_joined, of_sums, stored_zero
from app.conv.plan.parameters import Learned, Normalised
from app.conv.plan.pooling import LargestOf
from app.conv.plan.steps import Applied, Averaged, ByOps, Convolved, Joined, Raised, Step, Sum
from app.conv.plan.weights import weight_gradient
from app.conv.plan.workspace import Workspace


class Carried(NamedTuple):
    """What one step hands to the next: an array of that shape, which lacks that offset."""

    shape: Shape
    offset: Array | None = None
    through: int = 0  # how many convolutions that was carried through


@dataclass(frozen=True, slots=True)
class Folding:
    """What every step is made with."""

    weights: Parameters
    costs: Costs
    workspace: Workspace

    def steps(self, layers: Layers, path: str, before: Carried) -> tuple[tuple[Step, ...], Carried]:
        """The steps of `layers` on what came `before`, and what comes out."""
        found: list[Step] = []
        waiting = list(named(layers, path))
        while waiting:
            name, layer = waiting.pop(0)
            match layer:
                case Conv() | Depthwise() | Pointwise():
                    steps, before = self._convolved(name, layer, before, waiting)
                case _:
                    steps, before = self._other(name, layer, before)
            found += steps
        return with_room(found), before

    def raised(self, name: str, before: Carried) -> tuple[Step, ...]:
        """The step that adds what an array lacks, where it lacks anything."""
        return () if before.offset is None else (Raised(name, before.offset, self.workspace),)

    def _repeated(self, name: str, layer: Repeat, before: Carried) -> tuple[list[Step], Carried]:
        found: list[Step] = []
        for turn in range(layer.times):
            steps, before = self.steps(layer.body, f"{name}.{turn + 1}.", before)
            found += steps
        return found, before

    def _other(self, name: str, layer: Layer, before: Carried) -> tuple[list[Step], Carried]:
        match layer:
            case Residual():
                return self._sum(name, layer, before)
            case Concat():
                ends = [self.steps(each, f"{name}.branch{n}.", before) for n, each in enumerate(layer.branches, 1)]
                return self._joined(name, ends)
            case Repeat():
                return self._repeated(name, layer, before)
            case Dropout():
                return [], before
            case _:
                return self._leaf(name, layer, before)

    def _sum(self, name: str, layer: Residual, before: Carried) -> tuple[list[Step], Carried]:
        """What both ways lack the clamp lacks; another function is given the true sum."""
        body, there = self.steps(layer.body, f"{name}.body.", before)
        shortcut, beside = self.steps(layer.shortcut, f"{name}.shortcut.", before)
        function, offset = layer.activation, of_both(there.offset, beside.offset)
        through = max(there.through, beside.through)
        if function is not None and function not in CEILINGS:
            body, shortcut = body + self.raised(name, there), shortcut + self.raised(name, beside)
            return [Sum(name, body, shortcut, function, self.workspace)], Carried(there.shape)
        clamp = clamp_of(function, offset)
        return [Sum(name, body, shortcut, clamp, self.workspace)], Carried(there.shape, offset, through)

    def _joined(self, name: str, ends: Sequence[tuple[tuple[Step, ...], Carried]]) -> tuple[list[Step], Carried]:
        shape = sum(end.shape[0] for _, end in ends), *ends[0][1].shape[1:]
        offset = of_joined([(end.offset, end.shape[0]) for _, end in ends])
        through = max(end.through for _, end in ends)
        return [Joined(name, tuple(steps for steps, _ in ends), self.workspace)], Carried(shape, offset, through)

    def _leaf(self, name: str, layer: Leaf, before: Carried) -> tuple[list[Step], Carried]:
        """A layer that nothing is folded into."""
        shape = measure(layer, before.shape).output
        match layer:
            case GlobalAvgPool():
                return [Averaged(name)], before._replace(shape=shape)
            case MaxPool(ceil_mode=False, dilation=(1, 1)):
                pool = LargestOf(name, _geometry(layer, before.shape), self.workspace)
                return [pool], before._replace(shape=shape)
            case Elementwise(function=function):
                return [*self.raised(name, before), Applied(name, function)], Carried(shape)
            case _:
                return [*self.raised(name, before), ByOps(name, layer, self.weights)], Carried(shape)

    def _convolved(
        self, name: str, layer: Conv | Depthwise | Pointwise, before: Carried, waiting: list[tuple[str, Layer]]
    ) -> tuple[list[Step], Carried]:
        """The convolution, and what was folded into it, which no longer waits."""
        conv = layer if isinstance(layer, Conv) else as_conv(layer, before.shape[0])
        known = convolution_of(conv, before.shape)
        able = choices(known, self.costs)
        if not able:
            return self._leaf(name, layer, before)
        weight = self.weights.draw(name, (conv.out_channels, before.shape[0] // conv.groups, *conv.kernel), np.float32)
        normalised = self._normalised(waiting, len(weight))
        by_weight = cache(lambda: weight_gradient(known, self.costs, self.workspace))
        learned = Learned(name, weight, self._bias(name, conv), normalised, by_weight)
        folded, bias = learned.folded()
        lacking, beyond = of_sums(folded, bias, before.offset), stored_zero(before.offset)
        added, offset = (None, lacking) if _carries(known, able[0], before) else (lacking, None)
        forwards = prepared(able[0])(Given(known, folded, added, beyond), self.workspace)
        backwards = cache(lambda: self._back(known, folded))
        clamp = clamp_of(_function(waiting), offset)
        if clamp is not None:
            waiting.pop(0)
        step = Convolved(
            name, known, able[0].name, forwards, backwards, self.workspace, learned, before.offset, offset, clamp
        )
        return [step], Carried(measure(conv, before.shape).output, offset, 0 if offset is None else before.through + 1)

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
            given = Given(back, turned_weight(layer, weight))
            return prepared(choices(back, self.costs)[0])(given, self.workspace)
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
            return replace(step, around=layer.where.padding, beyond=stored_zero(step.offset))
        case _:
            return step


def _carries(layer: Convolution, choice: Choice, before: Carried) -> bool:
    """Whether its bias is handed on, since adding it would take a pass over an output no smaller than the input."""
    whole = choice.name in {"1x1", "depthwise"} and layer.outputs >= layer.channels
    return whole and before.through < MOST_THROUGH


def _function(waiting: Sequence[tuple[str, Layer]]) -> Activation | None:
    """The function that comes next."""
    match waiting:
        case [(_, Elementwise(function=function)), *_]:
            return function
        case _:
            return None


def convolution_of(layer: Conv, shape: Shape) -> Convolution:
    """The layer on an input of that shape."""
    return Convolution(shape[0], layer.out_channels, layer.groups, _geometry(layer, shape))


def _geometry(layer: Conv | MaxPool, shape: Shape) -> Geometry:
    size = shape[1], shape[2]
    axes = axes_of(layer, size)
    put = on_map(axes, size)
    return Geometry(size, layer.kernel, put.stride, put.padding, put.dilation, sizes(axes, size))
