"""The numbers of a question that is on record, which a later version of its problem may no longer take."""

from app.catalog.numbers import load
from app.catalog.problem import Problem
from app.errors import BadInput, Gone, Impossible
from app.problems.kind import Params
from app.store.rows import Question


def numbers_of(problem: Problem, question: Question) -> Params:
    """As they were drawn. Raises `Gone` where they are no question of its problem any more."""
    try:
        return load(problem.kind, question.params)
    except (BadInput, Impossible):
        raise Gone(f"The numbers of this question are none of “{problem.title}” any more. Ask for a new one.") from None
