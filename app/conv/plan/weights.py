"""Backwards through a convolution to its weight: (H, W, C) and (H', W', O) -> (O, C / groups, K_h, K_w).

    dense       the gradient (n, O), transposed, times columns (n, K_h·K_w·C) of im2col: one matrix product
    Winograd    the adjoint of y = Aᵀ[(G·g) ⊙ (Bᵀ·d)] in g: ∂g = Gᵀ[(A·∂y) ⊙ (Bᵀ·d)], summed over the tiles, which is a
                matrix product (C, T) @ (T, O) for each place of a tile: the fewer products of the way forwards, twice
                the transforms
    depthwise   each tap's sum over what it saw times the gradient, a row of channels at a time

Sources: Dumoulin, Visin, arXiv:1603.07285, chapter 4; Lavin, Gray, arXiv:1509.09308, section 3.
"""

from typing import Protocol

import numpy as np

from app.conv.ops import Array
from app.conv.plan.convolution import Convolution
from app.conv.plan.costs import Costs
from app.conv.plan.depthwise import seen_by_taps
from app.conv.plan.gemm import block_rows, windows
from app.conv.plan.winograd import MATRICES, Tile, kronecker, tiles
from app.conv.plan.workspace import Workspace

TILE: Tile = (4, 4)
BLOCK_FLOATS = 2**20  # of a block's columns: more than forwards, since its product is added to the others'


class WeightGradient(Protocol):
    """A way to compute the gradient of one convolution's weight."""

    def run(self, image: Array, gradient: Array) -> Array:
        """(H, W, C), (H', W', O) -> (O, C / groups, K_h, K_w)."""
        ...


def weight_gradient(layer: Convolution, costs: Costs, workspace: Workspace) -> WeightGradient:
    """What is expected to be soonest for a layer that a plan computes itself: dense, or depthwise."""
    if layer.is_depthwise:
        return DepthwiseWeights(layer, workspace)
    where = layer.where
    if where.kernel == (3, 3) and where.stride == where.dilation == (1, 1):
        by_tiles, direct = _by_tiles(layer, costs), _direct(layer, costs)
        if by_tiles < direct:
            return WinogradWeights(layer, workspace)
    return DenseWeights(layer, workspace)


class DenseWeights:
    """Any kernel, one group."""

    def __init__(self, layer: Convolution, workspace: Workspace) -> None:
        """Nothing is prepared: what is multiplied comes with each image."""
        self._layer, self._workspace = layer, workspace

    def run(self, image: Array, gradient: Array) -> Array:
        """A block of rows at a time."""
        layer, (height, width, _) = self._layer, gradient.shape
        seen = windows(self._workspace.padded(image, layer.where.padding), layer)
        depth = layer.taps * layer.channels
        total = np.empty((layer.outputs, depth), np.float32)
        down = block_rows(width * depth, height, BLOCK_FLOATS)
        for top in range(0, height, down):
            part = seen[top : top + down]
            columns = self._workspace.scratch("columns", len(part) * width, depth)
            np.copyto(columns.reshape(part.shape), part)
            product = self._workspace.scratch("products", *total.shape) if top else total
            np.matmul(gradient[top : top + down].reshape(-1, layer.outputs).T, columns, out=product)
            if top:
                total += product
        return total.reshape(layer.outputs, *layer.where.kernel, layer.channels).transpose(0, 3, 1, 2)


class WinogradWeights:
    """F(4×4, 3×3) the other way round, all tiles of an image at once."""

    def __init__(self, layer: Convolution, workspace: Workspace) -> None:
        """The three transforms, of which two are transposed."""
        self._layer, self._workspace = layer, workspace
        tall, wide = (MATRICES[m] for m in TILE)
        self._to_places = kronecker(tall.to_places, wide.to_places)  # (a, a)
        self._from_outputs = np.ascontiguousarray(kronecker(tall.to_outputs, wide.to_outputs).T)  # (a, m·m)
        self._to_taps = np.ascontiguousarray(kronecker(tall.weight, wide.weight).T)  # (9, a)

    def run(self, image: Array, gradient: Array) -> Array:
        """By way of (a, T, C) and (a, T, O) to (a, C, O)."""
        layer, places = self._layer, len(self._to_places)
        (tall, wide), (height, width, outputs) = TILE, gradient.shape
        down, across = -(-height // tall), -(-width // wide)
        seen = tiles(image, layer, TILE, (down, across), self._workspace)
        inwards = self._places("places", seen, self._to_places)
        whole = self._workspace.padded(gradient, ((0, down * tall - height), (0, across * wide - width)))
        cut = whole.reshape(down, tall, across, wide, outputs).transpose(1, 3, 0, 2, 4)
        backwards = self._places("products", cut, self._from_outputs)
        sums = self._workspace.scratch("gathered", places, layer.channels, outputs)
        np.matmul(inwards.swapaxes(1, 2), backwards, out=sums)
        taps = self._to_taps @ sums.reshape(places, -1)  # (9, C·O)
        return taps.reshape(3, 3, layer.channels, outputs).transpose(3, 2, 0, 1)

    def _places(self, name: str, cut: Array, transform: Array) -> Array:
        """(m_h, m_w, down, across, C) -> (a, down · across, C), in scratch of that name."""
        *_, down, across, channels = cut.shape
        gathered = self._workspace.scratch("gathered", *cut.shape)
        np.copyto(gathered, cut)
        found = self._workspace.scratch(name, len(transform), down * across, channels)
        np.matmul(transform, gathered.reshape(transform.shape[1], -1), out=found.reshape(len(transform), -1))
        return found


class DepthwiseWeights:
    """A kernel for each channel."""

    def __init__(self, layer: Convolution, workspace: Workspace) -> None:
        """Nothing is prepared."""
        self._layer, self._workspace = layer, workspace

    def run(self, image: Array, gradient: Array) -> Array:
        """(H, W, C), (H', W', C) -> (C, 1, K_h, K_w)."""
        seen = seen_by_taps(self._workspace.padded(image, self._layer.where.padding), self._layer.where)
        return np.einsum("hijxc,hxc->ijc", seen, gradient).transpose(2, 0, 1)[:, None]


def _direct(layer: Convolution, costs: Costs) -> float:
    pixels = layer.where.output[0] * layer.where.output[1]
    depth = layer.taps * layer.channels
    return costs.multiplied(depth, pixels, layer.outputs) + costs.moved(pixels * depth, 3 * layer.channels)


def _by_tiles(layer: Convolution, costs: Costs) -> float:
    """The sums are written and read once for each place, as a weight is that is packed."""
    channels, outputs = layer.channels, layer.outputs
    (down, across), places, cells = (-(-n // 4) for n in layer.where.output), 36, 16
    count = down * across
    products = places * (costs.multiplied(channels, count, outputs) + costs.packed * channels * outputs)
    transforms = costs.multiplied(places, places, count * channels) + costs.multiplied(places, cells, count * outputs)
    copies = costs.moved(places * count * channels, channels) + costs.moved(cells * count * outputs, outputs)
    return products + transforms + copies + costs.multiplied(layer.taps, places, channels * outputs)
