"""Reviewing: what to do today, which problems there are, and where one stands with each."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.catalog.problem import Problem
from app.catalog.words import fill, to_text
from app.errors import Gone
from app.learning.agenda import Place, Standing, next_problem
from app.learning.plan import OFFSETS, due_days
from app.practice.assessing import scored_today
from app.practice.boards import Checkpoint, DueRow, NextStep, PastQuestion, Today
from app.practice.course import Course, course_of
from app.practice.plan_pages import headline, next_step
from app.practice.plan_words import MODES, counted, lasting, why_repeated
from app.practice.records import Record, record_of
from app.practice.sessions import Due, Queue, queue_of
from app.practice.sheets import Progress, stored_verdict
from app.practice.stored import numbers_of
from app.practice.visit import Desk, Visit
from app.problems.skills import Skill
from app.store.rows import Question

RECENT = 8
WHY = {
    Standing.OPEN: "Next: “{}”, which you left open.",
    Standing.NEW: "Next: “{}”, which is new to you.",
    Standing.MISSED: "Next: “{}”. Your last answer to it was not right; fresh numbers, same thinking.",
    Standing.SOLVED: "Next: “{}”, which you have not seen for longest.",
}
BUTTONS = {
    Standing.OPEN: "Go on with it",
    Standing.NEW: "Answer it",
    Standing.MISSED: "Try it again",
    Standing.SOLVED: "Do it once more",
}


def today(desk: Desk, visit: Visit) -> Today:
    """Today by the plan; without one the one thing to do now, and what was asked last."""
    with desk.store.read() as reader:
        recent = reader.questions(visit.learner, limit=RECENT)
        record = record_of(reader, visit, recent)
        course = course_of(desk.catalog, reader, visit)
        scored = scored_today(reader, visit)
    past = tuple(_past(desk, question, record) for question in recent)
    if not course.is_planned:
        return _unplanned(desk, record, past)
    queue = queue_of(desk, course, visit)
    start = next_step(queue)
    return Today(
        headline=headline(course, queue),
        next=start or _anything(desk, record),
        ladder=_ladder(course, visit.study_day),
        recent=past,
        dues=tuple(DueRow(due.title, _why(due, visit.study_day), lasting(due.minutes)) for due in queue.dues),
        notes=tuple(_notes(queue)),
        asks_for_scores=_is_checkpoints_day(course, queue, visit.study_day) and scored < len(Skill),
    )


def _is_checkpoints_day(course: Course, queue: Queue, today: date) -> bool:
    """Whether a checkpoint is to be done today, or was."""
    return bool(queue.session.checkpoints) or today in course.done.values()


def _unplanned(desk: Desk, record: Record, past: tuple[PastQuestion, ...]) -> Today:
    places = {slug: record.place(slug) for slug in desk.catalog.problems}
    return Today(_headline(desk, places), _anything(desk, record), ladder=(), recent=past, offers_plan=True)


def _anything(desk: Desk, record: Record) -> NextStep:
    """One problem, for whoever has nothing due."""
    places = {slug: record.place(slug) for slug in desk.catalog.problems}
    problem = desk.catalog.problem(next_problem(places))
    standing = places[problem.slug].standing
    return NextStep(
        title=problem.title,
        why=_why_it(problem, standing),
        button=BUTTONS[standing],
        address=address_of(problem, record.last.get(problem.slug), standing),
        minutes=problem.minutes,
    )


def _why_it(problem: Problem, standing: Standing) -> str:
    if standing is Standing.MISSED and problem.explanation:
        return f"Next: “{problem.title}”. Your last answer to it left something essential out."
    return WHY[standing].format(problem.title)


def _why(due: Due, today: date) -> str:
    """Why it is due today: its checkpoint, or what is predicted of it."""
    return due.of or (why_repeated(due.repeat, today) if due.repeat else "")


def _notes(queue: Queue) -> Iterator[str]:
    if MODES[queue.session.mode]:
        yield MODES[queue.session.mode]
    if queue.moved_on:
        yield f"{counted(queue.moved_on, 'repeat')} moved on to the next days, to keep to your minutes."


def open_question(desk: Desk, visit: Visit, slug: str) -> Question | None:
    """The learner's last question of this problem, if it still waits for a right answer."""
    with desk.store.read() as reader:
        question = next(iter(reader.questions(visit.learner, slug=slug, limit=1)), None)
        if question is None:
            return None
        progress = Progress(reader.attempts(visit.learner, question.id), reader.openings(visit.learner, question.id))
    return None if progress.is_over else question


def _headline(desk: Desk, places: Mapping[str, Place]) -> str:
    solved = sum(place.standing is Standing.SOLVED for place in places.values())
    count = len(desk.catalog.problems)
    if all(place.standing is Standing.NEW for place in places.values()):
        return "Answer one question, and see which mistake you make."
    if solved == count:
        return f"You have solved all {count} problems at least once."
    return f"You have solved {solved} of {count} problems."


def address_of(problem: Problem, question: Question | None, standing: Standing) -> str:
    """Where a problem goes on: the open question, or the problem's page, which shows fresh numbers."""
    if question and standing is Standing.OPEN:
        return f"/questions/{question.id}"
    return f"/problems/{problem.slug}" + ("?fresh=1" if standing is not Standing.NEW else "")


def _ladder(course: Course, study_day: date) -> tuple[Checkpoint, ...]:
    days = enumerate(zip(OFFSETS, due_days(course.plan, course.done), strict=True))
    return tuple(
        Checkpoint(name=f"Day {offset}", day=day, done=index in course.done, today=day == study_day)
        for index, (offset, day) in days
    )


def _past(desk: Desk, question: Question, record: Record) -> PastQuestion:
    attempt = record.answers.get(question.id)
    problem = desk.catalog.problems.get(question.slug)
    return PastQuestion(
        address=f"/questions/{question.id}",
        title=problem.title if problem else question.slug,
        asked=_asked(problem, question) if problem else "",
        standing=record.standing(question),
        note=stored_verdict(attempt).headline if attempt else "",
    )


def _asked(problem: Problem, question: Question) -> str:
    """The question in one line of plain text; none where it can be put no more."""
    try:
        facts = problem.kind.facts(numbers_of(problem, question))
    except Gone:
        return ""
    first = to_text(fill(problem.prompt, facts)).split("\n")[0]
    return first if len(first) <= 120 else f"{first[:119]}…"
