"""Numbers in words, for an eye that would slip over a digit: 1,234 is one thousand two hundred thirty-four.

From 1,000 to 999,999 a whole number is spelled out; from a million on, three figures and a name say how large it is.
"""

from decimal import Context, Decimal
from fractions import Fraction

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NAMES = {2: "million", 3: "billion", 4: "trillion"}  # of 1,000 to this power
THREE_FIGURES = Context(prec=3)
SPELLED_FROM, NAMED_FROM, NAMED_TO = 1_000, 1_000_000, 10**21  # from there on, digits are no longer all shown


def words(value: Fraction, unit: str = "") -> str:
    """`value` in words with its unit; nothing where the digits say it as well."""
    said = _words(abs(value))
    if said == "":
        return ""
    if value < 0:
        said = f"≈ minus {said[2:]}" if said.startswith("≈") else f"minus {said}"
    return f"{said} {unit}" if unit else said


def _words(value: Fraction) -> str:
    if value >= NAMED_FROM:
        return _rounded(value) if value < NAMED_TO else ""
    return _spelled(value.numerator) if value >= SPELLED_FROM and value.denominator == 1 else ""


def _rounded(value: Fraction) -> str:
    """`25.6 million`, `≈ 3.70 billion`, `≈ 2.25 × 10^15`."""
    number = THREE_FIGURES.divide(Decimal(value.numerator), Decimal(value.denominator))
    is_exact = Fraction(number) == value
    name = NAMES.get(number.adjusted() // 3)
    shift = number.adjusted() // 3 * 3 if name else number.adjusted()
    figures = number.scaleb(-shift)
    said = f"{figures.normalize():f}" if is_exact else f"≈ {figures:f}"
    return f"{said} {name}" if name else f"{said} × 10^{shift}"


def _spelled(value: int) -> str:
    """A whole number below a million."""
    thousands, rest = divmod(value, 1_000)
    parts = [f"{_below_thousand(thousands)} thousand"] if thousands else []
    return " ".join([*parts, _below_thousand(rest)] if rest else parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [f"{SMALL[hundreds]} hundred"] if hundreds else []
    return " ".join([*parts, _below_hundred(rest)] if rest else parts)


def _below_hundred(value: int) -> str:
    if value < len(SMALL):
        return SMALL[value]
    tens, ones = divmod(value, 10)
    return f"{TENS[tens]}-{SMALL[ones]}" if ones else TENS[tens]
