"""The steps of a plan: what one or several folded layers do to an array, forwards alone or with the way back.

Images are (N, H, W, C) inside of a plan, other arrays as everywhere: (N, T, F), (N, F).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.conv.network.layers import Activation, Leaf
from app.conv.network.running.features import FUNCTIONS
from app.conv.network.running.leaves import passed_leaf
from app.conv.network.running.passed import Back, Found, Passed
from app.conv.network.running.weights import Parameters
from app.conv.ops import Array, Sides
from app.conv.ops.arguments import NO_PADDING
from app.conv.plan.convolution import Algorithm, Convolution, Ending
from app.conv.plan.offsets import Clamp
from app.conv.plan.parameters import Learned
from app.conv.plan.workspace import Workspace


class Step(Protocol):
    """Some layers of a network, one after another."""

    @property
    def name(self) -> str:
        """Of the first of its layers."""
        ...

    def forward(self, array: Array) -> Array:
        """The output, lent by the plan's workspace."""
        ...

    def traced(self, array: Array, found: Found | None = None, /) -> Passed:
        """The output, and the way back to the input, which leaves the parameters' gradients in `found`."""
        ...


@dataclass(frozen=True, slots=True)
class Convolved:
    """A convolution, with the batch normalisation behind it in its weights and the clamp behind that."""

    name: str
    layer: Convolution
    chosen: str  # the algorithm's name
    forwards: Algorithm
    backwards: Callable[[], Algorithm]
    workspace: Workspace
    learned: Learned
    before: Array | None  # what the input lacks, (C,)
    offset: Array | None  # what the output lacks, (O,)
    clamp: Clamp | None = None
    around: Sides = NO_PADDING  # the padding that the next step needs around this one's output
    beyond: Array | None = None  # and what is in it, (O,)

    def forward(self, array: Array) -> Array:
        """(N, H, W, C) -> (N, H', W', O)."""
        return self.ended(array, self.clamp, None)

    def ended(self, array: Array, clamp: Clamp | None, added: Array | None) -> Array:
        """clamp(convolution + added)."""
        shape = len(array), *self.layer.where.output, self.layer.outputs
        out = self.workspace.lend(shape, self.around, self.beyond)
        for n, image in enumerate(array):
            self.forwards.run(image, out[n], Ending(clamp, None if added is None else added[n]))
        return out

    def traced(self, array: Array, found: Found | None = None) -> Passed:
        """Forwards as ever; backwards by the convolution's gradient."""
        output = self.forward(array)

        def back(gradient: Array) -> Array:
            gradient = np.ascontiguousarray(gradient if self.clamp is None else self.clamp.back(gradient, output))
            to_input = np.empty_like(array)
            algorithm = self.backwards()
            for each, image in zip(gradient, to_input, strict=True):
                algorithm.run(each, image, Ending())
            if found is not None:
                found.update(self.learned.gradients(array if self.before is None else array + self.before, gradient))
            return to_input

        return Passed(output, back)


@dataclass(frozen=True, slots=True)
class Raised:
    """What the steps before have left out is added, for a step or a reader that needs the true numbers."""

    name: str
    offset: Array  # (C,)
    workspace: Workspace

    def forward(self, array: Array) -> Array:
        """(N, H, W, C) -> (N, H, W, C)."""
        out = self.workspace.lend(array.shape)
        np.add(array, np.tile(self.offset, (array.shape[2], 1)), out=out)
        return out

    def traced(self, array: Array, _found: Found | None = None) -> Passed:
        """The gradient stays as it is."""
        return Passed(self.forward(array), lambda gradient: gradient)


@dataclass(frozen=True, slots=True)
class Applied:
    """A function of each number, where no convolution before it took it along."""

    name: str
    function: Activation

    def forward(self, array: Array) -> Array:
        """Of the same shape."""
        return FUNCTIONS[self.function][0](array)

    def traced(self, array: Array, _found: Found | None = None) -> Passed:
        """By the function's own derivative."""
        op, vjp = FUNCTIONS[self.function]
        return Passed(op(array), lambda gradient: vjp(gradient, array)[0])


@dataclass(frozen=True, slots=True)
class ByOps:
    """Any other layer, as `app.conv.network.running` runs it, channels first."""

    name: str
    layer: Leaf
    weights: Parameters

    def forward(self, array: Array) -> Array:
        """By `app.conv.ops`."""
        return self.traced(array).output

    def traced(self, array: Array, found: Found | None = None) -> Passed:
        """By `app.conv.grads`."""
        passed = passed_leaf(self.layer, self.name, _channels_first(array), self.weights, found)
        return Passed(
            channels_last(passed.output), lambda gradient: channels_last(passed.back(_channels_first(gradient)))
        )


@dataclass(frozen=True, slots=True)
class Averaged:
    """The mean of each channel."""

    name: str

    def forward(self, array: Array) -> Array:
        """(N, H, W, C) -> (N, 1, 1, C)."""
        return array.mean(axis=(1, 2), keepdims=True)

    def traced(self, array: Array, _found: Found | None = None) -> Passed:
        """Each cell has an equal share."""
        cells = array.shape[1] * array.shape[2]
        return Passed(self.forward(array), lambda gradient: np.broadcast_to(gradient / cells, array.shape))


@dataclass(frozen=True, slots=True)
class Sum:
    """function(body(x) + shortcut(x)); the body's last convolution adds and clamps as it writes."""

    name: str
    body: tuple[Step, ...]
    shortcut: tuple[Step, ...]
    function: Clamp | Activation | None
    workspace: Workspace

    def forward(self, array: Array) -> Array:
        """Both ways are given back when they have been added."""
        beside = forward_all(self.shortcut, array, self.workspace)
        match self.body:
            case (*before, Convolved(clamp=None) as last) if not isinstance(self.function, Activation):
                inner = forward_all(tuple(before), array, self.workspace)
                out = last.ended(inner, self.function, beside)
            case _:
                inner = forward_all(self.body, array, self.workspace)
                out = _applied(self.function, inner + beside)
        for each in (beside, inner):
            if each is not array:
                self.workspace.take_back(each)
        return out

    def traced(self, array: Array, found: Found | None = None) -> Passed:
        """The gradients of both ways are added."""
        body, shortcut = traced_all(self.body, array, found), traced_all(self.shortcut, array, found)
        total = body.output + shortcut.output
        output = _applied(self.function, total)

        def back(gradient: Array) -> Array:
            match self.function:
                case Clamp():
                    gradient = self.function.back(gradient, output)
                case Activation():
                    (gradient,) = FUNCTIONS[self.function][1](gradient, total)
                case None:
                    pass
            return body.back(gradient) + shortcut.back(gradient)

        return Passed(output, back)


@dataclass(frozen=True, slots=True)
class Joined:
    """The branches' outputs beside each other: along the channels, or along the tokens."""

    name: str
    branches: tuple[tuple[Step, ...], ...]
    workspace: Workspace

    def forward(self, array: Array) -> Array:
        """Each branch on the same input."""
        ends = [forward_all(branch, array, self.workspace) for branch in self.branches]
        out = np.concatenate(ends, axis=_joining_axis(array))
        for each in ends:
            if each is not array:
                self.workspace.take_back(each)
        return out

    def traced(self, array: Array, found: Found | None = None) -> Passed:
        """Each branch has its part of the gradient; the branches' shares are added."""
        ends = [traced_all(branch, array, found) for branch in self.branches]
        axis = _joining_axis(array)
        edges = np.cumsum([end.output.shape[axis] for end in ends])[:-1]

        def back(gradient: Array) -> Array:
            parts = np.split(gradient, edges, axis=axis)
            return np.sum([end.back(part) for end, part in zip(ends, parts, strict=True)], axis=0)

        return Passed(np.concatenate([end.output for end in ends], axis=axis), back)


def forward_all(steps: tuple[Step, ...], array: Array, workspace: Workspace) -> Array:
    """One step after another; what lies between them is given back."""
    current = array
    for step in steps:
        out = step.forward(current)
        if current is not array:
            workspace.take_back(current)
        current = out
    return current


def traced_all(steps: tuple[Step, ...], array: Array, found: Found | None = None) -> Passed:
    """One step after another, and back through all of them."""
    backs: list[Back] = []
    for step in steps:
        passed = step.traced(array, found)
        backs.append(passed.back)
        array = passed.output

    def back(gradient: Array) -> Array:
        for each in reversed(backs):
            gradient = each(gradient)
        return gradient

    return Passed(array, back)


def channels_last(array: Array) -> Array:
    """(N, C, H, W) -> (N, H, W, C), in one piece; anything else as it is."""
    return np.ascontiguousarray(array.transpose(0, 2, 3, 1)) if array.ndim == 4 else array


def _channels_first(array: Array) -> Array:
    return np.ascontiguousarray(array.transpose(0, 3, 1, 2)) if array.ndim == 4 else array


def _joining_axis(array: Array) -> int:
    return 3 if array.ndim == 4 else 1


def _applied(function: Clamp | Activation | None, array: Array) -> Array:
    match function:
        case Clamp():
            out = np.empty_like(array)
            function.apply(array, out)
            return out
        case Activation():
            return FUNCTIONS[function][0](array)
        case None:
            return array
