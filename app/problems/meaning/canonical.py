"""Formulas as quotients of polynomials, so that two of them can be held to be one and the same by exact arithmetic.

The generators of the polynomials are the symbols, and whatever is no sum, product or quotient: roundings, roots,
logarithms, factorials and powers whose exponent is no whole number. Two such are one generator when their arguments are
equal. Whole parts are taken out of roundings first: ⌊(W + S)/S⌋ is ⌊W/S⌋ + 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import add, mul

from app.problems.meaning.polynomials import Polynomial, Ratio, constant, divides, exponents, single
from app.problems.reading.expressions.tree import (
    Factorial,
    Logarithm,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Rounded,
    Sum,
    Symbol,
)
from app.problems.reading.expressions.values import MAX_BITS

WHOLE = frozenset({"symbol", "floor", "factorial"})  # generators that are whole numbers wherever they are defined


@dataclass(frozen=True, slots=True)
class Generator:
    """A symbol by its name, or a function of `arguments`."""

    kind: str
    name: str = ""
    arguments: Sequence[Ratio] = ()

    def equals(self, other: "Generator") -> bool:
        """Whether both are the same function of equal arguments."""
        if (self.kind, self.name) != (other.kind, other.name):
            return False
        return all(mine.equals(its) for mine, its in zip(self.arguments, other.arguments, strict=True))


@dataclass(slots=True)
class Ring:
    """The generators met so far. Two formulas are compared in one ring."""

    generators: list[Generator] = field(default_factory=list[Generator])

    def ratio(self, node: Node) -> Ratio:
        """`node` as a quotient. Raises ZeroDivisionError where it divides by what is always 0."""
        match node:
            case Number(value):
                return constant(value)
            case Symbol(name):
                return self._single(Generator("symbol", name))
            case Negative(of):
                return -self.ratio(of)
            case Sum(terms):
                return reduce(add, map(self.ratio, terms))
            case Product(factors):
                return reduce(mul, map(self.ratio, factors))
            case Quotient(upper, lower):
                return self.ratio(upper) * self.ratio(lower).turned()
            case Power(base, exponent):
                return self._power(self.ratio(base), self.ratio(exponent))
            case _:
                return self._applied(node)

    def _applied(self, node: Rounded | Root | Logarithm | Factorial) -> Ratio:
        match node:
            case Rounded(of, up):
                return -self._floor(-self.ratio(of)) if up else self._floor(self.ratio(of))
            case Root(of):
                return self._power(self.ratio(of), constant(Fraction(1, 2)))
            case Logarithm(of, base):
                return self._single(Generator("logarithm", str(base), (self.ratio(of),)))
            case Factorial(of):
                return self._single(Generator("factorial", "", (self.ratio(of),)))

    def _single(self, wanted: Generator) -> Ratio:
        """The generator, the one met before if there is one that equals it."""
        for index, generator in enumerate(self.generators):
            if generator.equals(wanted):
                return single(index)
        self.generators.append(wanted)
        return single(len(self.generators) - 1)

    def _power(self, base: Ratio, exponent: Ratio) -> Ratio:
        whole = exponent.constant()
        if whole is not None and whole.denominator == 1 and abs(whole) <= MAX_BITS:
            return base.raised(whole.numerator)
        return self._single(Generator("power", "", (base, exponent)))

    def _floor(self, of: Ratio) -> Ratio:
        """⌊n + r⌋ = n + ⌊r⌋ for whole n: the whole multiples of a one-term denominator are taken out."""
        if len(of.lower) != 1:
            return self._single(Generator("floor", "", (of,)))
        ((divisor, by),) = of.lower.items()
        outside: dict[int, int] = {}
        rest: dict[int, int] = {}
        for monomial, coefficient in of.upper.items():
            whole = coefficient // by if self._is_whole(monomial, divisor) else 0
            if whole:
                outside[monomial - divisor] = whole
            if coefficient != whole * by:
                rest[monomial] = coefficient - whole * by
        return Ratio(outside, {0: 1}) + self._rest(rest, of.lower)

    def _rest(self, upper: Polynomial, lower: Polynomial) -> Ratio:
        """The floor of what is left; of a number, which is below 1 by now, it is 0."""
        rest = Ratio(upper, lower)
        if rest.constant() is not None:
            return constant(Fraction(0))
        return self._single(Generator("floor", "", (rest,)))

    def _is_whole(self, monomial: int, divisor: int) -> bool:
        """Whether monomial / divisor is a product of whole numbers."""
        if not divides(divisor, monomial):
            return False
        return all(self.generators[index].kind in WHOLE for index, _ in exponents(monomial - divisor))
