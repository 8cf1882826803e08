"""Drawing the numbers of a layer stack."""

from app.problems.kind import Dice
from app.problems.output_size.axis import Axis, part, right
from app.problems.output_size.layer_stack.mistakes import SIZE_SLIPS
from app.problems.output_size.layer_stack.numbers import Layer, LayerStack


def draw(dice: Dice, level: int) -> LayerStack:
    """Three, four or five layers; a rectangular input at level 3. Each layer is drawn so that its slips part."""
    height = int(dice.integers(48, 256))
    width = int(dice.integers(48, 256)) if level == 3 else height
    layers: list[Layer] = []
    sizes = (height, width)
    pool_at = int(dice.integers(1, level + 1))
    for index in range(level + 2):
        layer = _draw_layer(dice, sizes, pool=index == pool_at, deeper=index)
        layers.append(layer)
        sizes = tuple(right(Axis(side, layer.kernel, layer.stride, layer.padding)) for side in sizes)
    return LayerStack(input=(3, height, width), layers=tuple(layers))


CONVOLUTIONS = tuple((k, s, p) for k in (3, 5, 7) for s in (1, 2) for p in range(k // 2 + 1))
KEEPS_THE_SIZE = (3, 1, 1)
SMALLEST_POOL = (2, 2, 0)
POOLS = ((2, 2, 0), (3, 2, 0), (3, 3, 1), (3, 3, 0))


def _draw_layer(dice: Dice, sizes: tuple[int, ...], *, pool: bool, deeper: int) -> Layer:
    """A layer on which right and wrong sizes differ, if this size has one; the gate sees to the rest."""
    choices = POOLS if pool else CONVOLUTIONS
    tried = [choices[int(index)] for index in dice.permutation(len(choices))]
    fitting = (each for each in tried if all(_parts(Axis(side, *each)) for side in sizes))
    kernel, stride, padding = next(fitting, SMALLEST_POOL if pool else KEEPS_THE_SIZE)
    if pool:
        return Layer(op="max_pool", kernel=kernel, stride=stride, padding=padding)
    filters = 2 ** int(dice.integers(3 + min(deeper, 2), 6 + min(deeper, 2)))
    return Layer(out_channels=filters, kernel=kernel, stride=stride, padding=padding)


def _parts(axis: Axis) -> bool:
    return axis.size >= 2 * axis.kernel and part(axis, SIZE_SLIPS)
