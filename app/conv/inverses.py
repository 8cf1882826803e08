"""The size formula asked backwards: which numbers give a wanted output size along one axis.

Each answer is a range, since ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1 = t says no more than

    (t − 1)s ≤ n + 2p − d(k − 1) − 1 ≤ ts − 1

and only one of its numbers is unknown. Ranges may be empty, and hold integers of any size.
Source: arXiv:1603.07285, relationships 6 and 15.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.conv.shapes import effective_kernel, require


@dataclass(frozen=True, slots=True)
class Window:
    """A kernel with its stride and its zeros on each side, as a wanted size may be reached with."""

    kernel: int
    stride: int
    padding: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a kernel, a stride and a padding may become."""

    kernel: int = 11
    stride: int = 4
    padding: int = 5


STANDARD_BOUNDS = Bounds()  # AlexNet's first layer, the boldest of the textbook ones, lies within


def input_sizes(target: int, kernel: int, *, stride: int = 1, padding: int = 0, dilation: int = 1) -> range:
    """The inputs that give `target`: as many as the stride is long, for the floor sends them all to one output."""
    _require(target=target, stride=stride, padding=padding)
    least = (target - 1) * stride + effective_kernel(kernel, dilation=dilation) - 2 * padding
    return range(max(least, 1), max(least + stride, 1))


def paddings(size: int, kernel: int, target: int, *, most: int, stride: int = 1, dilation: int = 1) -> range:
    """The zeros on each side, `most` at most."""
    _require(size=size, target=target, stride=stride)
    least = (target - 1) * stride + effective_kernel(kernel, dilation=dilation) - size  # of 2p
    first, last = -(-least // 2), (least + stride - 1) // 2
    return _within(first, last, 0, most)


def strides(size: int, kernel: int, target: int, *, most: int, padding: int = 0, dilation: int = 1) -> range:
    """The strides, `most` at most. A target of 1 takes every stride that oversteps the room there is."""
    _require(size=size, target=target, padding=padding)
    room = size + 2 * padding - effective_kernel(kernel, dilation=dilation)
    if room < 0:
        return range(0)
    last = most if target == 1 else room // (target - 1)
    return _within(room // target + 1, last, 1, most)


def kernels(size: int, target: int, *, most: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> range:
    """The kernels, `most` at most."""
    _require(size=size, target=target, stride=stride, padding=padding, dilation=dilation)
    longest = size + 2 * padding - (target - 1) * stride  # of d(k − 1) + 1
    first, last = -(-(longest - stride) // dilation) + 1, (longest - 1) // dilation + 1
    return _within(first, last, 1, most)


def output_paddings(size: int, kernel: int, target: int, *, stride: int, padding: int = 0, dilation: int = 1) -> range:
    """The output paddings with which a transposed convolution gives `target`: one or none."""
    _require(size=size, target=target, stride=stride, padding=padding)
    extra = target - (size - 1) * stride + 2 * padding - effective_kernel(kernel, dilation=dilation)
    return _within(extra, extra, 0, max(stride, dilation) - 1)


def windows(size: int, target: int, *, bounds: Bounds = STANDARD_BOUNDS, dilation: int = 1) -> Iterator[Window]:
    """Every kernel, stride and padding within the bounds that give `target`, smaller kernels and strides first."""
    for kernel in range(1, bounds.kernel + 1):
        for stride in range(1, bounds.stride + 1):
            for padding in paddings(size, kernel, target, most=bounds.padding, stride=stride, dilation=dilation):
                yield Window(kernel, stride, padding)


def paddings_steps(
    size: int, kernel: int, target: int, *, most: int, stride: int = 1, dilation: int = 1
) -> tuple[str, ...]:
    """The working behind `paddings`: "27*2 <= 56 - 3 + 2*p <= 28*2 - 1", "1 <= 2*p <= 2", "p = 1"."""
    found = paddings(size, kernel, target, most=most, stride=stride, dilation=dilation)
    span = effective_kernel(kernel, dilation=dilation)
    low, high = (target - 1) * stride + span - size, target * stride - 1 + span - size
    return (
        f"{target - 1}*{stride} <= {size} - {span} + 2*p <= {target}*{stride} - 1",
        f"{low} <= 2*p <= {high}",
        _outcome("p", found, most),
    )


def strides_steps(
    size: int, kernel: int, target: int, *, most: int, padding: int = 0, dilation: int = 1
) -> tuple[str, ...]:
    """The working behind `strides`: "56 - 3 + 2*1 = 55", "27*s <= 55 < 28*s", "s = 2"."""
    found = strides(size, kernel, target, most=most, padding=padding, dilation=dilation)
    span = effective_kernel(kernel, dilation=dilation)
    room = size - span + 2 * padding
    return (
        f"{size} - {span} + 2*{padding} = {room}",
        f"{target - 1}*s <= {room} < {target}*s",
        _outcome("s", found, most),
    )


def kernels_steps(
    size: int, target: int, *, most: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> tuple[str, ...]:
    """The working behind `kernels`: "27*2 <= 56 + 2*1 - (d*(k - 1) + 1) <= 28*2 - 1", with d put in."""
    found = kernels(size, target, most=most, stride=stride, padding=padding, dilation=dilation)
    padded = size + 2 * padding
    low, high = padded - target * stride + 1, padded - (target - 1) * stride
    span = "k" if dilation == 1 else f"{dilation}*(k - 1) + 1"
    return (
        f"{target - 1}*{stride} <= {size} + 2*{padding} - ({span}) <= {target}*{stride} - 1",
        f"{low} <= {span} <= {high}",
        _outcome("k", found, most),
    )


def _require(*, target: int, size: int = 1, stride: int = 1, padding: int = 0, dilation: int = 1) -> None:
    require("input size", size, least=1)
    require("target size", target, least=1)
    require("stride", stride, least=1)
    require("padding", padding, least=0)
    require("dilation", dilation, least=1)


def _within(first: int, last: int, least: int, most: int) -> range:
    """What lies between both pairs of bounds, ends included."""
    low, high = max(first, least), min(last, most)
    return range(low, high + 1) if low <= high else range(0)


def _outcome(unknown: str, found: range, most: int) -> str:
    if not found:
        return f"no {unknown} up to {most} does it"
    first, last = found[0], found[-1]
    return f"{unknown} = {first}" if first == last else f"{first} <= {unknown} <= {last}"
