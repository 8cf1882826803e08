"""The question as it is asked, worked and drawn, and wrong zeros put to work."""

from collections.abc import Mapping

from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid, Integer, Shape
from app.problems.kind import Field, Step
from app.problems.output_size.axis import right, working
from app.problems.output_size.running import off_the_end
from app.problems.output_size.same_two_frameworks.numbers import (
    Sides,
    Strided,
    by_hand,
    halved,
    keras_sides,
    keras_size,
    row_with,
    size_with,
)
from app.problems.reading import Value, written_cells
from app.problems.refuting import Refutation, Row

ROOM_TO_SPARE = 3  # cells of a row beyond half of the input, more than a stride of 2 leaves


def fields(layer: Strided) -> tuple[Field, ...]:
    """Sizes and zeros; or, where numbers are worked with, the zeros and both rows."""
    sides = Field("sides", Shape(("left", "right"), like=((7, 5), (4, 9))), "sides")
    if layer.rows:
        row = Grid(1, layer.input // 2 + ROOM_TO_SPARE)
        return (sides, Field("keras_row", row, "keras_row"), Field("torch_row", row, "torch_row"))
    return (
        Field("keras_size", Integer(like=(11, 40)), "keras_size"),
        Field("total", Integer(like=(9, 13)), "total"),
        sides,
        Field("torch_size", Integer(like=(12, 50)), "torch_size"),
    )


def steps(layer: Strided) -> Mapping[str, tuple[Step, ...]]:
    """The size first in Keras, the padding first in PyTorch."""
    n, k, s, size = layer.input, layer.kernel, layer.stride, keras_size(layer)
    left, after = keras_sides(layer)
    total = left + after
    ceil = Step("ceil", f"⌈{n} / {s}⌉", str(size))
    last = (size - 1) * s
    end = Step("end", f"({size} − 1)·{s} + {k}", str(last + k), marked=f"({size} − 1)·{s} + {k}")
    zeros = Step("zeros", f"{last + k} − {n}" if total else f"max({last + k} − {n}, 0)", str(total))
    share = (Step("left", f"⌊{total} / 2⌋", str(left)), Step("right", f"{total} − {left}", str(after)))
    half = Step("half", f"⌊{k} / 2⌋", str(k // 2))
    sides = (ceil, end, zeros, *share)
    if layer.rows:
        return {
            "sides": sides,
            "keras_row": (*sides, _windows(layer, (left, after))),
            "torch_row": (half, _windows(layer, (k // 2, k // 2))),
        }
    return {
        "keras_size": (ceil,),
        "total": (ceil, end, zeros),
        "sides": sides,
        "torch_size": (half, *working(by_hand(layer))),
    }


def _windows(layer: Strided, sides: Sides) -> Step:
    """`0+1+2, 2+3+4, … = [3 9 15]`."""
    padded = [0] * sides[0] + list(range(1, layer.input + 1)) + [0] * sides[1]
    starts = range(0, len(padded) - layer.kernel + 1, layer.stride)
    sums = ["+".join(map(str, padded[at : at + layer.kernel])) for at in starts]
    shown = ", ".join([*sums[:2], "…"] if len(sums) > 2 else sums)
    return Step("windows", shown, written_cells(row_with(layer, sides)), marked="window 1, window 2, …")


def brief(layer: Strided) -> tuple[Step, ...]:
    """Each line once."""
    lines = steps(layer)
    if layer.rows:
        return (*lines["keras_row"], *lines["torch_row"])
    return (*lines["sides"], *lines["torch_size"])


def facts(layer: Strided) -> Mapping[str, str]:
    """What the words may name."""
    sizes = "How many cells come out of each, and where does Keras put its zeros?"
    rows = f"The row holds 1, 2, …, {layer.input}, the kernel {layer.kernel} ones."
    return {
        "input": str(layer.input),
        "kernel": str(layer.kernel),
        "stride": str(layer.stride),
        "half": str(layer.kernel // 2),
        "alone": str(layer.kernel - 1),
        "question": f"{rows} Where does Keras put its zeros, and what does each give?" if layer.rows else sizes,
    }


def figure(layer: Strided) -> Arrays | None:
    """The row and the kernel, where their numbers matter."""
    if not layer.rows:
        return None
    cells = tuple(str(cell) for cell in range(1, layer.input + 1))
    kernel = NamedArray("kernel", (("1",) * layer.kernel,), sign="∗", acts=True)
    return Arrays((NamedArray("row", (cells,)), kernel))


def refute(layer: Strided, field: str, _mistakes: tuple[str, ...], claimed: Value) -> Refutation | None:
    """How many outputs the claimed zeros make, and how many windows there can be under PyTorch's."""
    match field, claimed:
        case "torch_size", int(size) if size != right(by_hand(layer)):
            return off_the_end(by_hand(layer), size)
        case "total", int(cells):
            return _run(layer, halved(cells))
        case "sides", (int(left), int(after)):
            return _run(layer, (left, after))
        case _:
            return None


def _run(layer: Strided, sides: Sides) -> Refutation | None:
    """Only where the number of outputs tells; the same number may have its windows elsewhere."""
    end = layer.input + sum(sides)
    if end < layer.kernel or size_with(layer, sides) == keras_size(layer):
        return None
    size = size_with(layer, sides)
    last = (size - 1) * layer.stride
    rows = (
        Row("padded row", f"cells 0 to {end - 1}"),
        Row(f"window {size}", f"cells {last} to {last + layer.kernel - 1}, the last that fits"),
    )
    on = f"a row of {layer.input} cells, kernel {layer.kernel}, stride {layer.stride}, {sides[0]} + {sides[1]} zeros"
    return Refutation(on, rows, "as many numbers as “same” promises", f"{size} numbers" if size > 1 else "1 number")
