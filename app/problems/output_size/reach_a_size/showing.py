"""The question as it is asked, worked and drawn, and a claimed layer put to work."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import islice

from app.conv.inverses import Window
from app.problems.figures import Stack, StackLayer
from app.problems.forms import Shape
from app.problems.kind import Field, Step
from app.problems.output_size.axis import exact
from app.problems.output_size.reach_a_size.numbers import (
    Reaching,
    accepts,
    example,
    reach,
    size_with,
    value_of,
    window_of,
)
from app.problems.reading import Value
from app.problems.refuting import Refutation, Row

AXES = ("kernel", "stride", "padding")
FOR_INSTANCE = ((9, 4, 0), (7, 3, 5), (2, 5, 1), (11, 5, 4), (6, 7, 2), (1, 6, 3), (13, 9, 6))


def fields(asked: Reaching) -> tuple[Field, ...]:
    """One box for the three numbers, with examples in it that do not lead there."""
    first, second = islice((each for each in FOR_INSTANCE if not accepts(asked, "layer", each)), 2)
    return (Field("layer", Shape(AXES, like=(first, second)), "layer"),)


def steps(asked: Reaching) -> Mapping[str, tuple[Step, ...]]:
    """What the three numbers have to fulfil, then three that do. Only the last line gives any away."""
    found, n, t = example(asked), asked.input, asked.target
    kernel = str(asked.kernel) if asked.kernel else "K"
    lines = [Step("moves", f"{t} − 1", str(t - 1))]
    if asked.dilation > 1:
        covered = str(reach(asked, asked.kernel)) if asked.kernel else "K_eff"
        lines.append(Step("reach", f"{asked.dilation}·({kernel} − 1) + 1", covered))
        kernel = covered
    strides = Fraction(n - reach(asked, found.kernel) + 2 * found.padding, found.stride)
    lines.append(Step("room", f"⌊({n} − {kernel} + 2P) / S⌋", str(t - 1)))
    worked = f"⌊({n} − {reach(asked, found.kernel)} + 2·{found.padding}) / {found.stride}⌋"
    worked += f" = ⌊{exact(strides)}⌋" if strides.denominator > 1 else ""
    lines.append(Step("instance", worked, str(t - 1), marked="K, S, P"))
    lines.append(Step("layer", f"{found.kernel}, {found.stride}, {found.padding}", marked="kernel, stride, padding"))
    return {"layer": tuple(lines)}


def constraint(asked: Reaching) -> str:
    """What the question grants."""
    parts: list[str] = []
    if asked.kernel is not None:
        parts.append(f"The kernel is to be **{asked.kernel}**.")
    if asked.odd_kernel:
        parts.append("The kernel is to be **odd**.")
    if asked.dilation > 1:
        parts.append(f"It has **dilation {asked.dilation}**.")
    return " ".join(parts)


def facts(asked: Reaching) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "input": f"{asked.input} × {asked.input}",
        "target": f"{asked.target} × {asked.target}",
        "constraint": constraint(asked),
        "side": str(asked.input),
        "positions": str(asked.target),
        "moves": str(asked.target - 1),
        "dilation": str(asked.dilation),
    }


def figure(asked: Reaching) -> Stack:
    """A layer of unknown numbers between two known sizes."""
    kernel = f"{asked.kernel} × {asked.kernel}" if asked.kernel else "kernel ?"
    gaps = f", d {asked.dilation}" if asked.dilation > 1 else ""
    layer = StackLayer("convolution", f"{kernel}, s ?, p ?{gaps}", f"{asked.target} × {asked.target}")
    return Stack(input=f"{asked.input} × {asked.input}", layers=(layer,))


def refute(asked: Reaching, _field: str, _mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """Where the claimed layer's windows lie, and how many they are."""
    window = window_of(claimed)
    if window is None or size_with(asked, window) == asked.target:
        return None
    end = asked.input + 2 * window.padding
    covered = reach(asked, window.kernel)
    size = size_with(asked, window)
    rows = [Row("padded row", f"cells 0 to {end - 1}"), Row("first window", f"cells 0 to {covered - 1}")]
    if size and size > 1:
        last = (size - 1) * window.stride
        rows.append(Row("last window", f"cells {last} to {last + covered - 1}"))
    found = "the kernel does not fit" if size is None else "1 number" if size == 1 else f"{size} numbers"
    return Refutation(_on(asked, window), tuple(rows), f"{asked.target} numbers", found)


def _on(asked: Reaching, window: Window) -> str:
    kernel, stride, padding = value_of(window)
    gaps = f", dilation {asked.dilation}" if asked.dilation > 1 else ""
    return f"a row of {asked.input} cells, kernel {kernel}, stride {stride}, padding {padding}{gaps}"
