"""What the engine is held to, in the order of its table, and what a benchmark found, handed on in a file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import geometric_mean, median

EAGER, LAST = "eager", "channels last"
OPTIMISED, FASTER = "jit.optimize_for_inference", "the faster of two layouts"


@dataclass(frozen=True, slots=True)
class Aim:
    """The least ratio of torch's time to the engine's in some work, by one way of running torch."""

    work: str
    against: str
    least: float


@dataclass(frozen=True, slots=True)
class Found:
    """A ratio as it was measured: in the middle of the rounds, and from the lowest to the highest."""

    work: str
    against: str
    middle: float
    low: float
    high: float


AIMS = (
    Aim("ResNet-50 forward", EAGER, 1.4),
    Aim("ResNet-50 forward", OPTIMISED, 1.1),
    Aim("VGG-16 forward", EAGER, 1.75),
    Aim("MobileNet V1 forward", EAGER, 1.0),
    Aim("MobileNet V2 forward", EAGER, 1.0),
    Aim("eleven dense shapes", EAGER, 1.3),
    Aim("three depthwise shapes", EAGER, 0.9),
    Aim("all fourteen shapes", FASTER, 1.1),
    Aim("ResNet-50 forward, 2 threads", EAGER, 1.1),
    Aim("backward of four 3x3 shapes", EAGER, 1.3),
    Aim("whiteboard, 6x6 by 3x3", EAGER, 1.0),
)


def of_rounds(work: str, against: str, ours: Iterable[float], theirs: Iterable[float]) -> Found:
    """From times that were taken in turns."""
    ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
    return Found(work, against, median(ratios), min(ratios), max(ratios))


def mean_of(work: str, against: str, each: Iterable[Found]) -> Found:
    """The geometric mean of several layers' ratios, and the layers' lowest and highest."""
    middles = [found.middle for found in each]
    return Found(work, against, geometric_mean(middles), min(middles), max(middles))


def keep(path: Path | None, found: Iterable[Found]) -> None:
    """Add to the file, where there is one."""
    if path:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(each))}\n" for each in found)


def kept(path: Path) -> tuple[Found, ...]:
    """All that was added."""
    return tuple(Found(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def beside_aims(found: Iterable[Found]) -> Iterator[str]:
    """The table: a line for each aim, and what else was measured of the same work below."""
    by_work: dict[str, dict[str, Found]] = {}
    for each in found:
        by_work.setdefault(each.work, {})[each.against] = each
    yield f"{'work':<30} {'torch / ours against':<28} {'ratio':>6} {'range':>12} {'aim':>5}"
    aims = {(aim.work, aim.against): aim.least for aim in AIMS}
    for work in dict.fromkeys(aim.work for aim in AIMS):
        for against, each in by_work.get(work, {}).items():
            yield f"{work:<30} {against:<28} {_judged(each, aims.get((work, against)))}"
            work = ""  # noqa: PLW2901 - named once


def _judged(found: Found, least: float | None) -> str:
    measured = f"{found.middle:6.2f} {found.low:6.2f}-{found.high:<5.2f}"
    if least is None:
        return measured
    return f"{measured} {least:5.2f} {'met' if found.middle >= least else 'missed'}"
