"""Whole numbers by the dice."""

from typing import TypeVar

from app.problems.kind import Dice

T = TypeVar("T")


def roll(dice: Dice, low: int, high: int) -> int:
    """One of low to high, both included."""
    return int(dice.integers(low, high, endpoint=True))


def pick(dice: Dice, choices: tuple[T, ...]) -> T:
    """One of these."""
    return choices[int(dice.integers(len(choices)))]


def some(dice: Dice, choices: tuple[T, ...], count: int) -> tuple[T, ...]:
    """So many of these, each at most once, in any order."""
    return tuple(choices[int(at)] for at in dice.permutation(len(choices))[:count])
