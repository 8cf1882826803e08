"""
What was done of the checkpoints' tasks, worked out from the questions that were put for them and their attempts.

A task is sat: its questions are put one after another, on one day or on several. Each is settled by its first attempt
that counts, or by asking for the solution, so that failing goes on. Sitting a task again, because it was missed, is
another sitting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.catalog.catalog import Catalog
from app.catalog.plan import Ladder, Task
from app.learning.memory import Rating, rating_of
from app.learning.plan import Try
from app.learning.plan.history import RIGHT_FROM
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, FirstAnswer, Shown, TaskMark


@dataclass(frozen=True, slots=True)
class Fate:
    """How a question was settled, by its first attempt or by asking for the solution."""

    at: datetime
    day: date
    rating: Rating  # of the first answer
    is_right: bool  # at the first attempt or a later one, before the solution was seen
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A task as it was sat once; `fates` has None for what is not settled. One entered afterwards has only a score."""

    task: Task
    questions: tuple[UUID | None, ...]
    fates: tuple[Fate | None, ...]
    entered: TaskMark | None = None

    @property
    def is_over(self) -> bool:
        """Whether every question is settled."""
        return self.entered is not None or all(self.fates)

    @property
    def day(self) -> date | None:
        """The study day it was over; the last day on which something of it was settled, where it is not."""
        if self.entered is not None:
            return self.entered.study_day
        return max((fate.day for fate in self.fates if fate), default=None)

    @property
    def score(self) -> float:
        """The share of its questions that is right."""
        if self.entered is not None and self.entered.score is not None:
            return self.entered.score
        return sum(fate.is_right for fate in self.fates if fate) / len(self.fates)

    @property
    def rating(self) -> Rating:
        """What memory hears of it: by first answers, and never better than the worst of them."""
        if self.entered is not None:
            return Rating.RIGHT if self.score >= RIGHT_FROM else Rating.WRONG
        ratings = [fate.rating for fate in self.fates if fate]
        right = sum(rating is not Rating.WRONG for rating in ratings)
        if right < RIGHT_FROM * len(self.fates):
            return Rating.WRONG
        return Rating.WITH_HELP if right < len(ratings) else min(ratings)

    @property
    def over_at(self) -> datetime | None:
        """When it was over; None while it is not."""
        if self.entered is not None:
            return self.entered.marked_at
        return max(fate.at for fate in self.fates if fate) if self.is_over else None


def rating_by(catalog: Catalog, first: FirstAnswer, shown: Shown | None) -> Rating:
    """The rating of a first answer; whoever had seen the solution has not recalled it."""
    had_seen = shown is not None and shown.at <= first.at
    problem = catalog.problems.get(first.slug)
    return rating_of(
        is_right=first.outcome == Outcome.CORRECT and not had_seen,
        had_help=first.hints_open > 0,
        seconds=first.seconds,
        minutes=problem.minutes if problem else 1,
        confidence=first.confidence,
    )


def sittings_of(desk_catalog: Catalog, reader: Reader, learner: UUID, run: UUID) -> tuple[Sitting, ...]:
    """Every sitting of a run of the plan, in the order in which they were begun."""
    marks = reader.task_marks(learner, run)
    put = [mark.question_id for mark in marks if mark.question_id is not None]
    firsts, shown = reader.first_answers_to(learner, put), reader.solutions_of(learner, put)
    return _sat(desk_catalog.ladder, marks, _fates(desk_catalog, firsts, shown, reader.attempts_at(learner, put)))


def tries(ladder: Ladder, sat: Sequence[Sitting]) -> tuple[Try, ...]:
    """A try for each checkpoint all of whose tasks are over, by the first sitting of each."""
    found: list[Try] = []
    for checkpoint in ladder.checkpoints:
        first = [next((s for s in sat if s.is_over and s.task == task), None) for task in checkpoint.tasks]
        over = [each for each in first if each is not None]
        days = [each.day for each in over if each.day is not None]
        if len(over) == len(checkpoint.tasks) and days:
            is_entered = any(each.entered for each in over)
            scores = tuple(each.score for each in over)
            found.append(Try(checkpoint.index, max(days), scores, back_dated=is_entered))
    return tuple(found)


def open_sitting(sat: Iterable[Sitting], task: Task) -> Sitting:
    """The sitting of a task that has been begun and is not over, or a new one."""
    fresh = Sitting(task, (None,) * len(task.questions), (None,) * len(task.questions))
    return next((each for each in reversed(tuple(sat)) if each.task == task and not each.is_over), fresh)


def _fates(
    catalog: Catalog, firsts: Iterable[FirstAnswer], solutions: Iterable[Shown], attempts: Iterable[Attempt]
) -> Mapping[UUID, Fate]:
    shown = {each.question_id: each for each in solutions}
    fates = {
        each.question_id: Fate(each.at, each.study_day, Rating.WRONG, is_right=False, seconds=None)
        for each in shown.values()
    }
    for first in firsts:
        seen = shown.get(first.question_id)
        if seen is None or first.at < seen.at:
            rating = rating_by(catalog, first, seen)
            fates[first.question_id] = Fate(first.at, first.study_day, rating, is_right=False, seconds=first.seconds)
    for attempt in attempts:
        fate, seen = fates.get(attempt.question_id), shown.get(attempt.question_id)
        is_in_time = seen is None or attempt.answered_at < seen.at
        if fate and attempt.outcome == Outcome.CORRECT and is_in_time:
            fates[attempt.question_id] = replace(fate, is_right=True)
    return fates


def _sat(ladder: Ladder, marks: Iterable[TaskMark], fates: Mapping[UUID, Fate]) -> tuple[Sitting, ...]:
    """Marks gathered into sittings: a question for a place that is taken begins another."""
    found: list[Sitting] = []
    for mark in marks:
        task = ladder.task(mark.checkpoint, mark.task)
        if mark.question_id is None:
            found.append(Sitting(task, (), (), entered=mark))
        elif mark.place is not None and mark.place < len(task.questions):
            _place(found, task, mark.place, mark.question_id, fates.get(mark.question_id))
    return tuple(found)


def _place(found: list[Sitting], task: Task, place: int, question: UUID, fate: Fate | None) -> None:
    begun = next((i for i, s in enumerate(found) if s.task == task and not s.entered and not s.questions[place]), None)
    if begun is None:
        begun = len(found)
        empty = (None,) * len(task.questions)
        found.append(Sitting(task, empty, empty))
    sitting = found[begun]
    questions = (*sitting.questions[:place], question, *sitting.questions[place + 1 :])
    fates = (*sitting.fates[:place], fate, *sitting.fates[place + 1 :])
    found[begun] = replace(sitting, questions=questions, fates=fates)
