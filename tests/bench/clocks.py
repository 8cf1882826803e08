"""The clock of a benchmark, and its measurements in turns."""

from collections.abc import Callable, Mapping
from time import perf_counter, thread_time
from typing import Any

Run = Callable[[], Any]
Clock = Callable[[], float]


def clock_for(threads: int) -> Clock:
    """The processor's time, which a busy machine changes least, where one thread does it all; else the wall's."""
    return thread_time if threads == 1 else perf_counter


def in_turns(runs: Mapping[str, Run], rounds: int, clock: Clock, calls: int = 1) -> dict[str, list[float]]:
    """Milliseconds for each call of each, after one turn that is not counted."""
    times: dict[str, list[float]] = {title: [] for title in runs}
    for turn in range(-1, rounds):
        for title, run in runs.items():
            begin = clock()
            for _ in range(calls):
                run()
            if turn >= 0:
                times[title].append(1e3 * (clock() - begin) / calls)
    return times
