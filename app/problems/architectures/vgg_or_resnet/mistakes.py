"""What people get wrong about two networks, and what is right under another convention."""

from collections.abc import Mapping
from dataclasses import replace

from app.conv.counts import bytes_of, flops, linear_params
from app.problems.architectures.vgg_or_resnet.networks import CLASSES
from app.problems.architectures.vgg_or_resnet.numbers import (
    PERCENT,
    RIGHT,
    SIDES,
    Measure,
    Pair,
    Sized,
    Told,
    other,
    percent,
    sized,
    solve,
)
from app.problems.kind import Answers, Solver
from app.problems.reading import Value


def telling(told: Mapping[Measure, Told]) -> Solver[Pair]:
    """The solver that says this of each network, wherever it differs from what is right."""

    def solver(pair: Pair) -> Answers:
        right, networks = solve(pair), sized(pair)
        said: dict[str, Value] = {}
        for measure in pair.measures:
            for side in SIDES:
                value = told[measure](networks[side]) if measure in told else None
                if value is not None and value != right[f"{measure}_{side}"]:
                    said[f"{measure}_{side}"] = value
        return said

    return solver


def swapped(pair: Pair) -> Answers:
    """What is right for the other of the two, wherever the two differ."""
    networks = sized(pair)
    return {
        f"{measure}_{side}": RIGHT[measure](networks[other(side)])
        for measure in pair.measures
        for side in SIDES
        if RIGHT[measure](networks[other(side)]) != RIGHT[measure](networks[side])
    }


def last_layer_share(network: Sized) -> Value | None:
    """The share of the last layer, where the head has others."""
    if network.facts.fully_connected == 1:
        return None
    return percent(linear_params(network.facts.features, network.classes), network.params())


def for_a_thousand(network: Sized) -> Value:
    """The number one remembers."""
    return replace(network, classes=CLASSES).params()


def with_the_head(network: Sized) -> Value | None:
    """Every layer with weights, where that is not simply the depth."""
    return network.facts.every_layer if network.facts.beside else None


def with_pools(network: Sized) -> Value | None:
    """Pools as well, unless there are as many as fully connected layers, which gives the depth."""
    counted = network.facts.convolutions + network.facts.pools
    return counted if counted != network.facts.depth else None


MISTAKES: Mapping[str, Solver[Pair]] = {
    "swapped": swapped,
    "depth-of-the-name": telling({"layers": lambda network: network.facts.depth}),
    "longest-way-only": telling({"layers": lambda network: network.facts.depth - network.facts.fully_connected}),
    "counts-the-head": telling({"layers": with_the_head}),
    "counts-pools": telling({"layers": with_pools}),
    "forgets-the-head": telling({"params": Sized.body}),
    "head-alone": telling({"params": Sized.head}),
    "bytes": telling({"params": lambda network: bytes_of(network.params())}),
    "work-for-params": telling({"params": Sized.macs}),
    "for-a-thousand": telling({"params": for_a_thousand}),
    "params-for-work": telling({"macs": Sized.params}),
    "the-rest": telling({"share": lambda network: PERCENT - network.share()}),
    "last-layer-alone": telling({"share": last_layer_share}),
    "share-of-the-work": telling({"share": lambda network: percent(network.head_macs(), network.macs())}),
}
CONVENTIONS: Mapping[str, Solver[Pair]] = {
    "flops": telling({"macs": lambda network: flops(network.macs())}),
    "running-statistics": telling({"params": lambda network: network.params() + network.facts.running}),
    "stride-of-the-paper": telling(
        {"macs": lambda network: network.macs() - network.facts.macs + (network.facts.macs_v1 or network.facts.macs)}
    ),
}
