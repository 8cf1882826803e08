"""The numbers of a transposed convolution, and the terms its size is the sum of."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval

from app.conv.shapes import effective_kernel, transposed_output_size
from app.problems.kind import Answers, Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Transposed(Params):
    """A square map and one transposed convolution, by PyTorch's names."""

    input: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=1, le=100)]
    stride: Annotated[int, Interval(ge=1, le=100)] = 1
    padding: Annotated[int, Interval(ge=0, le=100)] = 0
    output_padding: Annotated[int, Interval(ge=0, le=100)] = 0
    dilation: Annotated[int, Interval(ge=1, le=100)] = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody takes the size to be: steps times stride, less what is cropped, plus kernel and output padding."""

    steps: int
    stride: int
    crop: int
    reach: int
    extra: int

    @property
    def size(self) -> int:
        """Their sum; below 1 there is no such map."""
        return self.steps * self.stride - self.crop + self.reach + self.extra


def right(layer: Transposed) -> int:
    """Either side of what comes out. Raises `Impossible` where nothing is left."""
    return transposed_output_size(
        layer.input,
        layer.kernel,
        stride=layer.stride,
        padding=layer.padding,
        output_padding=layer.output_padding,
        dilation=layer.dilation,
    )


def reach(layer: Transposed) -> int:
    """The cells that one input cell's copy of the kernel covers."""
    return effective_kernel(layer.kernel, dilation=layer.dilation)


def terms(layer: Transposed) -> Terms:
    """The right ones."""
    return Terms(layer.input - 1, layer.stride, 2 * layer.padding, reach(layer), layer.output_padding)


def check(layer: Transposed) -> None:
    """Raises `Impossible` where nothing is left, or where the output padding is as large as stride and dilation."""
    right(layer)


def square(side: int | None) -> Answers:
    """A side as an answer."""
    return {} if side is None else {"size": (side, side)}


def solve(layer: Transposed) -> Answers:
    """The size."""
    return square(right(layer))
