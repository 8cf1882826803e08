"""Answers that rules judge: how they are marked, and the change that is looked for. On a toy: two numbers to choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pytest

from app.problems.diagnosing import Mistaken
from app.problems.findings import Finding, Findings, Mend, mended
from app.problems.forms import Shape
from app.problems.gate import is_right, parts
from app.problems.grading import Outcome, Right, judge
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver
from app.problems.reading import Value
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds(Params):
    """A sum that the two numbers must reach and a product they must not pass; equal ones are advised."""

    least_sum: int
    most_product: int


def inspect(asked: Bounds, field: str, value: Value) -> Findings:
    one, other = _two(value)
    total, product = one + other, one * other
    return (
        Finding(rule="sum", holds=total >= asked.least_sum, achieved=str(total), wanted=f"≥ {asked.least_sum}"),
        Finding(
            rule="product", holds=product <= asked.most_product, achieved=str(product), wanted=f"≤ {asked.most_product}"
        ),
        Finding(rule="equal", holds=one == other, achieved="", wanted="", binding=False),
    )


def edits(asked: Bounds, field: str, value: Value) -> Iterator[tuple[str, Value]]:
    one, other = _two(value)
    for step in (1, -1, 2, -2, 5, -5):
        yield f"first {one + step} instead of {one}", (one + step, other)
        yield f"second {other + step} instead of {other}", (one, other + step)


def _two(value: Value) -> tuple[int, int]:
    assert isinstance(value, tuple)
    return value[0] or 0, value[1] or 0


def _always(*numbers: int) -> Solver[Bounds]:
    def solver(asked: Bounds) -> Answers:
        return {"pair": numbers}

    return solver


def _draw(dice: Dice, level: int) -> Bounds:
    return ASKED


def kind(**changed: Solver[Bounds]) -> Kind[Bounds]:
    return Kind(
        id="toy",
        skill=Skill.POOLING,
        params=Bounds,
        draw=_draw,
        check=lambda _: None,
        fields=lambda _: (Field("pair", Shape(("one", "other")), "pair"),),
        solve=_always(1, 9),
        mistakes={"sum": _always(1, 1), "product": _always(5, 6), **changed},
        inspect=inspect,
        edits=edits,
        rules=frozenset({"sum", "product", "equal"}),
        working=lambda _: {"pair": ()},
        step_keys=frozenset(),
        facts=lambda _: {},
        figure=lambda _: None,
    )


ASKED = Bounds(least_sum=10, most_product=20)
KIND = kind()


@pytest.mark.parametrize("text", ["1, 9", "0, 10", "2, 10", "11, 1"])
def test_every_answer_that_breaks_no_rule_is_right(text: str) -> None:
    verdict = judge(KIND, ASKED, {"pair": text})
    assert verdict.outcome is Outcome.CORRECT
    found = verdict.fields["pair"]
    assert isinstance(found, Right)
    assert [each.holds for each in found.findings] == [True, True, False]


def test_an_answer_is_worth_the_share_of_its_rules_that_hold_and_advice_costs_nothing() -> None:
    verdict = judge(KIND, ASKED, {"pair": "5, 6"})
    assert (verdict.outcome, verdict.score) == (Outcome.PARTLY, 0.5)
    found = verdict.fields["pair"]
    assert isinstance(found, Mistaken)
    assert found.mistakes == ("product",)
    both = judge(KIND, Bounds(least_sum=30, most_product=20), {"pair": "5, 6"})
    assert (both.outcome, both.score) == (Outcome.WRONG, 0)


def mends(value: tuple[int, int], *, least_sum: int, most_product: int) -> dict[str, Mend | None]:
    """The mend of each rule that is broken."""
    asked = Bounds(least_sum=least_sum, most_product=most_product)
    found = mended(
        inspect(asked, "pair", value), lambda each: inspect(asked, "pair", each), edits(asked, "pair", value)
    )
    return {each.rule: each.mend for each in found if each.binding and not each.holds}


def test_a_change_after_which_all_holds_is_preferred_to_an_earlier_one_that_mends_less() -> None:
    """−3 and −1: making the second 0 mends the product and is tried first; 2 and −1 have the sum 1 and product −2."""
    all_at_once = Mend("first 2 instead of -3", mends_all=True)
    assert mends((-3, -1), least_sum=1, most_product=0) == {"sum": all_at_once, "product": all_at_once}


def test_a_change_that_follows_the_advice_is_preferred_to_an_earlier_one_that_does_not() -> None:
    """2 and 2 are equal, as advised; 7 and 2 would reach 9 and so would 2 and 7, and neither is equal."""
    assert mends((2, 2), least_sum=9, most_product=20) == {"sum": Mend("first 7 instead of 2", mends_all=True)}
    assert mends((1, 3), least_sum=5, most_product=9) == {"sum": Mend("first 2 instead of 1", mends_all=True)}
    assert mends_kept_equal() == Mend("both 5 instead of 2", mends_all=True)


def mends_kept_equal() -> Mend | None:
    """The mend of 2 and 2 where a later edit changes both alike."""
    asked, value = Bounds(least_sum=9, most_product=25), (2, 2)
    both: tuple[str, Value] = ("both 5 instead of 2", (5, 5))
    found = mended(
        inspect(asked, "pair", value),
        lambda each: inspect(asked, "pair", each),
        chain(edits(asked, "pair", value), [both]),
    )
    return next(each.mend for each in found if each.rule == "sum")


def test_a_change_that_breaks_another_rule_mends_nothing() -> None:
    """From 2 and 8 the sum needs 5 more: 7 · 8 = 56 is too much, 2 · 13 = 26 is not."""
    assert mends((2, 8), least_sum=13, most_product=30) == {"sum": Mend("second 13 instead of 8", mends_all=True)}
    assert mends((2, 8), least_sum=13, most_product=25) == {"sum": None}


def test_where_no_change_mends_all_each_rule_has_the_first_that_mends_it() -> None:
    """6 + 6 = 12 reaches the sum; of the steps −1 and −2, 3 · 6 = 18 is the first product under 20."""
    assert mends((5, 6), least_sum=12, most_product=20) == {
        "sum": Mend("first 6 instead of 5", mends_all=False),
        "product": Mend("first 3 instead of 5", mends_all=False),
    }


def test_the_gate_wants_the_example_to_break_nothing_and_each_weak_answer_to_break_its_rule() -> None:
    assert parts(KIND, ASKED)
    assert not parts(KIND, Bounds(least_sum=11, most_product=20))
    assert not parts(kind(product=_always(4, 5)), ASKED)


def test_what_the_rules_say_and_not_the_example_decides() -> None:
    field = KIND.fields(ASKED)[0]
    assert is_right(KIND, ASKED, field, (3, 7)) is False
    assert is_right(KIND, ASKED, field, (2, 10))
