"""A first layer that takes three channels, an image that has one, and what becomes of the weights and of the output.

Σ_c w_c · (g − mean_c) / std_c  =  (Σ_c w_c / std_c) · g  −  Σ_c (mean_c / std_c) · Σ w_c
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from annotated_types import Interval, Len

from app.conv.counts import conv_params
from app.errors import BadInput
from app.problems.dice import pick, roll, some
from app.problems.kind import Answers, Dice, Params
from app.problems.reading import Cells

Tap: TypeAlias = Annotated[int, Interval(ge=-20, le=20)]
Slice: TypeAlias = tuple[tuple[Tap, Tap], tuple[Tap, Tap]]
Tenths: TypeAlias = Annotated[int, Interval(ge=1, le=10)]
Numbers: TypeAlias = tuple[Fraction, ...]
CHANNELS = 3
EXACT_WAYS = frozenset({"summed", "averaged-and-tripled"})
WAYS = ("summed", "averaged", "averaged-and-tripled", "red-alone", "others-zero", "new-layer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics(Params):
    """Red's, green's and blue's mean in tenths; the deviations are one over `inverse_stds`."""

    means: Annotated[tuple[Tenths, ...], Len(3, 3)]
    inverse_stds: Annotated[tuple[Annotated[int, Interval(ge=1, le=10)], ...], Len(3, 3)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem(Params):
    """The layer's filters and kernel; of one small filter its three slices; a grey patch below it.

    With `statistics` the image is normalised channel by channel first, and the question is how to fold that in.
    """

    filters: Annotated[int, Interval(ge=1, le=10_000)]
    kernel: Annotated[int, Interval(ge=2, le=31)]
    slices: Annotated[tuple[Slice, ...], Len(3, 3)]
    patch: Slice
    statistics: Statistics | None = None
    compares: bool = False  # whether other ways are asked about as well

    @property
    def window(self) -> tuple[int, int]:
        """The kernel's height and width."""
        return self.kernel, self.kernel


def check(stem: Stem) -> None:
    """Raises `BadInput` where both the ways and the folding are asked for."""
    if stem.statistics and stem.compares:
        raise BadInput("Either the image is normalised or the ways are compared.")


def flat(slice_: Slice) -> tuple[int, ...]:
    """Its four numbers, row by row."""
    return (*slice_[0], *slice_[1])


def square(numbers: tuple[Fraction | int, ...]) -> Cells:
    """Four numbers as a grid; whole ones as such."""
    a, b, c, d = (each.numerator if each.denominator == 1 else each for each in numbers)
    return Cells(((a, b), (c, d)))


def scaled_by(stem: Stem) -> Numbers:
    """What each slice is multiplied by before they are added: one over its channel's deviation."""
    return tuple(Fraction(each) for each in stem.statistics.inverse_stds) if stem.statistics else (Fraction(1),) * 3


def weighted(stem: Stem, factors: Numbers) -> Numbers:
    """The slices, each times its factor, added up tap by tap."""
    columns = zip(*(flat(each) for each in stem.slices), strict=True)
    return tuple(sum((w * f for w, f in zip(taps, factors, strict=True)), Fraction(0)) for taps in columns)


def applied(stem: Stem, kernel: Numbers) -> Fraction:
    """What a kernel of one channel gives on the patch."""
    return sum((w * g for w, g in zip(kernel, flat(stem.patch), strict=True)), Fraction(0))


def offset(stem: Stem, shifts: Numbers) -> Fraction:
    """What the slices make of a constant for each channel."""
    return sum((sum(flat(each)) * shift for each, shift in zip(stem.slices, shifts, strict=True)), Fraction(0))


def shifts(statistics: Statistics) -> Numbers:
    """Mean / std, channel by channel."""
    pairs = zip(statistics.means, statistics.inverse_stds, strict=True)
    return tuple(Fraction(mean, 10) * inverse for mean, inverse in pairs)


def solve(stem: Stem) -> Answers:
    """The weights before and after; the kernel for one channel; what it gives, or the bias that goes with it."""
    counts: Answers = {
        "before": conv_params(CHANNELS, stem.filters, stem.window, bias=False),
        "after": conv_params(1, stem.filters, stem.window, bias=False),
    }
    kernel = weighted(stem, scaled_by(stem))
    if stem.statistics:
        return {**counts, "folded": square(kernel), "bias": -offset(stem, shifts(stem.statistics))}
    found: Answers = {**counts, "summed": square(kernel), "output": applied(stem, kernel)}
    return {**found, "ways": EXACT_WAYS} if stem.compares else found


def draw(dice: Dice, level: int) -> Stem:
    """Level 1: copied or summed. Level 2: four other ways as well. Level 3: with the normalisation folded in."""
    slices = (_slice(dice, -3, 4), _slice(dice, -3, 4), _slice(dice, -3, 4))
    statistics = None
    if level == 3:
        inverse = some(dice, (2, 4, 5), 3)
        statistics = Statistics(means=(roll(dice, 2, 8), roll(dice, 2, 8), roll(dice, 2, 8)), inverse_stds=inverse)
    return Stem(
        filters=pick(dice, (24, 32, 40, 48, 64, 80, 96)),
        kernel=pick(dice, (5, 7, 9, 11)),
        slices=slices,
        patch=_slice(dice, 1, 9),
        statistics=statistics,
        compares=level == 2,
    )


def _slice(dice: Dice, low: int, high: int) -> Slice:
    return ((roll(dice, low, high), roll(dice, low, high)), (roll(dice, low, high), roll(dice, low, high)))
