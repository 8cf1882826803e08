r"""Fractions: `3 / 4`, `7.52/8`, `1/2^5`, `\frac{9}{3}`, the mixed `1 1/2`, and roots that come out even: `√16`."""

import math
from fractions import Fraction

from app.problems.reading.cursor import Cursor, short
from app.problems.reading.literals import is_regular, regular_value, scan
from app.problems.reading.powers import Amount, amount, factor, sign, signed

ROOTS = ("√", "sqrt")


def quotient_or_amount(cursor: Cursor) -> Amount:
    """The fraction that stands here, else the number or sum; never a decimal comma."""
    return _tex(cursor) or _root(cursor) or _mixed(cursor) or _slashed(cursor) or amount(cursor, whole=False)


def divided(cursor: Cursor, upper: Amount, lower: Amount, *, at: int) -> Amount:
    """`upper` over `lower`, which stands at `at`."""
    if lower.value == 0:
        raise cursor.refused("This divides by zero.", at=at)
    return Amount(upper.value / lower.value, f"{upper.written}/{lower.written}", None, has_power=False)


def signed_factor(cursor: Cursor) -> Amount:
    return signed(sign(cursor), factor(cursor, whole=False))


def _slashed(cursor: Cursor) -> Amount | None:
    start = cursor.at
    upper = signed_factor(cursor)
    cursor.blanks()
    if not cursor.take("/"):
        cursor.at = start
        return None
    cursor.blanks()
    at = cursor.at
    return divided(cursor, upper, signed_factor(cursor), at=at)


def _tex(cursor: Cursor) -> Amount | None:
    start = cursor.at
    direction = sign(cursor)
    if not cursor.take(r"\frac"):
        cursor.at = start
        return None
    upper = _braced(cursor)
    at = cursor.at
    return signed(direction, divided(cursor, upper, _braced(cursor), at=at))


def _root(cursor: Cursor) -> Amount | None:
    r"""`√16`, `sqrt(16)` and `\sqrt{16}` are 4. `√2` is no fraction, and a box keeps nothing that is not exact."""
    start = cursor.at
    direction = sign(cursor)
    if not cursor.take(*ROOTS):
        cursor.at = start
        return None
    opened = cursor.take("(", "{")
    cursor.blanks()
    of = factor(cursor, whole=False)
    cursor.blanks()
    if opened and not cursor.take(")" if opened == "(" else "}"):
        raise cursor.refused("A root is read of one number only, as in sqrt(16).")
    root = Fraction(math.isqrt(of.value.numerator), math.isqrt(of.value.denominator))
    if root**2 != of.value:
        message = "This root does not come out even, so it is not read. Work it out and type a decimal number."
        raise cursor.refused(message, at=start)
    return signed(direction, Amount(root, f"√{of.written}", None, has_power=True))


def _braced(cursor: Cursor) -> Amount:
    message = r"The two parts of \frac stand in braces, as in \frac{3}{4}."
    if not cursor.take("{"):
        raise cursor.refused(message)
    cursor.blanks()
    found = signed_factor(cursor)
    cursor.blanks()
    if not cursor.take("}"):
        raise cursor.refused(message)
    return found


def _mixed(cursor: Cursor) -> Amount | None:
    """`1 1/2`: a whole number, one blank and a proper fraction. `2 100/200` could also be 2,100/200, so it is asked."""
    start = cursor.at
    direction = sign(cursor)
    at = cursor.at
    run = scan(cursor)
    whole, _, upper = run.rpartition(" ")
    cursor.blanks()
    slash = cursor.take("/")
    cursor.blanks()
    lower = scan(cursor)
    if not (whole and slash and _is_whole(whole) and _is_proper(upper, lower)):
        cursor.at = start
        return None
    if is_regular(run):
        grouped = f"{run.replace(' ', ',')}/{lower}"
        message = f"Is this {short(whole)} and {short(upper)}/{short(lower)}, or the fraction {short(grouped)}?"
        raise cursor.asked(message, at=at, suggestion=cursor.with_replaced(at, grouped))
    value = regular_value(whole) + regular_value(upper) / regular_value(lower)
    return signed(direction, Amount(value, f"{whole} {upper}/{lower}", None, has_power=False))


def _is_whole(run: str) -> bool:
    return is_regular(run) and "." not in run


def _is_proper(upper: str, lower: str) -> bool:
    """Between 0 and 1, with no sign of a digit group in its numerator."""
    if not (upper.isdigit() and not upper.startswith("0") and lower and _is_whole(lower)):
        return False
    return regular_value(upper) < regular_value(lower)
