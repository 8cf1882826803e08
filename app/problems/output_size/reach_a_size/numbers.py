"""The sizes to get from and to, and the layers that do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from annotated_types import Interval

from app.conv.inverses import Bounds, Window, paddings
from app.conv.shapes import effective_kernel, output_size
from app.errors import AppError, BadInput, Impossible
from app.problems.kind import Answers, Params
from app.problems.reading import Value

BOUNDS = Bounds(kernel=15, stride=8, padding=7)  # of the layers that are looked through for an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching(Params):
    """From one side to another, with whatever kernel, or with this one, or with any odd one."""

    input: Annotated[int, Interval(ge=1, le=10_000)]
    target: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=1, le=15)] | None = None
    odd_kernel: bool = False
    dilation: Annotated[int, Interval(ge=1, le=100)] = 1


def reach(asked: Reaching, kernel: int) -> int:
    """The cells that a kernel covers with the dilation that is asked for."""
    return effective_kernel(kernel, dilation=asked.dilation)


def is_allowed(asked: Reaching, kernel: int) -> bool:
    """Whether the question grants such a kernel."""
    if asked.kernel is not None:
        return kernel == asked.kernel
    return kernel % 2 == 1 or not asked.odd_kernel


def size_with(asked: Reaching, window: Window) -> int | None:
    """The size such a layer gives; None where there is no such layer."""
    try:
        return output_size(
            asked.input, window.kernel, stride=window.stride, padding=window.padding, dilation=asked.dilation
        )
    except AppError:
        return None


def window_of(value: Value) -> Window | None:
    """Kernel, stride and padding, as they were typed."""
    match value:
        case (int(kernel), int(stride), int(padding)) if kernel > 0 and stride > 0 and padding >= 0:
            return Window(kernel, stride, padding)
        case _:
            return None


def value_of(window: Window) -> tuple[int, int, int]:
    """A layer as it is answered."""
    return window.kernel, window.stride, window.padding


def accepts(asked: Reaching, _: str, value: Value) -> bool:
    """Whether this layer is granted and leads there."""
    window = window_of(value)
    return window is not None and is_allowed(asked, window.kernel) and size_with(asked, window) == asked.target


def as_usual(window: Window) -> tuple[bool, bool, bool, int, int, int]:
    """Layers in the order in which one would think of them: an odd kernel, not too much padding, small numbers."""
    return (
        window.kernel < 2,
        window.kernel % 2 == 0,
        2 * window.padding > window.kernel,
        window.kernel,
        window.stride,
        window.padding,
    )


@lru_cache(maxsize=256)  # the gate asks again and again
def example(asked: Reaching) -> Window:
    """The most usual layer that does it. Raises `Impossible` where none within the bounds does."""
    usual = min(_found(asked), key=as_usual, default=None)
    if usual is None:
        kernel = f"kernel {asked.kernel}" if asked.kernel else f"kernel up to {BOUNDS.kernel}"
        raise Impossible(
            f"No {kernel} with stride up to {BOUNDS.stride} and padding up to {BOUNDS.padding}"
            f" takes {asked.input} to {asked.target}."
        )
    return usual


def _found(asked: Reaching) -> Iterator[Window]:
    """Every layer within the bounds that does it."""
    kernels = range(1, BOUNDS.kernel + 1) if asked.kernel is None else (asked.kernel,)
    for kernel in kernels:
        if not is_allowed(asked, kernel):
            continue
        for stride in range(1, BOUNDS.stride + 1):
            for padding in paddings(
                asked.input, kernel, asked.target, most=BOUNDS.padding, stride=stride, dilation=asked.dilation
            ):
                yield Window(kernel, stride, padding)


def check(asked: Reaching) -> None:
    """Raises `Impossible` where no layer does it, `BadInput` for an even kernel that has to be odd."""
    if asked.odd_kernel and asked.kernel is not None:
        raise BadInput("Either the kernel is given, or any odd one will do.")
    example(asked)


def solve(asked: Reaching) -> Answers:
    """One layer of those that do it."""
    return {"layer": value_of(example(asked))}
