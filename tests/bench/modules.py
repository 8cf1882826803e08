"""A network as torch's modules, with the weights that a plan would draw and its normalisation folded away."""

from importlib import import_module
from typing import Any

import numpy as np

from app.conv.network.layers import (
    BatchNorm,
    Conv,
    Depthwise,
    Dropout,
    Elementwise,
    Flatten,
    GlobalAvgPool,
    Layer,
    Layers,
    Linear,
    MaxPool,
    Pointwise,
    Repeat,
    Residual,
)
from app.conv.network.measures import measure
from app.conv.network.running.weights import Weights
from app.conv.network.shape import Shape
from app.conv.network.walk import named
from app.conv.network.windows import as_conv

torch: Any = import_module("torch")
nn: Any = import_module("torch.nn")


def module_of(layers: Layers, shape: Shape, weights: Weights) -> Any:
    """The network, in use and not in training."""
    return _all(layers, "", shape, weights)[0].eval()


def _all(layers: Layers, path: str, shape: Shape, weights: Weights) -> tuple[Any, Shape]:
    modules: list[Any] = []
    for name, layer in named(layers, path):
        if isinstance(layer, BatchNorm | Dropout):
            continue  # statistics as they begin: folded, they are a factor of 1 / √(1 + ε)
        module, shape = _one(layer, name, shape, weights)
        modules.append(module)
    return nn.Sequential(*modules), shape


def _one(  # noqa: C901, PLR0912 - a case for each kind of layer
    layer: Layer, name: str, shape: Shape, weights: Weights
) -> tuple[Any, Shape]:
    match layer:
        case Repeat():
            modules: list[Any] = []
            for turn in range(layer.times):
                module, shape = _all(layer.body, f"{name}.{turn + 1}.", shape, weights)
                modules.append(module)
            return nn.Sequential(*modules), shape
        case Residual():
            body, there = _all(layer.body, f"{name}.body.", shape, weights)
            shortcut, _ = _all(layer.shortcut, f"{name}.shortcut.", shape, weights)
            return _sum_of(body, shortcut, activated=layer.activation is not None), there
        case Conv() | Depthwise() | Pointwise():
            conv = layer if isinstance(layer, Conv) else as_conv(layer, shape[0])
            return _convolution(conv, name, shape, weights), measure(conv, shape).output
        case Linear():
            module = nn.Linear(shape[0], layer.out_features)
            _set(module, weights.draw(name, (layer.out_features, shape[0]), np.float32))
            return (module if len(shape) == 1 else nn.Sequential(nn.Flatten(), module)), (layer.out_features,)
        case Elementwise(function=function):
            return {"relu": nn.ReLU, "relu6": nn.ReLU6}[function](inplace=True), shape
        case MaxPool():
            pool = nn.MaxPool2d(layer.kernel, layer.stride, _numbers(layer.padding))
            return pool, measure(layer, shape).output
        case GlobalAvgPool():
            return nn.AdaptiveAvgPool2d(1), (shape[0], 1, 1)
        case Flatten():
            return nn.Flatten(), measure(layer, shape).output
        case _:
            raise SystemExit(f"{name} is of no network that is timed here.")


def _sum_of(body: Any, shortcut: Any, *, activated: bool) -> Any:
    class Sum(nn.Module):
        def forward(self, x: Any) -> Any:
            total = self.body(x) + self.shortcut(x)
            return torch.relu_(total) if activated else total

    total = Sum()
    total.body, total.shortcut = body, shortcut
    return total


def _convolution(layer: Conv, name: str, shape: Shape, weights: Weights) -> Any:
    module = nn.Conv2d(
        shape[0], layer.out_channels, layer.kernel, layer.stride, _numbers(layer.padding), groups=layer.groups
    )
    drawn = (layer.out_channels, shape[0] // layer.groups, *layer.kernel)
    _set(module, weights.draw(name, drawn, np.float32) / np.float32(np.sqrt(1 + 1e-5)))
    return module


def _set(module: Any, weight: Any) -> None:
    module.weight.data = torch.from_numpy(np.ascontiguousarray(weight))
    module.bias.data.zero_()


def _numbers(padding: Any) -> tuple[int, int]:
    """(height, width), alike before and after in the networks that are timed."""
    (top, bottom), (left, right) = padding
    if top != bottom or left != right:
        raise SystemExit("Torch pads both ends alike.")
    return top, left
