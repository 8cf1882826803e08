"""Drawing a map without ties and a gradient whose shares are whole."""

from collections.abc import Mapping

from app.problems.kind import Dice
from app.problems.pooling.drawing import draw_map, roll
from app.problems.pooling.gradient.numbers import Backward
from app.problems.pooling.windows import Map, Pair, Sliding

LAYERS: Mapping[int, tuple[tuple[Pair, int, int], ...]] = {
    1: (((4, 4), 2, 2), ((2, 4), 2, 2), ((4, 2), 2, 2)),
    2: (((5, 5), 2, 2), ((3, 5), 2, 2), ((3, 6), 3, 3), ((4, 7), 3, 3)),
    3: (((3, 3), 2, 1), ((3, 4), 2, 1), ((3, 5), 3, 2), ((5, 5), 3, 2)),
}
"""Size of the map, kernel and stride by level."""


def draw(dice: Dice, level: int) -> Backward:
    """Level 1: windows side by side. Level 2: larger, with cells no window sees. Level 3: overlapping, some shared.

    No two cells are equal, so no window has two largest; gradients are multiples of K², so shares are whole.
    """
    size, kernel, stride = LAYERS[level][roll(dice, 0, len(LAYERS[level]) - 1)]
    numbers = _different(dice, size, low=0 if level == 1 else -9)
    if stride < kernel:
        numbers = _peaked(numbers)
    rows, columns = Sliding(numbers, (kernel, kernel), (stride, stride)).output
    drawn = draw_map(dice, (rows, columns), 1, 4)
    signs = draw_map(dice, (rows, columns), 0, 0 if level == 1 else 1)
    gradient = tuple(
        tuple(kernel**2 * (-cell if sign else cell) for cell, sign in zip(*lines, strict=True))
        for lines in zip(drawn, signs, strict=True)
    )
    return Backward(map=numbers, kernel=kernel, stride=stride, gradient=gradient)


def _different(dice: Dice, size: Pair, *, low: int) -> Map:
    count = size[0] * size[1]
    chosen: list[int] = (dice.permutation(max(count + 4, 20))[:count] + low).tolist()
    return tuple(tuple(chosen[i * size[1] : (i + 1) * size[1]]) for i in range(size[0]))


def _peaked(numbers: Map) -> Map:
    """The largest cell swapped into the middle, where several windows take it."""
    height, width = len(numbers), len(numbers[0])
    flat = [cell for row in numbers for cell in row]
    middle, peak = (height // 2) * width + width // 2, flat.index(max(flat))
    flat[middle], flat[peak] = flat[peak], flat[middle]
    return tuple(tuple(flat[i * width : (i + 1) * width]) for i in range(height))
