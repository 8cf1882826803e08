"""What people get wrong about the parameters of a separable layer, and what is right under another convention."""

from collections.abc import Mapping

from app.problems.depthwise_separable.counting import RATIO_SLIPS, ROWS, counts_of
from app.problems.depthwise_separable.separable_params.numbers import (
    SeparableWeights,
    biases,
    counted,
    maps,
    solve,
)
from app.problems.kind import Answers, Solver


def with_area(layer: SeparableWeights, area: int) -> Answers:
    """Standard and depthwise weights with another number of cells in the kernel."""
    inside, outside = layer.in_channels, layer.out_channels
    return {
        "standard": inside * outside * area + biases(layer, outside),
        "depthwise": maps(layer) * area + biases(layer, maps(layer)),
    }


def forgets_input_channels(layer: SeparableWeights) -> Answers:
    """Filters that reach through one channel."""
    outside = layer.out_channels
    return {
        "standard": outside * layer.kernel**2 + biases(layer, outside),
        "pointwise": outside + biases(layer, outside),
    }


def channels_added(layer: SeparableWeights) -> Answers:
    """C_in + C_out where their product belongs."""
    outside = layer.out_channels
    return {
        "standard": (layer.in_channels + outside) * layer.kernel**2 + biases(layer, outside),
        "pointwise": maps(layer) + outside + biases(layer, outside),
    }


def depthwise_mixes(layer: SeparableWeights) -> Answers:
    """Depthwise kernels that reach through all channels."""
    return {"depthwise": layer.in_channels * maps(layer) * layer.kernel**2 + biases(layer, maps(layer))}


def depthwise_per_output(layer: SeparableWeights) -> Answers:
    """One kernel for each channel that comes out."""
    outside = layer.out_channels
    return {"depthwise": outside * layer.kernel**2 + biases(layer, outside)} if outside != maps(layer) else {}


def swaps_steps(layer: SeparableWeights) -> Answers:
    """Takes the depthwise half for the one that mixes channels."""
    right = counts_of(solve(layer))
    return {"depthwise": right.pointwise, "pointwise": right.depthwise}


def pointwise_keeps_kernel(layer: SeparableWeights) -> Answers:
    """K × K where 1 × 1 belongs."""
    outside = layer.out_channels
    return {"pointwise": maps(layer) * outside * layer.kernel**2 + biases(layer, outside)}


def bias_per_input_channel(layer: SeparableWeights) -> Answers:
    """A bias for each channel that goes in."""
    if not layer.bias or layer.in_channels == layer.out_channels:
        return {}
    inside, outside = layer.in_channels, layer.out_channels
    return {
        "standard": inside * outside * layer.kernel**2 + inside,
        "pointwise": maps(layer) * outside + maps(layer),
    }


def one_bias_for_both(layer: SeparableWeights) -> Answers:
    """Biases in the pointwise half only."""
    return {"separable": counts_of(solve(layer)).separable - maps(layer)} if layer.bias else {}


def ignores_multiplier(layer: SeparableWeights) -> Answers:
    """One kernel for each channel."""
    inside, outside = layer.in_channels, layer.out_channels
    if layer.multiplier == 1:
        return {}
    return {
        "depthwise": inside * layer.kernel**2 + biases(layer, inside),
        "pointwise": inside * outside + biases(layer, outside),
    }


def half(name: str) -> Solver[SeparableWeights]:
    """The solver that takes one half for the whole."""
    return lambda layer: {"separable": solve(layer)[name]}


def ratio_slip(name: str) -> Solver[SeparableWeights]:
    """The solver that makes this slip in the ratio."""
    return lambda layer: {"ratio": RATIO_SLIPS[name](counts_of(solve(layer)))}


MISTAKES: Mapping[str, Solver[SeparableWeights]] = {
    "kernel-not-squared": lambda layer: with_area(layer, layer.kernel),
    "forgets-kernel": lambda layer: with_area(layer, 1),
    "forgets-input-channels": forgets_input_channels,
    "channels-added": channels_added,
    "depthwise-mixes": depthwise_mixes,
    "depthwise-per-output": depthwise_per_output,
    "swaps-steps": swaps_steps,
    "pointwise-keeps-kernel": pointwise_keeps_kernel,
    "bias-per-input-channel": bias_per_input_channel,
    "one-bias-for-both": one_bias_for_both,
    "ignores-multiplier": ignores_multiplier,
    "pointwise-is-all": half("pointwise"),
    "depthwise-is-all": half("depthwise"),
    **{name: ratio_slip(name) for name in RATIO_SLIPS},
}


def other_bias(*, bias: bool) -> Solver[SeparableWeights]:
    """Right for whoever gives every layer a bias, or none; the ratio hardly notices."""

    def solver(layer: SeparableWeights) -> Answers:
        answers = counted(layer, bias=bias)
        return {name: answers[name] for name in ROWS} if bias != layer.bias else {}

    return solver


CONVENTIONS: Mapping[str, Solver[SeparableWeights]] = {
    "with-bias": other_bias(bias=True),
    "without-bias": other_bias(bias=False),
    "share": lambda layer: {"ratio": 1 / counts_of(solve(layer)).ratio},
    "saving": lambda layer: {"ratio": 1 - 1 / counts_of(solve(layer)).ratio},
}
