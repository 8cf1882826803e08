"""What people get wrong when they scale, and what is right by the rule of thumb."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from app.problems.architectures.compound_scaling.numbers import (
    DIVISOR,
    Scaling,
    cost_of_one_step,
    down_to_eight,
    factor,
    hundredths,
    side,
    whole_channels,
)
from app.problems.kind import Answers, Solver

Growth: TypeAlias = Callable[[Fraction, int], Fraction]
"""(what one step multiplies by, φ) -> the factor of all steps."""


def growing(growth: Growth) -> Solver[Scaling]:
    """The solver that makes another factor out of each coefficient."""
    return lambda scaling: {
        "depth": growth(hundredths(scaling.alpha), scaling.phi),
        "width": growth(hundredths(scaling.beta), scaling.phi),
        "resolution": round(scaling.resolution * growth(hundredths(scaling.gamma), scaling.phi)),
        "work": growth(cost_of_one_step(scaling), scaling.phi),
    }


def coefficients_swapped(scaling: Scaling) -> Answers:
    """β for the depth and α for the width."""
    return {
        "depth": hundredths(scaling.beta) ** scaling.phi,
        "width": hundredths(scaling.alpha) ** scaling.phi,
    }


def cuts_off(scaling: Scaling) -> Answers:
    """Leaves out the layer that is only begun."""
    return {"layers": floor(scaling.layers * factor(scaling, "depth"))}


def rounds_the_factor(scaling: Scaling) -> Answers:
    """Makes the factor whole and not the number of layers."""
    return {"layers": scaling.layers * ceil(factor(scaling, "depth"))}


def no_multiple(scaling: Scaling) -> Answers:
    """Takes the nearest whole number of channels."""
    return {"channels": round(scaling.channels * factor(scaling, "width"))}


def always_up(scaling: Scaling) -> Answers:
    """The multiple of 8 above it, where the rule takes the one below."""
    wide = scaling.channels * factor(scaling, "width")
    above = ceil(wide / DIVISOR) * DIVISOR
    return {"channels": above} if above != whole_channels(wide) else {}


def always_down(scaling: Scaling) -> Answers:
    """The multiple of 8 below it, where the rule takes the one above."""
    wide = scaling.channels * factor(scaling, "width")
    below = down_to_eight(wide)
    return {"channels": below} if below != whole_channels(wide) else {}


def area_for_side(scaling: Scaling) -> Answers:
    """Gives the side the growth of the area."""
    return {"resolution": round(side(scaling) ** 2 / scaling.resolution)}


def forgets_squares(scaling: Scaling) -> Answers:
    """α·β·γ for one step."""
    once = hundredths(scaling.alpha) * hundredths(scaling.beta) * hundredths(scaling.gamma)
    return {"work": once**scaling.phi}


def squares_all(scaling: Scaling) -> Answers:
    """The depth squared too."""
    return {"work": (cost_of_one_step(scaling) * hundredths(scaling.alpha)) ** scaling.phi}


MISTAKES: Mapping[str, Solver[Scaling]] = {
    "times-phi": growing(lambda once, phi: once * phi),
    "adds-up": growing(lambda once, phi: 1 + phi * (once - 1)),
    "one-step": growing(lambda once, _: once),
    "coefficients-swapped": coefficients_swapped,
    "cuts-off": cuts_off,
    "rounds-the-factor": rounds_the_factor,
    "no-multiple": no_multiple,
    "always-up": always_up,
    "always-down": always_down,
    "area-for-side": area_for_side,
    "forgets-squares": forgets_squares,
    "squares-all": squares_all,
}


def rule_of_thumb(scaling: Scaling) -> Answers:
    """Right for whoever takes the product for 2, as its constraint says it nearly is."""
    return {"work": Fraction(2) ** scaling.phi}


CONVENTIONS: Mapping[str, Solver[Scaling]] = {"rule-of-thumb": rule_of_thumb}
