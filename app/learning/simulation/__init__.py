"""
Learners who never were, to hold ways of choosing what to repeat against each other. Pure; the caller brings the dice.

    luck = drawn(np.random.default_rng(1), learners=200)    # whatever is chance, once for all that is compared
    run(WORLDS[0], Ours, luck)                              # Result(recall, minutes, days), each (learners,)
    for line in report(luck): ...                           # the table, world by world, then what it supposes

What is compared stands in `schedulers` and in `ours`. All of it works on arrays, a row for each learner.
"""

from app.learning.simulation.asking import Scheduler
from app.learning.simulation.ours import Ours
from app.learning.simulation.run import Luck, Result, drawn, run
from app.learning.simulation.schedulers import Fsrs, LadderAlone, Sm2
from app.learning.simulation.table import SCHEDULERS, report
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
