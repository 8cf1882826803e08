"""A lookout as it is drawn by lot, asked, worked and put on paper."""

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from app.conv.shapes import effective_kernel
from app.problems.figures import FieldAxis
from app.problems.forms import Integer, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Dice, Field, Step
from app.problems.receptive_field.field_centre.numbers import (
    Layer,
    Lookout,
    centre,
    field,
    first,
    jumps,
    last,
    origin,
    units,
)

KERNELS = {1: (3, 5, 7), 2: (3, 5, 7), 3: (2, 3, 4, 5)}


def draw(dice: Dice, level: int) -> Lookout:
    """Level 1: two layers. Level 2: three. Level 3: four, even kernels and one dilated.

    The row is as long as the unit needs, or up to two jumps longer, so that its field may end in the padding.
    """
    count = level + 1
    strides = _strides(dice, count)
    layers = tuple(
        _layer(dice, KERNELS[level], stride, least=1 if number < 2 else 0, dilated=level == 3 and number == 1)
        for number, stride in enumerate(strides)
    )
    unit = int(dice.integers(3, 10))
    return Lookout(size=_needed(layers, unit) + int(dice.integers(2 * prod(strides) + 1)), layers=layers, unit=unit)


def _strides(dice: Dice, count: int) -> tuple[int, ...]:
    """Between 1 and 3, the first above 1, the last one neither 1 nor the product of those before it."""
    first = int(dice.integers(2, 4))
    between = tuple(int(dice.integers(1, 3)) for _ in range(count - 2))
    last = 5 - first if not between or prod(between) == 1 else int(dice.integers(2, 4))
    return (first, *between, last)


def _layer(dice: Dice, kernels: tuple[int, ...], stride: int, *, least: int, dilated: bool) -> Layer:
    """Padded by up to half the kernel."""
    kernel = kernels[int(dice.integers(len(kernels)))]
    return Layer(
        kernel=kernel,
        stride=stride,
        padding=int(dice.integers(least, max(kernel // 2, least) + 1)),
        dilation=int(dice.integers(2, 4)) if dilated else 1,
    )


def _needed(layers: tuple[Layer, ...], unit: int) -> int:
    """The pixels with which the last layer just has this unit."""
    size = unit + 1
    for layer in reversed(layers):
        reach = effective_kernel(layer.kernel, dilation=layer.dilation)
        size = max((size - 1) * layer.stride + reach - 2 * layer.padding, 1)
    return size


def fields(_: Lookout) -> tuple[Field, ...]:
    """The ends, then the middle."""
    return (
        Field("first", Integer(like=(-4, 9)), "first"),
        Field("last", Integer(like=(28, 41)), "last"),
        Field("centre", Real(tolerance=Fraction(0)), "centre"),
    )


def described(layer: Layer) -> str:
    """`kernel 3, stride 2, padding 1`."""
    dilation = f", dilation {layer.dilation}" if layer.dilation > 1 else ""
    return f"kernel {layer.kernel}, stride {layer.stride}, padding {layer.padding}{dilation}"


def steps(asked: Lookout) -> Mapping[str, tuple[Step, ...]]:
    """The jump and where unit 0 begins, the field, the middle."""
    jump, begin, unit = jumps(asked)[-1], origin(asked), asked.unit
    strides = "·".join(str(layer.stride) for layer in asked.layers)
    padding = " + ".join(f"{each.padding}·{spacing}" for each, spacing in zip(asked.layers, jumps(asked), strict=False))
    grows = " + ".join(
        f"{effective_kernel(each.kernel, dilation=each.dilation) - 1}·{spacing}"
        for each, spacing in zip(asked.layers, jumps(asked), strict=False)
    )
    start, end = first(asked), last(asked)
    return {
        "first": (
            Step("jump", strides, str(jump)),
            Step("origin", f"−({padding})", _signed(begin)),
            Step("first", f"{unit}·{jump} {_added(begin)}", _signed(start)),
        ),
        "last": (
            Step("field", f"1 + {grows}", str(field(asked))),
            Step("last", f"{_signed(start)} + {field(asked)} − 1", _signed(end), marked="first + r − 1"),
        ),
        "centre": (
            Step("centre", f"({_signed(start)} + {_signed(end)}) / 2", _shown(asked), marked="(first + last) / 2"),
        ),
    }


def _signed(number: int) -> str:
    return str(number).replace("-", "−")


def _added(number: int) -> str:
    return f"− {-number}" if number < 0 else f"+ {number}"


def _shown(asked: Lookout) -> str:
    found = centre(asked)
    return figured(found).replace("-", "−") if found else "0"


def facts(asked: Lookout) -> Mapping[str, str]:
    """What the words may name; `layers` is a numbered list in Markdown."""
    opening = asked.layers[0]
    return {
        "size": str(asked.size),
        "end": str(asked.size - 1),
        "layers": "\n".join(f"{number}. {described(layer)}" for number, layer in enumerate(asked.layers, start=1)),
        "unit": str(asked.unit),
        "last_unit": str(units(asked) - 1),
        "first_padding": str(opening.padding),
        "first_stride": str(opening.stride),
        "second_padding": str(asked.layers[1].padding),
        "second_shift": str(asked.layers[1].padding * opening.stride),
    }


def figure(asked: Lookout) -> FieldAxis:
    """The first layer's first two units on the padded row."""
    layer = asked.layers[0]
    return FieldAxis(
        size=asked.size,
        padding=layer.padding,
        start=-layer.padding,
        extent=effective_kernel(layer.kernel, dilation=layer.dilation),
        step=layer.dilation,
        jump=layer.stride if units(asked) > 1 else 0,
        below="what units 0 and 1 of layer 1 read",
    )
