r"""The reader of expression boxes: `(W-K+2P)/S + 1`, `⌊(W − K + 2P)/S⌋ + 1`, `\frac{1}{C_{out}} + \frac{1}{9}`.

    text -> tokens, cut by the question's symbols -> brackets -> grammar -> tree -> normal form

Letter case is taken leniently where one symbol only can be meant. What could be read in two ways is asked about, and no
formula is taken that could not be compared: its size is known before anything is multiplied out.
"""

from fractions import Fraction
from typing import cast

from lark import Token

from app.problems.reading import echo
from app.problems.reading.cursor import Cursor, short
from app.problems.reading.expressions import refusals
from app.problems.reading.expressions.grammar import Unexpected, parsed
from app.problems.reading.expressions.names import names
from app.problems.reading.expressions.parts import MAX_SYMBOLS, Part, Unclear
from app.problems.reading.expressions.tokens import tokens
from app.problems.reading.expressions.tree import Expression, Number
from app.problems.reading.expressions.tree import expression as with_symbols
from app.problems.reading.expressions.written import written
from app.problems.reading.normalise import Typed, normalise
from app.problems.reading.outcome import NotRead, Understood, Wanted
from app.problems.reading.words import words

LONGEST_ECHO = 200


def expression(typed: Typed, wanted: Wanted) -> Understood:
    """A formula in the wanted symbols, a number among others."""
    cursor = Cursor(typed)
    found = tokens(typed, names(wanted.symbols, tuple(wanted.aliases.items())))
    refusals.check_brackets(cursor, found)
    part = _parsed(cursor, found)
    read = with_symbols(part.node)
    if len(read.symbols) > MAX_SYMBOLS:
        raise cursor.refused(f"A formula has at most {MAX_SYMBOLS} symbols here.", at=0)
    return Understood(read, _said(part))


def formula(text: str, *symbols: str) -> Expression:
    """A formula of ours, as a learner would write it. Raises ValueError for one that no learner could."""
    try:
        value = expression(normalise(text), Wanted(symbols=symbols)).value
    except NotRead as stopped:
        raise ValueError(stopped.reading.message) from stopped
    return cast("Expression", value)


def _parsed(cursor: Cursor, found: list[Token]) -> Part:
    try:
        return parsed(found)
    except Unexpected as unexpected:
        raise refusals.unexpected(cursor, found, unexpected.token) from unexpected
    except Unclear as unclear:
        raise _unclear(cursor, unclear) from unclear


def _unclear(cursor: Cursor, unclear: Unclear) -> NotRead:
    text = cursor.typed.text[unclear.start : unclear.stop]
    if unclear.suggestion is None:
        return cursor.refused(unclear.message, at=unclear.start)
    suggestion = cursor.with_replaced(unclear.start, unclear.suggestion.format(text), unclear.stop)
    return cursor.asked(unclear.message.format(short(text)), at=unclear.start, suggestion=suggestion)


def _said(part: Part) -> str:
    """The normal form, and of a sum of numbers what it comes to; the middle of a very long one is left out."""
    said = written(part.node)
    if len(said) > LONGEST_ECHO:
        said = f"{said[: LONGEST_ECHO // 2]} … {said[-LONGEST_ECHO // 2 :]}"
    if part.value is None:
        return said
    value = Fraction(part.value)  # of a root that does not come out, its 50 figures
    said = echo.real(value) if isinstance(part.node, Number) else echo.quotient(said, value)
    return echo.with_words(said, words(value))
