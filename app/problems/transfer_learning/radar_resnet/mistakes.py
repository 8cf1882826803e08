"""The ways people adapt the network wrongly, and what is right under another convention."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.conv.counts import batch_norm_params, conv_params, linear_params
from app.problems.kind import Answers, Solver
from app.problems.transfer_learning.radar_resnet.numbers import (
    COLOURS,
    FEATURES,
    HALVING,
    NETWORK,
    OLD_CLASSES,
    OLD_SIDE,
    STEM_FILTERS,
    STEM_KERNEL,
    Radar,
    all_params,
    head,
    sides,
    solve,
    stem_weights,
)
from app.problems.transfer_learning.trainable_params.resnets import backbone

OLD_MAP = 7


def differing(radar: Radar, wrong: Answers) -> Answers:
    """What of a claim is asked and wrong."""
    right = solve(radar)
    return {name: value for name, value in wrong.items() if name in right and value != right[name]}


def stemming(count: Callable[[int], int]) -> Solver[Radar]:
    """The solver that counts the stem otherwise."""
    return lambda radar: differing(radar, {"stem": count(radar.channels)})


def heading(count: Callable[[Radar], int]) -> Solver[Radar]:
    """The solver that counts the head otherwise, and the whole network with it."""

    def solver(radar: Radar) -> Answers:
        wrong = count(radar)
        return differing(radar, {"head": wrong, "params": all_params(radar) - head(radar.classes) + wrong})

    return solver


def totalling(off: Callable[[Radar], int]) -> Solver[Radar]:
    """The solver whose total is off by so many."""
    return lambda radar: differing(radar, {"params": all_params(radar) + off(radar)})


def halving(step: Callable[[int, int], int]) -> Solver[Radar]:
    """The solver that halves by another rule of size and kernel, from the first layer on."""

    def solver(radar: Radar) -> Answers:
        found: list[int] = [radar.side]
        for name in HALVING:
            found.append(step(found[-1], STEM_KERNEL if name == "conv1" else 3))
        return differing(radar, {"sizes": tuple(found[1:])})

    return solver


def forgets_the_pool(radar: Radar) -> Answers:
    """Halves in conv1 and again in conv3_x only."""
    first, *others = sides(radar.side)
    return {"sizes": (first, first, *others[:-1])}


def halves_in_conv2(radar: Radar) -> Answers:
    """Gives conv2_x a stride, too."""
    first, pooled, *others = sides(radar.side)
    return {"sizes": (first, pooled, *others[1:], (others[-1] + 1) // 2)}


def goes_by_the_area(radar: Radar) -> Answers:
    """Squares the ratio of the sides, which the floors do not keep to."""
    return {"ratio": Fraction(radar.side**2, OLD_SIDE**2)}


def keeps_the_coarse_map(radar: Radar) -> Answers:
    """Takes the stride away and leaves the size."""
    return differing(radar, {"fine": sides(radar.side)[-1]})


def multiplies_back(radar: Radar) -> Answers:
    """Doubles the last side for each stride that is dropped, though it had been rounded."""
    return differing(radar, {"fine": sides(radar.side)[-1] * 2**radar.kept})


def drops_the_wrong_stages(radar: Radar) -> Answers:
    """Drops one stride more than is asked."""
    return differing(radar, {"fine": sides(radar.side)[-2 - radar.kept]})


def batch_norms(_: Radar) -> int:
    """Weight and bias of every batch norm."""
    return sum(batch_norm_params(conv.filters) for conv in backbone(NETWORK))


MISTAKES: Mapping[str, Solver[Radar]] = {
    "keeps-three-channels": stemming(lambda _: stem_weights(COLOURS)),
    "forgets-the-filters": stemming(lambda channels: channels * STEM_KERNEL**2),
    "kernel-not-squared": stemming(lambda channels: STEM_FILTERS * channels * STEM_KERNEL),
    "halves-and-cuts": halving(lambda side, _: side // 2),
    "ignores-padding": halving(lambda side, kernel: (side - kernel) // 2 + 1),
    "forgets-the-pool": forgets_the_pool,
    "halves-in-conv2": halves_in_conv2,
    "keeps-the-old-head": heading(lambda _: head(OLD_CLASSES)),
    "forgets-the-biases": heading(lambda radar: linear_params(FEATURES, radar.classes, bias=False)),
    "flattens-the-map": heading(lambda radar: linear_params(FEATURES * sides(radar.side)[-1] ** 2, radar.classes)),
    "flattens-seven": heading(lambda radar: linear_params(FEATURES * OLD_MAP**2, radar.classes)),
    "keeps-the-old-stem": totalling(lambda radar: stem_weights(COLOURS) - stem_weights(radar.channels)),
    "forgets-the-head": totalling(lambda radar: -head(radar.classes)),
    "adds-to-the-old": totalling(lambda _: stem_weights(COLOURS) + head(OLD_CLASSES)),
    "forgets-batch-norm": totalling(lambda radar: -batch_norms(radar)),
    "goes-by-the-area": goes_by_the_area,
    "goes-by-the-side": lambda radar: {"ratio": Fraction(radar.side, OLD_SIDE)},
    "same-parameters-same-work": lambda _: {"ratio": Fraction(1)},
    "keeps-the-coarse-map": keeps_the_coarse_map,
    "multiplies-back": multiplies_back,
    "drops-one-more": drops_the_wrong_stages,
}
CONVENTIONS: Mapping[str, Solver[Radar]] = {
    "stem-with-bias": stemming(lambda channels: conv_params(channels, STEM_FILTERS, (STEM_KERNEL, STEM_KERNEL))),
}
