"""Convolutions in a row, counted: what every comparison of designs here is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from app.conv.counts import conv_params
from app.problems.kind import Step


@dataclass(frozen=True, slots=True)
class Layer:
    """A square convolution at stride 1 that keeps the size."""

    before: int
    after: int
    kernel: int


Row: TypeAlias = tuple[Layer, ...]
Edit: TypeAlias = Callable[[Row], Row]


def weights(row: Sequence[Layer]) -> int:
    """Of all of them, without biases."""
    return sum(conv_params(each.before, each.after, (each.kernel, each.kernel), bias=False) for each in row)


def weights_and_biases(row: Sequence[Layer]) -> int:
    """A bias for each output channel of each layer."""
    return sum(conv_params(each.before, each.after, (each.kernel, each.kernel)) for each in row)


def side_for_area(row: Sequence[Layer]) -> int:
    """K where K² belongs."""
    return sum(conv_params(each.before, each.after, (each.kernel, 1), bias=False) for each in row)


def one_input_channel(row: Sequence[Layer]) -> int:
    """Filters of one channel, as in a depthwise layer."""
    return sum(conv_params(1, each.after, (each.kernel, each.kernel), bias=False) for each in row)


def product_of(layer: Layer) -> str:
    """`256·64`, `64·64·3²`."""
    taps = f"·{layer.kernel}²" if layer.kernel > 1 else ""
    return f"{layer.before}·{layer.after}{taps}"


def counted(key: str, layer: Layer) -> Step:
    """One layer's weights as a line of working."""
    return Step(key, product_of(layer), f"{weights((layer,)):,}")


def total(key: str, row: Sequence[Layer]) -> Step:
    """Their sum."""
    return Step(key, " + ".join(f"{weights((each,)):,}" for each in row), f"{weights(row):,}")


def quotient(above: int, below: int) -> str:
    """`16.94`: to two places, which is how a ratio is said."""
    return f"{float(round(Fraction(above, below), 2)):,.2f}".rstrip("0").rstrip(".")
