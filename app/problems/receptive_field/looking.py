"""A wrong field, run: a small stack on which slip and engine disagree, and what one unit's gradient reaches there."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from app.conv.fields import FieldLayer
from app.conv.grads import conv1d_vjp
from app.conv.ops import conv1d
from app.problems.receptive_field.seeing import Growth, Slip, grown, growths, sight
from app.problems.refuting import Refutation, Row


def gradient(layers: Sequence[FieldLayer], cells: int, unit: int = 0) -> tuple[int, ...]:
    """What one unit of the last layer sends back to a row of cells, each weight being 1; 0 where it does not look."""
    maps = [np.ones((1, 1, cells))]
    kernels = [np.ones((1, 1, layer.kernel)) for layer in layers]
    for layer, kernel in zip(layers, kernels, strict=True):
        maps.append(conv1d(maps[-1], kernel, None, layer.stride, layer.padding, layer.dilation))
    back = np.zeros_like(maps.pop())
    back[0, 0, unit] = 1
    for layer, kernel, seen in reversed(list(zip(layers, kernels, maps, strict=True))):
        back = conv1d_vjp(back, seen, kernel, None, layer.stride, layer.padding, layer.dilation)[0]
    return tuple(int(each) for each in back[0, 0])


def smallest(slip: Slip, *, is_pool: bool) -> Refutation | None:
    """The first small stack, the slip made on its last layer, where it gives another field than the engine."""
    for layers in _small():
        *_, last = growths(layers)
        claimed = slip(Growth(last.layer, last.field, last.jump, last.previous, is_pool))
        if claimed is not None and claimed != grown(last):
            return _run(layers, claimed, is_pool=is_pool)
    return None


def _small() -> Iterator[tuple[FieldLayer, ...]]:
    """Two layers, then three, of small kernels and strides; the last is wider than its stride."""
    for count in (2, 3):
        for strides in product((2, 1), repeat=count):
            yield tuple(FieldLayer(3 if number == count else 2, stride) for number, stride in enumerate(strides, 1))


def _run(layers: tuple[FieldLayer, ...], claimed: int, *, is_pool: bool) -> Refutation:
    end = sight(layers)[-1]
    back = gradient(layers, end.receptive_field + end.jump)
    width = max(len(str(each)) for each in (*back, len(back) - 1))
    rows = (
        Row("pixel", " ".join(str(pixel).rjust(width) for pixel in range(len(back)))),
        Row("gradient", " ".join((str(each) if each else "·").rjust(width) for each in back)),
    )
    found = sum(1 for each in back if each)
    return Refutation(_described(layers, is_pool=is_pool), rows, _pixels(claimed), _pixels(found))


def _described(layers: tuple[FieldLayer, ...], *, is_pool: bool) -> str:
    named = [f"kernel {layer.kernel} stride {layer.stride}" for layer in layers]
    if is_pool:
        named[-1] = f"an average pool of {named[-1].removeprefix('kernel ')}"
    return f"one unit behind {', then '.join(named)}, all weights equal"


def _pixels(count: int) -> str:
    return "1 pixel" if count == 1 else f"{count} pixels"
