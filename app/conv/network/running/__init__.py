"""A network on an array, forwards and backwards, with random parameters: (N, C, H, W), (N, T, F) or (N, F).

Layers behave as in use, not in training: batch normalisation by its running statistics, dropout not at all.
"""

from collections.abc import Sequence
from functools import partial
from math import prod

import numpy as np

from app.conv.network.layers import Layers
from app.conv.network.running.blocks import passed_through
from app.conv.network.running.leaves import passed_leaf
from app.conv.network.running.passed import Passed
from app.conv.network.running.weights import Parameters, Weights
from app.conv.network.table import table
from app.conv.ops import Array
from app.conv.work import STANDARD_LIMITS, WorkLimits, grant_arrays, grant_macs
from app.errors import BadInput, Impossible


def forward(layers: Layers, batch: Array, seed: int, *, limits: WorkLimits = STANDARD_LIMITS) -> Array:
    """What the network makes of `batch` with the weights of `seed`, in the dtype of `batch`."""
    return run(layers, batch, Weights(seed), limits=limits).output


def input_gradient(
    layers: Layers, batch: Array, unit: Sequence[int], weights: Parameters, *, limits: WorkLimits = STANDARD_LIMITS
) -> Array:
    """∂ output[unit] / ∂ batch, of the batch's shape. `unit` is one index for each axis of the output."""
    passed = run(layers, batch, weights, limits=limits)
    if len(unit) != passed.output.ndim or not all(0 <= i < n for i, n in zip(unit, passed.output.shape, strict=True)):
        raise Impossible(f"There is no unit {tuple(unit)} in an output of shape {passed.output.shape}.")
    one = np.zeros_like(passed.output)
    one[tuple(unit)] = 1
    return passed.back(one)


def run(layers: Layers, batch: Array, weights: Parameters, *, limits: WorkLimits = STANDARD_LIMITS) -> Passed:
    """The output and the way back. All that it takes is weighed on the network's table before anything is drawn."""
    if batch.dtype.kind != "f" or batch.dtype.itemsize < 4 or batch.ndim < 2 or not batch.size:
        raise BadInput(f"A batch is a float array of (N, …); this one is {batch.dtype} of shape {batch.shape}.")
    _weigh(layers, batch, limits)
    with np.errstate(over="ignore", invalid="ignore"):  # a max pool's window in padding alone gives −∞, as in PyTorch
        return passed_through(layers, batch, partial(passed_leaf, weights=weights))


def _weigh(layers: Layers, batch: Array, limits: WorkLimits) -> None:
    """Every row's output is kept for the way back, so all of them count; of what is made on the way, the largest."""
    found = table(layers, batch.shape[1:])
    count, params = len(batch), found.totals.params + found.totals.running_statistics
    kept = sum(row.activations for row in found.rows)
    scratch = max((row.scratch for row in found.rows), key=prod, default=(0,))
    shapes = [batch.shape, (count, kept), (params,), (count, *scratch)]
    grant_arrays(limits, shapes, cell_bytes=batch.dtype.itemsize)
    grant_macs(limits, (count, found.totals.macs + sum(row.reads for row in found.rows)))
