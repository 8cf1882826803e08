"""Backwards through the ops: each NAME has a NAME_vjp(grad, …the op's own arguments…).

`grad` is the gradient of a number with respect to the op's output, and has the output's shape. What comes back is a
tuple, the gradients with respect to the op's arrays in the order of its arguments: (input,), or (input, weight, bias)
with None for an array that was not given. Running statistics are no function of anything, and have none.
"""

from typing import Final

from app.conv.grads.activations import gelu_vjp, relu6_vjp, relu_vjp, sigmoid_vjp, silu_vjp, softmax_vjp
from app.conv.grads.convolution import (
    conv1d_vjp,
    conv2d_vjp,
    conv_transpose2d_vjp,
    convolve2d_vjp,
    depthwise_conv2d_vjp,
    linear_vjp,
    pointwise_conv2d_vjp,
)
from app.conv.grads.flow import Block, gradient_flow
from app.conv.grads.normalization import batch_norm_vjp, layer_norm_vjp
from app.conv.grads.pooling import (
    adaptive_avg_pool2d_vjp,
    avg_pool2d_vjp,
    global_avg_pool2d_vjp,
    global_max_pool2d_vjp,
    lp_pool2d_vjp,
    max_pool2d_vjp,
)
from app.conv.grads.reshaping import dropout_vjp, pad_vjp, upsample_nearest_vjp

VJPS: Final = {
    "adaptive_avg_pool2d": adaptive_avg_pool2d_vjp,
    "avg_pool2d": avg_pool2d_vjp,
    "batch_norm": batch_norm_vjp,
    "conv1d": conv1d_vjp,
    "conv2d": conv2d_vjp,
    "conv_transpose2d": conv_transpose2d_vjp,
    "convolve2d": convolve2d_vjp,
    "depthwise_conv2d": depthwise_conv2d_vjp,
    "dropout": dropout_vjp,
    "gelu": gelu_vjp,
    "global_avg_pool2d": global_avg_pool2d_vjp,
    "global_max_pool2d": global_max_pool2d_vjp,
    "layer_norm": layer_norm_vjp,
    "linear": linear_vjp,
    "lp_pool2d": lp_pool2d_vjp,
    "max_pool2d": max_pool2d_vjp,
    "pad": pad_vjp,
    "pointwise_conv2d": pointwise_conv2d_vjp,
    "relu": relu_vjp,
    "relu6": relu6_vjp,
    "sigmoid": sigmoid_vjp,
    "silu": silu_vjp,
    "softmax": softmax_vjp,
    "upsample_nearest": upsample_nearest_vjp,
}

__all__ = [
    "VJPS",
    "Block",
    "adaptive_avg_pool2d_vjp",
    "avg_pool2d_vjp",
    "batch_norm_vjp",
    "conv1d_vjp",
    "conv2d_vjp",
    "conv_transpose2d_vjp",
    "convolve2d_vjp",
    "depthwise_conv2d_vjp",
    "dropout_vjp",
    "gelu_vjp",
    "global_avg_pool2d_vjp",
    "global_max_pool2d_vjp",
    "gradient_flow",
    "layer_norm_vjp",
    "linear_vjp",
    "lp_pool2d_vjp",
    "max_pool2d_vjp",
    "pad_vjp",
    "pointwise_conv2d_vjp",
    "relu6_vjp",
    "relu_vjp",
    "sigmoid_vjp",
    "silu_vjp",
    "softmax_vjp",
    "upsample_nearest_vjp",
]
