"""How much a convolution's algorithm holds beside its input and output, told before anything is made."""

from math import prod

from app.conv.plan import depthwise, gemm, winograd
from app.conv.plan.convolution import Convolution
from app.conv.plan.costs import Choice, Costs, choices
from app.conv.plan.winograd import MATRICES, Tile


def most_floats(layer: Convolution, costs: Costs) -> int:
    """Weights and scratch of the algorithm that these costs choose, or of `ops` where they choose none."""
    wide = prod(sum(ends) + size for ends, size in zip(layer.where.padding, layer.where.size, strict=True))
    padded, plain = wide * layer.channels, layer.outputs * layer.channels // layer.groups * layer.taps
    match choices(layer, costs):
        case (Choice(tile=(_, _) as tile), *_):
            return _winograd(layer, tile) + plain
        case (Choice(name="depthwise"), *_):
            return padded + 2 * layer.taps * depthwise.pixels_of_a_run(layer) * layer.channels + plain
        case (Choice(name="1x1"), *_):
            return padded + prod(layer.where.output) * layer.channels + 2 * plain
        case (Choice(name="im2col"), *_):
            return padded + _columns(layer) + 2 * (plain + layer.outputs)
        case _:
            return padded + _columns(layer) + plain + prod(layer.where.output) * layer.outputs


def _columns(layer: Convolution) -> int:
    (height, width), depth = layer.where.output, layer.taps * layer.channels + 1
    return gemm.block_rows(width * depth, height, depth * layer.outputs) * width * depth


def _winograd(layer: Convolution, tile: Tile) -> int:
    """The padded image is as large as the tiles ask for; a block is gathered, transformed, multiplied, and laid out."""
    down, across = (-(-n // m) for n, m in zip(layer.where.output, tile, strict=True))
    places = len(MATRICES[tile[0]].to_places) * len(MATRICES[tile[1]].to_places)
    weight = places * layer.channels * layer.outputs
    count = winograd.block_of_tiles(places * across * layer.channels, down, weight) * across
    padded = (down * tile[0] + 2) * (across * tile[1] + 2) * layer.channels
    of_tiles = count * (2 * places * max(layer.channels, layer.outputs) + (places + 1) * layer.outputs)
    return padded + of_tiles + weight
