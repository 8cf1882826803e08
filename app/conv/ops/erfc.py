"""The complementary error function, erfc(x) = 2 / √π · ∫ e^−t² dt from x to ∞, which NumPy has not.

Source: M. M. Shepherd, J. G. Laframboise, Chebyshev Approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞,
Mathematics of Computation 36 (1981), pages 249 to 253.
"""

from math import factorial, pi, sqrt

import numpy as np

from app.conv.ops.arrays import Array

CENTRE = 3.75  # of the approximation, in t = (x − 3.75) / (x + 3.75), which maps 0 … ∞ to −1 … 1
CHEBYSHEV = (
    1.1775789345674017,
    -0.004590054580646478,
    -0.08424913336651792,
    0.05920993999819189,
    -0.026658668435305753,
    0.009074997670705265,
    -0.002413163540417608,
    0.0004907758365258086,
    -6.916973302501207e-05,
    4.13902798607301e-06,
    7.74038306619849e-07,
    -2.1886401049234397e-07,
    1.076499946567091e-08,
    4.521959811218287e-09,
    -7.754400208831351e-10,
    -6.318088340886684e-11,
    2.86879501093067e-11,
    1.9455868545777347e-13,
    -9.65469674843344e-13,
    3.25254814814874e-14,
    3.3478119482868056e-14,
    -1.864562880419313e-15,
    -1.2507950530688648e-15,
    7.418235256624044e-17,
    5.068148904796111e-17,
)
POWERS: list[float] = np.polynomial.chebyshev.cheb2poly(CHEBYSHEV).tolist()
SERIES = [2 / sqrt(pi) * (-1) ** n / (factorial(n) * (2 * n + 1)) for n in range(12)]  # of erf(x) / x, in powers of x²
SMALL = 0.5  # below which the series is exact to the last bit
FARTHEST = 30.0  # erfc(28) is less than the smallest float64
BLOCK_CELLS = 2**12  # 32 kB of float64, a first-level cache


def erfc(x: Array) -> Array:
    """In the dtype of x, and within 4 units in the last place of float64 wherever the result is a normal number."""
    flat, outputs = x.ravel(), np.empty(x.size, x.dtype)
    for start in range(0, flat.size, BLOCK_CELLS):
        outputs[start : start + BLOCK_CELLS] = _erfc(flat[start : start + BLOCK_CELLS].astype(np.float64))
    return outputs.reshape(x.shape)


def _erfc(x: Array) -> Array:
    far = np.minimum(np.abs(x), FARTHEST)
    scaled = _polynomial(POWERS, (far - CENTRE) / (far + CENTRE)) / (1 + 2 * far)  # e^x² · erfc(x)
    tail = _exp_of_minus_square(far) * scaled
    near = np.clip(x, -SMALL, SMALL)
    return np.where(np.abs(x) < SMALL, 1 - near * _polynomial(SERIES, near * near), np.where(x < 0, 2 - tail, tail))


def _exp_of_minus_square(x: Array) -> Array:
    """e^−x², x being split so that the larger part's square is exact: rounding x² would cost up to 700 units."""
    short = x.astype(np.float32).astype(np.float64)
    return np.exp(-short * short) * np.exp((short - x) * (short + x))


def _polynomial(coefficients: list[float], x: Array) -> Array:
    """Σ coefficients[n] · x^n, by Horner's rule, in place."""
    total = x * coefficients[-1]
    for coefficient in coefficients[-2:0:-1]:
        total += coefficient
        total *= x
    total += coefficients[0]
    return total
