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
