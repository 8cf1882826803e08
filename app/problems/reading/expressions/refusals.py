"""Why tokens do not make a formula: brackets first, then what stands where it cannot stand."""

from lark import Token

from app.problems.reading.cursor import Cursor, short
from app.problems.reading.expressions.parts import MAX_DEPTH
from app.problems.reading.outcome import NotRead

PAIRS = {"(": ")", "{": "}", "⌊": "⌋", "⌈": "⌉"}
OPERATORS = frozenset({"_PLUS", "MINUS", "_TIMES", "_OVER", "_WHOLE_OVER", "_CARET"})
SIGNS = frozenset({"_PLUS", "MINUS"})
FUNCTIONS = frozenset({"FLOOR", "CEIL", "ROOT", "LOG", "FRACTION"})


def check_brackets(cursor: Cursor, tokens: list[Token]) -> None:
    """Every bracket closes the one that was opened last, of its own kind, and not too many are open at once."""
    opened: list[Token] = []
    for token in tokens:
        if token in PAIRS:
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise cursor.refused(
                    f"Brackets are nested deeper than {MAX_DEPTH} here, too deep to read.", at=_at(token)
                )
        elif token.type == "CLOSE":
            _check_closing(cursor, opened, token)
    if opened:
        last = opened[-1]
        closings = "".join(PAIRS[each] for each in reversed(opened))
        text = cursor.typed.text
        raise cursor.refused(f"The {last} is never closed.", at=_at(last), suggestion=text.rstrip(" ") + closings)


def _check_closing(cursor: Cursor, opened: list[Token], token: Token) -> None:
    if not opened:
        rest = cursor.with_replaced(_at(token), "", _at(token) + 1)
        raise cursor.refused(f"The closing {token} has no opening bracket.", at=_at(token), suggestion=rest)
    if PAIRS[opened[-1]] != token:
        message = f"This opens with {opened[-1]} and closes with {token}."
        mended = cursor.with_replaced(_at(token), PAIRS[opened[-1]], _at(token) + 1)
        raise cursor.refused(message, at=_at(token), suggestion=mended)
    opened.pop()


def unexpected(cursor: Cursor, tokens: list[Token], token: Token | None) -> NotRead:
    """The sentence for the first token that cannot follow those before it; None is the end."""
    index = len(tokens) if token is None else next(at for at, each in enumerate(tokens) if each is token)
    before = tokens[index - 1] if index > 0 else None
    at = len(cursor.typed.text) if token is None else _at(token)
    if before is not None and before.type in FUNCTIONS:
        return cursor.refused(_call(before), at=at)
    if token is not None and before is not None and {token.type, before.type} <= SIGNS:
        return cursor.refused("There are two signs in a row.", at=at)
    if before is not None and before.type in OPERATORS:
        return cursor.refused(f"Something is missing after the {_said(before)}.", at=at)
    if token is not None and token.type == "CLOSE":
        return cursor.refused("Something is missing between these brackets.", at=at)
    if token is not None and token.type in {"BANG", *OPERATORS}:
        return cursor.refused(f"Something is missing before the {_said(token)}.", at=at)
    return cursor.refused("This is not a formula as far as it can be read.", at=at)


def _call(function: Token) -> str:
    match function.type:
        case "FRACTION":
            return r"The two parts of \frac stand in braces, as in \frac{3}{4}."
        case "LOG" | "ROOT":
            return f"Something is missing after {_said(function)}."
        case _:
            return f"{_said(function)} needs brackets around what it rounds, as in {_said(function)}(W/2)."


def _said(token: Token) -> str:
    """A sign by its name or by itself; an x is named, since it may have been meant as a symbol."""
    if token.type == "_TIMES":
        return f"{token}, which is read as a times sign" if token.isalpha() else "times sign"
    return short(str(token))


def _at(token: Token) -> int:
    return token.start_pos or 0
