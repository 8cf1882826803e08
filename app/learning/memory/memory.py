"""All that is remembered, rebuilt from marks. Marks are the only truth: to undo is to replay without the last ones."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.learning.memory.marks import Mark, Rating
from app.learning.memory.pace import Pace, chances
from app.learning.memory.trace import Trace, traced

WINDOW = 30  # answers over which prediction is held against what happened


@dataclass(frozen=True, slots=True)
class Outcome:
    """What FSRS alone predicted of an answer, whatever the learner's pace, and whether it came true."""

    predicted: float
    recalled: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """A trace for each item that was answered, the last outcomes, oldest first, and the pace that all of them tell."""

    traces: Mapping[str, Trace] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: tuple[Outcome, ...] = ()
    latest: date | None = None  # the last study day with an answer
    pace: Pace = field(default_factory=Pace)

    def __hash__(self) -> int:
        """By what changes with nearly every answer; whether two are the same is asked of all of it."""
        return hash((self.latest, len(self.traces), self.pace.evidence))

    def after(self, *marks: Mark) -> "Memory":
        """The memory with more marks, of the latest day or later ones. An earlier one takes a replay."""
        draft = _Draft(dict(self.traces), deque(self.outcomes, WINDOW), self.latest, list(self.pace.evidence))
        for mark in marks:
            if draft.latest is not None and mark.day < draft.latest:
                raise ValueError(f"A mark of {mark.day} comes before {draft.latest}, so all marks have to be replayed.")
            draft.add(mark)
        return draft.finished()

    def recall(self, item: str, day: date) -> float:
        """The predicted chance of recalling an item on a day, at the learner's pace; 0 for one never answered."""
        trace = self.traces.get(item)
        return 0.0 if trace is None else trace.recall(day, self.pace.factor)

    def gain(self, item: str, today: date, day: date) -> float:
        """What a right answer today would add to an item's recall on a day, at the pace that is known by now."""
        after = traced(self.traces.get(item), today, Rating.RIGHT)
        return after.recall(day, self.pace.factor) - self.recall(item, day)


def replay(marks: Iterable[Mark]) -> Memory:
    """The memory after all marks, given in the order in which they were entered; each takes its place by study day."""
    draft = _Draft({}, deque(maxlen=WINDOW), None, list(Pace().evidence))
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
    evidence: list[float]

    def add(self, mark: Mark) -> None:
        trace = self.traces.get(mark.item)
        if trace is not None and mark.day > trace.last and not mark.back_dated:  # of a day's tries the first counts
            self._learn(trace, mark)
        self.traces[mark.item] = traced(trace, mark.day, mark.rating)
        self.latest = mark.day

    def _learn(self, trace: Trace, mark: Mark) -> None:
        """What an answer says about the predictions, and about the pace."""
        recalled = mark.rating is not Rating.WRONG
        self.outcomes.append(Outcome(trace.recall(mark.day), recalled))
        for place, chance in enumerate(chances(trace.stability, (mark.day - trace.last).days, recalled=recalled)):
            self.evidence[place] += chance

    def finished(self) -> Memory:
        return Memory(MappingProxyType(self.traces), tuple(self.outcomes), self.latest, Pace(tuple(self.evidence)))
