"""Numbers with powers in them, as on a whiteboard: `4*10^7`, `2⁵¹ − 1`, `3·2^5 + 2^3`.

    amount := [sign] term {(+ | -) term}        at most four terms, one of them at least with a power
    term   := factor [times factor]             a number times a power, in either order
    factor := literal [^ exponent]

Anything that leaves arithmetic to us (`6+9`, `28*28`) is not read: working it out is the question.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from app.problems.reading import echo
from app.problems.reading.cursor import DIGITS, SIGNS, Cursor
from app.problems.reading.literals import LARGEST_POWER_OF_TEN, Literal, literal
from app.problems.reading.outcome import NotRead

MOST_TERMS = 4
MAX_BITS = 10_000
WORK_IT_OUT = "Work it out and type one number."


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, how to write it, and the literal it consists of, if that is all.

    `is_noted` says that it looks unlike its value, as 1.2k looks unlike 1,200, so the echo shows both. `unit` is what
    it counts, if that was said.
    """

    value: Fraction
    written: str
    literal: Literal | None
    has_power: bool
    is_noted: bool = False
    unit: str = ""


def amount(cursor: Cursor, *, whole: bool) -> Amount:
    """The sum that stands here, which most often is a single number."""
    start = cursor.at
    terms = [signed(sign(cursor), _term(cursor, whole=whole))]
    for operator in _operators(cursor):
        if len(terms) == MOST_TERMS:
            raise cursor.refused(f"At most {MOST_TERMS} terms are read. {WORK_IT_OUT}")
        terms.append(signed(operator, _term(cursor, whole=whole)))
    if len(terms) == 1:
        return terms[0]
    if not any(term.has_power for term in terms):
        raise cursor.refused(f"This is a sum or a difference. {WORK_IT_OUT}", at=start)
    if any(term.value.denominator != 1 for term in terms):
        raise cursor.refused(f"A sum is read only when its terms are whole numbers. {WORK_IT_OUT}", at=start)
    written = " ".join(_joined(term.written) for term in terms[1:])
    return Amount(
        sum((term.value for term in terms), Fraction(0)), f"{terms[0].written} {written}", None, has_power=True
    )


def sign(cursor: Cursor) -> int:
    """The sign that may stand here, and the blank after it."""
    taken = cursor.take("+", "-")
    if taken:
        cursor.blanks()
    if taken and cursor.peek() in SIGNS:
        raise cursor.refused("There are two signs in a row.")
    return -1 if taken == "-" else 1


def _operators(cursor: Cursor) -> Iterator[int]:
    """The + and - between terms, until something else stands there."""
    while True:
        start = cursor.at
        cursor.blanks()
        if cursor.peek() not in SIGNS:
            cursor.at = start
            return
        yield sign(cursor)


def signed(direction: int, term: Amount) -> Amount:
    """`term`, or what it is with a minus sign when `direction` is -1."""
    return replace(term, value=-term.value, written=f"-{term.written}") if direction < 0 else term


def _joined(written: str) -> str:
    return f"- {written[1:]}" if written.startswith("-") else f"+ {written}"


def _term(cursor: Cursor, *, whole: bool) -> Amount:
    start = cursor.at
    first = factor(cursor, whole=whole)
    if not _times(cursor):
        return first
    second = factor(cursor, whole=whole)
    if first.has_power == second.has_power:
        raise _bad_product(cursor, first, second, start)
    power, other = (first, second) if first.has_power else (second, first)
    if other.value.denominator != 1 and not power.written.startswith("10^"):
        raise cursor.refused("After a decimal number and a times sign, a power of 10 has to follow.", at=start)
    return Amount(first.value * second.value, f"{first.written} × {second.written}", None, has_power=True)


def _times(cursor: Cursor) -> bool:
    """Step over `*` or a letter x, if a number follows it."""
    start = cursor.at
    cursor.blanks()
    taken = cursor.take("*", "x", "X")
    cursor.blanks()
    if taken and (cursor.peek() in DIGITS or cursor.peek() == "."):
        return True
    cursor.at = start
    return False


def _bad_product(cursor: Cursor, first: Amount, second: Amount, start: int) -> NotRead:
    """Two numbers, or two powers. Copied from a PDF file, 9.099×10⁻¹ arrives as `9.099×10 −1`, its power lowered."""
    if first.has_power:
        return cursor.refused(f"A product of two powers is not read. {WORK_IT_OUT}", at=start)
    ahead = Cursor(cursor.typed, cursor.at)
    apart = ahead.blanks()
    taken = ahead.take("+", "-")
    digits = ahead.digits()
    if second.written == "10" and digits and (apart or taken):
        suggestion = cursor.with_replaced(start, f"{first.written}e{taken}{digits}", ahead.at)
        return cursor.refused("The power of 10 has lost its ^ sign.", at=cursor.at, suggestion=suggestion)
    return cursor.refused(f"This is a product. {WORK_IT_OUT}", at=start)


def factor(cursor: Cursor, *, whole: bool) -> Amount:
    """A number or a power, without sign."""
    start = cursor.at
    base = literal(cursor, whole=whole)
    if not _caret(cursor):
        return Amount(base.value, base.written, base, has_power=False, is_noted=base.scientific)
    exponent = _exponent(cursor)
    if not base.is_whole or base.scientific:
        raise cursor.refused("Only whole numbers are raised to a power here.", at=start)
    _check_size(cursor, base.value.numerator, exponent, start)
    return Amount(base.value**exponent, f"{base.written}^{exponent}", None, has_power=True)


def _caret(cursor: Cursor) -> bool:
    start = cursor.at
    cursor.blanks()
    if cursor.take_typed("^", "**"):
        cursor.blanks()
        return True
    cursor.at = start
    return False


def _exponent(cursor: Cursor) -> int:
    """The whole number after a caret; `{-3}` and `(-3)` are as good as `-3`."""
    start = cursor.at
    opened = cursor.take("(", "{")
    negative = sign(cursor) < 0
    digits = cursor.digits()
    if digits == "" or cursor.peek() == "." or (opened and not cursor.take(")" if opened == "(" else "}")):
        raise cursor.refused("An exponent has to be a whole number, as in 10^-3.", at=start)
    if _caret(cursor):
        raise cursor.refused(f"A power of a power is not read. {WORK_IT_OUT}", at=start)
    if len(digits) > 9:
        raise _too_large(cursor, start)
    return -int(digits) if negative else int(digits)


def _check_size(cursor: Cursor, base: int, exponent: int, start: int) -> None:
    """Refuse before the power is taken: 2^99999999999 would fill the memory."""
    if base == 0 and exponent <= 0:
        raise cursor.refused("0 raised to 0 or to a negative power has no value.", at=start)
    if exponent < -LARGEST_POWER_OF_TEN:
        raise cursor.refused(f"A negative exponent goes down to -{LARGEST_POWER_OF_TEN} here.", at=start)
    if base > 1 and abs(exponent) * math.log2(base) > MAX_BITS:
        raise _too_large(cursor, start)


def _too_large(cursor: Cursor, start: int) -> NotRead:
    return cursor.refused(
        f"This number has more than {echo.integer(MAX_BITS)} binary digits, too many to read.", at=start
    )
