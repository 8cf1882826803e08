"""What a learner's answers so far say about each problem."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.catalog.problem import Problem
from app.learning.agenda import Place, Standing
from app.learning.levels import Grasp, grasp, level_reached
from app.learning.tally import Tally
from app.practice.tallying import whole_tally
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, Question


@dataclass(frozen=True, slots=True)
class Record:
    """The last question of each problem, what became of it and of other recent ones, and the sums of all answers."""

    last: Mapping[str, Question]
    answers: Mapping[UUID, Attempt]  # the newest at each question
    revealed: frozenset[UUID]
    tally: Tally

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
        found = grasp(self.tally.latest.get(slug, ()))
        return Grasp.SHAKY if found is Grasp.NEW and slug in self.last else found

    def level(self, problem: Problem) -> int:
        """The level for the next question of a problem."""
        return level_reached(problem.level, problem.levels, self.tally.clean(problem.slug))


def record_of(reader: Reader, visit: Visit, recent: Iterable[Question] = ()) -> Record:
    """How this learner's problems stand. It takes as long as there are problems, however much was answered."""
    last = reader.last_questions(visit.learner)
    questions = {question.id for question in (*last.values(), *recent)}
    attempts = sorted(reader.attempts_at(visit.learner, questions), key=lambda each: each.id)
    return Record(
        last=last,
        answers={attempt.question_id: attempt for attempt in attempts},
        revealed=frozenset(shown.question_id for shown in reader.solutions_of(visit.learner, questions)),
        tally=whole_tally(reader, visit.learner),
    )


def level_for(desk: Desk, visit: Visit, slug: str) -> int:
    """The level that a learner has come to with a problem."""
    problem = desk.catalog.problem(slug)
    with desk.store.read() as reader:
        tally = whole_tally(reader, visit.learner)
    return level_reached(problem.level, problem.levels, tally.clean(slug))
