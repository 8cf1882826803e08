"""Drawing a map without ties and a gradient whose shares are whole."""

from collections import Counter
from collections.abc import Mapping

from app.problems.dice import roll
from app.problems.kind import Dice
from app.problems.pooling.drawing import draw_map
from app.problems.pooling.gradient.numbers import Backward
from app.problems.pooling.windows import Map, Pair, Sliding, windows

LAYERS: Mapping[int, tuple[tuple[Pair, int, int], ...]] = {
    1: (((4, 4), 2, 2), ((2, 4), 2, 2), ((4, 2), 2, 2)),
    2: (((5, 5), 2, 2), ((3, 5), 2, 2), ((3, 6), 3, 3), ((4, 7), 3, 3)),
    3: (((3, 3), 2, 1), ((3, 4), 2, 1), ((3, 5), 3, 2), ((5, 5), 3, 2)),
}
"""Size of the map, kernel and stride by level."""


def draw(dice: Dice, level: int) -> Backward:
    """Level 1: windows side by side. Level 2: larger, with cells no window sees. Level 3: overlapping.

    No two cells are equal, so no window has two largest; gradients are multiples of K², so shares are whole.
    """
    size, kernel, stride = LAYERS[level][roll(dice, 0, len(LAYERS[level]) - 1)]
    numbers = _different(dice, size, low=0 if level == 1 else -9)
    layer = Sliding(numbers, (kernel, kernel), (stride, stride))
    rows, columns = layer.output
    if stride < kernel:
        numbers = _peaked(dice, layer)
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


def _peaked(dice: Dice, layer: Sliding) -> Map:
    """The largest cell swapped into a place that two windows see, so that both take it."""
    width = layer.size[1]
    flat = [cell for row in layer.map for cell in row]
    seen = Counter(place for row in windows(layer) for window in row for place in window.places)
    shared = [i * width + j for (i, j), count in sorted(seen.items()) if count == 2]
    there, peak = shared[roll(dice, 0, len(shared) - 1)], flat.index(max(flat))
    flat[there], flat[peak] = flat[peak], flat[there]
    return tuple(tuple(flat[at : at + width]) for at in range(0, len(flat), width))
