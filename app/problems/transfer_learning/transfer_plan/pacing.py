"""What rules find in the phases of a plan.

A rate means little without its optimiser, so bounds are given for both. They are wide: a bound that strong published
recipes pass would judge taste.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from app.problems.findings import Finding, Findings
from app.problems.reading import Records
from app.problems.transfer_learning.transfer_plan.phases import TRAINS, Optimiser, Phase, phases, said, written
from app.problems.transfer_learning.transfer_plan.scenes import Extent, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of a learning rate, both included."""

    least: Fraction
    most: Fraction

    def hold(self, rate: Fraction) -> bool:
        """Whether the rate lies between them."""
        return self.least <= rate <= self.most


def _bounds(least: str, most: str) -> Bounds:
    return Bounds(least=Fraction(least), most=Fraction(most))


HEAD: Mapping[Optimiser, Bounds] = {"adam": _bounds("1e-6", "0.03"), "sgd": _bounds("1e-5", "30")}
BACKBONE: Mapping[Extent, Mapping[Optimiser, Bounds]] = {
    "small": {"adam": _bounds("1e-7", "3e-4"), "sgd": _bounds("1e-7", "0.01")},
    "middle": {"adam": _bounds("1e-7", "3e-4"), "sgd": _bounds("1e-7", "0.01")},
    "large": {"adam": _bounds("1e-7", "2e-3"), "sgd": _bounds("1e-7", "0.1")},
}
"""With plenty of images 1e−3 with Adam and 0.1 with SGD have served: arXiv:1711.05225, arXiv:1805.08974."""
GENTLE: Mapping[Optimiser, Fraction] = {"adam": Fraction("1e-4"), "sgd": Fraction("0.003")}
"""What a backbone may move by under a random head, where images are not plenty. SGD: arXiv:1912.11370."""
EPOCHS: Mapping[Extent, int] = {"small": 3, "middle": 2, "large": 1}
LONG = 100  # epochs in all


def times(more: Fraction, less: Fraction) -> str:
    """`3.3 times`, `100 times`."""
    ratio = float(more / less)
    return f"{ratio:.2g} times" if ratio < 10 else f"{ratio:,.0f} times"


def inspect_phases(scenario: Scenario, table: Records) -> Findings:
    """What each rule finds, then the advice."""
    found = phases(table)
    return (
        head_settles(scenario, found),
        backbone_rate(scenario, found),
        head_rate(found),
        not_faster(found),
        adapts_enough(scenario, found),
        epochs_enough(scenario, found),
        *advice(scenario, found),
    )


def head_settles(scenario: Scenario, found: tuple[Phase, ...]) -> Finding:
    """Whether a random head is kept from moving the backbone fast. Source: arXiv:2202.10054."""
    first = found[0]
    bound = GENTLE[first.optimiser]
    wanted = f"the head alone first, or a backbone rate of at most {said(bound, first.optimiser)}"
    if first.backbone is None:
        return Finding(rule="head-settles", holds=True, achieved="the head alone first", wanted=wanted)
    holds = scenario.extent == "large" or first.backbone <= bound
    achieved = f"{said(first.backbone, first.optimiser)} under a new head"
    margin = "" if holds else f"{times(first.backbone, bound)} too high"
    if scenario.extent == "large":
        wanted = "with so many images, either way"
    return Finding(rule="head-settles", holds=holds, achieved=achieved, wanted=wanted, margin=margin, row=1)


def backbone_rate(scenario: Scenario, found: tuple[Phase, ...]) -> Finding:
    """Whether pretrained layers move, and not so fast that they forget."""
    bounds = BACKBONE[scenario.extent]
    moving = {each: each.backbone for each in found if each.backbone is not None}
    broken = next((each for each, rate in moving.items() if not bounds[each.optimiser].hold(rate)), None)
    fastest = broken or max(moving, key=moving.__getitem__, default=None)
    if fastest is None:
        return Finding(rule="backbone-rate", holds=True, achieved="frozen throughout", wanted="none is needed")
    bound, rate = bounds[fastest.optimiser], moving[fastest]
    return Finding(
        rule="backbone-rate",
        holds=broken is None,
        achieved=said(rate, fastest.optimiser),
        wanted=f"{written(bound.least)} to {said(bound.most, fastest.optimiser)}",
        margin=_margin(bound, rate),
        row=fastest.row,
    )


def head_rate(found: tuple[Phase, ...]) -> Finding:
    """Whether the new head can learn."""
    broken = next((each for each in found if not HEAD[each.optimiser].hold(each.head)), None)
    shown = broken or max(found, key=_head)
    bound = HEAD[shown.optimiser]
    return Finding(
        rule="head-rate",
        holds=broken is None,
        achieved=said(shown.head, shown.optimiser),
        wanted=f"{written(bound.least)} to {said(bound.most, shown.optimiser)}",
        margin=_margin(bound, shown.head),
        row=shown.row,
    )


def _head(phase: Phase) -> Fraction:
    return phase.head


def _margin(bound: Bounds, rate: Fraction) -> str:
    if rate > bound.most:
        return f"{times(rate, bound.most)} too high"
    return f"{times(bound.least, rate)} too low" if rate < bound.least else ""


def not_faster(found: tuple[Phase, ...]) -> Finding:
    """Whether what is pretrained moves no faster than what is new."""
    moving = {each: each.backbone for each in found if each.backbone is not None}
    worst = max(moving, key=lambda each: moving[each] / each.head, default=None)
    wanted = "no faster than the head"
    if worst is None:
        return Finding(rule="not-faster", holds=True, achieved="the backbone stays frozen", wanted=wanted)
    rate = moving[worst]
    return Finding(
        rule="not-faster",
        holds=rate <= worst.head,
        achieved=f"backbone {written(rate)}, head {written(worst.head)}",
        wanted=wanted,
        margin=f"{times(rate, worst.head)} as fast" if rate > worst.head else "",
        row=worst.row,
    )


NEEDED: Mapping[Extent, str] = {"small": "head", "middle": "last-stage", "large": "all"}
WORDS = {"head": "the head", "last-stage": "the last stage", "last-two": "the last two stages", "all": "everything"}


def adapts_enough(scenario: Scenario, found: tuple[Phase, ...]) -> Finding:
    """Whether as much is trained as the images can teach. Source: arXiv:1805.08974."""
    most = max((each.trains for each in found), key=TRAINS.index)
    needed = NEEDED[scenario.extent]
    return Finding(
        rule="adapts-enough",
        holds=TRAINS.index(most) >= TRAINS.index(needed),
        achieved=f"up to {WORDS[most]}" if most != "head" else "the head alone",
        wanted=f"at least {WORDS[needed]}",
    )


def epochs_enough(scenario: Scenario, found: tuple[Phase, ...]) -> Finding:
    """Whether a new head sees the images often enough to learn anything."""
    total, least = sum(each.epochs for each in found), EPOCHS[scenario.extent]
    return Finding(
        rule="epochs-enough",
        holds=total >= least,
        achieved=_epochs(total),
        wanted=f"at least {_epochs(least)}",
        margin=f"{least - total} too few" if total < least else "",
    )


def _epochs(count: int) -> str:
    return "1 epoch" if count == 1 else f"{count:,} epochs"


def advice(scenario: Scenario, found: tuple[Phase, ...]) -> Findings:
    """What a strong plan mostly does, and a right one need not."""
    told = [ADVICE[name](scenario, found) for name in ADVICE]
    return tuple(each for each in told if each is not None)


def _head_first(scenario: Scenario, found: tuple[Phase, ...]) -> Finding | None:
    if scenario.extent == "large":
        return None
    holds = found[0].backbone is None
    achieved = "the head alone" if holds else "backbone and head together"
    return _advice("head-first", holds=holds, achieved=achieved, wanted="the head alone")


def _graded(_: Scenario, found: tuple[Phase, ...]) -> Finding | None:
    ratios = [each.head / each.backbone for each in found if each.backbone is not None]
    least = min(ratios, default=None)
    if least is None or least < 1:
        return None  # frozen, or the wrong way round, which is a rule of its own
    achieved = f"{float(least):.2g} to 1" if least != 1 else "one rate for both"
    wanted = "a head rate 2 to 100 times the backbone's"
    return _advice("graded", holds=least >= 2, achieved=achieved, wanted=wanted)


def _not_too_long(_: Scenario, found: tuple[Phase, ...]) -> Finding:
    total = sum(each.epochs for each in found)
    wanted = f"up to {_epochs(LONG)}"
    return _advice("not-too-long", holds=total <= LONG, achieved=_epochs(total), wanted=wanted)


def _beyond_baseline(scenario: Scenario, found: tuple[Phase, ...]) -> Finding | None:
    if scenario.extent != "small" or scenario.about.alike:
        return None
    holds = any(each.backbone is not None for each in found)
    achieved = "some of it adapts" if holds else "the head alone"
    return _advice("beyond-baseline", holds=holds, achieved=achieved, wanted="a stage that adapts")


def _advice(rule: str, *, holds: bool, achieved: str, wanted: str) -> Finding:
    return Finding(rule=rule, holds=holds, achieved=achieved, wanted=wanted, binding=False)


Advice: TypeAlias = Callable[[Scenario, tuple[Phase, ...]], Finding | None]
ADVICE: Mapping[str, Advice] = {
    "head-first": _head_first,
    "graded": _graded,
    "not-too-long": _not_too_long,
    "beyond-baseline": _beyond_baseline,
}
