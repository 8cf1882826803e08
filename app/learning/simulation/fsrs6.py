"""
FSRS-6 over arrays, for learners by the thousand: (learners, items) in, the same shape out. One answer a day.

Source: the formulas of FSRS-6 with the parameters w0 to w20 of py-fsrs, which the tests hold them to. Ratings run from
1 (wrong) to 4 (with ease); R is recall at the moment of the answer, S stability in days, D difficulty from 1 to 10.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from app.learning.memory.trace import PARAMETERS as W

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
LEAST = 0.001  # days
LONGEST = 36_500  # days, of an interval


@dataclass(frozen=True, slots=True)
class State:
    """Stability and difficulty of every item of every learner, both (learners, items)."""

    stability: Floats
    difficulty: Floats


def first(rating: Ints) -> State:
    """After the first answer: S = w0 to w3 by rating, D = w4 - e^(w5·(rating - 1)) + 1."""
    return State(np.asarray(W[:4])[rating - 1], np.clip(_first_difficulty(rating), 1, 10))


def recall(days: Floats | Ints, stability: Floats) -> Floats:
    """(1 + f·t/S)^d with d = -w20 and f = 0.9^(1/d) - 1, so that it is 0.90 at t = S."""
    return (1 + FACTOR * days / stability) ** DECAY


def answered(state: State, rating: Ints, recalled_with: Floats) -> State:
    """After one more answer, at least a day after the last; `recalled_with` is R."""
    wrong = rating == 1
    grown = state.stability * (1 + growth(state, rating, recalled_with))
    stability = np.maximum(np.where(wrong, fallen(state, recalled_with), grown), LEAST)
    return State(stability, next_difficulty(state.difficulty, rating))


NEVER = -1


@dataclass(slots=True)
class Traces:
    """What FSRS-6 makes of the answers to every item: `last` counts days, NEVER before the first answer."""

    state: State
    last: Ints

    @classmethod
    def none(cls, shape: tuple[int, int]) -> Self:
        """Before any answer; (learners, items)."""
        return cls(State(np.ones(shape), np.ones(shape)), np.full(shape, NEVER))

    @property
    def is_known(self) -> Bools:
        """Whether it was ever answered."""
        return self.last != NEVER

    def due(self, pace: Floats | float = 1.0) -> Ints:
        """The day on which predicted recall is nearest to 0.90, at least a day after the last answer."""
        return self.last + np.clip(np.rint(pace * self.state.stability), 1, LONGEST).astype(np.int64)

    def hear(self, day: int, asked: Bools, rating: Ints) -> None:
        """How it went where it was asked."""
        days = np.maximum(day - self.last, 1)
        again = answered(self.state, rating, recall(days, self.state.stability))
        anew = first(rating)
        for_now = (
            np.where(self.is_known, later, earliest)
            for later, earliest in ((again.stability, anew.stability), (again.difficulty, anew.difficulty))
        )
        before = (self.state.stability, self.state.difficulty)
        self.state = State(*(np.where(asked, new, old) for new, old in zip(for_now, before, strict=True)))
        self.last = np.where(asked, day, self.last)


def growth(state: State, rating: Ints, recalled_with: Floats) -> Floats:
    """What a right answer adds, as a share of S: e^w8·(11 - D)·S^-w9·(e^(w10·(1 - R)) - 1), times w15 or w16."""
    by_rating = np.asarray([1, W[15], 1, W[16]])[rating - 1]
    unexpected = np.exp(W[10] * (1 - recalled_with)) - 1
    return np.exp(W[8]) * (11 - state.difficulty) * state.stability ** -W[9] * unexpected * by_rating


def fallen(state: State, recalled_with: Floats) -> Floats:
    """S after a wrong answer: w11·D^-w12·((S + 1)^w13 - 1)·e^(w14·(1 - R)), and at most S·e^(-w17·w18)."""
    by_state = W[11] * state.difficulty ** -W[12] * ((state.stability + 1) ** W[13] - 1)
    return np.minimum(by_state * np.exp(W[14] * (1 - recalled_with)), state.stability / np.exp(W[17] * W[18]))


def next_difficulty(difficulty: Floats, rating: Ints) -> Floats:
    """D moves by -w6·(rating - 3)·(10 - D)/9, and is drawn back to the first difficulty of an easy item by w7."""
    moved = difficulty - W[6] * (rating - 3) * (10 - difficulty) / 9
    return np.clip(W[7] * _first_difficulty(np.asarray(4)) + (1 - W[7]) * moved, 1, 10)


def _first_difficulty(rating: Ints) -> Floats:
    return W[4] - np.exp(W[5] * (rating - 1)) + 1
