"""What the units of a layer see of the input, along one axis, exactly: also where layers widen the map again.

Behind convolutions and pools every unit sees the same stretch, `jump` pixels further on. Behind an upsampling layer,
neighbours may see the very same pixels: fields then repeat with a period of several units, and each unit of one period
is followed on its own. What is read is an interval; the holes that dilation leaves in it are not told apart, nor is
what lies in the padding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from app.conv.fields import FieldLayer
from app.conv.shapes import effective_kernel, sides
from app.errors import TooMuchWork

Interval: TypeAlias = tuple[int, int]  # the first pixel and the last
LONGEST_PERIOD = 256


@dataclass(frozen=True, slots=True)
class Sight:
    """Unit `i` sees `period[i]`; `len(period)` units further on, the same shifted by `shift` pixels."""

    period: tuple[Interval, ...]
    shift: int

    @property
    def receptive_field(self) -> int:
        """What the unit sees that sees most."""
        return max(last - first + 1 for first, last in self.period)

    @property
    def jump(self) -> Fraction:
        """The pixels from unit to unit, on average."""
        return Fraction(self.shift, len(self.period))

    @property
    def start(self) -> Fraction:
        """The centre of what the first unit sees; 0.5 is the centre of the first pixel."""
        first, last = self.period[0]
        return Fraction(first + last + 1, 2)

    def of(self, unit: int) -> Interval:
        """What one unit sees; units before the first lie in the padding."""
        periods, phase = divmod(unit, len(self.period))
        first, last = self.period[phase]
        return first + periods * self.shift, last + periods * self.shift


PIXELS = Sight(period=((0, 0),), shift=1)  # the input's own units


def through_window(below: Sight, window: FieldLayer) -> Sight:
    """A convolution or a pool: unit o reads the units from o·s − p to o·s − p + k_eff − 1."""
    reach = effective_kernel(window.kernel, dilation=window.dilation) - 1
    before, _ = sides(window.padding)
    return _sight(below, window.stride, 1, lambda unit: _span(unit * window.stride - before, reach))


def through_transposed(below: Sight, window: FieldLayer) -> Sight:
    """Unit o reads every unit i that has i·s = o + p − t·d for some tap t; where there is none, ⌊(o + p) / s⌋.

    Source: arXiv:1603.07285, chapter 4.
    """
    before, _ = sides(window.padding)

    def read(unit: int) -> Interval:
        offsets = (unit + before - tap * window.dilation for tap in _first_and_last_taps(window, unit + before))
        found = sorted(offset // window.stride for offset in offsets)
        return found[0], found[-1]

    return _sight(below, 1, window.stride, read)


def through_upsampling(below: Sight, scale: int) -> Sight:
    """Nearest: unit o is a copy of unit ⌊o / scale⌋."""
    return _sight(below, 1, scale, lambda unit: (unit // scale, unit // scale))


def through_adaptive(below: Sight, size: int, output: int) -> Sight:
    """Unit o reads the units from ⌊o·n / m⌋ to ⌈(o + 1)·n / m⌉ − 1. Source: torch.nn.AdaptiveAvgPool2d."""
    shared = gcd(size, output)

    def read(unit: int) -> Interval:
        return unit * size // output, -(-(unit + 1) * size // output) - 1

    return _sight(below, size // shared, output // shared, read)


def together(branches: Sequence[Sight]) -> Sight:
    """Branches side by side: the hull of what they see, which is the widest branch's field where the others lie in it.

    Branches whose units drift apart (their jumps differ, though their sizes agree) are taken at the widest one.
    """
    widest = max(branches, key=lambda each: (each.receptive_field, each.jump))
    if any(each.jump != widest.jump for each in branches):
        return widest
    period = lcm(*(len(each.period) for each in branches))
    intervals = [[each.of(unit) for each in branches] for unit in _units(period)]
    hulls = tuple((min(a for a, _ in each), max(b for _, b in each)) for each in intervals)
    return Sight(hulls, int(widest.jump * period))


def _sight(below: Sight, per_step: int, units: int, read: Callable[[int], Interval]) -> Sight:
    """What is seen above `below`, where `units` units move by `per_step` units below; `read` says what one reads."""
    # After `period` units, the units below have moved by a whole number of their own periods.
    steps = len(below.period) // gcd(len(below.period), per_step)
    period = units * steps
    seen: list[Interval] = []
    for unit in _units(period):
        first, last = read(unit)
        seen.append((below.of(first)[0], below.of(last)[1]))
    return _shortened(Sight(tuple(seen), below.shift * (per_step * steps // len(below.period))))


def _shortened(sight: Sight) -> Sight:
    """A single unit as the period, where every unit sees alike after all."""
    length = len(sight.period)
    if length == 1 or sight.shift % length:
        return sight
    one = Sight(sight.period[:1], sight.shift // length)
    return one if all(one.of(unit) == each for unit, each in enumerate(sight.period)) else sight


def _units(period: int) -> range:
    if period > LONGEST_PERIOD:
        raise TooMuchWork(
            f"Fields repeat only every {period:,} units, so far is the map widened; {LONGEST_PERIOD} is the limit here."
        )
    return range(period)


def _span(first: int, reach: int) -> Interval:
    return first, first + reach


def _first_and_last_taps(window: FieldLayer, position: int) -> tuple[int, int]:
    """The taps t from 0 to k − 1 with t·d ≡ position (mod s), the first and the last; where there are none, tap 0."""
    cycle = window.stride // gcd(window.stride, window.dilation)  # taps repeat their place on the stride after so many
    within = range(min(cycle, window.kernel))
    first = next((tap for tap in within if (position - tap * window.dilation) % window.stride == 0), None)
    if first is None:
        return 0, 0
    return first, first + (window.kernel - 1 - first) // cycle * cycle
