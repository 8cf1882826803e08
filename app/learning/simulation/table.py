"""The comparison as lines of text, with what it supposes in words."""

from collections.abc import Iterable, Iterator

from app.learning.simulation.asking import ITEMS, Scheduler
from app.learning.simulation.ours import Ours
from app.learning.simulation.run import FIRST, MINUTES_RIGHT, MINUTES_WRONG, MISSED_DAYS, Luck, Result, run
from app.learning.simulation.schedulers import Fsrs, LadderAlone, Sm2
from app.learning.simulation.worlds import INTERVIEW, WORLDS

SCHEDULERS: tuple[type[Scheduler], ...] = (LadderAlone, Sm2, Fsrs, Ours)
SUPPOSED = f"""
Each entry: recall on the day of the interview, minutes of repeats until then, days with repeats (Day 0 is one). Means
over the learners. All schedulers meet the same learners, the same days and the same luck.

What is supposed of all learners
- {ITEMS} items, each answered once on Day 0:
  {FIRST[0]:.0%} wrong, {FIRST[1]:.0%} with help, {FIRST[2]:.0%} right, {FIRST[3]:.0%} with ease.
- The interview is {INTERVIEW} days later. On {MISSED_DAYS:.0%} of the days, drawn at random, nothing is done.
- A right answer takes {MINUTES_RIGHT} minutes and a wrong one {MINUTES_WRONG}. No day has a limit.
- What the tasks of the checkpoints take and teach is left out: it is the same for all.
- An answer is right with the chance of recall R. Of right answers 1 - R take help, and R/5 come with ease.

The worlds
- as assumed: memory is FSRS-6 with its default parameters, for everybody.
- varied: stability differs between learners by a factor e^x, with x normal about 0 and a standard deviation of 0.5, and
  between items with 0.35; what a right answer adds to it differs between learners with 0.3. So it does in all below.
- exponential: recall is 0.9^(t/S) after t days, where FSRS supposes a power of t.
- harsh: exponential, with 0.3 of the stability that FSRS supposes, and half of what right answers add.
- moved: the interview turns out to be on Day 21. Told: known from Day 20 on. Not told: planned for Day 28 to the end.

The schedulers
- ladder alone: everything on each day of the ladder.
- SM-2: intervals of 1 and 6 days, then by E-Factor; each day what is due.
- FSRS 0.90: default parameters; each day what is due.
- ours: the session that the product shows; the tests hold it to the code that shows it.
""".strip()
_FIRST_COLUMN, _COLUMN = 18, 15


def report(luck: Luck) -> Iterator[str]:
    """The table line by line, each world as soon as it has been run, and then what was supposed."""
    yield _row(
        "1 learner" if luck.learners == 1 else f"{luck.learners:,} learners",
        (scheduler.name for scheduler in SCHEDULERS),
    )
    for world in WORLDS:
        yield _row(world.name, (entry(run(world, scheduler, luck)) for scheduler in SCHEDULERS))
    yield from ("", *SUPPOSED.splitlines())


def _row(name: str, entries: Iterable[str]) -> str:
    return name.ljust(_FIRST_COLUMN) + "".join(f"{each:>{_COLUMN}}" for each in entries)


def entry(result: Result) -> str:
    """Recall, minutes and days, such as `.978 168  8`."""
    recall = f"{result.recall.mean():.3f}".removeprefix("0")
    return f"{recall} {result.minutes.mean():3.0f} {result.days.mean():2.0f}"
