"""What people get wrong about "same" at a stride. Everything they take for zeros goes through the engine as well."""

from collections.abc import Mapping

from app.problems.kind import Answers, Solver
from app.problems.output_size.axis import slipped
from app.problems.output_size.same_two_frameworks.numbers import (
    Strided,
    by_hand,
    halved,
    keras_sides,
    keras_size,
    row_with,
    size_with,
)
from app.problems.reading import Cells


def padded(layer: Strided, cells: int) -> Answers:
    """The zeros somebody takes Keras to add, in all and by side; nothing where they are as many as it does."""
    if cells < 0 or cells == sum(keras_sides(layer)):
        return {}
    return {"total": cells, "sides": halved(cells)}


def needed(layer: Strided, size: int) -> int:
    """The zeros that a size needs: its last window has to fit."""
    return (size - 1) * layer.stride + layer.kernel - layer.input


def keeps_size(layer: Strided) -> Answers:
    """Takes "same" at its word: as large as before."""
    return {"keras_size": layer.input, **padded(layer, needed(layer, layer.input))}


def rounds_down(layer: Strided) -> Answers:
    """N / s, rounded down."""
    size = layer.input // layer.stride
    return {"keras_size": size, **padded(layer, needed(layer, size))} if layer.input % layer.stride else {}


def no_padding(layer: Strided) -> Answers:
    """Takes neither to pad."""
    size = size_with(layer, (0, 0))
    found: Answers = {} if size == keras_size(layer) else {"keras_size": size}
    if layer.rows and sum(keras_sides(layer)):
        found = {**found, "keras_row": row_with(layer, (0, 0))}
    return found


def as_at_stride_one(layer: Strided) -> Answers:
    """K - 1 zeros whatever the stride."""
    return padded(layer, layer.kernel - 1)


def steps_for_positions(layer: Strided) -> Answers:
    """Counts a stride for every position: one stride too many."""
    if half_is_even(layer):
        return {}  # K in all, as with half of it on both sides
    return padded(layer, max(needed(layer, keras_size(layer) + 1), 0))


def half_on_both_sides(layer: Strided) -> Answers:
    """floor(K / 2) on both sides in Keras too; the same as K - 1 in all where K is odd."""
    return padded(layer, layer.kernel) if layer.kernel % 2 == 0 else {}


def odd_one_first(layer: Strided) -> Answers:
    """Puts the odd one at the start."""
    left, right = keras_sides(layer)
    if left == right:
        return {}
    shows = layer.rows and row_with(layer, (right, left)) != torch_row(layer)  # else the row of PyTorch was taken
    return {"sides": (right, left), **({"keras_row": row_with(layer, (right, left))} if shows else {})}


def all_at_the_end(layer: Strided) -> Answers:
    """Puts every zero at the end."""
    total = sum(keras_sides(layer))
    return {"sides": (0, total)} if total > 1 else {}


def half_is_even(layer: Strided) -> bool:
    """An even kernel over a row that the stride divides: PyTorch gets one more than n / s."""
    return layer.kernel % 2 == 0 and layer.input % layer.stride == 0


def takes_the_size_of_keras(layer: Strided) -> Answers:
    """N / s in PyTorch too, where the even kernel finds room for one more."""
    return {"torch_size": keras_size(layer)} if half_is_even(layer) else {}


def takes_the_windows_of_the_other(layer: Strided) -> Answers:
    """Takes both rows for one."""
    if not layer.rows:
        return {}
    keras, torch = row_with(layer, keras_sides(layer)), torch_row(layer)
    return {} if keras == torch else {"keras_row": torch, "torch_row": keras}


def torch_row(layer: Strided) -> Cells:
    """What PyTorch gets."""
    half = layer.kernel // 2
    return row_with(layer, (half, half))


def slipping(slip: str) -> Solver[Strided]:
    """The solver that makes this slip on the way to PyTorch's size."""

    def solver(layer: Strided) -> Answers:
        if slip == "no-plus-one" and half_is_even(layer):
            return {}  # the same number as Keras' size
        size = slipped(by_hand(layer), slip)
        return {} if size is None else {"torch_size": size}

    return solver


def asked(solver: Solver[Strided]) -> Solver[Strided]:
    """What a mistake makes of the fields there are."""

    def only(layer: Strided) -> Answers:
        names = ROWS if layer.rows else SIZES
        return {name: value for name, value in solver(layer).items() if name in names}

    return only


SIZES = frozenset({"keras_size", "total", "sides", "torch_size"})
ROWS = frozenset({"sides", "keras_row", "torch_row"})
ALL: Mapping[str, Solver[Strided]] = {
    "keeps-size": keeps_size,
    "rounds-down": rounds_down,
    "no-padding": no_padding,
    "as-at-stride-one": as_at_stride_one,
    "steps-for-positions": steps_for_positions,
    "half-on-both-sides": half_on_both_sides,
    "odd-one-first": odd_one_first,
    "all-at-the-end": all_at_the_end,
    "takes-the-size-of-keras": takes_the_size_of_keras,
    "takes-the-windows-of-the-other": takes_the_windows_of_the_other,
    **{
        name: slipping(name)
        for name in ("no-plus-one", "one-sided-padding", "ignores-padding", "ignores-stride", "rounds-up")
    },
}
MISTAKES: Mapping[str, Solver[Strided]] = {name: asked(solver) for name, solver in ALL.items()}
