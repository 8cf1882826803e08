"""
Learners who never were, to hold ways of choosing what to repeat against each other. Pure; the caller brings the dice.

    luck = drawn(np.random.default_rng(1), learners=200)    # whatever is chance, once for all that is compared
    run(WORLDS[0], Ours, luck)                              # Result(recall, minutes, days), each (learners,)
    for line in report(luck): ...                           # the table, world by world, then what it supposes

What is compared stands in `schedulers`: `Ours` is the product's own session and memory, called as it calls them.
"""

from app.learning.simulation.run import Luck, Result, drawn, run
from app.learning.simulation.schedulers import SCHEDULERS, Fsrs, LadderAlone, Ours, Scheduler, Sm2
from app.learning.simulation.table import report
from app.learning.simulation.worlds import WORLDS, World

__all__ = [
    "SCHEDULERS",
    "WORLDS",
    "Fsrs",
    "LadderAlone",
    "Luck",
    "Ours",
    "Result",
    "Scheduler",
    "Sm2",
    "World",
    "drawn",
    "report",
    "run",
]
