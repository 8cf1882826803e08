"""What a lesson's expression may call: the engine's solvers by the names that authors write, each with its working."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TypeAlias

import numpy as np

from app.conv.counts import conv_macs, conv_macs_steps, conv_params, conv_params_steps
from app.conv.fields import FieldLayer, layers_to_see, receptive_field, receptive_field_steps
from app.conv.grads.order import STEP, largest_error
from app.conv.ops import conv1d
from app.conv.ratios import (
    bottleneck_params,
    bottleneck_ratio,
    bottleneck_ratio_steps,
    separable_macs,
    separable_params,
    separable_ratio,
    separable_ratio_steps,
)
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
Row: TypeAlias = tuple[Number, ...]
MOST_LINES = 6
"""Of a working that repeats itself, so many lines are shown."""


@dataclass(frozen=True, slots=True)
class Solver:
    """A number, and the lines that lead to it, from the same arguments."""

    value: Callable[..., Number | Row]
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


def field(*layers: Layer, times: int = 1) -> int:
    """How many pixels a unit of the last layer sees, of so many repetitions of these layers."""
    return receptive_field(stack(*layers) * times)[-1].receptive_field


def field_steps(*layers: Layer, times: int = 1) -> tuple[str, ...]:
    """A line for each layer; of a long stack the first ones and the last."""
    lines = receptive_field_steps(stack(*layers) * times)
    return lines if len(lines) <= MOST_LINES else (*lines[: MOST_LINES - 2], "…", lines[-1])


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


def separable_weights(inputs: int, outputs: int, kernel: Sides) -> int:
    """Both halves of a depthwise separable layer, without biases."""
    return separable_params(inputs, outputs, pair(kernel)).total


def separable_weights_steps(inputs: int, outputs: int, kernel: Sides) -> tuple[str, ...]:
    """`256*3*3 + 512*256 = 133376`."""
    parts, (tall, wide) = separable_params(inputs, outputs, pair(kernel)), pair(kernel)
    return (f"{inputs}*{tall}*{wide} + {outputs}*{inputs} = {parts.total}",)


def separable_work(inputs: int, outputs: int, kernel: Sides, output: Sides) -> int:
    """Its multiply-accumulates on one image."""
    return separable_macs(inputs, outputs, pair(kernel), pair(output)).total


def separable_work_steps(inputs: int, outputs: int, kernel: Sides, output: Sides) -> tuple[str, ...]:
    """`7225344 + 411041792 = 418267136`, under the two lines that lead there."""
    parts, (high, long) = separable_macs(inputs, outputs, pair(kernel), pair(output)), pair(output)
    tall, wide = pair(kernel)
    return (
        f"{inputs}*{tall}*{wide}*{high}*{long} = {parts.depthwise}",
        f"{outputs}*{inputs}*{high}*{long} = {parts.pointwise}",
        f"{parts.depthwise} + {parts.pointwise} = {parts.total}",
    )


def separable_part(inputs: int, outputs: int, kernel: Sides) -> Fraction:
    """1 / C_out + 1 / K²: what is left of a full layer's cost."""
    return separable_ratio(inputs, outputs, pair(kernel))


def separable_part_steps(inputs: int, outputs: int, kernel: Sides) -> tuple[str, ...]:
    """The working behind it."""
    return separable_ratio_steps(inputs, outputs, pair(kernel))


def bottleneck_steps(channels: int, squeezed: int) -> tuple[str, ...]:
    """`256*64 + 64*64*3*3 + 64*256 = 69632`."""
    return bottleneck_ratio_steps(channels, squeezed)[:1]


def paths(blocks: int, *, through: int | None = None) -> int:
    """Ways through a row of residual blocks: all of them, or those that pass so many blocks and skip the rest."""
    return 2**blocks if through is None else comb(blocks, through)


def paths_steps(blocks: int, *, through: int | None = None) -> tuple[str, ...]:
    """`2**16 = 65536`."""
    found = paths(blocks, through=through)
    return (f"2**{blocks} = {found}" if through is None else f"{blocks} choose {through} = {found}",)


def slide(cells: tuple[int, ...], kernel: tuple[int, ...], *, stride: int = 1, padding: int = 0) -> Row:
    """What a kernel makes of a row of cells, by cross-correlation, as every layer does it."""
    line, taps = (np.array(each).reshape(1, 1, -1) for each in (cells, kernel))
    return tuple(int(each) for each in conv1d(line, taps, stride=stride, padding=padding).ravel())


def slide_steps(
    cells: tuple[int, ...], kernel: tuple[int, ...], *, stride: int = 1, padding: int = 0
) -> tuple[str, ...]:
    """Each window with its sum: `0*1 + 1*1 + 0*1 = 1`."""
    padded = (0,) * padding + cells + (0,) * padding
    found = slide(cells, kernel, stride=stride, padding=padding)
    starts = range(0, len(found) * stride, stride)
    return tuple(
        f"{' + '.join(f'{cell}*{tap}' for cell, tap in zip(padded[start:], kernel, strict=False))} = {result}"
        for start, result in zip(starts, found, strict=True)
    )


def means_by_place(cells: int, kernel: tuple[int, ...], *, stride: int = 1, padding: int = 0) -> Row:
    """A single 1 on each cell in turn, through one layer, and the mean of what comes out."""
    outputs = (slide(_impulse(cells, at), kernel, stride=stride, padding=padding) for at in range(cells))
    return tuple(Fraction(sum(output), len(output)) for output in outputs)


def means_by_place_steps(cells: int, kernel: tuple[int, ...], *, stride: int = 1, padding: int = 0) -> tuple[str, ...]:
    """A line for each place: `a 1 on cell 0: (1 + 1 + 0 + 0 + 0 + 0) / 6 = 1/3`."""
    outputs = [slide(_impulse(cells, at), kernel, stride=stride, padding=padding) for at in range(cells)]
    means = means_by_place(cells, kernel, stride=stride, padding=padding)
    return tuple(
        f"a 1 on cell {at}: ({' + '.join(map(str, output))}) / {len(output)} = {mean}"
        for at, (output, mean) in enumerate(zip(outputs, means, strict=True))
    )


def _impulse(cells: int, at: int) -> tuple[int, ...]:
    return tuple(int(cell == at) for cell in range(cells))


def order_error(*, last_leftmost: bool) -> Fraction:
    """How far the product of two blocks' factors, in this order, is from finite differences, at most."""
    return Fraction(largest_error(last_leftmost=last_leftmost))


def order_error_steps(*, last_leftmost: bool) -> tuple[str, ...]:
    """Which product was held to what."""
    product = "(I + J₁)(I + J₀)" if last_leftmost else "(I + J₀)(I + J₁)"
    error = largest_error(last_leftmost=last_leftmost)
    return (f"{product} less central differences at a step of {STEP:g}, largest entry: {error:.2g}",)


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
    "separable_params": Solver(separable_weights, separable_weights_steps),
    "separable_macs": Solver(separable_work, separable_work_steps),
    "separable_ratio": Solver(separable_part, separable_part_steps),
    "bottleneck_params": Solver(bottleneck_params, bottleneck_steps),
    "bottleneck_ratio": Solver(bottleneck_ratio, bottleneck_ratio_steps),
    "paths": Solver(paths, paths_steps),
    "slide": Solver(slide, slide_steps),
    "means_by_place": Solver(means_by_place, means_by_place_steps),
    "order_error": Solver(order_error, order_error_steps),
}
