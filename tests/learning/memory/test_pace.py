"""The pace: worked by hand, and by integrating over all paces instead of thirteen."""

from datetime import date, timedelta
from math import exp, log, sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.memory import Mark, Memory, Pace, Rating, replay

START = date(2026, 3, 2)


def after(*answers: tuple[int, Rating], item: str = "card:C1", back_dated: bool = False) -> Memory:
    """The memory after a first right answer on Day 0 and others on the days that are named."""
    later = (Mark(item, START + timedelta(days=day), rating, back_dated) for day, rating in answers)
    return replay([Mark(item, START, Rating.RIGHT), *later])


def test_before_any_evidence_the_pace_is_that_of_fsrs() -> None:
    """A first answer was not predicted, a second on its day is none, and what is entered afterwards is no evidence."""
    assert Pace().factor == pytest.approx(1)
    assert Pace().low == pytest.approx(1 / Pace().high)
    assert after().pace == after((0, Rating.WRONG)).pace == Pace()
    assert after((9, Rating.WRONG), back_dated=True).pace == Pace()


def test_forgetting_slows_the_pace_by_bayes_rule() -> None:
    """
    One item right on Day 0 (S = 2.3065) and missed on Day 3: the integral over ln(pace), 3.25·ln(2) on both sides of 0.

    The integrand is the normal density times 1 - (1 + 0.98034·3/(2.3065·pace))^-0.1542, in 100,000 steps.
    """
    step = 6.5 * log(2) / 100_000  # thirteen cells of ln(2)/2
    logs = [-3.25 * log(2) + step * n for n in range(100_001)]
    density = [exp(-(each**2) / 2) * (1 - (1 + 0.98034 * 3 / (2.3065 * exp(each))) ** -0.1542) for each in logs]
    mean = fmean(logs, density)
    spread = sqrt(fmean([(each - mean) ** 2 for each in logs], density))
    pace = after((3, Rating.WRONG)).pace
    assert log(pace.factor) == pytest.approx(mean, abs=0.01)
    assert log(pace.high / pace.factor) == pytest.approx(1.2816 * spread, abs=0.02)


def test_whoever_forgets_four_times_as_fast_is_found_out() -> None:
    """A hundred items with S = 2.3065 after seven days; at a quarter (1 + 11.90)^-0.1542 = 0.67 are recalled."""
    first = [Mark(f"card:C{n}", START, Rating.RIGHT) for n in range(100)]
    then = [Mark(f"card:C{n}", START + timedelta(days=7), Rating(1 + 2 * (n < 67))) for n in range(100)]
    pace = replay([*first, *then]).pace
    assert 0.15 < pace.low < 0.25 < pace.factor < 0.4  # what was supposed before draws it towards 1
    assert pace.high < 0.6


@given(st.dictionaries(st.integers(1, 60), st.sampled_from(Rating), min_size=1, max_size=8))
def test_a_right_answer_never_slows_the_pace_and_a_wrong_one_never_quickens_it(answers: dict[int, Rating]) -> None:
    *before, last = sorted(answers.items())
    earlier, later = after(*before).pace.factor, after(*before, last).pace.factor
    assert later <= earlier if last[1] is Rating.WRONG else later >= earlier


def test_fsrs_alone_is_held_against_what_happened() -> None:
    """However slow the pace has become, an answer seven days after S = 2.3065 was predicted to be right with 0.8083."""
    first = [Mark(f"card:C{n}", START, Rating.RIGHT) for n in range(20)]
    then = [Mark(f"card:C{n}", START + timedelta(days=7), Rating.WRONG) for n in range(20)]
    memory = replay([*first, *then])
    assert memory.pace.factor < 0.5
    assert [outcome.predicted for outcome in memory.outcomes] == pytest.approx([0.8083] * 20, abs=5e-5)
