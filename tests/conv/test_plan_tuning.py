"""Measuring what the engine's steps cost, with clocks and times that are made up."""

from dataclasses import asdict
from itertools import count

import pytest

from app.conv.ops.geometry import convolution_geometry
from app.conv.plan import Costs
from app.conv.plan.convolution import Convolution
from app.conv.plan.costs import choices
from app.conv.plan.tuning import LAYERS, Timed, fitted, lost, timed, tuned

SMALL = Convolution(3, 4, 1, convolution_geometry((6, 6), (3, 3), padding=1))
MACHINE = Costs(product=0.05, packed=0.4, copied=0.3, run=20, call=900)


def times_on(machine: Costs) -> tuple[Timed, ...]:
    """What every algorithm would take where the five costs were the whole truth."""
    return tuple(Timed(layer, each, each.expected / 1e9) for layer in LAYERS for each in choices(layer, machine))


def test_every_algorithm_is_timed_in_turns_and_its_shortest_run_counts() -> None:
    # A clock that is read twice a run and gains a second more each time: the runs take 1, 3, 5, … seconds.
    readings = (float(n * n) for n in count())
    found = timed(SMALL, lambda: next(readings), rounds=2)
    assert {each.choice.name for each in found} == {each.name for each in choices(SMALL, Costs())}
    algorithms = len(found)
    # Reading 2n is (2n)², the next (2n + 1)²: run n takes 4n + 1 seconds; the first turn is left out.
    assert [each.seconds for each in found] == [4 * (algorithms + n) + 1 for n in range(algorithms)]


def test_the_costs_of_a_machine_are_found_from_its_times() -> None:
    found = fitted(times_on(MACHINE))
    assert asdict(found) == pytest.approx(asdict(MACHINE))


def test_a_cost_that_would_be_negative_is_none() -> None:
    free_calls = times_on(Costs(product=0.05, packed=0.4, copied=0.3, run=20, call=-100))
    assert min(fitted(free_calls).call, fitted(free_calls).run) >= 0


def test_what_is_lost_is_the_mean_over_the_layers_of_the_time_above_the_soonest() -> None:
    one, other = choices(SMALL, Costs())[:2]
    assert lost([Timed(SMALL, one, 3.0), Timed(SMALL, other, 2.0)], Costs()) == 0.5
    assert lost([Timed(SMALL, one, 2.0), Timed(SMALL, other, 3.0)], Costs()) == 0


def test_estimates_that_choose_better_than_what_fits_are_kept() -> None:
    # The estimates' own choices are ten times as fast as all else, which no five costs explain.
    odd = [(layer, each, each is able[0]) for layer in LAYERS for able in [choices(layer, Costs())] for each in able]
    times = tuple(Timed(layer, each, 1e-4 if first else 1e-3) for layer, each, first in odd)
    assert lost(times, tuned(times)) == 0
    assert lost(times_on(MACHINE), tuned(times_on(MACHINE))) == 0


def test_a_clock_that_stands_still_makes_nothing_free() -> None:
    times = timed(SMALL, lambda: 1.0)
    assert {each.seconds for each in times} == {1e-9}
    assert lost(times, tuned(times)) == 0
