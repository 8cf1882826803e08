"""The layers themselves, on NumPy arrays: images are (N, C, H, W), weights (O, C / groups, K_h, K_w), as in PyTorch.

Names, arguments and defaults are those of torch.nn.functional, so that anyone from the field can read a call. Floats
are computed in float32 or float64, whichever holds every operand; integers exactly where the layer has integer results.
Nothing is written to, with one exception: `batch_norm` in training updates the running statistics, as PyTorch's does.
"""

from app.conv.ops.activations import gelu, relu, relu6, sigmoid, silu, softmax
from app.conv.ops.arguments import Around, PaddingName, Pair, PerAxis, Sides
from app.conv.ops.arrays import Array
from app.conv.ops.convolution import conv1d, conv2d, convolve2d, depthwise_conv2d, pointwise_conv2d
from app.conv.ops.normalization import batch_norm, layer_norm
from app.conv.ops.pooling import (
    adaptive_avg_pool2d,
    avg_pool2d,
    global_avg_pool2d,
    global_max_pool2d,
    lp_pool2d,
    max_pool2d,
)
from app.conv.ops.reshaping import dropout, linear, pad, upsample_nearest
from app.conv.ops.transposed import conv_transpose2d

__all__ = [
    "Around",
    "Array",
    "PaddingName",
    "Pair",
    "PerAxis",
    "Sides",
    "adaptive_avg_pool2d",
    "avg_pool2d",
    "batch_norm",
    "conv1d",
    "conv2d",
    "conv_transpose2d",
    "convolve2d",
    "depthwise_conv2d",
    "dropout",
    "gelu",
    "global_avg_pool2d",
    "global_max_pool2d",
    "layer_norm",
    "linear",
    "lp_pool2d",
    "max_pool2d",
    "pad",
    "pointwise_conv2d",
    "relu",
    "relu6",
    "sigmoid",
    "silu",
    "softmax",
    "upsample_nearest",
]
