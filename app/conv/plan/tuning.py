"""The five costs of the machine at hand, fitted to the times of every algorithm that may compute some real layers.

What an algorithm is expected to take is a sum of the five, each times a number that follows from the layer. So the
times of many algorithms on many layers give five costs by least squares. What counts is which algorithm is sooner,
on small layers as on large ones, so each equation is divided by its time; and no cost is negative.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np

from app.conv.ops import Array
from app.conv.ops.geometry import convolution_geometry
from app.conv.plan.convolution import Convolution, Ending, Given
from app.conv.plan.costs import Choice, Costs, choices, prepared
from app.conv.plan.workspace import Workspace

Clock: TypeAlias = Callable[[], float]  # seconds, such as time.thread_time
ROUNDS = 7
SHORTEST = 1e-9  # seconds: a clock that is too coarse for a run does not make it free
COSTS: Final = tuple(each.name for each in fields(Costs))


def _square(channels: int, outputs: int, kernel: int, size: int, stride: int = 1) -> Convolution:
    where = convolution_geometry((size, size), (kernel, kernel), stride=stride, padding=kernel // 2)
    return Convolution(channels, outputs, 1, where)


LAYERS: Final = (  # of ResNet-50, from where maps are large to where weights are
    _square(64, 64, 3, 56),
    _square(128, 128, 3, 28),
    _square(256, 256, 3, 14),
    _square(512, 512, 3, 7),
    _square(128, 128, 3, 56, 2),
    _square(64, 256, 1, 56),
    _square(1024, 256, 1, 14),
    _square(512, 2048, 1, 7),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """What an algorithm took for a layer."""

    layer: Convolution
    choice: Choice
    seconds: float


def timed(layer: Convolution, clock: Clock, rounds: int = ROUNDS) -> tuple[Timed, ...]:
    """The shortest run of each algorithm on the layer, taken in turns, so that a busy machine slows all of them."""
    dice, workspace = np.random.default_rng(0), Workspace()
    where, able = layer.where, choices(layer, Costs())
    image = dice.standard_normal((*where.size, layer.channels), np.float32)
    weight = dice.standard_normal((layer.outputs, layer.channels // layer.groups, *where.kernel), np.float32)
    out = np.empty((*where.output, layer.outputs), np.float32)
    algorithms = [prepared(choice)(Given(layer, weight), workspace) for choice in able]
    taken: list[list[float]] = [[] for _ in able]
    for _ in range(rounds + 1):
        for algorithm, seconds in zip(algorithms, taken, strict=True):
            begin = clock()
            algorithm.run(image, out, Ending())
            seconds.append(clock() - begin)
    return tuple(Timed(layer, choice, max(min(each[1:]), SHORTEST)) for choice, each in zip(able, taken, strict=True))


def tuned(times: tuple[Timed, ...]) -> Costs:
    """The costs that fit the times, or the estimates where those would have chosen better all the same."""
    return min((fitted(times), Costs()), key=partial(lost, times))


def fitted(times: tuple[Timed, ...]) -> Costs:
    """The costs that come nearest to the times, each time counting alike: min Σ (expected / seconds − 1)²."""
    parts = np.array([list(_parts(each)) for each in times])  # (times, 5)
    parts /= 1e9 * np.array([[each.seconds] for each in times])
    best = min(_solutions(parts), key=lambda found: float(np.linalg.norm(parts @ found - 1)))
    return Costs(*map(float, best))


def lost(times: Iterable[Timed], costs: Costs) -> float:
    """How much longer the algorithms take that are chosen by these costs than the soonest, the mean over the layers."""
    by_layer: dict[Convolution, dict[str, float]] = {}
    for each in times:
        by_layer.setdefault(each.layer, {})[each.choice.name] = each.seconds
    ratios = [found[choices(layer, costs)[0].name] / min(found.values()) for layer, found in by_layer.items()]
    return sum(ratios) / len(ratios) - 1


def _parts(each: Timed) -> Iterator[float]:
    """How often each of the five costs is paid."""
    for name in COSTS:
        only = Costs(**{other: float(other == name) for other in COSTS})
        yield next(choice.expected for choice in choices(each.layer, only) if choice.name == each.choice.name)


def _solutions(parts: Array) -> Iterator[Array]:
    """The least squares of every choice of costs that are not zero, where they come out positive: 31 at most."""
    for count in range(1, len(COSTS) + 1):
        for used in map(list, combinations(range(len(COSTS)), count)):
            found = np.linalg.lstsq(parts[:, used], np.ones(len(parts)))[0]
            if (found > 0).all():
                whole = np.zeros(len(COSTS))
                whole[used] = found
                yield whole
