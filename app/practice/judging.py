"""A verdict in words, whichever way a problem is answered: by values that a solver knows, or in one's own words."""

from collections.abc import Mapping
from dataclasses import replace

from app.catalog.problem import Problem
from app.practice import wording
from app.practice.explaining import saying
from app.practice.sheet import Judgement, Line, Marked
from app.problems.grading import Outcome, judge
from app.problems.kind import Params

NOT_KNOWN = "You said that you do not know. That is an answer, and it tells where to begin."
FREE = frozenset({Outcome.UNREADABLE, Outcome.OTHER_CONVENTION})
"""Verdicts that cost nothing and leave no attempt."""


def judgement(problem: Problem, params: Params, typed: Mapping[str, str]) -> Judgement:
    """The verdict on what was typed. Raises `BadInput` for a field that is not asked."""
    if problem.explanation is not None:
        return saying.explained(problem, problem.explanation, typed)
    verdict = judge(problem.kind, params, typed)
    return Judgement(wording.marked(problem, params, verdict), wording.misconceptions(verdict))


def not_known(problem: Problem, params: Params) -> Judgement:
    """The verdict on “I don’t know”: a wrong answer without a mistake behind it."""
    unanswered = wording.marked(problem, params, judge(problem.kind, params, {}))
    return Judgement(replace(unanswered, outcome=Outcome.WRONG, score=0.0, headline=NOT_KNOWN))


def leaves_nothing(said: Marked) -> bool:
    """Whether an answer with this verdict is kept nowhere; a committed explanation is, though nothing is judged yet."""
    return said.outcome in FREE and said.checklist is None


def solution(problem: Problem, params: Params) -> tuple[Line, ...]:
    """The whole working, or the key points."""
    return saying.lines(problem.explanation) if problem.explanation else wording.solution(problem, params)
