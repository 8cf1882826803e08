"""What people get wrong about an inverted bottleneck, and what is right under another convention."""

from collections.abc import Mapping

from app.conv.counts import batch_norm_params, flops
from app.problems.depthwise_separable.mbconv_cost.numbers import (
    InvertedBottleneck,
    believing,
    macs,
    output,
    params,
    solve,
    wide,
)
from app.problems.kind import Answers, Solver
from app.problems.reading import Value
from app.problems.rounding import adds_up, meant


def expands_the_output(block: InvertedBottleneck) -> Answers:
    """Multiplies the channels that come out."""
    return {"wide": block.expand * block.out_channels} if block.out_channels != block.in_channels else {}


def expansion_added(block: InvertedBottleneck) -> Answers:
    """Adds t channels for each of the block's own: C(1 + t)."""
    return {"wide": (block.expand + 1) * block.in_channels}


def no_expansion(block: InvertedBottleneck) -> Answers:
    """Stays at the channels that come in."""
    return {"wide": block.in_channels}


def narrow_steps(block: InvertedBottleneck) -> Answers:
    """Works on the channels that come in, in whichever step."""
    inside, after = block.in_channels, output(block) ** 2
    return {
        "expand": block.input**2 * inside**2,
        "depthwise": after * inside * block.kernel**2,
        "project": after * inside * block.out_channels,
    }


def other_positions(block: InvertedBottleneck) -> Answers:
    """Puts the stride in the wrong place: the expansion on the small map, the rest on the large one."""
    before, after, middle = block.input**2, output(block) ** 2, wide(block)
    if before == after:
        return {}
    return {
        "expand": after * block.in_channels * middle,
        "depthwise": before * middle * block.kernel**2,
        "project": before * middle * block.out_channels,
    }


def positions_along_one_side(block: InvertedBottleneck) -> Answers:
    """H where H · W belongs."""
    middle = wide(block)
    return {
        "expand": block.input * block.in_channels * middle,
        "depthwise": output(block) * middle * block.kernel**2,
        "project": output(block) * middle * block.out_channels,
    }


def weights_not_work(block: InvertedBottleneck) -> Answers:
    """The weights of a step where its MACs are asked."""
    weights = params(block)
    return {row: weights[row] for row in ("expand", "depthwise", "project")}


def weights_added_up(block: InvertedBottleneck) -> Answers:
    """The weights of all steps where their MACs are asked."""
    return {"macs": sum(params(block, squeeze_bias=False).values())}


def work_not_weights(block: InvertedBottleneck) -> Answers:
    """MACs where parameters are asked."""
    return {"params": sum(macs(block).values())}


def pointwise_with_kernel(block: InvertedBottleneck) -> Answers:
    """K × K in the steps that are 1 × 1."""
    steps = macs(block)
    return {row: steps[row] * block.kernel**2 for row in ("expand", "project")}


def kernel_not_squared(block: InvertedBottleneck) -> Answers:
    """K where K² belongs."""
    return {"depthwise": output(block) ** 2 * wide(block) * block.kernel}


def depthwise_mixes(block: InvertedBottleneck) -> Answers:
    """Lets the depthwise step mix channels."""
    return {"depthwise": output(block) ** 2 * wide(block) ** 2 * block.kernel**2}


def squeeze_at_every_pixel(block: InvertedBottleneck) -> Answers:
    """Runs the two small layers on the map and not on its means."""
    return {"squeeze": macs(block)["squeeze"] * output(block) ** 2} if block.squeeze else {}


def one_squeeze_layer(block: InvertedBottleneck) -> Answers:
    """Squeezes and does not excite."""
    return {"squeeze": macs(block)["squeeze"] // 2} if block.squeeze else {}


def squeeze_left_out(block: InvertedBottleneck) -> Answers:
    """Forgets the two small layers in the parameters; in the MACs they are too little to be missed."""
    weights = params(block)
    return {"params": sum(weights.values()) - weights["squeeze"]} if block.squeeze else {}


def depthwise_left_out(block: InvertedBottleneck) -> Answers:
    """Takes the depthwise step for nothing in the sums."""
    steps, weights = macs(block), params(block)
    return {"macs": sum(steps.values()) - steps["depthwise"], "params": sum(weights.values()) - weights["depthwise"]}


MISTAKES: Mapping[str, Solver[InvertedBottleneck]] = {
    "expands-the-output": expands_the_output,
    "expansion-added": expansion_added,
    "no-expansion": no_expansion,
    "narrow-steps": narrow_steps,
    "other-positions": other_positions,
    "positions-along-one-side": positions_along_one_side,
    "weights-not-work": weights_not_work,
    "weights-added-up": weights_added_up,
    "work-not-weights": work_not_weights,
    "pointwise-with-kernel": pointwise_with_kernel,
    "kernel-not-squared": kernel_not_squared,
    "depthwise-mixes": depthwise_mixes,
    "squeeze-at-every-pixel": squeeze_at_every_pixel,
    "one-squeeze-layer": one_squeeze_layer,
    "squeeze-left-out": squeeze_left_out,
    "depthwise-left-out": depthwise_left_out,
}


def as_flops(block: InvertedBottleneck) -> Answers:
    """Right for whoever counts multiplications and additions apart."""
    steps = macs(block)
    return {**{row: flops(value) for row, value in steps.items()}, "macs": flops(sum(steps.values()))}


def with_batch_norm(block: InvertedBottleneck) -> Answers:
    """Right for whoever counts the batch norm behind each of the three convolutions."""
    channels = (wide(block), wide(block), block.out_channels)
    return {"params": sum(params(block).values()) + sum(batch_norm_params(each) for each in channels)}


def with_bias(block: InvertedBottleneck) -> Answers:
    """Right for whoever gives the convolutions a bias."""
    return {"params": sum(params(block, bias=True).values())}


def squeeze_without_bias(block: InvertedBottleneck) -> Answers:
    """Right for whoever takes the two small layers without biases."""
    return {"params": sum(params(block, squeeze_bias=False).values())} if block.squeeze else {}


CONVENTIONS: Mapping[str, Solver[InvertedBottleneck]] = {
    "flops": as_flops,
    "with-batch-norm": with_batch_norm,
    "with-bias": with_bias,
    "squeeze-without-bias": squeeze_without_bias,
}


def follow(block: InvertedBottleneck, believed: Answers) -> InvertedBottleneck:
    """The same block with the believed numbers taken as given, rounded ones as what they were rounded from."""
    known: dict[str, int] = {}
    for row, value in believed.items():
        if isinstance(value, int) and value > 0:
            so_far = believing(block, known)
            known[row] = meant(value, (solver(so_far).get(row) for solver in (solve, *MISTAKES.values())))
    return believing(block, known)


def accepts(block: InvertedBottleneck, field: str, value: Value) -> bool:
    """A sum of rounded steps is right as well."""
    return field == "macs" and isinstance(value, int) and adds_up(value, macs(block).values())
