"""The grammar of formulas, and how each of its rules becomes a part.

Products of factors that stand side by side bind tighter than signs, and what follows a / must not be one: `1/2K` asks.
"""

from fractions import Fraction
from typing import Any, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from app.problems.reading.expressions import parts
from app.problems.reading.expressions.parts import Part, Unclear

GRAMMAR = r"""
?start: sum
?sum: term
    | MINUS term -> negative
    | _PLUS term
    | sum _PLUS term -> added
    | sum MINUS term -> taken_away
?term: operand
    | term _TIMES signed -> multiplied
    | term _OVER signed -> divided
    | term _WHOLE_OVER signed -> divided_whole
?signed: operand
    | MINUS operand -> negative
    | _PLUS operand
?operand: factor
    | run
run: factor factor
    | run factor
?factor: counted
    | counted _CARET exponent -> raised
?exponent: factor
    | MINUS factor -> negative
    | _PLUS factor
?counted: atom
    | atom BANG -> factorial
?atom: plain
    | OPEN sum CLOSE -> grouped
?plain: NUMBER -> number
    | SYMBOL -> symbol
    | DOWN sum CLOSE -> floor
    | UP sum CLOSE -> ceiling
    | FLOOR OPEN sum CLOSE -> floor_call
    | CEIL OPEN sum CLOSE -> ceiling_call
    | ROOT atom -> root
    | FRACTION OPEN sum CLOSE OPEN sum CLOSE -> fraction
    | LOG OPEN sum CLOSE -> logarithm
    | LOG bare -> bare_logarithm
    | LOG _CARET atom OPEN sum CLOSE -> power_of_logarithm
    | LOG _CARET atom bare -> power_of_bare_logarithm
?bare: bare_counted
    | bare_counted _CARET exponent -> raised
?bare_counted: plain
    | plain BANG -> factorial

%declare NUMBER SYMBOL MINUS _PLUS _TIMES _OVER _WHOLE_OVER _CARET BANG OPEN CLOSE DOWN UP FLOOR CEIL ROOT FRACTION LOG
"""
BASES: dict[str, int | None] = {"log": None, "ln": None, "log2": 2, "log10": 10}


class Unexpected(Exception):
    """The first token that no rule has a place for; None where it is the end."""

    def __init__(self, token: Token | None) -> None:
        super().__init__(token)
        self.token = token


def parsed(tokens: list[Token]) -> Part:
    """The formula that the tokens make. Raises Unexpected, or Unclear for one that must not be taken."""
    try:
        return _PARSER.parse(tokens)
    except UnexpectedToken as unexpected:
        token: Token = cast("Any", unexpected).token  # lark gives it no type
        raise Unexpected(None if token.type == "$END" else token) from unexpected


class _Tokens(Lexer):
    """Hands on the tokens it is given: words are cut by the symbols of the question, which no grammar knows."""

    def __init__(self, _: object) -> None:
        """Lark brings its settings, of which none is needed."""

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Any:  # noqa: ARG002 - named by lark's interface
        return iter(lexer_state)


class _Builder(Transformer[Token, Part]):
    """A method for each rule. `found` holds what the rule matched, without the tokens whose names start with _."""

    def number(self, found: list[Token]) -> Part:
        return parts.number(Fraction(found[0].value), start=_start(found[0]), stop=_stop(found[0]))

    def symbol(self, found: list[Token]) -> Part:
        return parts.symbol(str(found[0].value), start=_start(found[0]), stop=_stop(found[0]))

    def grouped(self, found: list[Any]) -> Part:
        return parts.grouped(found[1], start=_start(found[0]), stop=_stop(found[2]))

    def negative(self, found: list[Any]) -> Part:
        return parts.negative(found[1], start=_start(found[0]))

    def added(self, found: list[Part]) -> Part:
        return parts.added(found[0], found[1])

    def taken_away(self, found: list[Any]) -> Part:
        return parts.added(found[0], parts.negative(found[2], start=_start(found[1])))

    def multiplied(self, found: list[Part]) -> Part:
        return parts.multiplied(found[0], found[1])

    def run(self, found: list[Part]) -> Part:
        left, right = found
        if left.is_bare:
            message = "It is not clear where the argument of the logarithm ends. Put it in brackets, as in log(2n)."
            raise Unclear(message, left.start, right.stop)
        return parts.multiplied(left, right, is_run=True)

    def divided(self, found: list[Part]) -> Part:
        upper, lower = found
        if lower.is_run:
            message = "Does this divide by the whole product {}, or by its first factor alone?"
            raise Unclear(message, lower.start, lower.stop, suggestion="({})")
        return parts.divided(upper, lower)

    def divided_whole(self, found: list[Part]) -> Part:
        quotient = self.divided(found)
        return parts.floor(quotient, start=quotient.start, stop=quotient.stop)

    def raised(self, found: list[Part]) -> Part:
        return parts.raised(found[0], found[1])

    def factorial(self, found: list[Any]) -> Part:
        return parts.factorial(found[0], stop=_stop(found[1]))

    def floor(self, found: list[Any]) -> Part:
        return parts.floor(found[1], start=_start(found[0]), stop=_stop(found[2]))

    def ceiling(self, found: list[Any]) -> Part:
        return parts.ceiling(found[1], start=_start(found[0]), stop=_stop(found[2]))

    def floor_call(self, found: list[Any]) -> Part:
        return parts.floor(found[2], start=_start(found[0]), stop=_stop(found[3]))

    def ceiling_call(self, found: list[Any]) -> Part:
        return parts.ceiling(found[2], start=_start(found[0]), stop=_stop(found[3]))

    def root(self, found: list[Any]) -> Part:
        return parts.root(found[1], start=_start(found[0]), stop=found[1].stop)

    def fraction(self, found: list[Any]) -> Part:
        whole = parts.divided(found[2], found[5])
        return parts.grouped(whole, start=_start(found[0]), stop=_stop(found[6]))

    def logarithm(self, found: list[Any]) -> Part:
        return _logarithm(found[0], found[2], stop=_stop(found[3]))

    def bare_logarithm(self, found: list[Any]) -> Part:
        return parts.bare(_logarithm(found[0], found[1], stop=found[1].stop))

    def power_of_logarithm(self, found: list[Any]) -> Part:
        raised = parts.raised(_logarithm(found[0], found[3], stop=_stop(found[4])), found[1])
        return parts.grouped(raised, start=_start(found[0]), stop=_stop(found[4]))

    def power_of_bare_logarithm(self, found: list[Any]) -> Part:
        raised = parts.raised(_logarithm(found[0], found[2], stop=found[2].stop), found[1])
        return parts.bare(parts.grouped(raised, start=_start(found[0]), stop=found[2].stop))


def _logarithm(word: Token, of: Part, *, stop: int) -> Part:
    return parts.logarithm(of, BASES[str(word.value)], start=_start(word), stop=stop)


def _start(token: Token) -> int:
    return token.start_pos or 0


def _stop(token: Token) -> int:
    return token.end_pos or 0


_PARSER = cast(  # lark types it for text; this lexer takes tokens
    "Any", Lark(GRAMMAR, parser="lalr", lexer=_Tokens, transformer=_Builder(), maybe_placeholders=False)
)
