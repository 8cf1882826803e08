"""Laying out the plan's page and the session's summary."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.catalog.plan import Checkpoint as Day
from app.catalog.plan import Task
from app.catalog.words import to_html
from app.learning.memory import DayAhead, forecast
from app.learning.plan import OFFSETS, due_days, keeping, lateness
from app.learning.plan.history import RIGHT_FROM
from app.practice.boards import NextStep
from app.practice.course import Course, course_of
from app.practice.plan_board import LoadRow, PauseRow, PlanPage, Step, Summary, SummaryRow, TaskRow
from app.practice.plan_words import MODES, counted, due_headline, kept_sentence, lateness_note, spoken
from app.practice.planning import Wish, wish_of
from app.practice.remembering import problem_item
from app.practice.sessions import AHEAD, Queue, queue_of, returning
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.store.rows import Attempt, Question

SESSION = "/session"
NOT_BEGUN = "Five days, spread so that what you learn on the first is still there on the last."


def plan_page(desk: Desk, visit: Visit, wish: Wish | None = None) -> PlanPage:
    """The plan as it stands; `wish` is what somebody typed that could not be kept."""
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
    queue = queue_of(desk, course, visit)
    return PlanPage(
        headline=headline(course, queue) if course.is_planned else NOT_BEGUN,
        lead=_lead(desk, course, queue, visit),
        next=next_step(queue) if course.is_planned else None,
        steps=tuple(_steps(desk, course, visit)),
        kept=kept_sentence(keeping(course.plan, course.done, visit.study_day)) if course.is_planned else "",
        load=_load(course, visit) if course.is_planned else (),
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


def summary(desk: Desk, visit: Visit) -> Summary:
    """What was answered today, and when it comes back."""
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
        attempts = reader.attempts_of_day(visit.learner, visit.study_day)
        shown = [each for each in reader.solutions_in_order(visit.learner) if each.study_day == visit.study_day]
        keys = dict.fromkeys(each.question_id for each in (*attempts, *shown))
        asked = {key: reader.question(visit.learner, key) for key in keys}
    queue = queue_of(desk, course, visit)
    days = returning(course, visit.study_day)
    last = {each.question_id: each for each in attempts}
    questions = [(question, last.get(key)) for key, question in asked.items() if question]
    rows = tuple(_summed(desk, question, attempt, days) for question, attempt in questions)
    right = sum(row.standing == "solved" for row in rows)
    return Summary(
        headline=f"{right} of {counted(len(rows), 'question')} right today." if rows else "Nothing was answered today.",
        lead=_what_is_left(queue),
        rows=rows,
        next=next_step(queue) or NextStep("The plan", "", "To the plan", "/plan", 0),
    )


def _what_is_left(queue: Queue) -> str:
    if not queue.dues:
        return "Nothing is left for today."
    return f"{counted(len(queue.dues), 'thing')} left for today, about {queue.minutes} min."


def _summed(desk: Desk, question: Question, attempt: Attempt | None, days: Mapping[str, date]) -> SummaryRow:
    problem = desk.catalog.problems.get(question.slug)
    is_right = attempt is not None and attempt.outcome == Outcome.CORRECT
    return SummaryRow(
        title=problem.title if problem else question.slug,
        standing="solved" if is_right else "missed",
        note=str(attempt.verdict.get("headline", "")) if attempt else "You asked for the solution.",
        returns=days.get(problem_item(question.slug)),
        attempt=str(attempt.id) if attempt else "",
    )


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


def _load(course: Course, visit: Visit) -> tuple[LoadRow, ...]:
    """The days to come on which something is predicted to be due."""
    days = forecast(course.plan, course.done, course.memory, visit.study_day, minutes=course.minutes, days=AHEAD)
    return tuple(LoadRow(each.session.day, _held(each), round(each.minutes)) for each in days if each.minutes)


def _held(day: DayAhead) -> str:
    names = [f"Day {OFFSETS[each]}" for each in day.session.checkpoints]
    repeats = [counted(len(day.session.repeats), "repeat")] if day.session.repeats else []
    return ", ".join([*names, *repeats])
