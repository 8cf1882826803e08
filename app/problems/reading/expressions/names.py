"""The names a formula may use: how the symbols of a question are spelled, and which words are functions.

`C_in` is also `C_{in}`, `Cin` and, where no other symbol claims it, `cin`. Where a question names no symbols, any
letter is one, with the digits or the subscript that follow it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = {
    "floor": ("FLOOR", "floor"),
    "ceil": ("CEIL", "ceil"),
    "ceiling": ("CEIL", "ceil"),
    "sqrt": ("ROOT", "sqrt"),
    "log": ("LOG", "log"),
    "ln": ("LOG", "ln"),
    **{f"log{mark}{base}": ("LOG", f"log{base}") for mark in ("", "_") for base in ("2", "10")},
    **{f"log_{{{base}}}": ("LOG", f"log{base}") for base in ("2", "10")},
}
LONGEST_FUNCTION = max(map(len, FUNCTIONS))
ANY_SYMBOL = re.compile(r"[^\W\d_](?:_?\d+|_[^\W\d_]+|_\{\w+\}|_\{\{\w+\}\})?")
TIMES_LETTERS = frozenset("xX")
FACTOR_ENDS = frozenset(")}⌋⌉!")
FACTOR_STARTS = frozenset("({⌊⌈√\\.")


@dataclass(frozen=True, slots=True)
class Name:
    """What a word is: the type of its token, what it stands for, and where it ends."""

    type: str
    value: str
    stop: int


@dataclass(frozen=True, slots=True)
class Names:
    """The spellings of a question's symbols; `symbols` is empty where any letter is one."""

    symbols: tuple[str, ...]
    exact: Mapping[str, str]
    lenient: Mapping[str, str]  # lower case; only where a single symbol is meant
    lengths: tuple[int, ...]  # of all spellings and functions, longest first

    def at(self, text: str, start: int, *, x_multiplies: bool) -> Iterator[Name]:
        """The names that may stand at `start`, likeliest first: the longest, and an x as a sign last."""
        if not self.symbols:
            yield from _any_name(text, start, x_multiplies=x_multiplies)
            return
        for length in self.lengths:
            stop = min(len(text), start + length)
            spelled = text[start:stop]
            symbol = self.exact.get(spelled) or self.lenient.get(spelled.lower())
            if symbol:
                yield Name("SYMBOL", symbol, stop)
            elif spelled.lower() in FUNCTIONS:
                yield Name(*FUNCTIONS[spelled.lower()], stop)
        if x_multiplies and text[start] in TIMES_LETTERS:
            yield Name("_TIMES", text[start], start + 1)

    def x_multiplies(self, text: str) -> bool:
        """Whether an x may be a times sign. With no symbols named, that is so if each x could be one."""
        if self.symbols:
            return True
        places = [at for at, char in enumerate(text) if char in TIMES_LETTERS]
        return all(_is_between(text, at) for at in places)

    def is_symbol(self, spelled: str) -> bool:
        """Whether one of the question's symbols is spelled so."""
        return spelled in self.exact or spelled.lower() in self.lenient

    def reads_e_as_a_power_of_ten(self) -> bool:
        """`2e3` is 2,000 unless e is a symbol."""
        return not self.is_symbol("e")

    def meant_by(self, word: str) -> str | None:
        """The one symbol that begins as `word` does: S for stride."""
        found = [symbol for symbol in self.symbols if symbol[0].lower() == word[0].lower()]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=256)
def names(symbols: tuple[str, ...], aliases: tuple[tuple[str, str], ...] = ()) -> Names:
    """The names of a question that uses `symbols`; an alias is a word and the symbol it stands for."""
    exact = {spelling: symbol for symbol in symbols for spelling in spellings(symbol)}
    exact |= {word: symbol for word, symbol in aliases if word not in exact}
    meant: dict[str, set[str]] = {}
    for spelling, symbol in exact.items():
        meant.setdefault(spelling.lower(), set()).add(symbol)
    lenient = {spelling: found.copy().pop() for spelling, found in meant.items() if len(found) == 1}
    lengths = sorted({len(spelling) for spelling in (*FUNCTIONS, *exact)}, reverse=True)
    return Names(symbols, exact, lenient, tuple(lengths))


def spellings(symbol: str) -> tuple[str, ...]:
    """The ways to write a symbol: with its subscript behind a low line, in braces, or right behind the letter."""
    base, below = (symbol[0], symbol[1:].removeprefix("_"))
    if not below:
        return (symbol,)
    return (symbol, f"{base}_{below}", f"{base}_{{{below}}}", f"{base}_{{{{{below}}}}}", f"{base}{below}")


def _any_name(text: str, start: int, *, x_multiplies: bool) -> Iterator[Name]:
    """A function, or a letter with what belongs to it."""
    if x_multiplies and text[start] in TIMES_LETTERS:
        yield Name("_TIMES", text[start], start + 1)
        return
    for length in range(LONGEST_FUNCTION, 1, -1):
        word = text[start : start + length].lower()
        if word in FUNCTIONS:
            yield Name(*FUNCTIONS[word], start + len(word))
    found = ANY_SYMBOL.match(text, start)
    if found:
        letter, below = found.group()[0], found.group()[1:].strip("_{}")
        yield Name("SYMBOL", _joined(letter, below), found.end())


def _joined(letter: str, below: str) -> str:
    """`c1`, `C_in`, and `C_{in2}` where without braces the subscript would end too early."""
    if below == "" or below.isdigit():
        return letter + below
    return f"{letter}_{below}" if below.isalpha() else f"{letter}_{{{below}}}"


def _is_between(text: str, at: int) -> bool:
    """Whether what multiplies could stand at `at`: behind something that ends a factor and before one that starts."""
    before, after = text[:at].rstrip(" ")[-1:], text[at + 1 :].lstrip(" ")[:1]
    ends = before.isalnum() or before in FACTOR_ENDS
    starts = after.isalnum() or after in FACTOR_STARTS
    return ends and starts
