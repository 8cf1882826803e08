"""One axis of a sliding window, and the ways people get its output size wrong.

    right = floor((W - K_eff + 2P) / S) + 1,   K_eff = D(K - 1) + 1

Source: Dumoulin and Visin, arXiv:1603.07285, relationship 15. Every function here takes one axis and gives cells.

A slip is an edit of the recipe, so that two slips can be made at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Recipe:
    """What somebody takes the formula to be: (size - reach + padding) / stride, rounded, plus one."""

    reach: int
    padding: int  # on both sides together
    stride: int
    rounds_up: bool = False
    plus: int = 1

    def size(self, cells: int) -> int | None:
        """What it makes of an axis of so many cells; None where that is no size."""
        room = cells - self.reach + self.padding
        if room < 0:
            return None
        return (-(-room // self.stride) if self.rounds_up else room // self.stride) + self.plus or None


Slip: TypeAlias = Callable[[Axis, Recipe], Recipe | None]
"""The recipe with this slip in it, or None where the slip cannot be made."""


@lru_cache(maxsize=1024)  # every slip is held against it, many times while numbers are drawn
def right(axis: Axis) -> int:
    """The output size. Raises `Impossible` when the kernel does not fit."""
    return output_size(axis.size, axis.kernel, stride=axis.stride, padding=axis.padding, dilation=axis.dilation)


def recipe(axis: Axis, *slips: str) -> Recipe | None:
    """The right recipe with these slips in it; None where one of them cannot be made."""
    made: Recipe | None = Recipe(axis.reach, 2 * axis.padding, axis.stride)
    for name in slips:
        made = SLIPS[name](axis, made) if made else None
    return made


@lru_cache(maxsize=4096)  # the same few axes are asked over and over while numbers are drawn
def slipped(axis: Axis, *slips: str) -> int | None:
    """The size that these slips give, all made at once; None where one of them cannot be made."""
    made = recipe(axis, *slips)
    return made.size(axis.size) if made else None


def no_plus_one(_: Axis, made: Recipe) -> Recipe:
    """Counts the steps, not the positions."""
    return replace(made, plus=0)


def one_sided_padding(axis: Axis, made: Recipe) -> Recipe | None:
    """Adds P once instead of on both sides."""
    return replace(made, padding=axis.padding) if axis.padding else None


def ignores_padding(axis: Axis, made: Recipe) -> Recipe | None:
    """Leaves P out."""
    return replace(made, padding=0) if axis.padding else None


def ignores_stride(axis: Axis, made: Recipe) -> Recipe | None:
    """Moves by one cell whatever S is."""
    return replace(made, stride=1) if axis.stride > 1 else None


def rounds_up(axis: Axis, made: Recipe) -> Recipe | None:
    """Lets the last window hang over the border."""
    hangs_over = (axis.size - made.reach + made.padding) % made.stride
    return replace(made, rounds_up=True) if hangs_over else None


def only_divides(axis: Axis, _: Recipe) -> Recipe | None:
    """Takes W / S for the whole story."""
    return Recipe(0, 0, axis.stride, plus=0) if axis.stride > 1 else None


def ignores_dilation(axis: Axis, made: Recipe) -> Recipe | None:
    """Uses K where K_eff belongs."""
    return replace(made, reach=axis.kernel) if axis.dilation > 1 else None


def dilation_times_kernel(axis: Axis, made: Recipe) -> Recipe | None:
    """Takes K_eff = D·K."""
    return replace(made, reach=axis.dilation * axis.kernel) if axis.dilation > 1 else None


def rate_as_gaps(axis: Axis, made: Recipe) -> Recipe | None:
    """Puts D cells between neighbouring taps instead of D - 1."""
    return replace(made, reach=axis.kernel + (axis.kernel - 1) * axis.dilation) if axis.dilation > 1 else None


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
PAIRS = (
    ("one-sided-padding", "no-plus-one"),
    ("ignores-padding", "no-plus-one"),
    ("ignores-padding", "ignores-stride"),
    ("one-sided-padding", "ignores-stride"),
    ("ignores-padding", "rounds-up"),
    ("one-sided-padding", "rounds-up"),
    ("ignores-dilation", "no-plus-one"),
    ("dilation-times-kernel", "no-plus-one"),
    ("ignores-padding", "ignores-dilation"),
    ("one-sided-padding", "ignores-dilation"),
    ("ignores-stride", "ignores-dilation"),
)
"""Slips that people make together, the first made first."""


def part(axis: Axis, slips: tuple[str, ...]) -> bool:
    """Whether the right size and every slip that applies are pairwise different on this axis."""
    sizes = [right(axis), *(size for slip in slips if (size := slipped(axis, slip)) is not None)]
    return len(set(sizes)) == len(sizes)


STEP_KEYS = frozenset({"reach", "room", "floor", "plus-one"})


def working(axis: Axis, *, name: str = "") -> tuple[Step, ...]:
    """The formula with this axis's numbers, a line for each thing one can get wrong."""
    room = Fraction(axis.size - axis.reach + 2 * axis.padding, axis.stride)
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
