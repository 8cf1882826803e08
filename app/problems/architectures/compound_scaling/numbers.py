"""The rule in exact numbers, and how what it gives is made whole.

layers       ⌈n · α^φ⌉
channels     the nearest multiple of 8 to C · β^φ (the upper of two), the next one if that is under nine tenths of it
resolution   W · γ^φ, not rounded
work         (α · β² · γ²)^φ: in proportion to the depth, to the square of the width, and to that of the side
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, TypeAlias

from annotated_types import Interval

from app.problems.kind import Answers, Params
from app.problems.reading import Value

Hundredths: TypeAlias = Annotated[int, Interval(ge=101, le=300)]
DIVISOR = 8
LEAST_KEPT = Fraction(9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling(Params):
    """α, β and γ in hundredths, φ, and the stage that is scaled: its layers, its channels, the side of the input."""

    alpha: Hundredths = 120
    beta: Hundredths = 110
    gamma: Hundredths = 115
    phi: Annotated[int, Interval(ge=1, le=12)]
    layers: Annotated[int, Interval(ge=1, le=100)]
    channels: Annotated[int, Interval(ge=1, le=10_000)]
    resolution: Annotated[int, Interval(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Scaling):
    """The same stage, whose factors somebody has answered."""

    known: Mapping[str, Fraction]


def hundredths(value: int) -> Fraction:
    """120 is 1.2."""
    return Fraction(value, 100)


def factor(scaling: Scaling, row: str) -> Fraction:
    """α^φ or β^φ, or what is believed of it."""
    base = {"depth": scaling.alpha, "width": scaling.beta}[row]
    right = hundredths(base) ** scaling.phi
    return scaling.known.get(row, right) if isinstance(scaling, Believed) else right


def cost_of_one_step(scaling: Scaling) -> Fraction:
    """α · β² · γ²."""
    return hundredths(scaling.alpha) * hundredths(scaling.beta) ** 2 * hundredths(scaling.gamma) ** 2


def whole_layers(layers: Fraction) -> int:
    """A layer that is begun is a layer. Source: `round_repeats`."""
    return ceil(layers)


def whole_channels(channels: Fraction) -> int:
    """A multiple of 8 that takes off no more than a tenth. Source: `round_filters`."""
    nearest = max(DIVISOR, down_to_eight(channels + Fraction(DIVISOR, 2)))
    return nearest if nearest >= LEAST_KEPT * channels else nearest + DIVISOR


def down_to_eight(channels: Fraction) -> int:
    """The multiple of 8 that is not above it."""
    return floor(channels / DIVISOR) * DIVISOR


def side(scaling: Scaling) -> Fraction:
    """W · γ^φ."""
    return scaling.resolution * hundredths(scaling.gamma) ** scaling.phi


def check(_: Scaling) -> None:
    """Every stage can be scaled."""


def solve(scaling: Scaling) -> Answers:
    """The factors, and what becomes of the stage."""
    return {
        "depth": factor(scaling, "depth"),
        "layers": whole_layers(scaling.layers * factor(scaling, "depth")),
        "width": factor(scaling, "width"),
        "channels": whole_channels(scaling.channels * factor(scaling, "width")),
        "resolution": round(side(scaling)),
        "work": cost_of_one_step(scaling) ** scaling.phi,
    }


def accepts(scaling: Scaling, field: str, value: Value) -> bool:
    """Either of the two whole pixels beside the exact side."""
    return field == "resolution" and value in (floor(side(scaling)), ceil(side(scaling)))


def follow(scaling: Scaling, believed: Answers) -> Believed:
    """The same stage with the believed factors taken as given."""
    known = {
        row: Fraction(value) for row in ("depth", "width") if isinstance(value := believed.get(row), int | Fraction)
    }
    return Believed(
        alpha=scaling.alpha,
        beta=scaling.beta,
        gamma=scaling.gamma,
        phi=scaling.phi,
        layers=scaling.layers,
        channels=scaling.channels,
        resolution=scaling.resolution,
        known=known,
    )
