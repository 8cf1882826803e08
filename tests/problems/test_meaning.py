"""Whether two formulas mean the same. What is expected follows from algebra, or from Python's own integer division."""

import math
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.problems.meaning import CounterExample, Different, Domain, Same, SameWithoutFloor, compare, same
from app.problems.reading import Expression, Understood, read
from app.problems.reading.expressions.reader import formula
from app.problems.reading.expressions.tree import Number, Product, Quotient, Rounded, Sum, Symbol
from app.problems.reading.expressions.values import Real

SYMBOLS = ("W", "K", "P", "S", "D", "C_in", "C_out", "l", "n")
LAYER = Domain(least=(("P", 0),), ordered=(("W", "K"),))
SIZE = "floor((W - K + 2P)/S) + 1"
LIMIT_SECONDS = 0.020

ALIKE = [
    ("floor((W-K+2P+S)/S)", SIZE),
    ("floor((W-K)/S + 2P/S + 1)", SIZE),
    ("1 - ceil((K-W-2P)/S)", SIZE),
    ("ceil((W-K+2P+1)/S)", SIZE),  # ceil(n/S) = floor((n + S - 1)/S) for whole n
    ("(W-K+2P)//S + 1", SIZE),
    ("D(K-1)+1", "K + (K-1)(D-1)"),
    ("C_out(C_in K^2 + 1)", "C_in*C_out*K*K + C_out"),
    ("1/C_out + 1/9", "(9+C_out)/(9C_out)"),
    ("(K^2 C_in + C_in C_out)/(K^2 C_in C_out)", "1/C_out + 1/K^2"),
    ("(K^2-1)/(K-1)", "K+1"),
    ("(K+1)^3", "K^3+3K^2+3K+1"),
    ("2^(l+1) - 1", "2*2^l - 1"),
    ("4^l", "(2^l)^2"),
    ("floor(floor(W/2)/2)", "floor(W/4)"),
    ("floor((2W+1)/2)", "W"),
    ("floor(3K/2)", "K + floor(K/2)"),
    ("ceil(log2(W))", "ceil(log2(2W)) - 1"),
    ("sqrt(2/(K^2 C_in))", "sqrt(2)/(K sqrt(C_in))"),
    ("sqrt(2)*sqrt(8)", "4"),
    ("2^(1/2)", "sqrt 2"),
    ("log(n^2)", "2 log n"),
    ("(n+1)!", "(n+1) n!"),
    ("W/K/S", "W/(K S)"),
    ("0.5W", "W/2"),
    ("7", "3 + 4"),
]

UNLIKE = [
    ("floor((W-K+2P)/S)", SIZE),
    ("floor((W-K+P)/S) + 1", SIZE),
    ("floor((W-K+2P+1)/S)", SIZE),
    ("ceil((W-K+2P)/S)", SIZE),
    ("floor(W/S) + 1", SIZE),
    ("C_out C_in K^2", "C_out(C_in K^2 + 1)"),
    ("1/(C_out + 9)", "1/C_out + 1/9"),
    ("2^l + 1", "2^(l+1)"),
    ("K^2", "2K"),
    ("K(K-1)(K-2)(K-3)", "0"),
    ("n!", "n^2"),
    ("log(n)^2", "log(n^2)"),
    ("sqrt(K+1)", "sqrt(K) + 1"),
    ("0.3333", "1/3"),
    ("floor(5/2)", "3"),
    ("sqrt(K) + 10^-20", "sqrt(K)"),
    ("log2(n)", "log(n)"),
]

ONLY_ROUNDED_OTHERWISE = [
    ("(W-K+2P)/S + 1", SIZE),
    ("ceil((W-K+2P)/S) + 1", SIZE),
    ("floor((W-K)/S) + floor(2P/S) + 1", SIZE),
    ("W/2", "floor(W/2)"),
    ("sqrt(K)", "floor(sqrt(K))"),
]


def ours(text: str) -> Expression:
    return formula(text, *SYMBOLS)


def example(found: object) -> CounterExample:
    assert isinstance(found, Different | SameWithoutFloor)
    assert found.counter_example is not None
    return found.counter_example


def size(point: dict[str, int]) -> int:
    return (point["W"] - point["K"] + 2 * point["P"]) // point["S"] + 1


@pytest.mark.parametrize(("given", "right"), ALIKE)
def test_formulas_that_mean_the_same_are_one(given: str, right: str) -> None:
    assert compare(ours(given), ours(right), LAYER) == Same()
    assert same(ours(right), ours(given), LAYER)


@pytest.mark.parametrize(("given", "right"), UNLIKE)
def test_formulas_that_differ_come_with_numbers_that_show_it(given: str, right: str) -> None:
    found = compare(ours(given), ours(right), LAYER)
    assert isinstance(found, Different)
    shown = example(found)
    assert shown.given != shown.right
    assert not same(ours(given), ours(right), LAYER)


@pytest.mark.parametrize(("given", "right"), ONLY_ROUNDED_OTHERWISE)
def test_a_forgotten_floor_is_told_from_another_formula(given: str, right: str) -> None:
    found = compare(ours(given), ours(right), LAYER)
    assert isinstance(found, SameWithoutFloor)
    assert example(found).given != example(found).right


def test_the_counter_example_holds_what_python_works_out() -> None:
    shown = example(compare(ours("(W-K+2P)/S + 1"), ours(SIZE), LAYER))
    point = dict(shown.point)
    assert shown.right == size(point)
    assert shown.given == Fraction(point["W"] - point["K"] + 2 * point["P"], point["S"]) + 1
    assert point["W"] >= point["K"] >= 1
    assert point["P"] >= 0
    assert max(point.values()) <= 9


def test_the_domain_decides() -> None:
    """⌈(W − 1)/W⌉ is 1, but for W = 1."""
    given, right = ours("ceil((W-1)/W)"), ours("1")
    assert isinstance(compare(given, right), Different)
    assert compare(given, right, Domain(least=(("W", 2),))) == Same()


def test_pairs_of_the_domain_stay_in_order() -> None:
    """⌊K/(W + 1)⌋ is 0 as long as W ≥ K."""
    given, right = ours("floor(K/(W+1))"), ours("0")
    assert isinstance(compare(given, right, Domain(least=(("P", 0),))), Different)
    assert compare(given, right, LAYER) == Same()


def test_agreeing_at_a_few_points_is_not_enough() -> None:
    """Where it has a value at all, (4 − W − K − S − P)! is 0! or 1!."""
    assert compare(ours("(4-W-K-S-P)!"), ours("1"), LAYER) == Different(None)


def test_a_formula_without_a_value_anywhere_differs_without_an_example() -> None:
    assert compare(ours("1/(K-K)"), ours("1")) == Different(None)
    assert compare(ours("(K - 10^6)!"), ours("1")) == Different(None)


def test_the_points_are_the_same_every_time() -> None:
    first, again = (compare(ours("K^2"), ours("2K")) for _ in range(2))
    assert first == again


INTEGERS = st.integers(1, 9).map(lambda value: Number(Fraction(value)))
LEAVES = INTEGERS | st.sampled_from([Symbol("a"), Symbol("b"), Symbol("c")])
RATIONAL = st.recursive(
    LEAVES,
    lambda below: (
        st.tuples(below, below).map(Sum)
        | st.tuples(below, below).map(Product)
        | st.builds(Quotient, below, INTEGERS)
        | st.builds(Rounded, below, st.booleans())
    ),
    max_leaves=7,
)


def by_hand(node: object, point: dict[str, int]) -> Fraction:
    """Worked out with Fractions alone."""
    match node:
        case Number(value):
            return value
        case Symbol(name):
            return Fraction(point[name])
        case Sum(terms):
            return sum((by_hand(term, point) for term in terms), Fraction(0))
        case Product(factors):
            return math.prod((by_hand(factor, point) for factor in factors), start=Fraction(1))
        case Quotient(upper, lower):
            return by_hand(upper, point) / by_hand(lower, point)
        case Rounded(of, up):
            return Fraction(math.ceil(by_hand(of, point)) if up else math.floor(by_hand(of, point)))
        case _:
            raise AssertionError(node)


@given(left=RATIONAL, right=RATIONAL)
@settings(max_examples=250, deadline=None)
def test_same_never_holds_where_numbers_differ(left: object, right: object) -> None:
    assert isinstance(left, Number | Symbol | Sum | Product | Quotient | Rounded)
    assert isinstance(right, Number | Symbol | Sum | Product | Quotient | Rounded)
    found = compare(Expression(left), Expression(right))
    points = [{"a": a, "b": b, "c": (a * b) % 11 + 1} for a in range(1, 20, 2) for b in (1, 2, 3, 7, 12, 30)]
    differs = any(by_hand(left, point) != by_hand(right, point) for point in points)
    assert isinstance(found, Same) == (not differs), (left, right)
    if not isinstance(found, Same):
        shown = example(found)
        assert (shown.given, shown.right) == (by_hand(left, dict(shown.point)), by_hand(right, dict(shown.point)))


@given(tree=RATIONAL)
@settings(max_examples=150, deadline=None)
def test_rearranging_changes_nothing(tree: object) -> None:
    assert isinstance(tree, Number | Symbol | Sum | Product | Quotient | Rounded)
    shifted = Sum((Symbol("a"), tree))
    assert same(Expression(Sum((tree, Symbol("a")))), Expression(shifted))
    assert not same(Expression(tree), Expression(shifted))
    assert same(Expression(Quotient(Product((tree, Symbol("b"))), Symbol("b"))), Expression(tree))


HOSTILE = [
    "(a+b+c)^12",
    "(a+b+c+d)^6",
    "floor(" * 20 + "a/b" + ")/c" * 20,
    "+".join(["sqrt(a/b)"] * 28),
    "+".join(["floor(a/b)"] * 28),
    "log(" * 20 + "a" + ")" * 20,
    "a^b^c^d",
    "a^1000",
    "*".join("abcdefghijklmnopqrstuvwx"),
    "n!" + "+n!" * 40,
    "2^(1/3)+2^(1/5)+2^(1/7)+a^(1/11)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:14]} {len(text)}")
def test_no_comparison_takes_long(text: str) -> None:
    reading = read("expression", text)
    assert isinstance(reading, Understood), reading
    assert isinstance(reading.value, Expression)
    best = float("inf")
    for right in (ours("n + 1"), Expression(Sum((Number(Fraction(0)), reading.value.tree)))):
        best = min(quickest(reading.value, right), quickest(right, reading.value))
        assert best < LIMIT_SECONDS


def test_a_comparison_that_takes_every_point_is_not_long() -> None:
    assert quickest(ours("ceil((W-K+2P+1)/S)"), ours(SIZE)) < LIMIT_SECONDS
    assert quickest(ours("sqrt(2/(K^2 C_in))"), ours("sqrt(2)/(K sqrt(C_in))")) < LIMIT_SECONDS


def quickest(given: Expression, right: Expression) -> float:
    """The best of three runs in processor time, so that a busy machine does not look like slow arithmetic."""
    best = float("inf")
    for _ in range(3):
        start = time.thread_time()
        compare(given, right, LAYER)
        best = min(best, time.thread_time() - start)
    return best


def test_values_are_exact_where_they_can_be() -> None:
    shown = example(compare(ours("n/3"), ours("n/4")))
    values: list[Real] = [shown.given, shown.right]
    assert all(isinstance(value, int | Fraction) for value in values)
