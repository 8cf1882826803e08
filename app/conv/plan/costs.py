"""What a step of an algorithm costs on a machine, and by that which algorithm computes a convolution soonest.

A matrix product (m, k) @ (k, n) takes m·k·n multiply-adds, and k·n floats of the weight have to be read and packed once
for each call; copying takes a time for each float and one for each run of floats; every call of NumPy has a price of
its own. The sizes are known beforehand, so the cost of each algorithm is a sum of these five, which `tuning` measures
on the machine at hand. What it leaves out, the caches, is in what a packed float costs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from app.conv.plan import depthwise, gemm, winograd
from app.conv.plan.convolution import Algorithm, Convolution, Given
from app.conv.plan.winograd import MATRICES, Tile
from app.conv.plan.workspace import Workspace

TILES: tuple[Tile, ...] = ((4, 4), (2, 4), (4, 2), (2, 2), (1, 4), (1, 2))


@dataclass(frozen=True, slots=True)
class Costs:
    """Nanoseconds. The defaults are estimates for one core of a server of 2021; `tuning` gives a machine's own."""

    product: float = 0.021  # of a multiply-add of a large matrix product
    packed: float = 0.25  # of a float of the weight, for each call that reads it
    copied: float = 0.2  # of a float that is copied, in the cache
    run: float = 8.0  # of each run of floats that lie beside each other
    call: float = 1500.0  # of a call of NumPy

    def multiplied(self, m: int, k: int, n: int) -> float:
        """Of a matrix product (m, k) @ (k, n)."""
        return self.product * m * k * n + self.packed * k * n + self.call

    def moved(self, floats: int, run: int) -> float:
        """Of a copy in runs of that many floats."""
        return self.copied * floats + self.run * (floats / run) + self.call


@dataclass(frozen=True, slots=True)
class Choice:
    """An algorithm that computes the convolution, its name, and what it is expected to take, in nanoseconds."""

    name: str
    expected: float
    tile: Tile | None = None


def choices(layer: Convolution, costs: Costs) -> tuple[Choice, ...]:
    """Every algorithm that can compute the layer, the cheapest first; none where only `ops` can."""
    return tuple(sorted(_possible(layer, costs), key=lambda choice: choice.expected))


def _possible(layer: Convolution, costs: Costs) -> Iterator[Choice]:
    where = layer.where
    if layer.is_depthwise:
        yield Choice("depthwise", _depthwise(layer, costs))
    if layer.groups > 1:
        return
    if where.kernel == (1, 1):
        yield Choice("1x1", _pointwise(layer, costs))
        return
    yield Choice("im2col", _im2col(layer, costs))
    if where.kernel == (3, 3) and where.stride == where.dilation == (1, 1):
        for tile in TILES:
            yield Choice(f"Winograd {tile[0]}x{tile[1]}", _winograd(layer, tile, costs), tile)


def _depthwise(layer: Convolution, costs: Costs) -> float:
    """A product takes about as long as a copied float, and each run of them its price."""
    (height, width), run = layer.where.output, depthwise.pixels_of_a_run(layer) * layer.channels
    products = layer.taps * height * width * layer.channels
    return costs.moved(products, run) + costs.call


def _pointwise(layer: Convolution, costs: Costs) -> float:
    height, width = layer.where.output
    rows = gemm.block_rows(width * layer.outputs, height, layer.channels * layer.outputs)
    return -(-height // rows) * costs.multiplied(rows * width, layer.channels, layer.outputs)


def _im2col(layer: Convolution, costs: Costs) -> float:
    height, width = layer.where.output
    depth = layer.taps * layer.channels
    rows = gemm.block_rows(width * (depth + 1), height, (depth + 1) * layer.outputs)
    block = costs.multiplied(rows * width, depth, layer.outputs)
    return -(-height // rows) * block + costs.moved(height * width * depth, layer.where.kernel[1] * layer.channels)


def _winograd(layer: Convolution, tile: Tile, costs: Costs) -> float:
    """Two transforms, a matrix product for each place of a tile, and two copies in runs of a pixel's channels."""
    down, across = (-(-n // m) for n, m in zip(layer.where.output, tile, strict=True))
    places = len(MATRICES[tile[0]].to_places) * len(MATRICES[tile[1]].to_places)
    cells = tile[0] * tile[1]
    rows = winograd.block_of_tiles(places * across * layer.channels, down, places * layer.channels * layer.outputs)
    count = rows * across
    block = places * costs.multiplied(count, layer.channels, layer.outputs)
    block += costs.multiplied(places, places, count * layer.channels)
    block += costs.multiplied(cells, places + 1, count * layer.outputs)
    block += costs.moved(places * count * layer.channels, layer.channels)
    block += costs.moved(cells * count * layer.outputs, layer.outputs)
    return -(-down // rows) * block


def prepared(choice: Choice) -> Callable[[Given, Workspace], Algorithm]:
    """How the chosen algorithm is made of a layer with its numbers and a workspace."""
    match choice:
        case Choice(tile=(_, _) as tile):
            return partial(winograd.Winograd, tile=tile)
        case Choice(name="depthwise"):
            return depthwise.Depthwise
        case Choice(name="1x1"):
            return gemm.Pointwise
        case _:
            return gemm.Im2col
