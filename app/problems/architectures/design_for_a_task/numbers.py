"""One strong design for a task, found among plain ones, and what rules say of any design."""

from collections.abc import Iterator
from functools import lru_cache
from math import log2

from app.errors import Impossible
from app.problems.architectures.design_for_a_task.choices import inspect_choice
from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.architectures.design_for_a_task.staged import CELLS_BEHIND_THE_STEM, inspect_stages
from app.problems.designing.staging import head, stage
from app.problems.findings import Findings
from app.problems.kind import Answers
from app.problems.reading import Record, Records, Value

BLOCKS = ("residual", "conv", "separable")
WIDTHS = (64, 48, 32, 24, 16)
TIMES = (1, 2, 3)
MOST_HALVINGS = 5
SMALLEST_MAP = 4  # cells along the shorter side
WIDEST = 512


def inspect(task: Task, field: str, value: Value) -> Findings:
    """What each rule finds in an answer to one field."""
    match value:
        case Records():
            return inspect_stages(task, value)
        case str():
            return inspect_choice(task, field, value)
        case _:
            return ()


def halvings(task: Task) -> int:
    """So many that the thing keeps a cell of its own and the map some cells."""
    of_the_thing = int(log2(task.object))
    of_the_map = int(log2(min(task.input[1:]) / SMALLEST_MAP))
    return max(min(of_the_thing, of_the_map, MOST_HALVINGS), 1)


def built(task: Task, block: str, width: int, times: int) -> Records:
    """A stem, stages that double the channels as they halve the map, and the head."""
    early = task.object >= 2 * CELLS_BEHIND_THE_STEM and not task.is_small
    after = halvings(task) - early
    widths = [min(width * 2**number, WIDEST) for number in range(after + 1)]
    rows: list[Record] = [
        stage("conv", kernel=3, stride=2 if early else None, channels=width),
        stage(block, kernel=3, channels=width, times=times),
        *(stage(block, kernel=3, stride=2, channels=each, times=times) for each in widths[1:]),
        head("map_head" if task.about.asks == "where" else "mean_head", task.classes),
    ]
    return Records(tuple(rows))


def candidates(task: Task) -> Iterator[Records]:
    """Skips before plain blocks, wide before narrow; of each, no more blocks than it takes to see enough."""
    for block in BLOCKS:
        times = fewest(task, block)
        for width in WIDTHS if times else ():
            yield built(task, block, width, times)


def fewest(task: Task, block: str) -> int:
    """So many blocks a stage see enough of what surrounds the thing, whatever their width; 0 where three do not."""
    return next((times for times in TIMES if _sees(task, built(task, block, WIDTHS[-1], times))), 0)


def _sees(task: Task, design: Records) -> bool:
    return all(each.holds for each in inspect_stages(task, design) if each.rule in {"context", "depth"})


@lru_cache(maxsize=512)  # every solver begins with it
def right(task: Task) -> Records | None:
    """The first in which every rule holds and all advice is followed; None where there is none among them."""
    return next((each for each in candidates(task) if keeps(task, each)), None)


def keeps(task: Task, design: Records) -> bool:
    """Whether it holds to every rule and all advice."""
    return all(finding.holds for finding in inspect_stages(task, design))


def solution(task: Task) -> Records:
    """One design that will do. Raises `Impossible` where none was found."""
    found = right(task)
    if found is None:
        raise Impossible("No network was found that sees enough within these budgets.")
    return found


def check(task: Task) -> None:
    """Raises `Impossible` for what cannot be designed, or is larger than the input."""
    if task.object > max(task.input[1:]):
        raise Impossible(f"What is looked for spans {task.object} px, and the input {max(task.input[1:])}.")
    solution(task)


def solve(task: Task) -> Answers:
    """One design of many, and its reasons."""
    return {
        "stages": solution(task),
        "answers": "softmax" if task.about.asks == "one" else "sigmoids",
        "normalising": "group-norm",
        "shrinking": "early" if task.is_large else "later",
        "sight": "the-thing",
    }
