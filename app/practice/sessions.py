"""A session: what is due today, in order, one question after another, and what came of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.catalog.plan import Task
from app.errors import BadInput, Missing
from app.learning.memory import Repeat, Session, forecast
from app.learning.plan import check_entry, task_key
from app.practice.course import Course, course_of
from app.practice.practising import Variant
from app.practice.records import level_for
from app.practice.remembering import keep, problem_item
from app.practice.sittings import Sitting, open_sitting
from app.practice.visit import Desk, Visit
from app.store.rows import Question, TaskMark
from app.store.writer import Writer

AHEAD = 28  # days of which it is said what returns when


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do today: a checkpoint's task, or something that would otherwise be forgotten."""

    item: str  # as memory calls it: task:D3.2, problem:output-size, card:paths
    title: str
    minutes: float
    of: str  # Day 3, or empty for what is repeated
    repeat: Repeat | None = None  # of what is repeated, what is predicted of it
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left of today, in order, and what has been moved on."""

    session: Session
    dues: tuple[Due, ...]
    moved_on: int

    @property
    def minutes(self) -> int:
        """What it takes altogether, in whole minutes."""
        return round(sum(due.minutes for due in self.dues))


@dataclass(frozen=True, slots=True)
class Put:
    """What comes next: a question that waits, fresh numbers, or a card; `serving` is the item it is put for."""

    serving: str
    question: UUID | None = None
    variant: Variant | None = None
    card: str | None = None


def queue_of(desk: Desk, course: Course, visit: Visit) -> Queue:
    """What is left of today: the tasks of the checkpoints that are offered, then repeats, most urgent first."""
    found = course.session_on(visit.study_day)
    dues = (*_tasks(desk, course, found), *(_repeat(desk, course, each) for each in found.repeats))
    return Queue(found, dues, len(found.moved_on))


def next_put(desk: Desk, visit: Visit, *, after: str | None, of: str | None, seed: int) -> Put | None:
    """
    What comes next. None: the session is over.

    `after` is an item that is passed over for now; `of` is a task one was in, which goes on, due today or not.
    """
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
    begun = task_named(desk, of) if of else None
    if begun and any(open_sitting(course.sat, begun).questions):
        return next_of_task(desk, visit, course, begun, seed=seed)
    dues = queue_of(desk, course, visit).dues
    if not dues:
        return None
    items = [due.item for due in dues]
    due = dues[(items.index(after) + 1) % len(dues)] if after in items else dues[0]
    if due.task:
        return next_of_task(desk, visit, course, due.task, seed=seed)
    kind, name = due.item.split(":", 1)
    if kind == "card":
        return Put(due.item, card=name)
    return Put(due.item, variant=Variant(name, seed, level_for(desk, visit, name)))


def next_of_task(desk: Desk, visit: Visit, course: Course, task: Task, *, seed: int) -> Put:
    """The first question of a task that is not settled: the one that was put for it, or another."""
    sitting = open_sitting(course.sat, task)
    place = next(i for i, fate in enumerate(sitting.fates) if fate is None)
    serving = task_key(task.checkpoint, task.number)
    if waiting := sitting.questions[place]:
        return Put(serving, question=waiting)
    asked = task.questions[place]
    problem = desk.catalog.problem(asked.slug)
    if asked.own:
        return Put(serving, variant=Variant(asked.slug, None, problem.level))
    return Put(serving, variant=Variant(asked.slug, seed, asked.level or level_for(desk, visit, asked.slug)))


def task_named(desk: Desk, item: str) -> Task | None:
    """The task behind an item of memory; None for anything else."""
    tasks = {task_key(task.checkpoint, task.number): task for task in desk.catalog.ladder.tasks}
    return tasks.get(item)


def mark_for(desk: Desk, visit: Visit, writer: Writer, item: str, question: Question) -> None:
    """Note that a question was put for a task, at the first of its places that asks for this problem and is free."""
    version, task = writer.plan(visit.learner), task_named(desk, item)
    if version is None or task is None:
        return
    sitting = open_sitting(course_of(desk.catalog, writer, visit).sat, task)
    free = (i for i, taken in enumerate(sitting.questions) if taken is None and task.questions[i].slug == question.slug)
    place = next(free, None)
    if place is not None:
        writer.add_task_mark(_mark(visit, version.run_id, task, place=place, question=question.id))


async def enter_task(
    desk: Desk, visit: Visit, task: Task, *, day: date, score: float, token: str | None = None
) -> TaskMark:
    """Enter a task that was done on an earlier day, elsewhere. It counts for the plan, and as no evidence."""
    if not 0 <= score <= 1:
        raise BadInput("A score is a share from 0 to 1.")

    def record(writer: Writer) -> TaskMark:
        course = course_of(desk.catalog, writer, visit)
        if course.version is None:
            raise Missing("There is no plan yet. Begin one first.")
        check_entry(course.plan, course.done, task.checkpoint, day=day, today=visit.study_day)
        mark = replace(
            _mark(visit, course.version.run_id, task, place=None, question=None),
            score=score,
            study_day=day,
            token=token,
        )
        recorded = writer.add_task_mark(mark)
        if recorded.new:
            keep(desk.catalog, writer, visit.learner, visit.now)
        return recorded.row

    return await desk.store.write(record)


def due_day(desk: Desk, visit: Visit, question_id: UUID) -> date | None:
    """The day on which the problem of a question comes back, if all goes well until then; None before any answer."""
    with desk.store.read() as reader:
        question = reader.question(visit.learner, question_id)
        course = course_of(desk.catalog, reader, visit)
    if question is None:
        return None
    item = problem_item(question.slug)
    return returning(course, visit.study_day, {item}).get(item)


def returning(course: Course, today: date, wanted: Collection[str] | None = None) -> dict[str, date]:
    """
    For each item the day on which it comes back, if every session until then is kept and goes well.

    With items that are `wanted` for these alone, and it looks no further ahead than to the last of them.
    """
    traces = course.memory.traces
    asked = traces.keys() if wanted is None else traces.keys() & set(wanted)
    ahead = forecast(course.plan, course.done, course.memory, today, items=course.items, days=AHEAD)
    days: dict[str, date] = {}
    for day in ahead:
        if day.session.day > today:
            for item in day.answered:
                days.setdefault(item, day.session.day)
        if asked <= days.keys():
            break
    pace = course.memory.pace.factor
    return {item: days.get(item, max(traces[item].due(pace), today)) for item in asked}


def _tasks(desk: Desk, course: Course, found: Session) -> Iterator[Due]:
    for index in found.checkpoints:
        checkpoint = desk.catalog.ladder.checkpoints[index]
        for task in checkpoint.tasks:
            if not course.is_over(task.checkpoint, task.number):
                yield _due(task, _minutes_left(open_sitting(course.sat, task)), checkpoint.name)


def _due(task: Task, minutes: float, of: str, repeat: Repeat | None = None) -> Due:
    return Due(task_key(task.checkpoint, task.number), task.title, minutes, of, repeat, task)


def _minutes_left(sitting: Sitting) -> float:
    """A task's minutes, shared out evenly over its questions."""
    return sitting.task.minutes * sum(fate is None for fate in sitting.fates) / len(sitting.fates)


def _repeat(desk: Desk, course: Course, repeat: Repeat) -> Due:
    task = task_named(desk, repeat.item)
    if task:
        return _due(task, _minutes_left(open_sitting(course.sat, task)), "", repeat)
    return Due(repeat.item, title_of(desk, repeat.item), repeat.minutes, "", repeat)


def name_of(desk: Desk, item: str) -> str:
    """What a session is called where one is in the midst of it; empty for what is no item."""
    task = task_named(desk, item)
    if task:
        limit = next((question.limit for question in task.questions if question.limit), None)
        return f"{task.code}: {task.title}" + (f", {limit} min each" if limit and len(task.questions) > 1 else "")
    kind, _, name = item.partition(":")
    known = desk.catalog.problems if kind == "problem" else desk.catalog.cards.by_id
    return "Today’s session" if name in known else ""


def title_of(desk: Desk, item: str) -> str:
    """An item as its learner knows it."""
    task = task_named(desk, item)
    if task:
        return task.title
    kind, name = item.split(":", 1)
    return desk.catalog.cards.card(name).front if kind == "card" else desk.catalog.problem(name).title


def _mark(visit: Visit, run: UUID, task: Task, *, place: int | None, question: UUID | None) -> TaskMark:
    return TaskMark(
        learner_id=visit.learner,
        id=visit.new_id(),
        run_id=run,
        token=None,
        checkpoint=task.checkpoint,
        task=task.number,
        place=place,
        question_id=question,
        score=None,
        marked_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )
