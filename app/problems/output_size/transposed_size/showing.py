"""A transposed convolution as it is asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.figures import Stack, StackLayer
from app.problems.forms import Shape
from app.problems.kind import Field, Step
from app.problems.output_size.transposed_size.numbers import Transposed, reach, right


def fields(_: Transposed) -> tuple[Field, ...]:
    """One size, square."""
    return (Field("size", Shape(("height", "width"), square=True), "size"),)


def steps(layer: Transposed) -> Mapping[str, tuple[Step, ...]]:
    """Where the copies start, how far the last one goes, what is cropped, what is added."""
    n, s, p = layer.input, layer.stride, layer.padding
    last, covered = (n - 1) * s, (n - 1) * s + reach(layer)
    lines = [
        Step("starts", f"({n} − 1)·{s}", str(last)),
        Step("kernel", f"{last} + {reach(layer)}", str(covered)),
    ]
    if layer.dilation > 1:
        lines.insert(0, Step("reach", f"{layer.dilation}·({layer.kernel} − 1) + 1", str(reach(layer))))
    if p:
        lines.append(Step("crop", f"{covered} − 2·{p}", str(covered - 2 * p)))
    if layer.output_padding:
        lines.append(Step("extra", f"{covered - 2 * p} + {layer.output_padding}", str(right(layer))))
    return {"size": tuple(lines)}


def facts(layer: Transposed) -> Mapping[str, str]:
    """What the words may name. `setting` leaves out what is at its default."""
    parts = [f"stride **{layer.stride}**", f"padding **{layer.padding}**"]
    if layer.output_padding:
        parts.append(f"output padding **{layer.output_padding}**")
    if layer.dilation > 1:
        parts.append(f"dilation **{layer.dilation}**")
    return {
        "input": f"{layer.input} × {layer.input}",
        "side": str(layer.input),
        "spaces": str(layer.input - 1),
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "taps": str(layer.kernel),
        "stride": str(layer.stride),
        "padding": str(layer.padding),
        "setting": ", ".join(parts[:-1]) + f" and {parts[-1]}",
    }


def figure(layer: Transposed) -> Stack:
    """The layer as a box."""
    note = f"{layer.kernel} × {layer.kernel}, s {layer.stride}, p {layer.padding}"
    note += f", op {layer.output_padding}" if layer.output_padding else ""
    note += f", d {layer.dilation}" if layer.dilation > 1 else ""
    return Stack(input=f"{layer.input} × {layer.input}", layers=(StackLayer("transposed", note),))
