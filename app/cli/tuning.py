"""`receptive tune`: what the engine's steps cost on this machine, measured, kept and shown."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from app.conv.plan import Costs
from app.conv.plan.convolution import Convolution
from app.conv.plan.tuning import LAYERS, Clock, Timed, lost, timed, tuned
from app.store.engine_costs import keep_costs, known_costs

MEANINGS = {
    "product": "a multiply-add of a large matrix product",
    "packed": "a float of the weight, for each call that reads it",
    "copied": "a float that is copied",
    "run": "a run of floats that lie beside each other",
    "call": "a call of NumPy",
}


def measure(path: Path, clock: Clock, layers: tuple[Convolution, ...] = LAYERS) -> Iterator[str]:
    """A line for each layer as it is measured, then the costs, which are kept at `path`."""
    times: list[Timed] = []
    for layer in layers:
        of_layer = timed(layer, clock)
        times += of_layer
        yield f"{_named(layer):<40} {', '.join(map(_taken, sorted(of_layer, key=lambda each: each.seconds)))}"
    costs = tuned(tuple(times))
    keep_costs(path, costs)
    yield ""
    yield from show(path)
    yield f"By these costs the layers above take {lost(times, costs):.1%} longer than with the soonest algorithms."


def show(path: Path) -> Iterator[str]:
    """What plans are made with, and where it comes from."""
    known = known_costs(path)
    yield known.origin
    yield from _lines(known.costs)


def _lines(costs: Costs) -> Iterator[str]:
    for each in fields(costs):
        yield f"{getattr(costs, each.name):>12.4g} ns  {MEANINGS[each.name]}"


def _named(layer: Convolution) -> str:
    kernel, size = ("x".join(map(str, pair)) for pair in (layer.where.kernel, layer.where.size))
    stride = f", stride {layer.where.stride[0]}" if layer.where.stride[0] > 1 else ""
    return f"{layer.channels} -> {layer.outputs}, {kernel} on {size}{stride}"


def _taken(each: Timed) -> str:
    return f"{each.choice.name} {1e3 * each.seconds:.2f} ms"
