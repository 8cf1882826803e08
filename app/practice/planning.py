"""Planning: begin a plan, change it, pause it, begin again. Each is a new version; what was done stays where it is."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import BadInput, Conflict, FieldComplaint, Missing
from app.learning.plan import MINUTES_A_DAY, Pause, Plan, restarted
from app.learning.study_days import ONE_DAY
from app.practice.course import plan_of
from app.practice.visit import Desk, Visit
from app.store.reader import Reader
from app.store.rows import PlanVersion
from app.store.writer import Writer

FARTHEST = timedelta(days=731)  # of the start from today, and of the interview from the start
FARTHEST_PAUSE = 2 * FARTHEST  # from today: no plan reaches beyond it, and no calendar day overflows
LONGEST_DAY = 600  # minutes
MOST_PAUSES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A plan as somebody wants it."""

    start_day: date
    interview_day: date | None
    zone: str
    rollover_hour: int
    minutes_a_day: int = MINUTES_A_DAY
    busy: bool = False
    spread: bool = True


def find_plan(reader: Reader, visit: Visit) -> PlanVersion:
    """The learner's plan. Raises `Missing`."""
    version = reader.plan(visit.learner)
    if version is None:
        raise Missing("There is no plan yet. Begin one first.")
    return version


async def set_plan(desk: Desk, visit: Visit, wish: Wish, token: str | None = None) -> PlanVersion:
    """Begin a plan, or change the one there is. Pauses, and what was done, stay."""
    _check(wish, visit)

    def record(writer: Writer) -> PlanVersion:
        writer.ensure_learner(visit.learner, visit.now)
        current = writer.plan(visit.learner)
        return writer.add_plan(_version(visit, wish, current, token)).row

    return await desk.store.write(record)


async def restart(desk: Desk, visit: Visit, token: str | None = None) -> PlanVersion:
    """Begin again today with the same settings. Answers and memory know no plan, so they stay."""

    def record(writer: Writer) -> PlanVersion:
        current = find_plan(writer, visit)
        again = restarted(plan_of(current), visit.study_day)
        key = visit.new_id()
        version = replace(
            _again(visit, current, token), id=key, run_id=key, start_day=again.start, interview_day=again.interview
        )
        return writer.add_plan(replace(version, pauses=_written(again.pauses))).row

    return await desk.store.write(record)


async def pause(desk: Desk, visit: Visit, first: date, last: date, token: str | None = None) -> PlanVersion:
    """Days without study, the first and the last included. They may lie behind, where somebody was away."""
    wanted = _checked(first, last, visit.study_day)

    def record(writer: Writer) -> PlanVersion:
        current = find_plan(writer, visit)
        plan = replace(plan_of(current), pauses=(*plan_of(current).pauses, wanted))
        if len(plan.pauses) > MOST_PAUSES:
            raise BadInput(f"A plan has at most {MOST_PAUSES} pauses.")
        return writer.add_plan(replace(_again(visit, current, token), pauses=_written(plan.pauses))).row

    return await desk.store.write(record)


async def end_pause(desk: Desk, visit: Visit, first: date, token: str | None = None) -> PlanVersion:
    """Take back the pause that begins on that day. Of one that is under way, the days that have been stay."""

    def record(writer: Writer) -> PlanVersion:
        current = find_plan(writer, visit)
        pauses = plan_of(current).pauses
        ended = next((each for each in pauses if each.first == first), None)
        if ended is None:
            raise Conflict(f"No pause begins on {first}.")
        kept = tuple(each for each in pauses if each is not ended)
        if ended.first < visit.study_day <= ended.last:
            kept = (*kept, Pause(ended.first, visit.study_day - ONE_DAY))
        return writer.add_plan(replace(_again(visit, current, token), pauses=_written(kept))).row

    return await desk.store.write(record)


def wish_of(version: PlanVersion | None, visit: Visit) -> Wish:
    """The plan as it is set; for whoever has none, one that begins today."""
    if version is None:
        return Wish(
            start_day=visit.study_day, interview_day=None, zone=visit.zone.key, rollover_hour=visit.rollover_hour
        )
    return Wish(
        start_day=version.start_day,
        interview_day=version.interview_day,
        zone=version.zone,
        rollover_hour=version.rollover_hour,
        minutes_a_day=version.minutes_a_day,
        busy=version.busy,
        spread=version.spread,
    )


def _check(wish: Wish, visit: Visit) -> None:
    """What no plan can be, each complaint at its field."""
    complaints = {
        "start_day": _about_start(wish, visit),
        "interview_day": _about_interview(wish),
        "timezone": "" if _is_zone(wish.zone) else "This is no time zone; one is called Europe/Berlin.",
        "rollover_hour": "" if 0 <= wish.rollover_hour <= 23 else "A study day begins at an hour from 0 to 23.",
        "minutes_per_day": ""
        if 1 <= wish.minutes_a_day <= LONGEST_DAY
        else f"A study day has 1 to {LONGEST_DAY} minutes for repeats.",
    }
    found = tuple(FieldComplaint(f"/{name}", said) for name, said in complaints.items() if said)
    if found:
        raise BadInput(" ".join(each.detail for each in found), found)


def _about_start(wish: Wish, visit: Visit) -> str:
    if abs(wish.start_day - visit.study_day) > FARTHEST:
        return f"A plan starts within {FARTHEST.days} days of today, and {wish.start_day} is farther off."
    return ""


def _about_interview(wish: Wish) -> str:
    if wish.interview_day is None:
        return ""
    if wish.interview_day < wish.start_day:
        return f"The interview on {wish.interview_day} would be before the plan starts on {wish.start_day}."
    if wish.interview_day - wish.start_day > FARTHEST:
        return f"An interview is within {FARTHEST.days} days of the start, and {wish.interview_day} is later."
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def _checked(first: date, last: date, today: date) -> Pause:
    if last < first:
        sentence = f"A pause cannot end on {last}, before it begins on {first}."
        raise BadInput(sentence, (FieldComplaint("/last", sentence),))
    if last - first > FARTHEST:
        sentence = f"A pause lasts {FARTHEST.days} days at most."
        raise BadInput(sentence, (FieldComplaint("/last", sentence),))
    for name, day in (("/first", first), ("/last", last)):
        if abs(day - today) > FARTHEST_PAUSE:
            sentence = f"A pause lies within {FARTHEST_PAUSE.days:,} days of today, and {day} is farther off."
            raise BadInput(sentence, (FieldComplaint(name, sentence),))
    return Pause(first, last)


def _version(visit: Visit, wish: Wish, current: PlanVersion | None, token: str | None) -> PlanVersion:
    key = visit.new_id()
    plan = Plan(wish.start_day, wish.interview_day, plan_of(current).pauses if current else ())
    return PlanVersion(
        learner_id=visit.learner,
        id=key,
        run_id=current.run_id if current else key,
        token=token,
        start_day=wish.start_day,
        interview_day=wish.interview_day,
        pauses=_written(plan.pauses),
        rollover_hour=wish.rollover_hour,
        minutes_a_day=wish.minutes_a_day,
        busy=wish.busy,
        spread=wish.spread,
        made_at=visit.now,
        study_day=visit.study_day,
        zone=wish.zone,
    )


def _again(visit: Visit, current: PlanVersion, token: str | None) -> PlanVersion:
    """The same plan as a version of now, for something to be changed in it."""
    made: UUID = visit.new_id()
    return replace(current, id=made, token=token, made_at=visit.now, study_day=visit.study_day)


def _written(pauses: tuple[Pause, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.first.isoformat(), each.last.isoformat()) for each in pauses)
