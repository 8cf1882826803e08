"""Text cut into the tokens of the grammar: numbers, names, signs. Nothing is passed over but blanks."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from lark import Token

from app.problems.reading.cursor import DIGITS, Cursor, short
from app.problems.reading.expressions.names import Name, Names
from app.problems.reading.literals import is_regular, literal
from app.problems.reading.normalise import Typed
from app.problems.reading.outcome import NotRead

SIGNS = {
    "**": "_CARET", "//": "_WHOLE_OVER", "+": "_PLUS", "-": "MINUS", "*": "_TIMES", "/": "_OVER", "^": "_CARET",
    "!": "BANG", "√": "ROOT", r"\frac": "FRACTION",
    "(": "OPEN", "{": "OPEN", "⌊": "DOWN", "⌈": "UP", ")": "CLOSE", "}": "CLOSE", "⌋": "CLOSE", "⌉": "CLOSE",
}  # fmt: skip
SINGLE_SIGNS = tuple(sign for sign in SIGNS if sign not in {"**", "//"})
OPERAND_ENDS = frozenset({"NUMBER", "SYMBOL", "CLOSE", "BANG"})
INSIDE_NUMBERS = frozenset(",'_.")  # blanks are left out: beside symbols, `2 100` would be two factors to some
MOST_NAMED = 12
MOST_TOKENS = 200  # about 10 ms of reading


def tokens(typed: Typed, names: Names) -> list[Token]:
    """All tokens, each knowing where it starts and stops in the normalised text."""
    cursor = Cursor(_without_subscripts(typed))
    steps = _steps(cursor.typed.text, names)
    found: list[Token] = []
    while not cursor.ended:
        if cursor.blanks():
            continue
        if cursor.peek() in DIGITS or (cursor.peek() == "." and cursor.peek(1) in DIGITS):
            found.append(_number(cursor, names, found[-1] if found else None))
        elif cursor.peek().isalpha():
            found.extend(_words(cursor, names, steps))
        else:
            found.append(_sign(cursor))
        if len(found) > MOST_TOKENS:
            raise cursor.refused(f"A formula has at most {MOST_TOKENS} numbers, symbols and signs here.", at=0)
    return found


def _without_subscripts(typed: Typed) -> Typed:
    """`C₁` as C_1 and `Cᵢₙ` as C_in; a low digit or letter that follows no letter is left to be refused."""
    text, origin, was_below = "", list[int](), False
    for char, place in zip(typed.text, typed.origin, strict=False):
        mark, _, point = unicodedata.decomposition(char).partition(" ")
        is_below = mark == "<sub>" and (was_below or text[-1:].isalpha())
        spelled = ("" if was_below else "_") + chr(int(point, 16)) if is_below else char
        text, was_below = text + spelled, is_below
        origin.extend([place] * len(spelled))
    return replace(typed, text=text, origin=(*origin, typed.origin[-1]))


def _number(cursor: Cursor, names: Names, before: Token | None) -> Token:
    start = cursor.at
    value = _typed_fraction(cursor) or _literal(cursor, names)
    if before is not None and before.type in OPERAND_ENDS:
        raise _number_behind(cursor, before, start)
    return _token("NUMBER", str(value), start, cursor.at)


def _literal(cursor: Cursor, names: Names) -> Fraction:
    may_be_scientific = names.reads_e_as_a_power_of_ten()
    return literal(cursor, whole=False, inner=INSIDE_NUMBERS, may_be_scientific=may_be_scientific).value


def _typed_fraction(cursor: Cursor) -> Fraction | None:
    """`½`, one character that became 1/2 with a blank before it: one number, so that ½K is not 1/(2K)."""
    origin = cursor.typed.origin
    if not unicodedata.decomposition(cursor.typed.raw[origin[cursor.at]]).startswith("<fraction>"):
        return None
    start, place = cursor.at, origin[cursor.at]
    while origin[cursor.at] == place:
        cursor.at += 1
    return Fraction(cursor.since(start))


def _number_behind(cursor: Cursor, before: Token, start: int) -> NotRead:
    """`K2`, `1 234` and `1/2 1/2`: a number directly behind something else is a slip, and there are several."""
    text = cursor.typed.text
    left = before.start_pos or 0
    if before.type == "SYMBOL" and before.end_pos == start:
        message = f"Does {cursor.quoted(left, cursor.at)} mean a power, as in K^2, or a product, as in 2K?"
        return cursor.asked(message, at=start, suggestion=cursor.with_replaced(start, f"^{text[start : cursor.at]}"))
    message = "A number cannot stand right behind what it multiplies. Write * between them."
    run = text[left : cursor.at]
    if before.type == "NUMBER":
        grouped = run.replace(" ", ",")
        suggestion = cursor.with_replaced(left, grouped) if is_regular(run) and is_regular(grouped) else None
        return cursor.refused("Two numbers stand side by side.", at=start, suggestion=suggestion)
    return cursor.refused(message, at=start, suggestion=cursor.with_replaced(start, f"*{text[start : cursor.at]}"))


def _steps(text: str, names: Names) -> dict[int, Name]:
    """For each letter the name to take there, so that the rest of its word can be read as names as well.

    `KKC_in` is K, K, C_in: the longest names are tried first. Worked out once, from the end to the start.
    """
    x_multiplies = names.x_multiplies(text)
    steps: dict[int, Name] = {}
    for at in range(len(text) - 1, -1, -1):
        ways = names.at(text, at, x_multiplies=x_multiplies) if text[at].isalpha() else ()
        way = next((name for name in ways if name.stop in steps or _ends_a_word(text, name.stop)), None)
        if way is not None:
            steps[at] = way
    return steps


def _words(cursor: Cursor, names: Names, steps: Mapping[int, Name]) -> Iterator[Token]:
    """The names of a run of letters."""
    if cursor.at not in steps:
        raise _unknown(cursor, names)
    while True:
        name = steps[cursor.at]
        yield _token(name.type, name.value, cursor.at, name.stop)
        cursor.at = name.stop
        if _ends_a_word(cursor.typed.text, cursor.at):
            return


def _ends_a_word(text: str, at: int) -> bool:
    return not (text[at : at + 1].isalpha() or text[at : at + 1] == "_")


def _unknown(cursor: Cursor, names: Names) -> NotRead:
    start = cursor.at
    if unicodedata.decomposition(cursor.peek()).startswith("<super>"):
        plain = unicodedata.normalize("NFKC", cursor.peek())
        cursor.at += 1
        suggestion = cursor.with_replaced(start, f"^{plain}")
        return cursor.refused("Raised letters are not read. Write ^, as in 2^n.", at=start, suggestion=suggestion)
    while not _ends_a_word(cursor.typed.text, cursor.at):
        cursor.at += 1
    word = cursor.since(start)
    if not names.symbols:
        message = f"“{short(word)}” is not a name that is read here. A symbol is a letter, as in C or C_in."
        return cursor.refused(message, at=start)
    message = f"“{short(word)}” is not a symbol of this question, which uses {_listed(names.symbols)}."
    symbol = names.meant_by(word)
    return cursor.refused(message, at=start, suggestion=cursor.with_replaced(start, symbol) if symbol else None)


def _listed(symbols: tuple[str, ...]) -> str:
    """`W, K, P and S`."""
    if len(symbols) > MOST_NAMED:
        return ", ".join(symbols[:MOST_NAMED]) + " and more"
    *first, last = symbols
    return f"{', '.join(first)} and {last}" if first else last


def _sign(cursor: Cursor) -> Token:
    start = cursor.at
    taken = cursor.take_typed("**", "//") or cursor.take(*SINGLE_SIGNS)
    if taken == "":
        raise _unread(cursor)
    return _token(SIGNS[taken], taken, start, cursor.at)


def _unread(cursor: Cursor) -> NotRead:
    """A character that no formula has here; square brackets are half of ⌊ ⌋ to some, and round ones to others."""
    text = cursor.typed.text
    if cursor.peek() in {"[", "]"}:
        message = "Square brackets are not read: write ⌊ ⌋ or floor( ) to round down, and ( ) to group."
        return cursor.refused(message, suggestion=text.replace("[", "⌊").replace("]", "⌋"))
    if cursor.peek() == ":":
        return cursor.refused(
            "A colon is not read in an expression. Write / to divide.", suggestion=text.replace(":", "/")
        )
    if cursor.peek() == "%":
        return cursor.refused("A percent sign is not read in an expression.")
    return cursor.refused(f"{cursor.token()} cannot be read in an expression.")


def _token(kind: str, value: str, start: int, stop: int) -> Token:
    return Token(kind, value, start_pos=start, end_pos=stop)
