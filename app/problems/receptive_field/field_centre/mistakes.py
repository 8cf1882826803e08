"""What people get wrong about where a unit looks."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from app.problems.kind import Answers, Solver
from app.problems.receptive_field.field_centre.numbers import (
    Lookout,
    centre,
    field,
    first,
    jumps,
    last,
    origin,
)


def ignores_padding(asked: Lookout) -> Answers:
    """Lets unit 0 begin at pixel 0."""
    return {"first": asked.unit * jumps(asked)[-1]} if origin(asked) else {}


def padding_not_scaled(asked: Lookout) -> Answers:
    """Takes each layer's padding for pixels, where it is cells of that layer's own input."""
    padding = sum(layer.padding for layer in asked.layers)
    return {"first": asked.unit * jumps(asked)[-1] - padding} if padding != -origin(asked) else {}


def first_padding_only(asked: Lookout) -> Answers:
    """Forgets that later layers pad as well."""
    padding = asked.layers[0].padding
    return {"first": asked.unit * jumps(asked)[-1] - padding} if 0 < padding < -origin(asked) else {}


def unit_as_pixel(asked: Lookout) -> Answers:
    """Moves by one pixel a unit."""
    return _moving(asked, 1)


def own_stride_left_out(asked: Lookout) -> Answers:
    """Moves by the jump of the last layer's input."""
    return _moving(asked, jumps(asked)[-2])


def last_stride_only(asked: Lookout) -> Answers:
    """Moves by the last layer's stride alone."""
    return _moving(asked, asked.layers[-1].stride)


def _moving(asked: Lookout, jump: int) -> Answers:
    """The first pixel for somebody who takes units to be so far apart, where that shows; 1 is `unit_as_pixel`."""
    differs = asked.unit > 0 and jump != jumps(asked)[-1]
    return {"first": origin(asked) + asked.unit * jump} if differs else {}


def counts_units_from_one(asked: Lookout) -> Answers:
    """Takes unit i for the i-th."""
    return {"first": first(asked) - jumps(asked)[-1]} if asked.unit else {}


def one_past_the_end(asked: Lookout) -> Answers:
    """Adds the whole field to its first pixel."""
    return {"last": first(asked) + field(asked)}


def field_ignores_strides(asked: Lookout) -> Answers:
    """Adds K - 1 a layer whatever the strides before."""
    narrow = sum(layer.dilation * (layer.kernel - 1) for layer in asked.layers)
    return {"last": first(asked) + narrow} if narrow != field(asked) - 1 else {}


def field_ignores_dilation(asked: Lookout) -> Answers:
    """Takes K where K_eff belongs."""
    steps = sum((layer.kernel - 1) * jump for layer, jump in zip(asked.layers, jumps(asked), strict=False))
    return {"last": first(asked) + steps} if steps != field(asked) - 1 else {}


def centre_at_a_multiple(asked: Lookout) -> Answers:
    """Takes unit i to sit at pixel i times the jump, as it does where every padding is half its kernel."""
    plain = Fraction(asked.unit * jumps(asked)[-1])
    return {"centre": plain} if plain != centre(asked) else {}


def rounds_the_centre(asked: Lookout) -> Answers:
    """Gives the pixel to the left of a centre that lies between two."""
    return {"centre": Fraction(floor(centre(asked)))} if centre(asked).denominator > 1 else {}


def half_the_field_for_centre(asked: Lookout) -> Answers:
    """Counts the centre from the field's own beginning."""
    return {"centre": Fraction(last(asked) - first(asked), 2)} if first(asked) else {}


def edges_of_pixels(asked: Lookout) -> Answers:
    """Right for whoever puts the middle of pixel 0 at 0.5."""
    return {"centre": centre(asked) + Fraction(1, 2)}


MISTAKES: Mapping[str, Solver[Lookout]] = {
    "ignores-padding": ignores_padding,
    "padding-not-scaled": padding_not_scaled,
    "first-padding-only": first_padding_only,
    "unit-as-pixel": unit_as_pixel,
    "own-stride-left-out": own_stride_left_out,
    "last-stride-only": last_stride_only,
    "counts-units-from-one": counts_units_from_one,
    "one-past-the-end": one_past_the_end,
    "field-ignores-strides": field_ignores_strides,
    "field-ignores-dilation": field_ignores_dilation,
    "centre-at-a-multiple": centre_at_a_multiple,
    "rounds-the-centre": rounds_the_centre,
    "half-the-field-for-centre": half_the_field_for_centre,
}
CONVENTIONS: Mapping[str, Solver[Lookout]] = {"edges-of-pixels": edges_of_pixels}
