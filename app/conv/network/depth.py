"""How deep a network is: its layers with weights on the longest way from input to output, as papers count them."""

from app.conv.network.layers import (
    Concat,
    Conv,
    ConvTranspose,
    Depthwise,
    Layer,
    Layers,
    Linear,
    Pointwise,
    Repeat,
    Residual,
)


def depth(layers: Layers) -> int:
    """ResNet-50's 50, GoogLeNet's 22. Shortcuts and squeeze-and-excitation lie beside the way."""
    return sum(map(_depth, layers))


def _depth(layer: Layer) -> int:
    match layer:
        case Conv() | ConvTranspose() | Depthwise() | Pointwise() | Linear():
            return 1
        case Residual():
            return max(depth(layer.body), depth(layer.shortcut))
        case Concat():
            return max(map(depth, layer.branches))
        case Repeat():
            return layer.times * depth(layer.body)
        case _:
            return 0
