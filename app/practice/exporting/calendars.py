"""
The plan as a calendar: an all-day event for each checkpoint, and for each eve that has none.

An event keeps its UID for the whole run of the plan. SEQUENCE counts how often its day has moved, worked out from the
history, so that a calendar that subscribes moves the event it has. Undoing takes changes out of the history; it counts
for more than it can take, so that SEQUENCE never falls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from app.catalog.plan import Checkpoint
from app.errors import Missing
from app.learning.plan import OFFSETS, done_days, due_days
from app.practice.course import Course, course_of, plan_of
from app.practice.exporting.lines import AllDay, calendar_text
from app.practice.plan_words import lasting
from app.practice.sittings import tries
from app.practice.visit import Desk, Visit
from app.store.reader import Reader
from app.store.rows import CalendarAddress, PlanVersion, Undoing
from app.store.writer import Writer

NAME = "Receptive"
PRODUCT = "-//Receptive//Receptive 1//EN"
DOMAIN = "receptive"
REFRESH_HOURS = 6
MOST_TAKEN_BACK = len(OFFSETS)  # changes of one day that a single undoing can take out of the history


@dataclass(frozen=True, slots=True)
class Revision:
    """How often an event has changed, and when it last did."""

    sequence: int
    changed_at: datetime


def calendar_of(desk: Desk, visit: Visit, *, link: str, alarm_hour: int | None = None) -> str:
    """The learner's calendar. Raises `Missing` without a plan. `alarm_hour` is when to be reminded on the day."""
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
        if course.version is None:
            raise Missing("There is no plan yet. Begin one first.")
        run = course.version.run_id
        versions = [each for each in reader.plan_versions(visit.learner) if each.run_id == run]
        undoings = [each for each in reader.undoings(visit.learner) if each.undone_at >= versions[0].made_at]
    events = (replace(each, link=link, alarm_hour=alarm_hour) for each in _events(desk, course, versions, undoings))
    return calendar_text(events, product=PRODUCT, name=NAME, refresh_hours=REFRESH_HOURS)


async def open_address(desk: Desk, visit: Visit) -> CalendarAddress:
    """Make a secret address, in the place of the one there was."""
    return await _set_address(desk, visit, is_open=True)


async def end_address(desk: Desk, visit: Visit) -> CalendarAddress:
    """End the secret address: whoever has it reads nothing any more."""
    return await _set_address(desk, visit, is_open=False)


def owner_of(reader: Reader, address: UUID) -> UUID:
    """Whose calendar an address opens. Raises `Missing` for one that has been replaced or ended."""
    row = reader.calendar_at(address)
    newest = reader.calendar(row.learner_id) if row else None
    if row is None or newest is None or newest.id != row.id or not row.open:
        raise Missing("There is no calendar at this address, or no longer.")
    return row.learner_id


async def _set_address(desk: Desk, visit: Visit, *, is_open: bool) -> CalendarAddress:
    address = CalendarAddress(visit.learner, visit.new_id(), open=is_open, made_at=visit.now)

    def record(writer: Writer) -> CalendarAddress:
        writer.ensure_learner(visit.learner, visit.now)
        writer.add_calendar(address)
        return address

    return await desk.store.write(record)


def _events(
    desk: Desk, course: Course, versions: Sequence[PlanVersion], undoings: Sequence[Undoing]
) -> Iterator[AllDay]:
    states = tuple(_states(desk, course, versions))
    days = due_days(course.plan, course.done)
    run = versions[0].run_id
    for checkpoint in desk.catalog.ladder.checkpoints:
        index = checkpoint.index
        revision = _revision([(at, due[index]) for at, due in states], undoings)
        title = f"{checkpoint.name}: {checkpoint.title[0].lower()}{checkpoint.title[1:]}"
        yield _event(f"{run}-cp-{index}", days[index], title, _described(checkpoint), revision)
    for day in course.plan.eves:
        if day not in days and course.plan.interview:
            back = (course.plan.interview - day).days
            changes = [(each.made_at, each.interview_day or each.start_day) for each in versions]
            words = "Everything that is shaky, once more."
            yield _event(f"{run}-eve-{back}", day, "Before the interview", words, _revision(changes, undoings))


def _states(desk: Desk, course: Course, versions: Sequence[PlanVersion]) -> Iterator[tuple[datetime, tuple[date, ...]]]:
    """The five days as they stood after each change of the plan, and after each task that was done."""
    over = [(sitting.over_at, sitting) for sitting in course.sat if sitting.over_at is not None]
    instants = sorted({*(each.made_at for each in versions), *(at for at, _ in over)})
    for instant in instants:
        version = [each for each in versions if each.made_at <= instant][-1:]
        if version:
            sat = [sitting for at, sitting in over if at <= instant]
            yield instant, due_days(plan_of(version[0]), done_days(tries(desk.catalog.ladder, sat)))


def _revision(states: Sequence[tuple[datetime, date]], undoings: Sequence[Undoing]) -> Revision:
    changes = [at for (_, before), (at, after) in pairwise(states) if before != after]
    last = max([states[0][0], *changes, *(each.undone_at for each in undoings)])
    return Revision(len(changes) + MOST_TAKEN_BACK * len(undoings), last)


def _described(checkpoint: Checkpoint) -> str:
    return "\n".join(f"{task.code} {task.title}, {lasting(task.minutes)}" for task in checkpoint.tasks)


def _event(key: str, day: date, title: str, words: str, revision: Revision) -> AllDay:
    return AllDay(
        uid=f"{key}@{DOMAIN}",
        day=day,
        title=title,
        words=words,
        sequence=revision.sequence,
        changed_at=revision.changed_at,
    )
