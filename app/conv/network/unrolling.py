"""A network's layers in one row, each by its full name: parameters that are drawn by name stay what they were."""

from collections.abc import Iterator
from dataclasses import replace

from app.conv.network.layers import Elementwise, Layer, Layers, Repeat, Residual
from app.conv.network.walk import named


def unrolled(layers: Layers) -> Layers:
    """Each layer by its name in the table, repetitions written out; blocks and branches stay in one piece."""
    return tuple(_unrolled(layers, ""))


def without_shortcuts(layers: Layers) -> Layers:
    """The plain network: x + F(x) becomes F(x), with the same layers, names and activations behind what was a sum.

    Projections go with their shortcuts. Source: arXiv:1512.03385, section 3.3, which compares such a pair of networks.
    """
    return tuple(_plain(layers, ""))


def block_names(layers: Layers) -> tuple[str, ...]:
    """The residual blocks, in the order in which one passes them."""
    return tuple(layer.name for layer in unrolled(layers) if isinstance(layer, Residual))


def _unrolled(layers: Layers, path: str) -> Iterator[Layer]:
    for name, layer in named(layers, path):
        match layer:
            case Repeat(times=times, body=body):
                for turn in range(times):
                    yield from _unrolled(body, f"{name}.{turn + 1}.")
            case _:
                yield replace(layer, name=name)


def _plain(layers: Layers, path: str) -> Iterator[Layer]:
    for layer in _unrolled(layers, path):
        match layer:
            case Residual(name=name, body=body, activation=activation):
                yield from _plain(body, f"{name}.body.")
                if activation is not None:
                    yield Elementwise(name=f"{name}.activation", function=activation)
            case _:
                yield layer
