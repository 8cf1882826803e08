"""Drawing maps whose means can be written, and last maps of ordinary sizes."""

from collections.abc import Mapping

from app.problems.dice import pick, roll
from app.problems.kind import Dice
from app.problems.pooling.drawing import draw_map, settled
from app.problems.pooling.global_pool.numbers import Head
from app.problems.pooling.windows import Map, Pair, Sliding

SMALL: Mapping[int, tuple[tuple[int, Pair], ...]] = {
    1: ((2, (2, 2)), (3, (2, 2))),
    2: ((3, (2, 2)), (2, (2, 3)), (2, (3, 3))),
    3: ((3, (3, 3)), (4, (2, 3)), (3, (2, 4))),
}
"""How many small maps, and of what size."""
LAST: Mapping[int, tuple[tuple[int, ...], tuple[Pair, ...], tuple[int, ...]]] = {
    1: ((32, 64, 128), ((4, 4), (7, 7), (8, 8)), (10, 100)),
    2: ((256, 512, 1024), ((6, 6), (7, 7), (8, 8)), (10, 100, 1000)),
    3: ((320, 768, 1280, 1664, 2048), ((7, 7), (8, 6), (7, 10), (12, 9)), (21, 80, 200, 1000)),
}
"""Channels, sizes and classes of the last map."""


def draw(dice: Dice, level: int) -> Head:
    """Small maps with means that can be written; a last map of an ordinary size, rectangular at level 3."""
    count, size = SMALL[level][roll(dice, 0, len(SMALL[level]) - 1)]
    channels, sizes, classes = LAST[level]
    return Head(
        maps=tuple(_draw_small(dice, size, level) for _ in range(count)),
        channels=pick(dice, channels),
        size=sizes[roll(dice, 0, len(sizes) - 1)],
        classes=pick(dice, classes),
        larger=2 if level < 3 else roll(dice, 2, 3),
    )


def _draw_small(dice: Dice, size: Pair, level: int) -> Map:
    low, high = (0, 12) if level == 1 else (-8, 12)
    cells_each = size[0] * size[1]
    divisor = cells_each if cells_each % 2 else cells_each // 2  # halves can be written
    return settled(Sliding(draw_map(dice, size, low, high), size, size), divisor, low, high)
