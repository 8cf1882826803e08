"""What people get wrong on a field stack: on one row, whichever it is, or on the jump."""

from collections.abc import Mapping
from math import prod

from app.problems.kind import Answers, Solver
from app.problems.receptive_field.field_stack.numbers import FieldStack, growing, jump, plain
from app.problems.receptive_field.seeing import SLIPS, sight


def slipping(slip: str) -> Solver[FieldStack]:
    """The solver that makes this slip on one layer, and nothing else wrong."""

    def solver(stack: FieldStack) -> Answers:
        wrong = ((name, SLIPS[slip](on)) for name, on in growing(stack))
        return {name: field for name, field in wrong if field is not None}

    return solver


def last_stride_for_jump(stack: FieldStack) -> Answers:
    """Takes the stride of the last layer alone."""
    stride = stack.layers[-1].stride
    return {"jump": stride} if stride != jump(stack) else {}


def own_stride_left_out(stack: FieldStack) -> Answers:
    """Stops the product a layer early, as one does for the field."""
    return {"jump": sight(plain(stack))[-2].jump} if 1 < stack.layers[-1].stride < jump(stack) else {}


def strides_added_up(stack: FieldStack) -> Answers:
    """Adds the strides."""
    return {"jump": sum(layer.stride for layer in stack.layers)}


def pool_stride_left_out(stack: FieldStack) -> Answers:
    """Multiplies the strides of the convolutions only."""
    ours = prod(layer.stride for layer in stack.layers if layer.op == "conv")
    return {"jump": ours} if ours != jump(stack) else {}


def field_for_jump(stack: FieldStack) -> Answers:
    """Gives how much a unit sees, not how far apart two of them look."""
    return {"jump": sight(plain(stack))[-1].receptive_field}


MISTAKES: Mapping[str, Solver[FieldStack]] = {
    **{name: slipping(name) for name in SLIPS},
    "last-stride-for-jump": last_stride_for_jump,
    "own-stride-left-out": own_stride_left_out,
    "strides-added-up": strides_added_up,
    "pool-stride-left-out": pool_stride_left_out,
    "field-for-jump": field_for_jump,
}
