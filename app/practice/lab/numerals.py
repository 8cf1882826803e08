"""Numbers of any size as one reads them."""

from fractions import Fraction

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def sized(value: float) -> str:
    """Three figures: `0.0241`, `394`, `1.33 × 10⁻¹⁷`; 0 is said to be 0."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:,.3g}" if abs(value) < 1000 else f"{float(f'{value:.3g}'):,.0f}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa} × 10{raised(int(exponent))}"


def power_of_ten(exponent: int) -> str:
    """`10³`; 1 and 10 as they are."""
    return str(10**exponent) if exponent in {0, 1} else f"10{raised(exponent)}"


def raised(exponent: int) -> str:
    """`⁻¹⁶`."""
    return str(exponent).translate(RAISED)


def written(value: Fraction) -> str:
    """A decimal to six figures, with a minus as wide as a digit."""
    return f"{float(value):.6g}".replace("-", "−")


def factor(value: Fraction) -> str:
    """In brackets where it begins with a minus."""
    return f"({written(value)})" if value < 0 else written(value)
