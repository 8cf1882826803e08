"""What a box is called and what an option says, with the numbers of the question in it."""

from app.catalog.problem import Problem
from app.catalog.words import fill
from app.problems.forms import Option
from app.problems.kind import Field, Params


def label(problem: Problem, params: Params, field: Field) -> str:
    """What stands beside the box."""
    return fill(problem.labels[field.words], {**problem.kind.facts(params), **field.facts})


def option_text(problem: Problem, params: Params, option: Option) -> str:
    """What an option says, in Markdown."""
    return fill(problem.options[option.key], {**problem.kind.facts(params), **option.facts})
