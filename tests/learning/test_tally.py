"""Sums of answers, and sums of sums."""

from dataclasses import replace
from datetime import date
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from app.learning.tally import EPOCH, Count, Marked, Share, Tally, counted, together, without


def an_answer(
    *,
    right: bool = True,
    earliest: bool = True,
    first: bool = True,
    hints: int = 0,
    seconds: float | None = 30.0,
    confidence: int | None = None,
    misconceptions: tuple[str, ...] = (),
    slug: str = "output-size",
) -> Marked:
    return Marked(
        day=EPOCH,
        slug=slug,
        level=1,
        earliest=earliest,
        first=first,
        right=right,
        hints=hints,
        seconds=seconds,
        confidence=confidence,
        misconceptions=misconceptions,
    )


def test_a_wrong_first_answer_and_a_right_second_one() -> None:
    wrong = an_answer(right=False, misconceptions=("forgets-plus-one",), confidence=5)
    second = an_answer(earliest=False, first=False, seconds=None, confidence=3)
    tally = counted(counted(Tally(), wrong), second)
    assert tally.asked == {("output-size", 1): Count(attempts=2, first=1, right=0, clean=0, seconds=30.0, fresh=1.0)}
    assert tally.slips == {"forgets-plus-one": 1}
    assert tally.sure == {("output-size", 5): Share(0, 1)}  # what was said before a second answer is no calibration


def test_a_hint_that_costs_leaves_a_right_answer_right_and_not_clean() -> None:
    tally = counted(counted(Tally(), an_answer(hints=1)), an_answer(hints=2))
    assert tally.asked["output-size", 1] == Count(
        attempts=2, first=2, right=2, clean=1, seconds=60.0, fresh=2.0, earned=1.5
    )


def test_an_answer_a_half_life_later_is_twice_as_fresh() -> None:
    """1 January 2026 and sixty days: 2 March."""
    later = replace(an_answer(), day=date(2026, 3, 2))
    assert counted(Tally(), later).asked["output-size", 1].earned == 2.0


def test_of_a_problem_the_last_two_earliest_answers_are_kept_newest_first() -> None:
    """A right one; one behind its solution; right again; and a second answer, which says nothing."""
    shown = an_answer(first=False)
    second = an_answer(earliest=False, first=False)
    other = an_answer(right=False, slug="pooling")
    tally = reduce(counted, [an_answer(), shown, other, an_answer(), second], Tally())
    assert tally.latest == {"output-size": (True, False), "pooling": (False,)}


def test_clean_answers_are_counted_by_level() -> None:
    answers = [an_answer(), an_answer(hints=2), replace(an_answer(), level=2), replace(an_answer(right=False), level=3)]
    assert reduce(counted, answers, Tally()).clean("output-size") == {1: 1, 2: 1}


MARKED = st.builds(
    an_answer,
    earliest=st.booleans(),
    right=st.booleans(),
    first=st.booleans(),
    hints=st.integers(0, 3),
    seconds=st.sampled_from([None, 0.5, 2.0, 64.0]),
    confidence=st.sampled_from([None, 1, 5]),
    misconceptions=st.sampled_from([(), ("a",), ("a", "b")]),
    slug=st.sampled_from(["output-size", "pooling"]),
)


@given(st.lists(st.lists(MARKED, max_size=5), max_size=4))
def test_the_sum_of_days_is_the_tally_of_all_their_answers(days: list[list[Marked]]) -> None:
    by_day = [reduce(counted, day, Tally()) for day in days]
    assert together(by_day) == reduce(counted, [answer for day in days for answer in day], Tally())


@given(st.lists(MARKED, max_size=5), st.lists(MARKED, max_size=5))
def test_sums_without_those_of_earlier_days_are_those_of_the_later(earlier: list[Marked], later: list[Marked]) -> None:
    before, after = (reduce(counted, answers, Tally()) for answers in (earlier, later))
    left = without(together((before, after)), before)
    assert (left.asked, left.slips, left.sure) == (after.asked, after.slips, after.sure)
