"""All that is remembered, rebuilt from marks. Marks are the only truth: to undo is to replay without the last ones."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.learning.memory.marks import Mark, Rating
from app.learning.memory.trace import Trace, traced

WINDOW = 30  # answers over which prediction is held against what happened


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was predicted of an answer, and whether it came true."""

    predicted: float
    recalled: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """A trace for each item that was answered, and the last outcomes, oldest first."""

    traces: Mapping[str, Trace] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: tuple[Outcome, ...] = ()
    latest: date | None = None  # the last study day with an answer

    def after(self, *marks: Mark) -> "Memory":
        """The memory with more marks, of the latest day or later ones. An earlier one takes a replay."""
        draft = _Draft(dict(self.traces), deque(self.outcomes, WINDOW), self.latest)
        for mark in marks:
            if draft.latest is not None and mark.day < draft.latest:
                raise ValueError(f"A mark of {mark.day} comes before {draft.latest}, so all marks have to be replayed.")
            draft.add(mark)
        return draft.finished()

    def recall(self, item: str, day: date) -> float:
        """The predicted chance of recalling an item on a day; 0 for one that was never answered."""
        trace = self.traces.get(item)
        return 0.0 if trace is None else trace.recall(day)


def replay(marks: Iterable[Mark]) -> Memory:
    """The memory after all marks, given in the order in which they were entered; each takes its place by study day."""
    draft = _Draft({}, deque(maxlen=WINDOW), None)
    for mark in sorted(marks, key=lambda each: each.day):
        draft.add(mark)
    return draft.finished()


def undone(marks: Sequence[Mark], count: int = 1) -> Memory:
    """The memory as it was before the last `count` entries."""
    return replay(marks[: max(len(marks) - count, 0)])


@dataclass(slots=True)
class _Draft:
    """A memory while marks are added to it."""

    traces: dict[str, Trace]
    outcomes: deque[Outcome]
    latest: date | None

    def add(self, mark: Mark) -> None:
        trace = self.traces.get(mark.item)
        if trace is not None and mark.day > trace.last and not mark.back_dated:  # of a day's tries the first counts
            predicted = trace.recall(mark.day)
            self.outcomes.append(Outcome(predicted, mark.rating is not Rating.WRONG))
        self.traces[mark.item] = traced(trace, mark.day, mark.rating)
        self.latest = mark.day

    def finished(self) -> Memory:
        return Memory(MappingProxyType(self.traces), tuple(self.outcomes), self.latest)
