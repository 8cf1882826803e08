"""A learner's course: the plan, what was done of it, and what is remembered, read in one go."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from app.catalog.catalog import Catalog
from app.learning.memory import Items, Memory, Session, session
from app.learning.plan import Done, Pause, Plan, Try, done_days, task_key
from app.practice.remembering import items_of, memory_of
from app.practice.sittings import Sitting, sittings_of, tries
from app.practice.visit import Visit
from app.store.reader import Reader
from app.store.rows import PlanVersion

NO_CAP = 24 * 60  # minutes: more than a day has


@dataclass(frozen=True)
class Course:
    """`version` is None for somebody without a plan; the plan is then one that would begin today."""

    version: PlanVersion | None
    plan: Plan
    sat: tuple[Sitting, ...]
    tries: tuple[Try, ...]
    memory: Memory
    items: Items

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan."""
        return self.version is not None

    @cached_property
    def done(self) -> Done:
        """When each checkpoint was done."""
        return done_days(self.tries)

    def session_on(self, today: date) -> Session:
        """What is left of a day. What was repeated already that day has used up its part of the day's minutes."""
        if not self.is_spread:
            return self._session(today, NO_CAP)
        left = self.plan.minutes_a_day - self._spent_on(today)
        found = self._session(today, max(left, 1))
        if left > 0:
            return found
        return replace(found, repeats=(), moved_on=(*found.repeats, *found.moved_on))

    def _session(self, today: date, minutes_a_day: int) -> Session:
        plan = replace(self.plan, minutes_a_day=minutes_a_day)
        return session(plan, self.done, self.memory, today, items=self.items)

    @property
    def is_spread(self) -> bool:
        """Whether what is due is capped by the day's minutes and the rest moved on."""
        return self.version is None or self.version.spread

    def is_over(self, checkpoint: int, number: int) -> bool:
        """Whether a task has been sat in this run of the plan."""
        return any(s.is_over and (s.task.checkpoint, s.task.number) == (checkpoint, number) for s in self.sat)

    def _spent_on(self, today: date) -> int:
        """Minutes of what was repeated today, each item once: neither the checkpoints' own tasks nor what they put."""
        first = {_item(sitting): sitting.day for sitting in reversed(self.sat)}
        own = {item for item, day in first.items() if day == today}
        sat = {_item(sitting) for sitting in self.sat if sitting.day == today}
        answered = {item for item, trace in self.memory.traces.items() if trace.last == today}
        repeated = answered - own - self.items.within(sat | answered)
        return round(sum(self.items.minutes.get(item, 0) for item in repeated))


def _item(sitting: Sitting) -> str:
    return task_key(sitting.task.checkpoint, sitting.task.number)


def course_of(catalog: Catalog, reader: Reader, visit: Visit) -> Course:
    """The course as it stands."""
    version = reader.plan(visit.learner)
    sat = sittings_of(catalog, reader, visit.learner, version.run_id) if version else ()
    return Course(
        version=version,
        plan=plan_of(version) if version else Plan(visit.study_day, zone=visit.zone.key),
        sat=sat,
        tries=tries(catalog.ladder, sat),
        memory=memory_of(catalog, reader, visit.learner),
        items=items_of(catalog),
    )


def plan_of(version: PlanVersion) -> Plan:
    """A stored plan as the rules know it."""
    return Plan(
        start=version.start_day,
        interview=version.interview_day,
        pauses=tuple(Pause(date.fromisoformat(first), date.fromisoformat(last)) for first, last in version.pauses),
        zone=version.zone,
        rollover_hour=version.rollover_hour,
        minutes_a_day=version.minutes_a_day,
        busy=version.busy,
    )


def in_their_zone(reader: Reader, visit: Visit) -> Visit:
    """The visit as the learner's plan sees it: their zone and rollover hour, no day before the last written down."""
    version = reader.plan(visit.learner)
    zone, hour = (ZoneInfo(version.zone), version.rollover_hour) if version else (visit.zone, visit.rollover_hour)
    return replace(visit, zone=zone, rollover_hour=hour, not_before=reader.last_study_day(visit.learner))
