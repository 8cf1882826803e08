"""Reviewing: what to do today, which problems there are, and where one stands with each."""

from collections.abc import Mapping
from datetime import date

from app.catalog.numbers import load
from app.catalog.problem import Problem
from app.catalog.words import fill, to_text
from app.learning.agenda import Place, Standing, next_problem
from app.learning.plan import OFFSETS, Plan, due_days
from app.practice.boards import Checkpoint, NextStep, PastQuestion, Today
from app.practice.records import Record, record_of
from app.practice.sheets import Progress, stored_verdict
from app.practice.visit import Desk, Visit
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
    """The one thing to do now, the ladder, and what was asked last."""
    with desk.store.read() as reader:
        record = record_of(reader, visit)
        recent = reader.questions(visit.learner, limit=RECENT)
        start = reader.first_study_day(visit.learner)
    places = {slug: record.place(slug) for slug in desk.catalog.problems}
    problem = desk.catalog.problem(next_problem(places))
    standing = places[problem.slug].standing
    return Today(
        headline=_headline(desk, places),
        next=NextStep(
            title=problem.title,
            why=_why(problem, standing),
            button=BUTTONS[standing],
            address=address_of(problem, record.last.get(problem.slug), standing),
            minutes=problem.minutes,
        ),
        ladder=_ladder(start, visit.study_day) if start else (),
        recent=tuple(_past(desk, question, record) for question in recent),
    )


def _why(problem: Problem, standing: Standing) -> str:
    if standing is Standing.MISSED and problem.explanation:
        return f"Next: “{problem.title}”. Your last answer to it left something essential out."
    return WHY[standing].format(problem.title)


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


def _ladder(start: date, study_day: date) -> tuple[Checkpoint, ...]:
    days = zip(OFFSETS, due_days(Plan(start), {}), strict=True)
    return tuple(
        Checkpoint(name=f"Day {offset}", day=day, done=day < study_day, today=day == study_day) for offset, day in days
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
    """The question in one line of plain text."""
    facts = problem.kind.facts(load(problem.kind, question.params))
    first = to_text(fill(problem.prompt, facts)).split("\n")[0]
    return first if len(first) <= 120 else f"{first[:119]}…"
