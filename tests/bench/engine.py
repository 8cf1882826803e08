"""Times `conv2d` against another library's: `python -m tests.bench.engine [--rounds N]`.

Both run in one process, on one thread and in turns, so that a busy machine slows both. Each case shows the median and
the range of its rounds, and the ratio of the medians, above 1 where the engine is faster; each set of cases the
geometric mean of its ratios beside the floor it is held to.
"""

# ruff: noqa: E402 - BLAS reads the number of its threads when NumPy is imported, so it is set before that

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter

import numpy as np

from app.conv.ops import conv2d
from tests.bench.aims import EAGER, keep, of_rounds
from tests.bench.layers import FLOORS, SETS, Case
from tests.bench.rivals import Rival, Run, rival

SHORTEST = 0.5e-3  # seconds that one measurement takes at least: shorter calls are repeated


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description="Times the engine's conv2d against torch's, or else scipy's.")
    parser.add_argument("--rounds", type=int, default=30, help="measurements of each case (30)")
    parser.add_argument("--keep", help="a file to add the whiteboard's ratio to")
    asked = parser.parse_args()
    rounds: int = asked.rounds
    other = rival()
    name = other.name if other else "nobody: neither torch nor scipy is installed"
    _say(f"NumPy {np.__version__} against {name}; one thread, float32, {rounds} rounds, times in milliseconds")
    for title in SETS:
        for line in report(title, other, rounds):
            _say(line)
    if other and asked.keep:
        (case,) = SETS["whiteboard"]
        keep(Path(asked.keep), [of_rounds("whiteboard, 6x6 by 3x3", EAGER, *measured(case, other, rounds))])


def report(title: str, other: Rival | None, rounds: int) -> Iterator[str]:
    """The lines of one set of cases."""
    yield f"\n{title:<36} {'ours':>8} {'range':>17} {'theirs':>8} {'range':>17} {'ratio':>6}"
    ratios: list[float] = []
    for case in SETS[title]:
        ours, theirs = measured(case, other, rounds)
        line = f"{case.label:<36} {_timing(ours)}"
        if theirs:
            ratios.append(median(theirs) / median(ours))
            line += f" {_timing(theirs)} {ratios[-1]:6.2f}"
        yield line
    if ratios:
        yield f"{'geometric mean':<36} {geometric_mean(ratios):.2f}, floor {FLOORS[title]}"


def measured(case: Case, other: Rival | None, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds per call, ours and theirs, measured in turns."""
    image, weight = case.arrays()
    runs: list[Run] = [lambda: conv2d(image, weight, None, case.stride, case.padding, 1, case.groups)]
    if other:
        runs.append(other.prepare(case, image, weight))
    times: tuple[list[float], list[float]] = ([], [])
    calls = max(1, round(SHORTEST / max(_seconds(runs[0], 3), 1e-7)))
    for _ in range(rounds):
        for run, measurements in zip(runs, times, strict=False):  # nobody to run against: only ours
            measurements.append(1e3 * _seconds(run, calls))
    return times


def _seconds(run: Run, calls: int) -> float:
    begin = perf_counter()
    for _ in range(calls):
        run()
    return (perf_counter() - begin) / calls


def _timing(times: list[float]) -> str:
    return f"{median(times):8.4f} {min(times):8.4f}-{max(times):8.4f}"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()
