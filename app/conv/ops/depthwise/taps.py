"""A copy of the image for each tap: what the taps see, end to end, makes of each channel's sum a matrix product.

At stride s a tap sees every s-th row and column, one of s · s phases of the image. The tap that sees all of a phase
from its first position on leads: in a plane as large as the output, what others see of that phase is the leader's copy,
moved in one piece by as many cells as their row and column ask for. At stride 1 there is one phase, the image itself.
Gaps before the copies hold zeros for the rows outside the image, or what is moved out of a copy and never read. What is
moved to the wrong end of a row was outside the image, and is set to zero.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias

import numpy as np

from app.conv.ops.arrays import Array
from app.conv.ops.depthwise.work import Block, Work
from app.conv.ops.geometry import Geometry, buffer_of

LINE = 16  # cells, 64 bytes of float32: what is kept in one piece in a cache

Area: TypeAlias = tuple[slice, slice]  # rows and columns
Lay: TypeAlias = Callable[[Array], None]  # makes the copies of some channels: (N, C, H, W)


class Sight(NamedTuple):
    """What a tap sees along one axis: from position 0 on, cells `first` and following of a phase of the image."""

    first: int
    phase: int


class Layout(NamedTuple):
    """Where the copies lie and how they are made. Taps are numbered row by row."""

    gap: int  # cells before a copy, as many as any copy is moved, in whole lines
    length: int  # cells of a copy, in whole lines
    wrapped: tuple[tuple[int, slice], ...]  # the cells at the ends of rows that a column of taps sees nothing of
    led: tuple[tuple[int, Area], ...]  # the leaders, and what they see of the image
    moved: tuple[tuple[int, int, int], ...]  # a tap, its leader, and how many cells further in that one's copy it sees


@lru_cache(maxsize=256)
def are_moved_whole(layer: Geometry) -> bool:
    """Whether no phase is larger than the output, and each has a leader: padding that keeps the size sees to it."""
    return all(
        -(-layer.size[axis] // layer.stride[axis]) <= layer.output[axis]
        and {sight.phase for sight in sights} == {sight.phase for sight in sights if sight.first == 0}
        for axis, sights in enumerate(_sights(layer))
    )


def copied_cells(layer: Geometry) -> int:
    """How many cells the copies of one channel have, with the gaps before them."""
    layout = _layout(layer)
    return prod(layer.kernel) * (layout.gap + layout.length)


def prepare(block: Block, kernels: Array, layer: Geometry) -> Work:
    """How to sum a block of channels: (C, m, K_h, K_w)."""
    layout, taps = _layout(layer), prod(layer.kernel)
    gap, length = layout.gap, layout.length
    room = np.zeros(taps * prod(block) * (gap + length) + gap, kernels.dtype)
    slots = room[: len(room) - gap].reshape(taps, *block, gap + length)
    copies = slots[..., gap : gap + prod(layer.output)]
    planes = copies.reshape(*layer.kernel, *block, *layer.output)  # a view
    lay = _image_moved(room, planes, layer) if _is_image_moved(layer) else _phases_moved(slots, planes, layer)
    wrapped = [planes[:, j, ..., ends] for j, ends in layout.wrapped]
    rows, columns = kernels.reshape(*kernels.shape[:2], -1), copies.transpose(1, 2, 0, 3)  # K_h · K_w by H' · W'

    def work(some: Array, c: slice, there: Array) -> None:
        lay(some)
        for cells in wrapped:
            cells[...] = 0
        np.matmul(rows[c], columns, out=there)

    return work


def _is_image_moved(layer: Geometry) -> bool:
    return layer.stride == (1, 1) and layer.size == layer.output


def _image_moved(room: Array, planes: Array, layer: Geometry) -> Lay:
    """All copies at once: each tap sees the image some cells further than the one before."""
    (top, _), (left, _) = layer.padding
    block, length, width, cell = planes.shape[2:4], prod(layer.output), layer.output[1], room.itemsize
    row, column, image, channel = planes.strides[:4]
    strides = row - layer.dilation[0] * width * cell, column - layer.dilation[1] * cell, image, channel, cell
    begin = _layout(layer).gap + top * width + left
    place = np.ndarray((*layer.kernel, *block, length), room.dtype, buffer_of(room), begin * cell, strides)

    def lay(some: Array) -> None:
        place[...] = some.reshape(*block, length)

    return lay


def _phases_moved(slots: Array, planes: Array, layer: Geometry) -> Lay:
    """Leaders' copies cell by cell, the others' from those, all channels in one run."""
    layout, flat = _layout(layer), slots.reshape(len(slots), -1)
    leading = [(planes[divmod(tap, layer.kernel[1])], seen) for tap, seen in layout.led]
    moves = [
        (flat[tap, max(0, -further) : flat.shape[1] - further], flat[leader, max(0, further) : flat.shape[1] + further])
        for tap, leader, further in layout.moved
    ]

    def lay(some: Array) -> None:
        for place, seen in leading:
            cells = some[(..., *seen)]
            place[..., : cells.shape[2], : cells.shape[3]] = cells
        for place, source in moves:
            place[...] = source

    return lay


@lru_cache(maxsize=256)
def _layout(layer: Geometry) -> Layout:
    """Cached, since finding it takes a small layer as long as its products."""
    (rows, columns), width = _sights(layer), layer.output[1]
    corners = (rows[0], columns[0]), (rows[-1], columns[-1])  # moved most to the right, or to the left
    gap = max(abs(y.first * width + x.first) for y, x in corners)
    wrapped = [(j, x.first) for j, x in enumerate(columns) if x.first]
    ends = [(j, slice(max(0, width - first), None) if first > 0 else slice(-first)) for j, first in wrapped]
    return Layout(
        _whole_lines(gap), _whole_lines(prod(layer.output)), tuple(ends), *_led_and_moved(rows, columns, layer)
    )


def _led_and_moved(
    rows: list[Sight], columns: list[Sight], layer: Geometry
) -> tuple[tuple[tuple[int, Area], ...], tuple[tuple[int, int, int], ...]]:
    """The last two parts of a layout; no tap is moved where a phase has no leader."""
    sights = [*enumerate(product(rows, columns))]
    leaders = {(y.phase, x.phase): (tap, y, x) for tap, (y, x) in sights if y.first == x.first == 0}
    (down, across), width = layer.stride, layer.output[1]
    led = [(tap, (slice(y.phase, None, down), slice(x.phase, None, across))) for tap, y, x in leaders.values()]
    others = ((tap, y, x, leaders.get((y.phase, x.phase))) for tap, (y, x) in sights)
    moved = [(tap, lead[0], y.first * width + x.first) for tap, y, x, lead in others if lead and lead[0] != tap]
    return tuple(led), tuple(moved)


def _sights(layer: Geometry) -> tuple[list[Sight], list[Sight]]:
    """Of each row of taps, and of each column."""
    rows, columns = (
        [Sight(*divmod(tap * layer.dilation[axis] - layer.padding[axis][0], layer.stride[axis])) for tap in range(taps)]
        for axis, taps in enumerate(layer.kernel)
    )
    return rows, columns


def _whole_lines(cells: int) -> int:
    return -(-cells // LINE) * LINE
