"""Whole networks, fast: a network is compiled for one input shape, then run forwards and backwards many times.

    plan = compile_network(layers, (3, 224, 224), Weights(0))
    plan.forward(images)                # (N, 3, 224, 224) -> what the network gives
    plan.input_gradient(image, unit)    # ∂ output[unit] / ∂ image
    plan.backward(images, gradient)     # ∂ / ∂ images, and ∂ / ∂ each parameter by name
    plan.highway(image, unit)           # how long the gradient is where it enters each step

`app.conv.ops` is stateless, exact and the reference; a plan has state, which is why it is faster. It works in float32,
channels last; batch normalisation is in the weights (folding); each convolution has the algorithm that is expected to
be soonest (costs), of gemm, winograd and depthwise, its weights transformed once; arrays are used again (workspace).
Layers for which there is nothing faster are run by `app.conv.ops` (steps.ByOps).

Its outputs differ from those of `ops` in float64 by at most ERROR_BOUND of the largest of them. A plan is used by one
thread at a time: others wait.
"""

from app.conv.plan.compiled import ERROR_BOUND, Plan, Stretch, compile_network
from app.conv.plan.costs import Costs
from app.conv.plan.folding import convolution_of
from app.conv.plan.room import most_floats

__all__ = ["ERROR_BOUND", "Costs", "Plan", "Stretch", "compile_network", "convolution_of", "most_floats"]
