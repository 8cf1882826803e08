"""How a reading is said back: exact where it fits on a line, and marked with ≈ or … where it does not."""

from decimal import Context, Decimal
from fractions import Fraction

LONGEST_DIGITS = 30
SHOWN_AT_EACH_END = 6
LONGEST_NOTE = 60
LISTED = frozenset({"kernel", "stride", "padding", "left", "right", "conv1"})  # numbers in a row that are not one size
EXACT = Context(prec=LONGEST_DIGITS)
ROUNDED = Context(prec=10)


def integer(value: int) -> str:
    """`1,234`, and `126765…205376 (31 digits)` for what no one would read to the end."""
    digits = str(abs(value))
    if len(digits) <= LONGEST_DIGITS:
        return f"{value:,}"
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:SHOWN_AT_EACH_END]}…{digits[-SHOWN_AT_EACH_END:]} ({len(digits):,} digits)"


def real(value: Fraction) -> str:
    """`1,234.5`; `≈ ` and ten figures when thirty do not say it exactly."""
    if is_exact(value, EXACT):
        return _figures(value, EXACT)
    return f"≈ {_figures(value, ROUNDED)}"


def quotient(written: str, value: Fraction) -> str:
    """`1/2 = 0.5`, `1/9 ≈ 0.1111`: four figures beyond those before the point."""
    if is_exact(value, ROUNDED):
        return equation(written, _figures(value, ROUNDED))
    whole = abs(value) // 1
    rounded = Context(prec=4 + min(len(str(whole)), 10) if whole else 4)
    return equation(written, f"≈ {_figures(value, rounded)}")


def proportion(left: str, right: str, said: str) -> str:
    """`1 : 9, that is 1/9 ≈ 0.1111`."""
    return said if len(left) + len(right) > LONGEST_NOTE else f"{left} : {right}, that is {said}"


def with_words(said: str, in_words: str) -> str:
    """`1,200 (one thousand two hundred)`."""
    return f"{said} ({in_words})" if in_words else said


def with_note(said: str, note: str) -> str:
    """`0.2 (20%)`: what was typed stands beside the value when it looked different."""
    return said if note == "" or len(note) > LONGEST_NOTE else f"{said} ({note})"


def equation(written: str, said: str) -> str:
    """`2^10 = 1,024`."""
    if len(written) > LONGEST_NOTE:
        return said
    return f"{written} {said}" if said.startswith("≈") else f"{written} = {said}"


def shape(sizes: tuple[int | None, ...], axes: tuple[str, ...], remark: str = "") -> str:
    """`28 × 28 (height × width)`; an open batch entry is N."""
    said = between(axes).join("N" if size is None else _size(size) for size in sizes)
    named = f" ({between(axes).join(axes)})" if axes else ""
    return said + named + remark


def between(axes: tuple[str, ...]) -> str:
    """A times sign between sizes, a comma between what one lists: `3, 2, 1 (kernel, stride, padding)`."""
    return " × " if LISTED.isdisjoint(axes) else ", "


def is_exact(value: Fraction, context: Context) -> bool:
    return Fraction(_divided(value, context)) == value


def _size(size: int) -> str:
    return str(size) if size < 10**LONGEST_DIGITS else integer(size)


def _divided(value: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _figures(value: Fraction, context: Context) -> str:
    """Positional from a millionth to 10^21, e-notation beyond."""
    number = context.normalize(_divided(value, context))
    if number == 0:
        return "0"
    if -6 <= number.adjusted() < 21:
        return f"{number:,f}"
    return f"{number:e}".replace("e+", "e")
