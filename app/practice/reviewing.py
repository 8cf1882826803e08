"""Reviewing: what to do today, which problems there are, and where one stands with each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.catalog.numbers import load
from app.catalog.problem import Problem
from app.catalog.words import fill, to_text
from app.learning.agenda import Place, Standing, next_problem
from app.learning.study_days import LADDER_DAYS, ladder
from app.practice.boards import Checkpoint, NextStep, PastQuestion, ProblemList, ProblemRow, SkillChoice, Today
from app.practice.sheets import SOLUTION, Progress, stored_verdict
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.problems.skills import Skill
from app.store.reader import Reader
from app.store.rows import Attempt, Question

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
        record = _record(desk, reader, visit)
        recent = reader.questions(visit.learner, limit=RECENT)
        start = reader.first_study_day(visit.learner)
    places = _places(desk, record)
    problem = desk.catalog.problem(next_problem(places))
    standing = places[problem.slug].standing
    return Today(
        headline=_headline(desk, places),
        next=NextStep(
            title=problem.title,
            why=WHY[standing].format(problem.title),
            button=BUTTONS[standing],
            address=_address(problem, record.last.get(problem.slug), standing),
            minutes=problem.minutes,
        ),
        ladder=_ladder(start, visit.study_day) if start else (),
        recent=tuple(_past(desk, question, record) for question in recent),
    )


def problem_list(desk: Desk, visit: Visit, skill: Skill | None) -> ProblemList:
    """All problems, or those of one skill, each with where the learner stands."""
    with desk.store.read() as reader:
        record = _record(desk, reader, visit)
    places = _places(desk, record)
    chosen = [each for each in desk.catalog.problems.values() if skill in (None, each.kind.skill)]
    return ProblemList(
        headline=_list_headline(desk, skill, len(chosen)),
        skills=_skill_choices(desk, skill),
        rows=tuple(_row(each, places[each.slug].standing, record.last.get(each.slug)) for each in chosen),
    )


def open_question(desk: Desk, visit: Visit, slug: str) -> Question | None:
    """The learner's last question of this problem, if it still waits for a right answer."""
    with desk.store.read() as reader:
        question = next(iter(reader.questions(visit.learner, slug=slug, limit=1)), None)
        if question is None:
            return None
        progress = Progress(reader.attempts(visit.learner, question.id), reader.openings(visit.learner, question.id))
    return None if progress.is_solved or progress.is_revealed else question


@dataclass(frozen=True, slots=True)
class _Record:
    """The last question of each problem, the last attempt at each question, the questions whose solution was seen."""

    last: Mapping[str, Question]
    answers: Mapping[UUID, Attempt]
    revealed: frozenset[UUID]

    def standing(self, question: Question) -> Standing:
        """Where the learner stands with a question."""
        attempt = self.answers.get(question.id)
        if attempt is None:
            return Standing.MISSED if question.id in self.revealed else Standing.OPEN
        return Standing.SOLVED if attempt.outcome == Outcome.CORRECT else Standing.MISSED


def _record(desk: Desk, reader: Reader, visit: Visit) -> _Record:
    newest = (reader.questions(visit.learner, slug=slug, limit=1) for slug in desk.catalog.problems)
    return _Record(
        last={question.slug: question for found in newest for question in found},
        answers=reader.last_attempts(visit.learner),
        revealed=reader.questions_opened(visit.learner, SOLUTION),
    )


def _places(desk: Desk, record: _Record) -> Mapping[str, Place]:
    return {slug: _place(record, record.last.get(slug)) for slug in desk.catalog.problems}


def _place(record: _Record, question: Question | None) -> Place:
    if question is None:
        return Place(Standing.NEW)
    return Place(record.standing(question), _seconds(question.asked_at))


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def _headline(desk: Desk, places: Mapping[str, Place]) -> str:
    solved = sum(place.standing is Standing.SOLVED for place in places.values())
    count = len(desk.catalog.problems)
    if all(place.standing is Standing.NEW for place in places.values()):
        return "Answer one question, and see which mistake you make."
    if solved == count:
        return f"You have solved all {count} problems at least once."
    return f"You have solved {solved} of {count} problems."


def _address(problem: Problem, question: Question | None, standing: Standing) -> str:
    """Where a problem goes on: the open question, or the problem's page, which shows fresh numbers."""
    if question and standing is Standing.OPEN:
        return f"/questions/{question.id}"
    return f"/problems/{problem.slug}" + ("?fresh=1" if standing is not Standing.NEW else "")


def _ladder(start: date, study_day: date) -> tuple[Checkpoint, ...]:
    days = zip(LADDER_DAYS, ladder(start), strict=True)
    return tuple(
        Checkpoint(name=f"Day {offset}", day=day, done=day < study_day, today=day == study_day) for offset, day in days
    )


def _past(desk: Desk, question: Question, record: _Record) -> PastQuestion:
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


def _row(problem: Problem, standing: Standing, question: Question | None) -> ProblemRow:
    return ProblemRow(
        slug=problem.slug,
        address=_address(problem, question, standing),
        title=problem.title,
        summary=problem.summary,
        skill=problem.kind.skill,
        skill_name=problem.skill_name,
        level=problem.level,
        minutes=problem.minutes,
        standing=standing,
    )


def _list_headline(desk: Desk, skill: Skill | None, count: int) -> str:
    problems = "1 problem" if count == 1 else f"{count} problems"
    if skill is None:
        return f"{problems}, each with fresh numbers as often as you like."
    return f"{problems} to learn to {desk.catalog.skills[skill].can}."


def _skill_choices(desk: Desk, chosen: Skill | None) -> tuple[SkillChoice, ...]:
    counts = dict.fromkeys(Skill, 0)
    for problem in desk.catalog.problems.values():
        counts[problem.kind.skill] += 1
    offered = [
        SkillChoice(skill, desk.catalog.skills[skill].name, count, skill is chosen)
        for skill, count in counts.items()
        if count
    ]
    return (SkillChoice("", "All", len(desk.catalog.problems), chosen is None), *offered)
