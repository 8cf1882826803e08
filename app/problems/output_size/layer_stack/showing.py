"""A layer stack as it is asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.figures import Stack, StackLayer
from app.problems.forms import Integer, Shape
from app.problems.kind import Field, Step
from app.problems.output_size.axis import Axis, working
from app.problems.output_size.layer_stack.numbers import (
    Layer,
    LayerStack,
    entering,
    final_size,
    learned,
    rows,
    spatial,
    widths,
    with_bias,
)


def fields(stack: LayerStack) -> tuple[Field, ...]:
    """A row for each layer, then the shape and the parameters."""
    square = stack.input[1] == stack.input[2]
    sizes = [
        Field(
            name,
            Shape(("height", "width"), square),
            "layer",
            facts={"number": name.removeprefix("layer"), "layer": described(layer)},
        )
        for name, layer in zip(rows(stack), stack.layers, strict=True)
    ]
    shape = Field("shape", Shape(("height", "width", "channels")), "shape")
    return (*sizes, shape, Field("params", Integer(), "params"))


def title(layer: Layer) -> str:
    """`conv 64` or `max pool`."""
    return f"conv {layer.out_channels}" if layer.op == "conv" else "max pool"


def setting(layer: Layer) -> str:
    """`7 × 7, stride 2, padding 3`."""
    return f"{layer.kernel} × {layer.kernel}, stride {layer.stride}, padding {layer.padding}"


def described(layer: Layer) -> str:
    """`conv 64, 7 × 7, stride 2, padding 3`."""
    return f"{title(layer)}, {setting(layer)}"


def steps(stack: LayerStack) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    lines: dict[str, tuple[Step, ...]] = {}
    for name, (height, width) in zip(rows(stack), entering(stack), strict=True):
        square = height == width
        lines[name] = working(height) if square else working(height, name="height") + working(width, name="width")
    height, width = final_size(stack)
    filters = widths(stack)[-1]
    lines["shape"] = (Step("channels", f"{height} × {width}, {filters} maps", f"{height} × {width} × {filters}"),)
    lines["params"] = _counting_lines(stack)
    return lines


def _counting_lines(stack: LayerStack) -> tuple[Step, ...]:
    channels = widths(stack)
    lines = [
        Step(
            "weights",
            f"{after}·{before}·{layer.kernel}² + {after}",
            f"{with_bias(before, after, layer):,}",
            about=title(layer),
        )
        if layer.op == "conv"
        else Step("pool", "0 weights", "0", marked="a pool has nothing to learn", about=title(layer))
        for before, after, layer in zip(channels, channels[1:], stack.layers, strict=False)
    ]
    total = " + ".join(line.right for line in lines if line.key == "weights")
    return (*lines, Step("total", total, f"{learned(stack, with_bias):,}"))


def brief(stack: LayerStack) -> tuple[Step, ...]:
    """One line a layer, then the shape and the count."""
    sizes = spatial(stack)
    lines = [
        Step("layer", _formula(height), " × ".join(str(cells) for cells in sizes[name]), about=title(layer))
        for name, layer, (height, _) in zip(rows(stack), stack.layers, entering(stack), strict=True)
    ]
    detailed = steps(stack)
    return (*lines, *detailed["shape"], *detailed["params"])


def _formula(axis: Axis) -> str:
    padding = f" + 2·{axis.padding}" if axis.padding else ""
    return f"⌊({axis.size} − {axis.kernel}{padding}) / {axis.stride}⌋ + 1"


def facts(stack: LayerStack) -> Mapping[str, str]:
    """What the words may name; `layers` is a numbered list in Markdown."""
    channels, height, width = stack.input
    listed = "\n".join(f"{number}. {described(layer)}" for number, layer in enumerate(stack.layers, start=1))
    first = stack.layers[0]
    return {
        "input": f"{height} × {width} × {channels}",
        "layers": listed,
        "count": str(len(stack.layers)),
        "channels": str(channels),
        "first_formula": _formula(entering(stack)[0][0]),
        "first_size": str(spatial(stack)["layer1"][0]),
        "first_kernel": str(first.kernel),
        "first_filters": str(widths(stack)[1]),
    }


def figure(stack: LayerStack) -> Stack:
    """The layers from input to output, the sizes between them left open."""
    channels, height, width = stack.input
    drawn = tuple(StackLayer(title(layer), setting(layer)) for layer in stack.layers)
    return Stack(input=f"{height} × {width} × {channels}", layers=drawn)
