"""A compiled network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, NamedTuple

import numpy as np

from app.conv.network.layers import Layers
from app.conv.network.running.passed import Found, Passed
from app.conv.network.running.weights import Parameters, Remembered
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.ops import Array
from app.conv.plan.costs import Costs
from app.conv.plan.folding import Carried, Folding
from app.conv.plan.steps import Convolved, Joined, Raised, Step, Sum, channels_last, forward_all, traced_all
from app.conv.plan.workspace import Workspace
from app.errors import Impossible

ERROR_BOUND: Final = 1e-4  # of the largest absolute output; what fifty Winograd layers of 1e-5 each add up to, and room


class Stretch(NamedTuple):
    """A step by name, and the length of the gradient with respect to its input."""

    name: str
    norm: float


@dataclass(slots=True)
class Plan:
    """A network for inputs of one shape, (C, H, W), (T, F) or (F,). Made by `compile_network`."""

    shape: Shape
    output: Shape
    steps: tuple[Step, ...]
    workspace: Workspace
    _lock: Lock = field(default_factory=Lock)

    def forward(self, batch: Array) -> Array:
        """(N, …) -> (N, …), images channels first, in float32."""
        self._refuse_others(batch)
        with self._lock, np.errstate(over="ignore", invalid="ignore"):
            array = channels_last(batch.astype(np.float32, copy=False))
            found = forward_all(self.steps, array, self.workspace)
            out = _as_outside(found)
            self.workspace.take_back(found)
        return out

    def input_gradient(self, batch: Array, unit: Sequence[int]) -> Array:
        """∂ output[unit] / ∂ batch, of the batch's shape. `unit` has an index for each axis of the output."""
        return self._back(batch, unit)[0]

    def sent_back(self, batch: Array, gradient: Array) -> Array:
        """From the gradient of the output, (N, …), to that of `batch`, and to no parameter's."""
        self._refuse_others(batch)
        self._refuse_other_gradients(batch, gradient)
        return self._way_back(batch, channels_last(gradient.astype(np.float32, copy=False)))[0]

    def backward(self, batch: Array, gradient: Array) -> tuple[Array, Mapping[str, Array]]:
        """From the gradient of the output, (N, …), to that of `batch` and those of the parameters, by name.

        "conv1.weight" and "conv1.bias" are the layer's own, as they were drawn; so are those of a batch normalisation
        that was folded into it.
        """
        self._refuse_others(batch)
        self._refuse_other_gradients(batch, gradient)
        found: Found = {}
        with self._lock, self.workspace.keeping(), np.errstate(over="ignore", invalid="ignore"):
            passed = traced_all(self.steps, channels_last(batch.astype(np.float32, copy=False)), found)
            to_batch = passed.back(channels_last(gradient.astype(np.float32, copy=False)))
        return _as_outside(to_batch), found

    def highway(self, batch: Array, unit: Sequence[int]) -> tuple[Stretch, ...]:
        """‖∂ output[unit] / ∂ x‖₂ for the input x of each step, the first step first."""
        return self._back(batch, unit)[1]

    def algorithms(self) -> Mapping[str, str]:
        """The convolutions by name, and what computes each."""
        return {step.name: step.chosen for step in _convolutions(self.steps)}

    def _back(self, batch: Array, unit: Sequence[int]) -> tuple[Array, tuple[Stretch, ...]]:
        self._refuse_others(batch)
        shape = len(batch), *self.output
        if len(unit) != len(shape) or not all(0 <= i < n for i, n in zip(unit, shape, strict=True)):
            raise Impossible(f"There is no unit {tuple(unit)} in an output of shape {shape}.")
        one = np.zeros(shape, np.float32)
        one[tuple(unit)] = 1
        return self._way_back(batch, channels_last(one))

    def _way_back(self, batch: Array, gradient: Array) -> tuple[Array, tuple[Stretch, ...]]:
        """From the gradient of the output, channels last."""
        with self._lock, self.workspace.keeping(), np.errstate(over="ignore", invalid="ignore"):
            array = channels_last(batch.astype(np.float32, copy=False))
            passed: list[Passed] = []
            for step in self.steps:
                passed.append(step.traced(array))
                array = passed[-1].output
            return _way_back(gradient, self.steps, passed)

    def _refuse_other_gradients(self, batch: Array, gradient: Array) -> None:
        if gradient.shape != (shape := (len(batch), *self.output)):
            raise Impossible(
                f"The gradient of this batch's output has the shape {shape}; this one has {gradient.shape}."
            )

    def _refuse_others(self, batch: Array) -> None:
        if batch.shape[1:] != self.shape or not len(batch):
            wanted = ", ".join(map(str, self.shape))
            raise Impossible(f"This plan is for batches of shape (N, {wanted}); this one has {batch.shape}.")


def compile_network(layers: Layers, shape: Shape, weights: Parameters, costs: Costs | None = None) -> Plan:
    """The plan of `layers` for inputs of `shape`. Refuses what `app.conv.network.table` refuses, in its words."""
    output = table(layers, shape).output
    workspace = Workspace()
    folding = Folding(Remembered(weights), costs or Costs(), workspace)
    steps, last = folding.steps(layers, "", Carried(shape))
    return Plan(shape, output, steps + folding.raised("", last), workspace)


def _way_back(gradient: Array, steps: tuple[Step, ...], passed: list[Passed]) -> tuple[Array, tuple[Stretch, ...]]:
    stretches: list[Stretch] = []
    for step, each in zip(reversed(steps), reversed(passed), strict=True):
        gradient = each.back(gradient)
        if not isinstance(step, Raised):
            stretches.append(Stretch(step.name, _length(gradient)))
    return _as_outside(gradient), tuple(reversed(stretches))


def _length(gradient: Array) -> float:
    """‖gradient‖₂, in float64: the squares of what is left behind many layers are too small for float32."""
    return float(np.linalg.norm(gradient.astype(np.float64)))


def _convolutions(steps: tuple[Step, ...]) -> list[Convolved]:
    found: list[Convolved] = []
    for step in steps:
        match step:
            case Convolved():
                found.append(step)
            case Sum():
                found += _convolutions(step.body) + _convolutions(step.shortcut)
            case Joined():
                found += [each for branch in step.branches for each in _convolutions(branch)]
            case _:
                pass
    return found


def _as_outside(array: Array) -> Array:
    """A copy with its channels first."""
    return np.array(array.transpose(0, 3, 1, 2) if array.ndim == 4 else array, order="C")
