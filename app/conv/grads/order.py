"""In which order the factors of two residual blocks stand: both products, held to finite differences.

    x + tanh(W₀ x), then the same with W₁, on two units;   J = diag(1 − tanh²(W x)) W
    last block leftmost  (I + J₁)(I + J₀);   the other way round  (I + J₀)(I + J₁)

Source: the chain rule; arXiv:1603.05027, equation 5.
"""

from functools import lru_cache

import numpy as np

from app.conv.ops.arrays import Array

FIRST, LAST = np.array([[0.5, -1.0], [1.0, 0.5]]), np.array([[1.0, 0.5], [-0.5, 0.0]])
START = np.array([0.3, -0.2])
STEP = 1e-4
"""Of a central difference. Its error goes with the square of that, and stands well above what rounding adds."""


@lru_cache(maxsize=2)
def largest_error(*, last_leftmost: bool) -> float:
    """The largest entry, by size, of a product of both factors less the Jacobian that differences give."""
    first = _factor(FIRST, START)
    last = _factor(LAST, _block(FIRST, START))
    product = last @ first if last_leftmost else first @ last  # (2, 2)
    return float(np.abs(product - _differences()).max())


def _block(weight: Array, x: Array) -> Array:
    """(2,) -> (2,)."""
    return x + np.tanh(weight @ x)


def _factor(weight: Array, x: Array) -> Array:
    """I + J at x: (2, 2)."""
    slope = 1 - np.tanh(weight @ x) ** 2
    return np.eye(2) + slope[:, np.newaxis] * weight


def _differences() -> Array:
    """Column j is what both blocks make of a step along unit j, less that of a step back, over both steps: (2, 2)."""
    moved = [[_both(START + sign * STEP * unit) for sign in (1, -1)] for unit in np.eye(2)]
    return np.stack([(forth - back) / (2 * STEP) for forth, back in moved], axis=1)


def _both(x: Array) -> Array:
    return _block(LAST, _block(FIRST, x))
