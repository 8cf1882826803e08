"""What a box is called and what an option says, with the numbers of the question in it."""

import re

from app.catalog.problem import Problem
from app.catalog.words import fill
from app.problems.forms import Option
from app.problems.kind import Field, Params
from app.problems.options_said import MARK

LONG = 30  # characters, from which on an option is a sentence with its reason


def label(problem: Problem, params: Params, field: Field) -> str:
    """What stands beside the box."""
    return fill(problem.labels[field.words], {**problem.kind.facts(params), **field.facts})


def option_text(problem: Problem, params: Params, option: Option) -> str:
    """What an option says, in Markdown."""
    return fill(problem.options[option.key], {**problem.kind.facts(params), **option.facts})


def with_options(problem: Problem, params: Params, sentence: str) -> str:
    """A sentence of the code, its marks replaced by what the options say; a long option up to its first comma."""
    facts = problem.kind.facts(params)

    def words(mark: re.Match[str]) -> str:
        whole = fill(problem.options[mark["id"]], facts)
        return whole.partition(",")[0] if len(whole) > LONG else whole

    return MARK.sub(words, sentence)
