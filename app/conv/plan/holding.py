"""How much a compiled network holds, told from its layers before anything is drawn."""

from collections.abc import Iterator
from math import prod

from app.conv.network.layers import Concat, Conv, Depthwise, Layers, Pointwise, Repeat, Residual
from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.conv.network.walk import named
from app.conv.network.windows import as_conv
from app.conv.plan.convolution import Convolution
from app.conv.plan.costs import Costs
from app.conv.plan.folding import convolution_of
from app.conv.plan.gradients import turned
from app.conv.plan.room import most_floats


def floats_held(layers: Layers, shape: Shape, costs: Costs) -> int:
    """What a plan of `layers` and one gradient of its input for one image may hold, in floats of four bytes.

    The parameters as they were drawn, each convolution's algorithm forwards and backwards, and every layer's output,
    which is kept for the way back.
    """
    found = table(layers, shape)
    inputs = {row.name: row.input_shape for row in found.rows}
    outputs = sum(prod(row.output_shape) for row in found.rows)
    algorithms = sum(_both_ways(each, costs) for each in _convolutions(layers, "", inputs))
    return found.totals.params + outputs + algorithms


def _both_ways(layer: Convolution, costs: Costs) -> int:
    """Where no convolution leads back, the weight once more."""
    back = turned(layer)
    weight = layer.outputs * layer.channels // layer.groups * layer.taps
    return most_floats(layer, costs) + (most_floats(back, costs) if back else weight)


def _convolutions(layers: Layers, path: str, inputs: dict[str, Shape]) -> Iterator[Convolution]:
    """All of them, those inside of others and every repetition included."""
    for name, layer in named(layers, path):
        match layer:
            case Conv() | Depthwise() | Pointwise():
                conv = layer if isinstance(layer, Conv) else as_conv(layer, inputs[name][0])
                yield convolution_of(conv, inputs[name])
            case Repeat():
                for turn in range(layer.times):
                    yield from _convolutions(layer.body, f"{name}.{turn + 1}.", inputs)
            case Residual():
                yield from _convolutions(layer.body, f"{name}.body.", inputs)
                yield from _convolutions(layer.shortcut, f"{name}.shortcut.", inputs)
            case Concat():
                for n, branch in enumerate(layer.branches, start=1):
                    yield from _convolutions(branch, f"{name}.branch{n}.", inputs)
            case _:
                pass
