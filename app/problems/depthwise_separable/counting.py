"""What a standard layer and a separable one cost on the same map, in weights or in MACs, and the ways of saying it.

    standard    C_out · C_in · K² · H' · W'
    depthwise   C_in · K² · H' · W'
    pointwise   C_out · C_in · H' · W'

Source: arXiv:1704.04861, section 3.1.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.problems.forms.numbers import figured
from app.problems.kind import Answers, Step
from app.problems.reading import Value

ROWS = ("standard", "depthwise", "pointwise", "separable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Both designs, the separable one in halves and as a whole."""

    standard: int
    depthwise: int
    pointwise: int
    separable: int

    @property
    def ratio(self) -> Fraction:
        """How many times fewer the separable one takes."""
        return Fraction(self.standard, self.separable)


def answered(standard: int, depthwise: int, pointwise: int, known: Mapping[str, int]) -> Answers:
    """The rows, those that are believed taken as given, and the sum and the ratio that follow from them."""
    rows = {"standard": standard, "depthwise": depthwise, "pointwise": pointwise, **known}
    rows.setdefault("separable", rows["depthwise"] + rows["pointwise"])
    made = Counts(**{name: rows[name] for name in ROWS})
    return {**{name: rows[name] for name in ROWS}, "ratio": made.ratio}


def costs(*, inside: int, outside: int, area: int, positions: int = 1) -> dict[str, int]:
    """Every count as a plain product, for whoever puts another number in. The right ones are the engine's."""
    depthwise, pointwise = inside * area * positions, inside * outside * positions
    return {
        "standard": inside * outside * area * positions,
        "depthwise": depthwise,
        "pointwise": pointwise,
        "separable": depthwise + pointwise,
    }


RATIO_SLIPS: Mapping[str, Callable[[Counts], Fraction]] = {
    "kernel-alone": lambda made: Fraction(made.standard, made.pointwise),
    "depthwise-alone": lambda made: Fraction(made.standard, made.depthwise),
    "inverted-term-by-term": lambda made: (
        Fraction(made.standard, made.depthwise) + Fraction(made.standard, made.pointwise)
    ),
    "shares-multiplied": lambda made: Fraction(made.standard**2, made.depthwise * made.pointwise),
}
"""What people make of 1 / (1/C_out + 1/K²), by the name of the slip: K², C_out, their sum, their product."""


def counts_of(answers: Mapping[str, Value]) -> Counts:
    """The counts among the answers, of which there is one for each row. Raises where one is no whole number."""
    found = {name: value for name in ROWS if isinstance(value := answers[name], int)}
    return Counts(**found)


def believed_counts(answers: Mapping[str, Value]) -> dict[str, int]:
    """Those counts that somebody has given."""
    return {name: value for name in ROWS if isinstance(value := answers.get(name), int)}


def ratio_line(made: Counts) -> Step:
    """The last line of the working; somebody who went wrong here is shown which count goes over which."""
    return Step("ratio", f"{made.standard:,} / {made.separable:,}", figured(made.ratio), marked="standard / separable")


def formula_line(*, outside: int, area: int) -> Step:
    """The same without a count: `1 / (1/512 + 1/9)`."""
    ratio = 1 / (Fraction(1, outside) + Fraction(1, area))
    return Step("formula", f"1 / (1/{outside} + 1/{area})", figured(ratio))
