"""One axis of a sliding window, and the ways people get its output size wrong.

    right = floor((W - K_eff + 2P) / S) + 1,   K_eff = D(K - 1) + 1

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 15. Every function here takes one axis and gives cells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from app.conv.shapes import effective_kernel, output_size
from app.problems.kind import Step


@dataclass(frozen=True, slots=True)
class Axis:
    """Input cells, kernel, stride, padding on each side and dilation along one axis."""

    size: int
    kernel: int
    stride: int
    padding: int
    dilation: int = 1

    @property
    def reach(self) -> int:
        """Cells the kernel covers, gaps included."""
        return effective_kernel(self.kernel, dilation=self.dilation)


Slip: TypeAlias = Callable[[Axis], int | None]
"""A wrong output size, or None where this mistake cannot be made."""


@lru_cache(maxsize=1024)  # every slip is held against it, many times while numbers are drawn
def right(axis: Axis) -> int:
    """The output size. Raises `Impossible` when the kernel does not fit."""
    return output_size(axis.size, axis.kernel, stride=axis.stride, padding=axis.padding, dilation=axis.dilation)


def _positions(room: int, stride: int) -> int | None:
    """floor(room / stride) + 1, if the kernel fits at all."""
    return room // stride + 1 if room >= 0 else None


def _room(axis: Axis, *, reach: int | None = None) -> int:
    return axis.size - (reach or axis.reach) + 2 * axis.padding


def no_plus_one(axis: Axis) -> int | None:
    """Counts the steps, not the positions."""
    return _room(axis) // axis.stride or None


def one_sided_padding(axis: Axis) -> int | None:
    """Adds P once instead of on both sides."""
    return _positions(_room(axis) - axis.padding, axis.stride) if axis.padding else None


def ignores_padding(axis: Axis) -> int | None:
    """Leaves P out."""
    return _positions(_room(axis) - 2 * axis.padding, axis.stride) if axis.padding else None


def ignores_stride(axis: Axis) -> int | None:
    """Moves by one cell whatever S is."""
    return _room(axis) + 1 if axis.stride > 1 else None


def rounds_up(axis: Axis) -> int | None:
    """Lets the last window hang over the border."""
    return -(-_room(axis) // axis.stride) + 1 if _room(axis) % axis.stride else None


def only_divides(axis: Axis) -> int | None:
    """Takes W / S for the whole story."""
    return axis.size // axis.stride or None if axis.stride > 1 else None


def ignores_dilation(axis: Axis) -> int | None:
    """Uses K where K_eff belongs."""
    return _positions(_room(axis, reach=axis.kernel), axis.stride) if axis.dilation > 1 else None


def dilation_times_kernel(axis: Axis) -> int | None:
    """Takes K_eff = D·K."""
    return _positions(_room(axis, reach=axis.dilation * axis.kernel), axis.stride) if axis.dilation > 1 else None


def rate_as_gaps(axis: Axis) -> int | None:
    """Puts D cells between neighbouring taps instead of D - 1."""
    reach = axis.kernel + (axis.kernel - 1) * axis.dilation
    return _positions(_room(axis, reach=reach), axis.stride) if axis.dilation > 1 else None


SLIPS: Mapping[str, Slip] = MappingProxyType(
    {
        "no-plus-one": no_plus_one,
        "one-sided-padding": one_sided_padding,
        "ignores-padding": ignores_padding,
        "ignores-stride": ignores_stride,
        "rounds-up": rounds_up,
        "only-divides": only_divides,
        "ignores-dilation": ignores_dilation,
        "dilation-times-kernel": dilation_times_kernel,
        "rate-as-gaps": rate_as_gaps,
    }
)


def part(axis: Axis, slips: Mapping[str, Slip]) -> bool:
    """Whether the right size and every slip that applies are pairwise different on this axis."""
    sizes = [right(axis), *(size for slip in slips.values() if (size := slip(axis)) is not None)]
    return len(set(sizes)) == len(sizes)


STEP_KEYS = frozenset({"reach", "room", "floor", "plus-one"})


def working(axis: Axis, *, name: str = "") -> tuple[Step, ...]:
    """The formula with this axis's numbers, a line for each thing one can get wrong."""
    room = Fraction(_room(axis), axis.stride)
    steps = room.numerator // room.denominator
    padding = f" + 2·{axis.padding}" if axis.padding else ""
    lines = [Step("room", f"({axis.size} − {axis.reach}{padding}) / {axis.stride}", exact(room), axis=name)]
    if axis.dilation > 1:
        lines.insert(0, Step("reach", f"{axis.dilation}·({axis.kernel} − 1) + 1", str(axis.reach), axis=name))
    if room.denominator > 1:
        lines.append(Step("floor", f"⌊{exact(room)}⌋", str(steps), axis=name))
    lines.append(Step("plus-one", f"{steps} + 1", str(steps + 1), marked="+ 1", axis=name))
    return tuple(lines)


def exact(number: Fraction) -> str:
    """A decimal where it ends within three places, else a fraction: 2.5, 223/3."""
    thousandths = number * 1000
    if thousandths.denominator > 1:
        return f"{number.numerator}/{number.denominator}"
    return f"{float(number):g}" if number.denominator > 1 else str(number.numerator)
