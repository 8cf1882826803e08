"""Readers of the boxes that ask for one number.

    integer  := amount [scale]
    real     := (quotient | amount) [% | scale]
    ratio    := number : number | real | real x

A real box reads all that an integer box reads (below 10^308), and a ratio box all that a real box reads.
"""

from dataclasses import replace
from fractions import Fraction

from app.problems.reading import echo
from app.problems.reading.cursor import DIGITS, SIGNS, Cursor, short
from app.problems.reading.literals import decimal_comma
from app.problems.reading.normalise import Typed
from app.problems.reading.outcome import Understood, Wanted
from app.problems.reading.powers import MAX_BITS, WORK_IT_OUT, Amount, amount
from app.problems.reading.quotients import ROOTS, divided, quotient_or_amount, signed_factor
from app.problems.reading.units import scale
from app.problems.reading.words import words

TOO_LARGE = 10**308  # a float ends soon after
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
TIMES_ENDINGS = frozenset("xX×s")  # ×, unlike * and ·, may end "9×"
LEFT_OVER = {
    ",": "One number is wanted here, not a list.",
    ";": "One number is wanted here, not a list.",
    ":": "One number is wanted here, not a proportion.",
    "/": f"This is a quotient. {WORK_IT_OUT}",
    "*": f"This is a product. {WORK_IT_OUT}",
    "^": "A power sign has to follow a whole number.",
    "%": "A percent sign is read only after a plain number, and not where a whole number is wanted.",
}


def integer(typed: Typed, _: Wanted) -> Understood:
    """A whole number, exact at any size up to 10,000 bits: it never goes through a float."""
    cursor = _opened(typed)
    if _is_root(cursor):
        raise cursor.refused(f"A root is not read where a whole number is wanted. {WORK_IT_OUT}")
    found = _scaled(cursor, amount(cursor, whole=True))
    _finish(cursor)
    _check_whole(cursor, found)
    value = found.value.numerator
    if value.bit_length() > MAX_BITS:
        raise cursor.refused(f"This number has more than {MAX_BITS:,} binary digits, too many to read.", at=0)
    return Understood(value, _said(typed, found, echo.integer(value)))


def real(typed: Typed, _: Wanted) -> Understood:
    """A decimal number, a fraction or a percentage, kept as an exact fraction."""
    cursor = _opened(typed)
    found = _suffixed(cursor, quotient_or_amount(cursor))
    _finish(cursor)
    _check_size(cursor, found.value)
    return Understood(found.value, _said(typed, found, echo.real(found.value)))


def ratio(typed: Typed, _: Wanted) -> Understood:
    """What a real box reads, and `1:9` and `9x` besides."""
    cursor = _opened(typed)
    if ":" in typed.text:
        found, said = _proportion(cursor)
    else:
        found = quotient_or_amount(cursor)
        found = replace(found, is_noted=True) if _times_sign(cursor) else _suffixed(cursor, found)
        said = _said(typed, found, echo.real(found.value))
    _finish(cursor)
    _check_size(cursor, found.value)
    return Understood(found.value, said)


def _opened(typed: Typed) -> Cursor:
    """A cursor at the start of something that may be a number."""
    cursor = Cursor(typed)
    cursor.blanks()
    first = cursor.peek()
    if first in DIGITS or first in SIGNS or first in {".", "\\"} or _is_root(cursor):
        return cursor
    if (closing := BRACKETS.get(first)) is not None:
        inner = typed.text[1:-1] if typed.text.endswith(closing) else None
        raise cursor.refused("One number is wanted here, without brackets.", suggestion=inner)
    ahead = Cursor(typed, cursor.at)
    if first == "∞" or ahead.word().lower() in NOT_FINITE:
        raise cursor.refused("A finite number is wanted here.")
    raise cursor.refused(f"{cursor.token()} is not a number. Type it in digits.")


def _is_root(cursor: Cursor) -> bool:
    return cursor.typed.text.startswith(ROOTS, cursor.at)


def _scaled(cursor: Cursor, found: Amount) -> Amount:
    """`found` with its suffix and unit; a power of ten and a suffix together are more likely a slip than a number."""
    start = cursor.at
    scaled = scale(cursor, found.written)
    if scaled.factor == 1:
        return replace(found, unit=scaled.unit)
    if found.literal is None or found.literal.scientific:
        raise cursor.refused("A suffix is read only after a plain number: 1e5 and 100k are, 1e5k is not.", at=start)
    return replace(found, value=found.value * scaled.factor, unit=scaled.unit, is_noted=True)


def _suffixed(cursor: Cursor, found: Amount) -> Amount:
    """`found` with its percent sign, or its suffix and unit."""
    start = cursor.at
    cursor.blanks()
    if found.literal is not None and cursor.take("%"):
        return replace(found, value=found.value / 100, is_noted=True)
    cursor.at = start
    return _scaled(cursor, found)


def _proportion(cursor: Cursor) -> tuple[Amount, str]:
    """`1:9` as 1/9 and how it is said: the orientation decides, so both ways of writing it are shown."""
    left = signed_factor(cursor)
    cursor.blanks()
    if not cursor.take(":"):
        raise cursor.refused("A colon stands between two plain numbers, as in 1:9.")
    cursor.blanks()
    at = cursor.at
    right = signed_factor(cursor)
    found = divided(cursor, left, right, at=at)
    value = echo.real(found.value) if found.value.denominator == 1 else echo.quotient(found.written, found.value)
    return found, echo.proportion(left.written, right.written, value)


def _times_sign(cursor: Cursor) -> bool:
    """Step over the last x of `9x`, if that is how it ends."""
    start = cursor.at
    cursor.blanks()
    if cursor.take("times", "x", "X", "*") and cursor.ended and cursor.typed.raw.rstrip()[-1] in TIMES_ENDINGS:
        return True
    cursor.at = start
    return False


def _finish(cursor: Cursor) -> None:
    """Refuse what is left over."""
    cursor.blanks()
    if cursor.ended:
        return
    if cursor.peek() == ":" and cursor.typed.text.count(":") == 1:
        suggestion = cursor.typed.text.replace(":", "/")
        raise cursor.refused(LEFT_OVER[":"], suggestion=suggestion)
    raise cursor.refused(LEFT_OVER.get(cursor.peek()) or f"{cursor.token()} cannot be read here. Type one number.")


def _check_whole(cursor: Cursor, found: Amount) -> None:
    """`1.234` and `1.000` may be meant as 1,234 and 1,000; `12.5` can only be a slip."""
    swapped = decimal_comma(found.literal.written, whole=True) if found.literal and not found.is_noted else None
    if found.literal is not None and swapped is not None:
        suggestion = cursor.typed.text.replace(found.literal.written, swapped)
        message = (
            f"The point is the decimal point here, and a whole number is wanted. Is this meant as {short(swapped)}?"
        )
        raise cursor.asked(message, at=0, suggestion=suggestion)
    if found.value.denominator != 1:
        raise cursor.refused("A whole number is wanted here.", at=0)


def _check_size(cursor: Cursor, value: Fraction) -> None:
    if abs(value) >= TOO_LARGE:
        raise cursor.refused("This number has more than 308 digits before its point, too many to compare.", at=0)


def _said(typed: Typed, found: Amount, said: str) -> str:
    """The value, in words where it is large, and how it was written where that looked different."""
    in_words = words(found.value, found.unit)
    if found.has_power:
        return echo.with_words(echo.equation(found.written, said), in_words)
    if found.literal is None:
        return echo.with_words(echo.quotient(found.written, found.value), in_words)
    if found.is_noted and not in_words:
        return echo.with_note(said, typed.text.replace("*", "×"))
    return echo.with_words(said, in_words)
