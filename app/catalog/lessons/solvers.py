"""What a lesson's expression may call: the engine's solvers by the names that authors write, each with its working."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from app.conv.counts import conv_macs, conv_macs_steps, conv_params, conv_params_steps
from app.conv.fields import FieldLayer, layers_to_see, receptive_field, receptive_field_steps
from app.conv.shapes import (
    effective_kernel,
    output_size,
    output_size_steps,
    transposed_output_size,
    transposed_output_size_steps,
)
from app.errors import BadInput

Number: TypeAlias = int | Fraction
Sides: TypeAlias = int | tuple[int, int]
"""One number for both axes, or height and width."""
Layer: TypeAlias = int | tuple[int, ...]
"""A kernel at stride 1, or (kernel, stride), or (kernel, stride, dilation)."""


@dataclass(frozen=True, slots=True)
class Solver:
    """A number, and the lines that lead to it, from the same arguments."""

    value: Callable[..., Number]
    steps: Callable[..., tuple[str, ...]]


def span_steps(kernel: int, *, dilation: int = 1) -> tuple[str, ...]:
    """`2*(3 - 1) + 1 = 5`."""
    return (f"{dilation}*({kernel} - 1) + 1 = {effective_kernel(kernel, dilation=dilation)}",)


def stack(*layers: Layer) -> tuple[FieldLayer, ...]:
    """Layers from the input on."""
    return tuple(map(_layer, layers))


def _layer(layer: Layer) -> FieldLayer:
    match layer:
        case int() | (int(),):
            return FieldLayer(layer if isinstance(layer, int) else layer[0])
        case (kernel, stride):
            return FieldLayer(kernel, stride=stride)
        case (kernel, stride, dilation):
            return FieldLayer(kernel, stride=stride, dilation=dilation)
        case _:
            raise BadInput("A layer is written as kernel, (kernel, stride) or (kernel, stride, dilation).")


def field(*layers: Layer) -> int:
    """How many pixels a unit of the last layer sees."""
    return receptive_field(stack(*layers))[-1].receptive_field


def field_steps(*layers: Layer) -> tuple[str, ...]:
    """A line for each layer."""
    return receptive_field_steps(stack(*layers))


def jump(*layers: Layer) -> int:
    """How many pixels lie between units of the last layer."""
    return receptive_field(stack(*layers))[-1].jump


def jump_steps(*layers: Layer) -> tuple[str, ...]:
    """The product of the strides."""
    return (f"{'*'.join(str(layer.stride) for layer in stack(*layers))} = {jump(*layers)}",)


def layers_to_see_steps(pixels: int, kernel: int) -> tuple[str, ...]:
    """`ceil((200 - 1) / (3 - 1)) = 100`."""
    return (f"ceil(({pixels} - 1) / ({kernel} - 1)) = {layers_to_see(pixels, kernel)}",)


def params(inputs: int, outputs: int, kernel: Sides, *, groups: int = 1, bias: bool = True) -> int:
    """A convolution's parameters."""
    return conv_params(inputs, outputs, pair(kernel), groups=groups, bias=bias)


def params_steps(inputs: int, outputs: int, kernel: Sides, *, groups: int = 1, bias: bool = True) -> tuple[str, ...]:
    """Their working."""
    return conv_params_steps(inputs, outputs, pair(kernel), groups=groups, bias=bias)


def macs(inputs: int, outputs: int, kernel: Sides, output: Sides, *, groups: int = 1) -> int:
    """A convolution's multiply-accumulates on one image."""
    return conv_macs(inputs, outputs, pair(kernel), pair(output), groups=groups)


def macs_steps(inputs: int, outputs: int, kernel: Sides, output: Sides, *, groups: int = 1) -> tuple[str, ...]:
    """Their working."""
    return conv_macs_steps(inputs, outputs, pair(kernel), pair(output), groups=groups)


def pair(sides: Sides) -> tuple[int, int]:
    """Height and width."""
    return sides if isinstance(sides, tuple) else (sides, sides)


SOLVERS: Mapping[str, Solver] = {
    "size": Solver(output_size, output_size_steps),
    "transposed_size": Solver(transposed_output_size, transposed_output_size_steps),
    "span": Solver(effective_kernel, span_steps),
    "field": Solver(field, field_steps),
    "jump": Solver(jump, jump_steps),
    "layers_to_see": Solver(layers_to_see, layers_to_see_steps),
    "params": Solver(params, params_steps),
    "macs": Solver(macs, macs_steps),
}
