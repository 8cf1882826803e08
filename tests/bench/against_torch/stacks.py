"""Networks drawn layer by layer, run by the engine and by PyTorch's modules with the same weights.

Every row's shape and parameters are compared, and what comes out at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.random import Generator

from app.conv.network.parsing import parse
from app.conv.network.running import forward
from app.conv.network.running.weights import Weights
from app.conv.network.table import NetworkTable, table
from app.errors import AppError

SEED = 1  # of the weights
CLOSE = 1e-9

Data = dict[str, Any]

torch: Any = import_module("torch")
nn: Any = import_module("torch.nn")


@dataclass(frozen=True, slots=True)
class Stack:
    """The input's (C, H, W), and the layers as data."""

    shape: tuple[int, int, int]
    layers: list[Data]


def drawn_stack(dice: Generator) -> Stack:
    """Two to eight layers of any kind, some of which may not fit."""
    shape = int(dice.integers(1, 5)), int(dice.integers(6, 33)), int(dice.integers(6, 33))
    ops = [LAYERS[int(dice.integers(len(LAYERS)))] for _ in range(int(dice.integers(2, 9)))]
    head: list[Data] = [{"op": "flatten"}, {"op": "linear", "out_features": 5}] if dice.random() < 0.3 else []
    return Stack(shape, [op(dice) for op in ops] + head)


def stack_differences(stack: Stack) -> str | None:
    """What differs, or None; that both refuse is no difference."""
    batch = np.random.default_rng(SEED).standard_normal((2, *stack.shape))
    try:
        layers = parse(stack.layers)
        rows = table(layers, stack.shape)
    except AppError as error:
        rows = str(error)
    try:
        found = _modules_differ(stack, rows, torch.from_numpy(batch))
    except (RuntimeError, ValueError) as error:
        return None if isinstance(rows, str) else f"PyTorch alone refuses: {str(error).splitlines()[0]}"
    if isinstance(rows, str):
        return f"the engine alone refuses: {rows}"
    if isinstance(found, str):
        return found
    ours = forward(parse(stack.layers), batch, SEED)
    return None if np.allclose(ours, found.numpy(), rtol=CLOSE, atol=CLOSE) else "outputs differ"


def _modules_differ(stack: Stack, rows: NetworkTable | str, x: Any) -> Any:
    """What differs layer by layer, or else the output."""
    for k, data in enumerate(stack.layers):
        module = MODULES[data["op"]](data, x.shape[1]).double().eval()
        if isinstance(rows, NetworkTable):
            _weigh(module, rows.rows[k].name)
        with torch.no_grad():
            x = module(x)
        if isinstance(rows, str):
            continue
        row = rows.rows[k]
        params = sum(each.numel() for each in module.parameters())
        if tuple(x.shape[1:]) != row.output_shape or params != row.params:
            return f"{row.name}: {row.output_shape}, {row.params}; PyTorch: {tuple(x.shape[1:])}, {params}"
    return x


def _weigh(module: Any, name: str) -> None:
    """The engine's weights; biases are zero."""
    for label, parameter in module.named_parameters():
        if label == "weight" and parameter.dim() > 1:
            parameter.data = torch.from_numpy(Weights(SEED).draw(name, tuple(parameter.shape), np.float64))
        elif label == "bias":
            parameter.data.zero_()


def _slide(dice: Generator, most: int = 5) -> Data:
    pair = [int(dice.integers(1, most)), int(dice.integers(1, most))]
    kernel = pair if dice.random() < 0.3 else pair[0]
    return {"kernel": kernel, "stride": int(dice.integers(1, 4)), "padding": int(dice.integers(0, 3))}


def _conv(dice: Generator) -> Data:
    more = {"dilation": int(dice.integers(1, 3)), "bias": bool(dice.random() < 0.5)}
    return {"op": "conv", "out_channels": int(dice.integers(1, 9)), **_slide(dice), **more}


def _depthwise(dice: Generator) -> Data:
    more = {"multiplier": int(dice.integers(1, 3)), "dilation": int(dice.integers(1, 3))}
    return {"op": "depthwise", **_slide(dice), **more}


def _transposed(dice: Generator) -> Data:
    more = {"output_padding": int(dice.random() < 0.2), "out_channels": int(dice.integers(1, 5))}
    return {"op": "conv_transpose", **_slide(dice, 4), **more}


def _pool(dice: Generator) -> Data:
    window = _slide(dice, 4) | {"ceil_mode": bool(dice.random() < 0.5)}
    window["padding"] = min(window["padding"], int(np.min(window["kernel"])) // 2 + int(dice.random() < 0.1))
    if dice.random() < 0.5:
        return {"op": "max_pool", **window}
    return {"op": "avg_pool", **window, "count_include_pad": bool(dice.random() < 0.5)}


def _other(dice: Generator) -> Data:
    plain = ("batch_norm", "relu", "relu6", "gelu", "silu", "sigmoid", "tanh", "dropout", "global_avg_pool")
    choices: list[Data] = [
        *({"op": op} for op in plain[: 9 if dice.random() < 0.3 else 8]),
        {"op": "pointwise", "out_channels": int(dice.integers(1, 9))},
        {"op": "adaptive_avg_pool", "output": int(dice.integers(1, 9))},
        {"op": "upsample", "scale": int(dice.integers(1, 4))},
    ]
    return choices[int(dice.integers(len(choices)))]


LAYERS = [_conv, _conv, _depthwise, _transposed, _pool, _pool, _other, _other, _other]


def _kernel_of(data: Data) -> list[Any]:
    return [data["kernel"], data["stride"], data["padding"]]


MODULES: dict[str, Callable[[Data, int], Any]] = {
    "conv": lambda d, c: nn.Conv2d(c, d["out_channels"], *_kernel_of(d), d["dilation"], bias=d["bias"]),
    "depthwise": lambda d, c: nn.Conv2d(c, c * d["multiplier"], *_kernel_of(d), d["dilation"], groups=c),
    "pointwise": lambda d, c: nn.Conv2d(c, d["out_channels"], 1),
    "conv_transpose": lambda d, c: nn.ConvTranspose2d(c, d["out_channels"], *_kernel_of(d), d["output_padding"]),
    "max_pool": lambda d, _: nn.MaxPool2d(*_kernel_of(d), ceil_mode=d["ceil_mode"]),
    "avg_pool": lambda d, _: nn.AvgPool2d(*_kernel_of(d), d["ceil_mode"], d["count_include_pad"]),
    "adaptive_avg_pool": lambda d, _: nn.AdaptiveAvgPool2d(d["output"]),
    "global_avg_pool": lambda _, __: nn.AdaptiveAvgPool2d(1),
    "batch_norm": lambda _, c: nn.BatchNorm2d(c),
    "upsample": lambda d, _: nn.Upsample(scale_factor=d["scale"]),
    "relu": lambda _, __: nn.ReLU(),
    "relu6": lambda _, __: nn.ReLU6(),
    "gelu": lambda _, __: nn.GELU(),
    "silu": lambda _, __: nn.SiLU(),
    "sigmoid": lambda _, __: nn.Sigmoid(),
    "tanh": lambda _, __: nn.Tanh(),
    "dropout": lambda _, __: nn.Dropout(),
    "flatten": lambda _, __: nn.Flatten(),
    "linear": lambda d, c: nn.Linear(c, d["out_features"]),
}
