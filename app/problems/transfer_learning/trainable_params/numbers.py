"""What trains in each phase, and the ways people miscount it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Interval

from app.conv.counts import linear_params
from app.problems.dice import pick, roll
from app.problems.kind import Answers, Dice, Params, Solver
from app.problems.transfer_learning.trainable_params.resnets import (
    BLOCKS,
    Conv,
    Count,
    Network,
    backbone,
    counted,
    features,
    stages,
    weights,
    with_batch_norm,
)

OLD_CLASSES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning(Params):
    """The network, the new classes, a hidden layer's width in the head; whether the last stage's count is shown."""

    network: Network
    classes: Annotated[int, Interval(ge=2, le=1_000)]
    hidden: Annotated[int, Interval(ge=2, le=4_096)] | None = None
    shown: bool = False


def head(tuning: Tuning, *, bias: bool = True) -> int:
    """One linear layer, or two with a hidden one between."""
    if tuning.hidden is None:
        return linear_params(features(tuning.network), tuning.classes, bias=bias)
    first = linear_params(features(tuning.network), tuning.hidden, bias=bias)
    return first + linear_params(tuning.hidden, tuning.classes, bias=bias)


def phases(tuning: Tuning, head_params: int, count: Count = with_batch_norm) -> Answers:
    """What trains where the head has so many and convolutions are counted like this."""
    last = counted(stages(tuning.network)[-1], count)
    return {
        "head": head_params,
        "last": head_params + last,
        "everything": head_params + counted(backbone(tuning.network), count),
    }


def check(_: Tuning) -> None:
    """Every head fits every network."""


def solve(tuning: Tuning) -> Answers:
    """Head, head and last stage, all."""
    return phases(tuning, head(tuning))


def differing(tuning: Tuning, wrong: Answers) -> Answers:
    """What is wrong of a claim."""
    right = solve(tuning)
    return {name: value for name, value in wrong.items() if value != right[name]}


def counting(count: Count) -> Solver[Tuning]:
    """The solver that counts convolutions and their batch norm otherwise; a stage that is shown is not counted."""

    def solver(tuning: Tuning) -> Answers:
        return {} if tuning.shown else differing(tuning, phases(tuning, head(tuning), count))

    return solver


def with_running_statistics(conv: Conv) -> int:
    """Mean and variance counted as if they were learned."""
    return weights(conv) + 4 * conv.filters


def with_conv_bias(conv: Conv) -> int:
    """A bias for each filter besides."""
    return with_batch_norm(conv) + conv.filters


def without_projection(conv: Conv) -> int:
    """Nothing for a convolution on a shortcut."""
    return 0 if conv.projects else with_batch_norm(conv)


def forgets_biases(tuning: Tuning) -> Answers:
    """Counts the head's weights only."""
    return phases(tuning, head(tuning, bias=False))


def forgets_head(tuning: Tuning) -> Answers:
    """Counts what is unfrozen and not what trains all along."""
    return {name: value for name, value in phases(tuning, 0).items() if name != "head"}


def forgets_hidden(tuning: Tuning) -> Answers:
    """Joins the features to the classes at once."""
    return phases(tuning, head(replace(tuning, hidden=None))) if tuning.hidden else {}


def keeps_old_head(tuning: Tuning) -> Answers:
    """Counts the network as it was published, for a thousand classes."""
    return differing(tuning, phases(tuning, linear_params(features(tuning.network), OLD_CLASSES)))


def adds_last_to_all(tuning: Tuning) -> Answers:
    """Counts the last stage once more when everything trains."""
    total = phases(tuning, head(tuning) + counted(stages(tuning.network)[-1]))
    return {"everything": total["everything"]}


MISTAKES: Mapping[str, Solver[Tuning]] = {
    "forgets-biases": forgets_biases,
    "forgets-head": forgets_head,
    "forgets-hidden": forgets_hidden,
    "keeps-old-head": keeps_old_head,
    "adds-last-to-all": adds_last_to_all,
    "ignores-batch-norm": counting(weights),
    "counts-running-statistics": counting(with_running_statistics),
    "counts-conv-biases": counting(with_conv_bias),
    "forgets-projection": counting(without_projection),
}
EVERY_NETWORK = tuple(BLOCKS)


def draw(dice: Dice, level: int) -> Tuning:
    """Level 1: the stages' counts are given. Level 2: the last stage is to be counted. Level 3: a hidden head too."""
    return Tuning(
        network=pick(dice, EVERY_NETWORK),
        classes=roll(dice, 3, 200),
        hidden=pick(dice, (128, 256, 384, 512, 768, 1_024)) if level == 3 else None,
        shown=level == 1,
    )
