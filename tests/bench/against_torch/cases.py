"""Layers drawn at random: an op's name, its arrays, and its other arguments by name, which are PyTorch's names too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[Any]
Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One call: arrays and other arguments by name. None where an optional array is not given."""

    op: str
    arrays: dict[str, Array | None]
    arguments: Arguments = field(default_factory=dict[str, Any])


def drawn(dice: Generator) -> Case:
    """Any op, with any arguments: some that do not fit."""
    return DRAWS[int(dice.integers(len(DRAWS)))](dice)


def _any(dice: Generator, *shape: int) -> Array:
    return dice.standard_normal(shape)


def _maybe(dice: Generator, array: Array) -> Array | None:
    return array if dice.random() < 0.6 else None


def _layer(image: Array, weight: Array | None, dice: Generator, *biases: int) -> dict[str, Array | None]:
    return {"input": image, "weight": weight, "bias": _maybe(dice, _any(dice, *biases))}


def _int(dice: Generator, least: int, most: int) -> int:
    return int(dice.integers(least, most + 1))


def _per_axis(dice: Generator, least: int, most: int) -> int | tuple[int, int]:
    """One number for both axes, or one for each."""
    pair = _int(dice, least, most), _int(dice, least, most)
    return pair if dice.random() < 0.5 else pair[0]


def _size(dice: Generator) -> tuple[int, int]:
    return _int(dice, 1, 11), _int(dice, 1, 11)


def _groups(dice: Generator) -> tuple[int, int, int]:
    """Groups, and the input's and output's channels of each."""
    return _int(dice, 1, 3), _int(dice, 1, 3), _int(dice, 1, 3)


def _conv2d(dice: Generator) -> Case:
    groups, taken, given = _groups(dice)
    image = _any(dice, _int(dice, 1, 2), groups * taken, *_size(dice))
    weight = _any(dice, groups * given, taken, _int(dice, 1, 4), _int(dice, 1, 4))
    named = {0: "valid", 1: "same"}.get(_int(dice, 0, 9))
    stride = 1 if named == "same" else _per_axis(dice, 1, 4)
    arguments: Arguments = {
        "stride": stride,
        "padding": named or _per_axis(dice, 0, 4),
        "dilation": _per_axis(dice, 1, 3),
        "groups": groups,
    }
    return Case("conv2d", _layer(image, weight, dice, groups * given), arguments)


def _depthwise(dice: Generator) -> Case:
    channels, multiplier = _int(dice, 2, 5), _int(dice, 1, 2)
    image = _any(dice, _int(dice, 1, 3), channels, _int(dice, 1, 30), _int(dice, 1, 30))
    weight = _any(dice, channels * multiplier, 1, _int(dice, 1, 5), _int(dice, 1, 5))
    arguments: Arguments = {
        "stride": _per_axis(dice, 1, 4),
        "padding": _per_axis(dice, 0, 4),
        "dilation": _per_axis(dice, 1, 3),
        "groups": channels,
    }
    return Case("conv2d", _layer(image, weight, dice, channels * multiplier), arguments)


def _conv1d(dice: Generator) -> Case:
    groups, taken, given = _groups(dice)
    line = _any(dice, _int(dice, 1, 2), groups * taken, _int(dice, 1, 15))
    weight = _any(dice, groups * given, taken, _int(dice, 1, 4))
    arguments: Arguments = {
        "stride": _int(dice, 1, 3),
        "padding": _int(dice, 0, 3),
        "dilation": _int(dice, 1, 3),
        "groups": groups,
    }
    return Case("conv1d", _layer(line, weight, dice, groups * given), arguments)


def _transposed(dice: Generator) -> Case:
    groups, taken, given = _groups(dice)
    image = _any(dice, _int(dice, 1, 2), groups * taken, *_size(dice))
    weight = _any(dice, groups * taken, given, _int(dice, 1, 4), _int(dice, 1, 4))
    arguments: Arguments = {
        "stride": _per_axis(dice, 1, 4),
        "padding": _per_axis(dice, 0, 3),
        "output_padding": _per_axis(dice, 0, 2),
        "groups": groups,
        "dilation": _per_axis(dice, 1, 3),
    }
    return Case("conv_transpose2d", _layer(image, weight, dice, groups * given), arguments)


def _window(dice: Generator) -> Arguments:
    window: Arguments = {"kernel_size": _per_axis(dice, 1, 4), "ceil_mode": bool(dice.random() < 0.5)}
    if dice.random() < 0.7:
        window["stride"] = _per_axis(dice, 1, 4)
    return window


def _image(dice: Generator) -> Array:
    return _any(dice, _int(dice, 1, 2), _int(dice, 1, 3), *_size(dice))


def _pool_padding(dice: Generator) -> int | tuple[int, int]:
    return 0 if dice.random() < 0.5 else _per_axis(dice, 0, 2)


def _max_pool(dice: Generator) -> Case:
    more: Arguments = {"padding": _pool_padding(dice), "dilation": _per_axis(dice, 1, 3)}
    return Case("max_pool2d", {"input": _image(dice)}, _window(dice) | more)


def _avg_pool(dice: Generator) -> Case:
    more: Arguments = {"padding": _pool_padding(dice), "count_include_pad": bool(dice.random() < 0.5)}
    if dice.random() < 0.2:
        more["divisor_override"] = _int(dice, 1, 9)
    return Case("avg_pool2d", {"input": _image(dice)}, _window(dice) | more)


def _lp_pool(dice: Generator) -> Case:
    return Case("lp_pool2d", {"input": np.abs(_image(dice))}, {"norm_type": _int(dice, 1, 3)} | _window(dice))


def _adaptive_pool(dice: Generator) -> Case:
    return Case("adaptive_avg_pool2d", {"input": _image(dice)}, {"output_size": _per_axis(dice, 1, 13)})


def _batch_norm(dice: Generator) -> Case:
    image = _image(dice)
    channels = image.shape[1]
    training = bool(dice.random() < 0.5)
    arrays = _layer(image, _maybe(dice, _any(dice, channels)), dice, channels)
    arrays |= {"running_mean": _any(dice, channels), "running_var": dice.random(channels) + 0.1}
    more: Arguments = {"training": training, "momentum": float(dice.random()), "eps": 10.0 ** -_int(dice, 1, 6)}
    return Case("batch_norm", arrays, more)


def _layer_norm(dice: Generator) -> Case:
    image = _image(dice)
    shape = image.shape[-_int(dice, 1, 3) :]
    arrays = _layer(image, _maybe(dice, _any(dice, *shape)), dice, *shape)
    return Case("layer_norm", arrays, {"normalized_shape": shape, "eps": 10.0 ** -_int(dice, 1, 6)})


def _pad(dice: Generator) -> Case:
    mode = ("constant", "reflect", "replicate", "circular")[_int(dice, 0, 3)]
    widths = tuple(_int(dice, 0, 4) for _ in range(4))
    more: Arguments = {"value": float(dice.standard_normal())} if mode == "constant" else {}
    return Case("pad", {"input": _image(dice)}, {"pad": widths, "mode": mode} | more)


def _upsample(dice: Generator) -> Case:
    wanted: Arguments = {"size": _per_axis(dice, 1, 20)}
    if dice.random() < 0.5:
        wanted = {"scale_factor": float(dice.choice([0.5, 1.0, 1.3, 1.5, 2.0, 2.5, 3.0]))}
    return Case("upsample_nearest", {"input": _image(dice)}, wanted)


def _activation(dice: Generator) -> Case:
    x = 3 * _image(dice)
    named: list[tuple[str, Arguments]] = [
        *((op, {}) for op in ("relu", "relu6", "sigmoid", "silu", "gelu")),
        ("gelu", {"approximate": "tanh"}),
        ("softmax", {"dim": _int(dice, -4, 3)}),
    ]
    op, arguments = named[_int(dice, 0, len(named) - 1)]
    return Case(op, {"input": x}, arguments)


def _linear(dice: Generator) -> Case:
    taken, given = _int(dice, 1, 6), _int(dice, 1, 6)
    x = _any(dice, *(_int(dice, 1, 4) for _ in range(_int(dice, 0, 2))), taken)
    return Case("linear", _layer(x, _any(dice, given, taken), dice, given))


DRAWS: list[Callable[[Generator], Case]] = [
    *(_conv2d, _conv2d, _depthwise, _depthwise, _conv1d, _transposed, _transposed, _max_pool, _avg_pool, _lp_pool),
    *(_adaptive_pool, _batch_norm, _layer_norm, _pad, _upsample, _activation, _linear),
]
