"""What the units of each layer see, along height and width. None is the whole input."""

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from app.conv.network.layers import (
    AdaptiveAvgPool,
    Attention,
    AvgPool,
    Conv,
    ConvTranspose,
    Depthwise,
    GlobalAvgPool,
    LayerNorm,
    Leaf,
    Linear,
    MaxPool,
    Pointwise,
    Softmax,
    SqueezeExcite,
    Upsample,
)
from app.conv.network.shape import Shape
from app.conv.network.sight import (
    PIXELS,
    Sight,
    through_adaptive,
    through_transposed,
    through_upsampling,
    through_window,
    together,
)
from app.conv.network.windows import as_conv, axes_of, transposed_axes_of

Along = TypeVar("Along")  # what a layer is along one axis
Sights: TypeAlias = tuple[Sight, Sight] | None
ONE_PIXEL: Sights = (PIXELS, PIXELS)


def seen(layer: Leaf, shape: Shape, below: Sights) -> Sights:
    """What the units of `layer` see, on an input of `shape` whose own units see `below`."""
    if below is None or _sees_all(layer, shape):
        return None
    match layer:
        case Depthwise() | Pointwise():
            return seen(as_conv(layer, shape[0]), shape, below)
        case Conv() | MaxPool() | AvgPool():
            return _along_both(through_window, below, axes_of(layer, (shape[1], shape[2])))
        case ConvTranspose():
            return _along_both(through_transposed, below, transposed_axes_of(layer))
        case Upsample():
            return _along_both(through_upsampling, below, layer.scale)
        case AdaptiveAvgPool(output=(tall, wide)):
            height, width = below
            return through_adaptive(height, shape[1], tall), through_adaptive(width, shape[2], wide)
        case _:
            return below


def side_by_side(branches: Sequence[Sights]) -> Sights:
    """What branches see together."""
    known = [each for each in branches if each is not None]
    if len(known) < len(branches):
        return None
    return together([height for height, _ in known]), together([width for _, width in known])


def _along_both(
    through: Callable[[Sight, Along], Sight], below: tuple[Sight, Sight], axes: tuple[Along, Along]
) -> tuple[Sight, Sight]:
    """Height and width, worked out once where they are alike."""
    height = through(below[0], axes[0])
    return height, height if (below[0], axes[0]) == (below[1], axes[1]) else through(below[1], axes[1])


def _sees_all(layer: Leaf, shape: Shape) -> bool:
    """Whether each unit depends on every place of the layer's input."""
    match layer:
        case GlobalAvgPool() | SqueezeExcite() | Attention():
            return True
        case AdaptiveAvgPool():
            return layer.output == (1, 1)
        case Linear() | LayerNorm() | Softmax():
            return len(shape) == 1  # a flattened map, or what was pooled already
        case _:
            return False
