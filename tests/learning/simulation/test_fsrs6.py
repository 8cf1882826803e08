"""FSRS-6 over arrays, against py-fsrs as memory has it."""

from datetime import date, timedelta

import numpy as np

from app.learning.memory import Rating
from app.learning.memory.trace import traced
from app.learning.simulation import fsrs6

START = date(2026, 3, 2)
LEARNERS, ITEMS, ANSWERS = 12, 5, 7


def test_it_is_what_py_fsrs_computes() -> None:
    """Sixty histories of seven answers with gaps of 1 to 40 days, all at once and one by one."""
    dice = np.random.default_rng(7)
    ratings = dice.integers(1, 5, (ANSWERS, LEARNERS, ITEMS))
    gaps = dice.integers(1, 41, (ANSWERS, LEARNERS, ITEMS))
    state = fsrs6.first(ratings[0])
    for rating, gap in zip(ratings[1:], gaps[1:], strict=True):
        state = fsrs6.answered(state, rating, fsrs6.recall(gap.astype(float), state.stability))
    later = fsrs6.recall(np.full((LEARNERS, ITEMS), 30.0), state.stability)
    for learner, item in np.ndindex(LEARNERS, ITEMS):
        trace, day = None, START
        for rating, gap in zip(ratings[:, learner, item], gaps[:, learner, item], strict=True):
            day = START if trace is None else day + timedelta(days=int(gap))
            trace = traced(trace, day, Rating(rating))
        assert trace is not None
        expected = (trace.stability, trace.difficulty, trace.recall(day + timedelta(days=30)))
        found = (state.stability[learner, item], state.difficulty[learner, item], later[learner, item])
        np.testing.assert_allclose(found, expected, rtol=1e-9)
