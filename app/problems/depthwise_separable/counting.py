"""What a standard layer and a separable one cost on the same map, in weights or in MACs, and the ways of saying it.

    standard    C_out · C_in · K² · H' · W'
    depthwise   C_in · K² · H' · W'
    pointwise   C_out · C_in · H' · W'

Source: arXiv:1704.04861, section 3.1.
"""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.forms.numbers import figured
from app.problems.kind import Step
from app.problems.reading import Value


def costs(*, inside: int, outside: int, area: int, positions: int = 1) -> dict[str, int]:
    """Every count as a plain product, for whoever puts another number in. The right ones are the engine's."""
    depthwise, pointwise = inside * area * positions, inside * outside * positions
    return {
        "standard": inside * outside * area * positions,
        "depthwise": depthwise,
        "pointwise": pointwise,
        "separable": depthwise + pointwise,
    }


def ratio_slips(*, outside: int, area: int) -> Mapping[str, Fraction]:
    """What people make of 1 / (1/C_out + 1/K²), by the name of the slip."""
    return {
        "kernel-alone": Fraction(area),
        "depthwise-alone": Fraction(outside),
        "inverted-term-by-term": Fraction(outside + area),
        "shares-multiplied": Fraction(outside * area),
    }


RATIO_SLIPS = ("kernel-alone", "depthwise-alone", "inverted-term-by-term", "shares-multiplied")


def times_fewer(answers: Mapping[str, Value]) -> Fraction:
    """Standard over separable, from the rows above. Raises where these are no counts."""
    standard, separable = answers["standard"], answers["separable"]
    if not (isinstance(standard, int) and isinstance(separable, int)):
        raise TypeError("Counts are whole numbers.")
    return Fraction(standard, separable)


def ratio_line(standard: int, separable: int) -> Step:
    """The last line of the working; somebody who went wrong here is shown which count goes over which."""
    ratio = Fraction(standard, separable)
    return Step("ratio", f"{standard:,} / {separable:,}", figured(ratio), marked="standard / separable")


def formula_line(*, outside: int, area: int) -> Step:
    """The same without a count: `1 / (1/512 + 1/9)`."""
    ratio = 1 / (Fraction(1, outside) + Fraction(1, area))
    return Step("formula", f"1 / (1/{outside} + 1/{area})", figured(ratio))
