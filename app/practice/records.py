"""What a learner's answers so far say about each problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.catalog.problem import Problem
from app.learning.agenda import Place, Standing
from app.learning.levels import Grasp, grasp, level_reached
from app.practice.sheets import SOLUTION
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, Question


@dataclass(frozen=True, slots=True)
class Record:
    """The last question of each problem and what became of it; first answers, the latest and the clean ones."""

    last: Mapping[str, Question]
    answers: Mapping[UUID, Attempt]
    revealed: frozenset[UUID]
    latest: Mapping[str, tuple[bool, ...]]
    clean: Mapping[str, Mapping[int, int]]

    def standing(self, question: Question) -> Standing:
        """Where the learner stands with a question."""
        attempt = self.answers.get(question.id)
        if attempt is None:
            return Standing.MISSED if question.id in self.revealed else Standing.OPEN
        return Standing.SOLVED if attempt.outcome == Outcome.CORRECT else Standing.MISSED

    def place(self, slug: str) -> Place:
        """Where the learner stands with a problem."""
        question = self.last.get(slug)
        if question is None:
            return Place(Standing.NEW)
        return Place(self.standing(question), int(question.asked_at.timestamp()))

    def grasp(self, slug: str) -> Grasp:
        """How well they have it: a problem whose question was only opened, or shown, is shaky too."""
        found = grasp(self.latest.get(slug, ()))
        return Grasp.SHAKY if found is Grasp.NEW and slug in self.last else found

    def level(self, problem: Problem) -> int:
        """The level for the next question of a problem."""
        return level_reached(problem.level, problem.levels, self.clean.get(problem.slug, {}))


def record_of(reader: Reader, visit: Visit) -> Record:
    """Everything there is about this learner's problems."""
    return Record(
        last=reader.last_questions(visit.learner),
        answers=reader.last_attempts(visit.learner),
        revealed=reader.questions_opened(visit.learner, SOLUTION),
        latest=reader.latest_first_answers(visit.learner),
        clean=reader.clean_answers(visit.learner),
    )


def level_for(desk: Desk, visit: Visit, slug: str) -> int:
    """The level that a learner has come to with a problem."""
    problem = desk.catalog.problem(slug)
    with desk.store.read() as reader:
        clean = reader.clean_answers(visit.learner).get(slug, {})
    return level_reached(problem.level, problem.levels, clean)
