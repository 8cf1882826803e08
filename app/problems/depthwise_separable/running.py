"""Counts that can be run: on a map of ones with weights of one, every multiply-add adds 1 to the sum of the outputs."""

import numpy as np

from app.conv.ops import Array, conv2d
from app.problems.refuting import Row


def outputs_of_ones(*, inside: int, outside: int, kernel: int, size: int, stride: int = 1, groups: int = 1) -> Array:
    """What the engine gives for ones everywhere, without padding, so that no tap falls on a zero: (O, H', W')."""
    image = np.ones((1, inside, size, size), np.int64)
    weight = np.ones((outside, inside // groups, kernel, kernel), np.int64)
    return conv2d(image, weight, stride=stride, groups=groups)[0]


def rows_of(name: str, outputs: Array) -> tuple[Row, ...]:
    """How many outputs there are, what each is, and so how many multiply-adds it took."""
    channels, height, width = outputs.shape
    each = int(outputs.flat[0])
    return (
        Row(f"{name} gives", f"{channels} × {height} × {width} = {outputs.size} outputs"),
        Row("each of them is", f"{each}, its multiply-adds"),
        Row("all of them add up to", f"{outputs.size} · {each} = {int(outputs.sum())}"),
    )
