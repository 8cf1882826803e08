"""What people get wrong about the size of a transposed convolution, and what is right in Keras."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from app.conv.shapes import output_size
from app.errors import Impossible
from app.problems.kind import Answers, Solver
from app.problems.output_size.transposed_size.numbers import Terms, Transposed, square, terms

Slip: TypeAlias = Callable[[Transposed, Terms], Terms | None]
"""The terms with this slip in them, or None where the slip cannot be made."""


def slipped(layer: Transposed, *slips: str) -> int | None:
    """The size that these slips give, all made at once; None where one cannot be made or no map is left."""
    made: Terms | None = terms(layer)
    for name in slips:
        made = SLIPS[name](layer, made) if made else None
    return made.size if made and made.size > 0 else None


def all_steps(_: Transposed, made: Terms) -> Terms:
    """Takes n strides, where n cells have n - 1 between them."""
    return replace(made, steps=made.steps + 1)


def adds_padding(layer: Transposed, made: Terms) -> Terms | None:
    """Adds the padding, as a convolution does."""
    return replace(made, crop=-made.crop) if layer.padding else None


def one_sided_padding(layer: Transposed, made: Terms) -> Terms | None:
    """Crops one side only."""
    return replace(made, crop=layer.padding) if layer.padding else None


def ignores_padding(layer: Transposed, made: Terms) -> Terms | None:
    """Crops nothing."""
    return replace(made, crop=0) if layer.padding else None


def ignores_stride(layer: Transposed, made: Terms) -> Terms | None:
    """Puts the copies next to each other."""
    return replace(made, stride=1) if layer.stride > 1 else None


def ignores_output_padding(layer: Transposed, made: Terms) -> Terms | None:
    """Leaves the output padding out."""
    return replace(made, extra=0) if layer.output_padding else None


def output_padding_on_both_sides(layer: Transposed, made: Terms) -> Terms | None:
    """Counts the output padding twice, as padding is."""
    return replace(made, extra=2 * layer.output_padding) if layer.output_padding else None


def ignores_dilation(layer: Transposed, made: Terms) -> Terms | None:
    """Uses K where K_eff belongs."""
    return replace(made, reach=layer.kernel) if layer.dilation > 1 else None


def dilation_times_kernel(layer: Transposed, made: Terms) -> Terms | None:
    """Takes K_eff = D·K."""
    return replace(made, reach=layer.dilation * layer.kernel) if layer.dilation > 1 else None


SLIPS: Mapping[str, Slip] = MappingProxyType(
    {
        "all-steps": all_steps,
        "adds-padding": adds_padding,
        "one-sided-padding": one_sided_padding,
        "ignores-padding": ignores_padding,
        "ignores-stride": ignores_stride,
        "ignores-output-padding": ignores_output_padding,
        "output-padding-on-both-sides": output_padding_on_both_sides,
        "ignores-dilation": ignores_dilation,
        "dilation-times-kernel": dilation_times_kernel,
    }
)
PAIRS = (
    ("all-steps", "ignores-padding"),
    ("all-steps", "one-sided-padding"),
    ("ignores-padding", "ignores-output-padding"),
    ("one-sided-padding", "ignores-output-padding"),
    ("ignores-padding", "ignores-dilation"),
)


def slipping(*slips: str) -> Solver[Transposed]:
    """The solver that makes these slips."""
    return lambda layer: square(slipped(layer, *slips))


def as_a_convolution(layer: Transposed) -> Answers:
    """Takes the formula of a convolution, which makes the map smaller."""
    try:
        side = output_size(
            layer.input, layer.kernel, stride=layer.stride, padding=layer.padding, dilation=layer.dilation
        )
    except Impossible:
        return {}
    return square(side)


def only_multiplies(layer: Transposed) -> Answers:
    """Takes n·s for the whole story."""
    is_keras = keras_same(layer) or keras_valid(layer)
    return {} if is_keras or layer.stride == 1 else square(layer.input * layer.stride)


def keras_same(layer: Transposed) -> Answers:
    """n·s: right for padding="same" in Keras, which chooses the crop itself."""
    has_one = layer.padding and layer.stride > 1 and not layer.output_padding and layer.dilation == 1
    return square(layer.input * layer.stride) if has_one else {}


def keras_valid(layer: Transposed) -> Answers:
    """n·s + max(k - s, 0): right for padding="valid" in Keras, which leaves room to the next stride."""
    has_one = not layer.padding and not layer.output_padding and layer.dilation == 1 and layer.kernel < layer.stride
    return square(layer.input * layer.stride) if has_one else {}


MISTAKES: Mapping[str, Solver[Transposed]] = {
    "as-a-convolution": as_a_convolution,
    "only-multiplies": only_multiplies,
    **{name: slipping(name) for name in SLIPS},
}


CONVENTIONS: Mapping[str, Solver[Transposed]] = {"keras-same": keras_same, "keras-valid": keras_valid}
TOGETHER: Mapping[tuple[str, str], Solver[Transposed]] = {pair: slipping(*pair) for pair in PAIRS}
