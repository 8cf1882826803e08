"""Drawing a map to pool by hand."""

from app.problems.dice import roll
from app.problems.kind import Dice
from app.problems.pooling.by_hand.numbers import Pool, sliding
from app.problems.pooling.drawing import draw_map, settled

LAYERS = {
    1: (((4, 4), 2, 2, 0), ((4, 6), 2, 2, 0), ((6, 4), 2, 2, 0), ((6, 6), 3, 3, 0)),
    2: (((4, 4), 2, 1, 0), ((4, 4), 3, 1, 0), ((5, 5), 3, 2, 0), ((6, 6), 3, 2, 0), ((3, 5), 2, 1, 0)),
    3: (((4, 4), 2, 2, 1), ((3, 3), 3, 2, 1), ((3, 5), 3, 2, 1), ((4, 6), 2, 2, 1)),
}
"""Size of the map, kernel, stride and padding by level."""
LOWEST, HIGHEST = {1: 0, 2: -9, 3: -9}, {1: 12, 2: 12, 3: 6}


def draw(dice: Dice, level: int) -> Pool:
    """Level 1: windows side by side. Level 2: overlapping, some below zero. Level 3: padded, the corner below zero."""
    size, kernel, stride, padding = LAYERS[level][roll(dice, 0, len(LAYERS[level]) - 1)]
    low, high = LOWEST[level], HIGHEST[level]
    drawn = draw_map(dice, size, low, high)
    if padding:  # a zero of the padding shows where everything else in a window is below it
        inside = kernel - padding
        corner = draw_map(dice, (inside, inside), low, -1)
        drawn = (*((*corner[i], *drawn[i][inside:]) for i in range(inside)), *drawn[inside:])
    pool = Pool(map=drawn, kernel=kernel, stride=stride, padding=padding)
    if kernel == 2:  # quarters can be written
        return pool
    evened = settled(sliding(pool), kernel**2, low, -1 if padding else high)
    return Pool(map=evened, kernel=kernel, stride=stride, padding=padding)
