"""One number as people type it: `1,234.5`, `12 345.678 901`, `1_000`, `12,34,567`, `3.15e6`.

Digits may be grouped by one kind of separator, in threes (or two, two, three with commas, as in India); the point is
always the decimal point. Anything else is not read, since 0,342 is 0.342 to one learner and a slip to the next.
"""

from dataclasses import dataclass
from fractions import Fraction

from app.problems.reading.cursor import DIGITS, SIGNS, Cursor, short
from app.problems.reading.outcome import NotRead

SEPARATORS = {" ": "Blanks", ",": "Commas", "'": "Apostrophes", "_": "Underscores"}
INNER = frozenset(SEPARATORS) | {"."}
SWAPPED = str.maketrans(",.", ".,")
LARGEST_POWER_OF_TEN = 300


@dataclass(frozen=True, slots=True)
class Literal:
    """A number without sign or unit; `written` is its normalised text."""

    value: Fraction
    written: str
    scientific: bool

    @property
    def is_whole(self) -> bool:
        return self.value.denominator == 1


def literal(cursor: Cursor, *, whole: bool, inner: frozenset[str] = INNER, may_be_scientific: bool = True) -> Literal:
    """The number that stands here; `whole` says that only whole numbers are wanted, so a comma is no decimal comma.

    `inner` holds what may stand between its digits.
    """
    start = cursor.at
    run = scan(cursor, inner)
    if run == "":
        raise cursor.refused("A number is missing here.")
    if run == "0" and cursor.peek() in {"x", "X"} and cursor.peek(1) != "":
        raise cursor.refused("This looks like a hexadecimal number. Write it in decimal digits.", at=start)
    if not is_regular(run):
        raise _complaint(cursor, run, start, whole=whole)
    exponent = _exponent(cursor) if may_be_scientific else None
    value = regular_value(run) * Fraction(10) ** (exponent or 0)
    return Literal(value, cursor.since(start), scientific=exponent is not None)


def scan(cursor: Cursor, inner: frozenset[str] = INNER) -> str:
    """Step over digits with single points and separators between them, well grouped or not."""
    start = cursor.at
    while cursor.peek() in DIGITS or (_joins(cursor, start, inner) and cursor.peek(1) in DIGITS):
        cursor.at += 1
    if cursor.at > start and "." not in cursor.since(start):
        cursor.take(".")
    return cursor.since(start)


def _joins(cursor: Cursor, start: int, inner: frozenset[str]) -> bool:
    """A separator stands between digits; a point may also stand first."""
    return cursor.peek() in inner if cursor.at > start else cursor.peek() == "."


def is_regular(run: str) -> bool:
    """Whether `run` can be read in one way only."""
    integer, _, decimals = run.partition(".")
    kinds = {char for char in run if char in SEPARATORS}
    if "." in decimals or "," in decimals or len(kinds) > 1:
        return False
    separator = kinds.pop() if kinds else " "
    return _grouped_from_right(integer, separator) and _grouped_from_left(decimals.split(separator))


def _grouped_from_right(integer: str, separator: str) -> bool:
    """`1,234,567`, or `12,34,567` with commas; a grouped number does not start with 0."""
    first, *groups = integer.split(separator)
    if not groups:
        return True
    if first.startswith("0") or len(groups.pop()) != 3:
        return False
    inner = {len(group) for group in groups}
    threes = len(first) <= 3 and inner <= {3}
    indian = separator == "," and len(first) <= 2 and inner == {2}
    return threes or indian


def _grouped_from_left(groups: list[str]) -> bool:
    *full, last = groups
    return len(groups) == 1 or (all(len(group) == 3 for group in full) and len(last) <= 3)


def regular_value(run: str) -> Fraction:
    """The value of a regular run, or 0 for none."""
    integer, _, decimals = "".join(char for char in run if char not in SEPARATORS).partition(".")
    return Fraction(int((integer + decimals) or "0"), 10 ** len(decimals))


def _exponent(cursor: Cursor) -> int | None:
    """The 6 of `e6`; None when what follows is no power of ten."""
    signed = cursor.peek(1) in SIGNS
    if cursor.peek() not in {"e", "E"} or cursor.peek(1).isalpha():
        return None
    if cursor.peek(2 if signed else 1) not in DIGITS:
        raise cursor.refused("The power of ten is missing after the e, as in 4e7.")
    start = cursor.at
    cursor.at += 2 if signed else 1
    digits = cursor.digits()
    if cursor.peek() == "." and cursor.peek(1) in DIGITS:
        raise cursor.refused("The power of ten after the e has to be a whole number.", at=start)
    if len(digits) > 9 or int(digits) > LARGEST_POWER_OF_TEN:
        raise cursor.refused(f"A power of ten here is at most {LARGEST_POWER_OF_TEN}.", at=start)
    return -int(digits) if cursor.typed.text[start + 1] == "-" else int(digits)


def _complaint(cursor: Cursor, run: str, start: int, *, whole: bool) -> NotRead:
    """Why an irregular run is not read, most telling reason first."""
    if (swap := decimal_comma(run, whole=whole)) is not None:
        message = (
            f"Is {short(run)} meant as {short(swap)}? The point is the decimal point here, and commas group in threes."
        )
        return cursor.asked(message, at=start, suggestion=cursor.with_replaced(start, swap))
    kinds = [char for char in SEPARATORS if char in run]
    if run.count(".") > 1:
        return cursor.refused("A number has only one decimal point.", at=start)
    if len(kinds) > 1:
        names = " and ".join(SEPARATORS[kind].lower() for kind in kinds)
        message = f"This number is grouped by {names}. Use one kind of separator."
        rewritten = _one_kind(run) if whole or "." in run else None  # 1,234 567 may be 1.234567
        suggestion = cursor.with_replaced(start, rewritten) if rewritten else None
        return cursor.refused(message, at=start, suggestion=suggestion)
    if run.startswith("0"):
        return cursor.refused("A number with grouped digits does not start with 0.", at=start)
    example = f"12{kinds[0]}345"
    message = f"{SEPARATORS[kinds[0]]} group digits in threes only, as in {example}. Type one number."
    return cursor.refused(message, at=start)


def decimal_comma(run: str, *, whole: bool) -> str | None:
    """What `run` is where the comma is the decimal mark and the point groups; None if it would be nothing there either.

    Where a whole number is wanted, a comma cannot be a decimal mark, but `1.234` can still be 1,234.
    """
    if whole:
        points_group = "." in run and "," not in run and is_regular(run.translate(SWAPPED))
        return run.translate(SWAPPED) if points_group else None
    if "." in run:
        return run.translate(SWAPPED) if is_regular(run.translate(SWAPPED)) else None
    return run.replace(",", ".") if run.count(",") == 1 and is_regular(run.replace(",", ".")) else None


def _one_kind(run: str) -> str | None:
    """Commas before the point and nothing after it, if that is regular."""
    integer, point, decimals = run.partition(".")
    commas = "".join("," if char in SEPARATORS else char for char in integer)
    rewritten = commas + point + "".join(char for char in decimals if char in DIGITS)
    return rewritten if is_regular(rewritten) else None
