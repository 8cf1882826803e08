"""What every vector-Jacobian product asks of the gradient it is given."""

from numpy.typing import ArrayLike

from app.conv.ops.arrays import Array, as_float, real_array
from app.errors import Impossible


def gradient_of(grad: ArrayLike, shape: tuple[int, ...]) -> Array:
    """The gradient of an output, which has the output's shape."""
    array = as_float(real_array("gradient", grad))
    if array.shape != shape:
        raise Impossible(f"The output has shape {shape}, so its gradient has too; this one has {array.shape}.")
    return array
