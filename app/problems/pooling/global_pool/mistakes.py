"""The wrong solvers, and the convention that counts biases."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from app.problems.kind import Answers, Solver
from app.problems.pooling.global_pool.numbers import Head, cells, features, solve
from app.problems.pooling.windows import exactly, parts_of
from app.problems.reading import Cells


def with_bias(head: Head) -> Answers:
    """Right for whoever counts a bias for each class."""
    right = solve(head)
    counts = {name: value for name in ("flattened", "pooled", "larger") if isinstance(value := right[name], int)}
    return {name: value + head.classes for name, value in counts.items()}


def over_channels(head: Head) -> Answers:
    """Averages over the channels at each position."""
    stacked = np.array(head.maps, dtype=np.int64).mean(axis=0)[None, None]  # (1, 1, H, W)
    return {"means": parts_of(stacked, len(head.maps))}


def row(*numbers: Fraction | int) -> Answers:
    """An answer of one row of means."""
    return {"means": Cells((tuple(exactly(Fraction(each)) for each in numbers),))}


def largest(head: Head) -> Answers:
    """Global max pooling."""
    return row(*(max(cells(each)) for each in head.maps))


def sums(head: Head) -> Answers:
    """Adds up and does not divide."""
    return row(*(sum(cells(each)) for each in head.maps))


def divides_by_side(head: Head) -> Answers:
    """Divides by the height."""
    return row(*(Fraction(sum(cells(each)), len(each)) for each in head.maps))


def mean_of_all(head: Head) -> Answers:
    """One number for the whole input."""
    numbers = [cell for each in head.maps for cell in cells(each)]
    return row(Fraction(sum(numbers), len(numbers)))


def no_weights_left(_: Head) -> Answers:
    """Takes the classifier to go with the flattening."""
    return {"pooled": 0, "larger": 0}


def positions_stay(head: Head) -> Answers:
    """Lets the classifier see every position still."""
    grown = features(head) * head.classes * head.larger**2
    return {"pooled": features(head) * head.classes, "larger": grown}


def grows(head: Head) -> Answers:
    """Lets the pooled head grow with the image."""
    return {"larger": head.channels * head.classes * head.larger**2}


def inputs_only(head: Head) -> Answers:
    """Counts the numbers that go in."""
    return {"flattened": features(head), "pooled": head.channels}


def adds_classes(head: Head) -> Answers:
    """Adds inputs and outputs."""
    return {"flattened": features(head) + head.classes, "pooled": head.channels + head.classes}


def one_side(head: Head) -> Answers:
    """Takes the side of the map for its area."""
    return {"flattened": head.channels * head.size[0] * head.classes, "times": Fraction(head.size[0])}


def channels_saved(head: Head) -> Answers:
    """Takes the number of channels for the saving."""
    return {"times": Fraction(head.channels)}


def subtracts(head: Head) -> Answers:
    """Gives the difference instead of the ratio."""
    return {"times": Fraction((features(head) - head.channels) * head.classes)}


MISTAKES: Mapping[str, Solver[Head]] = {
    "over-channels": over_channels,
    "largest": largest,
    "sums": sums,
    "divides-by-side": divides_by_side,
    "mean-of-all": mean_of_all,
    "no-weights-left": no_weights_left,
    "positions-stay": positions_stay,
    "grows": grows,
    "inputs-only": inputs_only,
    "adds-classes": adds_classes,
    "one-side": one_side,
    "channels-saved": channels_saved,
    "subtracts": subtracts,
}
