"""Laying out the plan's page."""

from collections.abc import Iterable, Iterator

from app.catalog.plan import Checkpoint as Day
from app.catalog.plan import Task
from app.catalog.words import to_html
from app.learning.memory import Session, forecast
from app.learning.plan import OFFSETS, due_days, keeping, lateness
from app.learning.plan.history import RIGHT_FROM
from app.practice.boards import NextStep
from app.practice.course import Course, course_of
from app.practice.plan_board import LineDay, LoadRow, PauseRow, PlanPage, Step, TaskRow
from app.practice.plan_words import MODES, counted, due_headline, kept_sentence, lateness_note, spoken
from app.practice.planning import Wish, wish_of
from app.practice.sessions import AHEAD, Queue, queue_of
from app.practice.visit import Desk, Visit

SESSION = "/session"
NOT_BEGUN = "Five days, spread so that what you learn on the first is still there on the last."


def plan_page(desk: Desk, visit: Visit, wish: Wish | None = None) -> PlanPage:
    """The plan as it stands; `wish` is what somebody typed that could not be kept."""
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
    queue = queue_of(desk, course, visit)
    steps = tuple(_steps(desk, course, visit))
    return PlanPage(
        headline=headline(course, queue) if course.is_planned else NOT_BEGUN,
        lead=_lead(desk, course, queue, visit),
        next=next_step(queue) if course.is_planned else None,
        steps=steps,
        line=tuple(sorted(_line(course, steps, visit), key=lambda each: each.day)),
        kept=kept_sentence(keeping(course.plan, course.done, visit.study_day)) if course.is_planned else "",
        load=tuple(_load(course, queue, visit)) if course.is_planned else (),
        pauses=tuple(PauseRow(each.first, each.last) for each in course.plan.pauses),
        wish=wish or wish_of(course.version, visit),
        is_planned=course.is_planned,
        today=visit.study_day,
    )


def headline(course: Course, queue: Queue) -> str:
    """Today in one sentence."""
    names = [f"Day {OFFSETS[each]}" for each in queue.session.checkpoints]
    repeats = sum(not due.of for due in queue.dues)
    return due_headline(course.plan, queue.session, names, repeats, queue.minutes)


def next_step(queue: Queue) -> NextStep | None:
    """The button that starts the session; None where nothing is due."""
    if not queue.dues:
        return None
    first = queue.dues[0]
    return NextStep(first.title, f"First: {first.title}.", "Start the session", SESSION, queue.minutes)


def _lead(desk: Desk, course: Course, queue: Queue, visit: Visit) -> str:
    """The interview, then why these things are repeated."""
    if not course.is_planned:
        minutes = desk.catalog.ladder.checkpoints[0].minutes
        return f"Day 0 takes about {minutes} minutes. An interview less than 22 days away draws the days together."
    interview = course.plan.interview
    said = [MODES[queue.session.mode]]
    if interview and interview > visit.study_day:
        days = counted((interview - visit.study_day).days, "day")
        said.insert(0, f"The interview is on {spoken(interview)}, in {days}.")
    if queue.moved_on:
        said.append(f"{counted(queue.moved_on, 'repeat')} moved on to the next days, to keep to your minutes.")
    return " ".join(filter(None, said))


def _steps(desk: Desk, course: Course, visit: Visit) -> Iterator[Step]:
    due = due_days(course.plan, course.done)
    late = lateness(course.plan, course.done)
    for checkpoint in desk.catalog.ladder.checkpoints:
        index = checkpoint.index
        done_on = course.done.get(index)
        is_open = done_on is None and course.is_planned
        is_overdue = is_open and due[index] < visit.study_day
        yield Step(
            name=checkpoint.name,
            title=checkpoint.title,
            day=due[index],
            done_on=done_on,
            note=lateness_note(late[index]) if done_on else ("overdue" if is_overdue else ""),
            is_today=is_open and due[index] == visit.study_day,
            minutes=checkpoint.minutes,
            tasks=_task_rows(course, checkpoint),
        )


def _line(course: Course, steps: Iterable[Step], visit: Visit) -> Iterator[LineDay]:
    """The five days, with the pauses and the interview between and behind them."""
    today = visit.study_day
    for step in steps:
        kind = "done" if step.done_on else "open"
        yield LineDay(step.name, step.day, step.note, kind, is_today=step.is_today)
    for pause in course.plan.pauses:
        until = f"until {spoken(pause.last)}" if pause.last > pause.first else "one day"
        yield LineDay("Pause", pause.first, until, "pause", is_today=pause.first == today)
    if course.plan.interview and course.is_planned:
        yield LineDay("Interview", course.plan.interview, "", "interview", is_today=course.plan.interview == today)


def _task_rows(course: Course, checkpoint: Day) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(
            code=task.code,
            title=task.title,
            minutes=task.minutes,
            standing=_standing(course, task),
            holds_html=to_html(task.holds),
            address=f"{SESSION}?task={task.code}" if course.is_planned else "",
        )
        for task in checkpoint.tasks
    )


def _standing(course: Course, task: Task) -> str:
    """By the first sitting, as the plan counts it."""
    first = next((each for each in course.sat if each.task == task), None)
    if first is None:
        return "new"
    if not first.is_over:
        return "open"
    return "solved" if first.score >= RIGHT_FROM else "missed"


def _load(course: Course, queue: Queue, visit: Visit) -> Iterator[LoadRow]:
    """The days to come on which something is predicted to be due; of today what is left of it."""
    today = visit.study_day
    if queue.dues:
        yield LoadRow(today, _held(queue.session), queue.minutes)
    for ahead in forecast(course.plan, course.done, course.memory, today, items=course.items, days=AHEAD):
        if ahead.minutes and ahead.session.day > today:
            yield LoadRow(ahead.session.day, _held(ahead.session), round(ahead.minutes))


def _held(session: Session) -> str:
    names = [f"Day {OFFSETS[each]}" for each in session.checkpoints]
    repeats = [counted(len(session.repeats), "repeat")] if session.repeats else []
    return ", ".join([*names, *repeats])
