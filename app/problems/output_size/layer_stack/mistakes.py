"""What people get wrong on a layer stack, and what is right under another convention."""

from collections.abc import Mapping

from app.conv.counts import conv_params
from app.problems.kind import Answers, Solver
from app.problems.output_size.axis import PAIRS, right, slipped
from app.problems.output_size.layer_stack.numbers import (
    Counting,
    LayerStack,
    entering,
    final_size,
    learned,
    rows,
    spatial,
    widths,
    with_bias,
)


def slipping(*slips: str) -> Solver[LayerStack]:
    """The solver that makes these slips on one layer, whichever it is, and nothing else wrong."""

    def solver(stack: LayerStack) -> Answers:
        answers: dict[str, tuple[int, int]] = {}
        for name, axes in zip(rows(stack), entering(stack), strict=True):
            wrong = [slipped(axis, *slips) for axis in axes]
            if wrong != [None, None]:
                height, width = (size or right(axis) for size, axis in zip(wrong, axes, strict=True))
                answers[name] = (height, width)
        return answers

    return solver


def input_channels_at_the_end(stack: LayerStack) -> Answers:
    """Lets the channels of the input through to the end."""
    return {"shape": (*final_size(stack), stack.input[0])}


def channels_added_up(stack: LayerStack) -> Answers:
    """Adds the filters of all layers."""
    convolutions = [layer.out_channels or 0 for layer in stack.layers if layer.op == "conv"]
    return {"shape": (*final_size(stack), sum(convolutions))} if len(convolutions) > 1 else {}


def counting(rule: Counting, *, pools: bool = False) -> Solver[LayerStack]:
    """The solver that counts parameters by another rule."""

    def solver(stack: LayerStack) -> Answers:
        if pools and all(layer.op == "conv" for layer in stack.layers):
            return {}
        return {"params": learned(stack, rule, pools=pools)}

    return solver


def image_channels_throughout(stack: LayerStack) -> Answers:
    """Gives every filter the depth of the image, also in later layers."""
    return {"params": learned(stack, lambda _, after, layer: with_bias(stack.input[0], after, layer))}


def weights_times_positions(stack: LayerStack) -> Answers:
    """Counts the work (MACs), not the weights."""
    total = 0
    channels = widths(stack)
    for name, layer, before, after in zip(rows(stack), stack.layers, channels, channels[1:], strict=False):
        height, width = spatial(stack)[name]
        total += height * width * before * after * layer.kernel**2 if layer.op == "conv" else 0
    return {"params": total}


def channels_first(stack: LayerStack) -> Answers:
    """Right for whoever writes channels × height × width."""
    return {"shape": (widths(stack)[-1], *final_size(stack))}


SIZE_SLIPS = ("no-plus-one", "one-sided-padding", "ignores-padding", "ignores-stride", "rounds-up")
TOGETHER: Mapping[tuple[str, str], Solver[LayerStack]] = {
    pair: slipping(*pair) for pair in PAIRS if set(pair) <= set(SIZE_SLIPS)
}
MISTAKES: Mapping[str, Solver[LayerStack]] = {
    **{name: slipping(name) for name in SIZE_SLIPS},
    "input-channels-at-the-end": input_channels_at_the_end,
    "channels-added-up": channels_added_up,
    "forgets-input-channels": counting(lambda _, after, layer: conv_params(1, after, (layer.kernel, layer.kernel))),
    "kernel-not-squared": counting(lambda before, after, layer: conv_params(before, after, (layer.kernel, 1))),
    "bias-per-input-channel": counting(lambda before, after, layer: before * after * layer.kernel**2 + before),
    "pool-has-weights": counting(with_bias, pools=True),
    "image-channels-throughout": image_channels_throughout,
    "weights-times-positions": weights_times_positions,
}
CONVENTIONS: Mapping[str, Solver[LayerStack]] = {
    "channels-first": channels_first,
    "without-bias": counting(
        lambda before, after, layer: conv_params(before, after, (layer.kernel, layer.kernel), bias=False)
    ),
}
