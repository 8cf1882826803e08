"""3×3 convolutions of stride 1 with fewer products: F(m_h × m_w, 3 × 3), by matrix products alone.

A tile of m outputs along an axis needs m + 2 inputs and, instead of 3·m products, m + 2: y = Aᵀ[(G·g) ⊙ (Bᵀ·d)]. In two
dimensions the transforms act on both axes, so on a tile written as one vector they are the Kronecker products Bᵀ ⊗ Bᵀ
and Aᵀ ⊗ Aᵀ. That costs more products than one axis after the other (36·36 for a 6×6 tile instead of 2·6·36), but they
are one large matrix product, which BLAS does at its full speed, where additions in NumPy pass over the memory once for
each. For a block of tiles:

    gathered   (a, T·C)   what each of the a = (m_h + 2)(m_w + 2) places of a tile holds: one copy in runs of C floats
    to_places  (a, T·C)   = (Bᵀ ⊗ Bᵀ) @ gathered
    products   (a, T, O)  = to_places @ weight (a, C, O), one matrix product for each place
    outputs    (m_h·m_w, T·O) = (Aᵀ ⊗ Aᵀ) @ products, to which the bias comes as one more place

The products are (m_h + 2)(m_w + 2) / (9·m_h·m_w) of the direct ones: 1/4 for F(4×4), 4/9 for F(2×2). The transformed
weights are (m_h + 2)(m_w + 2) / 9 times as large, which is what speaks against large tiles on small maps.

In float32 the relative error of F(4×4) is about 1e-5, where im2col's is 5e-7: the entries 4, 5 and 8 cancel.

Source: Lavin, Gray, Fast Algorithms for Convolutional Neural Networks, arXiv:1509.09308, equations 6 to 14; the
matrices of F(2, 3) and F(4, 3) are those of sections 4.1 and 4.3.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from app.conv.ops import Array
from app.conv.plan.convolution import Convolution, Ending, Given
from app.conv.plan.workspace import Workspace

FEWEST_FLOATS, MOST_FLOATS = 2**18, 2**20  # of a block's gathered tiles

Tile = tuple[int, int]  # (m_h, m_w)


@dataclass(frozen=True, slots=True)
class Matrices:
    """Bᵀ (a, a), G (a, 3) and Aᵀ (m, a) of F(m, 3), a = m + 2."""

    to_places: NDArray[Any]
    weight: NDArray[Any]
    to_outputs: NDArray[Any]


MATRICES: Final = {
    1: Matrices(np.eye(3), np.eye(3), np.ones((1, 3))),  # no saving: the axis is left as it is
    2: Matrices(
        np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]]),
        np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]),
        np.array([[1, 1, 1, 0], [0, 1, -1, -1]]),
    ),
    4: Matrices(
        np.array(
            [
                [4, 0, -5, 0, 1, 0],
                [0, -4, -4, 1, 1, 0],
                [0, 4, -4, -1, 1, 0],
                [0, -2, -1, 2, 1, 0],
                [0, 2, -1, -2, 1, 0],
                [0, 4, 0, -5, 0, 1],
            ]
        ),
        np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24,
        np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]]),
    ),
}


class Winograd:
    """F(m_h × m_w, 3 × 3) on tiles that cover the output."""

    def __init__(self, given: Given, workspace: Workspace, tile: Tile) -> None:
        """The weight as (a, C, O), a matrix for each place of a tile."""
        self._layer, self._workspace, self._beyond = given.layer, workspace, given.beyond
        self._tile, layer = tile, given.layer
        self._bias = np.float32(0) if given.bias is None else given.bias.astype(np.float32)
        tall, wide = MATRICES[tile[0]], MATRICES[tile[1]]
        self._to_places = kronecker(tall.to_places, wide.to_places)
        with_bias = np.ones((tile[0] * tile[1], 1), np.float32)
        self._to_outputs = np.concatenate([kronecker(tall.to_outputs, wide.to_outputs), with_bias], axis=1)
        kernels = given.weight.transpose(2, 3, 1, 0).reshape(9, -1).astype(np.float32, copy=False)  # (9, C·O)
        places = kronecker(tall.weight, wide.weight) @ kernels
        self._weight = places.reshape(-1, layer.channels, layer.outputs)

    def run(self, image: Array, out: Array, ending: Ending) -> None:
        """(H, W, C) -> (H', W', O)."""
        down, across = (-(-n // m) for n, m in zip(out.shape, self._tile, strict=False))
        seen = tiles(image, self._layer, self._tile, (down, across), self._workspace, self._beyond)
        block = block_of_tiles(len(self._weight) * across * image.shape[2], down, self._weight.size)
        for top in range(0, down, block):
            outputs = self._outputs(seen[:, :, top : top + block])  # (m_h, m_w, t, across, O)
            self._lay(outputs, out, ending, top * self._tile[0])

    def _outputs(self, seen: Array) -> Array:
        """The sums of a block of tiles, with bias."""
        *_, down, across, channels = seen.shape
        places, count, outputs = len(self._weight), down * across, self._layer.outputs
        gathered = self._workspace.scratch("gathered", *seen.shape)
        np.copyto(gathered, seen)
        inwards = self._workspace.scratch("places", places, count, channels)
        np.matmul(self._to_places, gathered.reshape(places, -1), out=inwards.reshape(places, -1))
        products = self._workspace.scratch("products", places + 1, count, outputs)
        np.matmul(inwards, self._weight, out=products[:-1])
        products[-1] = self._bias
        sums = self._workspace.scratch("gathered", *self._tile, down, across, outputs)
        cells = self._tile[0] * self._tile[1]
        np.matmul(self._to_outputs, products.reshape(places + 1, -1), out=sums.reshape(cells, -1))
        return sums

    def _lay(self, outputs: Array, out: Array, ending: Ending, top: int) -> None:
        """Tiles beside each other again; what hangs over the output's edge is cut off."""
        tall, wide, down, across, channels = outputs.shape
        beside = outputs.transpose(2, 0, 3, 1, 4)  # (down, m_h, across, m_w, O)
        rows = slice(top, min(top + tall * down, len(out)))
        part = out[rows]
        if part.shape == (tall * down, wide * across, channels):
            ending.rows(rows).write(beside, part.reshape(beside.shape))
            return
        laid = self._workspace.scratch("places", *beside.shape)
        np.copyto(laid, beside)
        whole = laid.reshape(tall * down, wide * across, channels)
        ending.rows(rows).write(whole[: part.shape[0], : part.shape[1]], part)


def tiles(
    image: Array, layer: Convolution, tile: Tile, count: Tile, workspace: Workspace, beyond: Array | None = None
) -> Array:
    """A view of the inputs of so many tiles, down and across: (m_h + 2, m_w + 2, down, across, C)."""
    (tall, wide), (down, across), ((top, _), (left, _)) = tile, count, layer.where.padding
    bottom, right = down * tall + 2 - top - image.shape[0], across * wide + 2 - left - image.shape[1]
    padded = workspace.padded(image, ((top, bottom), (left, right)), beyond)
    row, column, cell = padded.strides
    shape = tall + 2, wide + 2, down, across, image.shape[2]
    return as_strided(padded, shape, (row, column, tall * row, wide * column, cell), writeable=False)


def kronecker(tall: NDArray[Any], wide: NDArray[Any]) -> Array:
    """The transform of both axes of a tile that is written as one vector."""
    return np.kron(tall, wide).astype(np.float32)


def block_of_tiles(floats_per_row: int, down: int, weight: int) -> int:
    """How many rows of tiles are one block: as many floats as the transformed weights, which each block reads again."""
    return max(1, min(down, min(max(FEWEST_FLOATS, weight), MOST_FLOATS) // floats_per_row))
