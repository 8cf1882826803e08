"""Words of a YAML file whose numbers are expressions, as in a lesson: worked out when the file is read."""

from collections.abc import Iterable, Iterator, Mapping

from app.catalog.lessons.solvers import Solver
from app.catalog.lessons.worked import EXPRESSION, Worked, work_out
from app.catalog.words import formulas, unset
from app.errors import BadInput


def expressions(words: str) -> tuple[str, ...]:
    """What stands between double braces."""
    return tuple(EXPRESSION.findall(words))


def numbers_in(texts: Iterable[str], solvers: Mapping[str, Solver]) -> Mapping[str, Worked]:
    """The number of each expression, by what stands between its braces."""
    return {each: work_out(each, solvers) for words in texts for each in expressions(words)}


def wrong_in(words: str, solvers: Mapping[str, Solver]) -> Iterator[str]:
    """What keeps these words from being set: a number that cannot be worked out, a formula that cannot be read."""
    for expression in expressions(words):
        try:
            work_out(expression, solvers)
        except BadInput as error:
            yield error.sentence
    yield from (f"“{found}” stands in a formula, where no number is worked out." for found in _within_formulas(words))
    if sentence := unset(EXPRESSION.sub("1", words)):
        yield sentence


def _within_formulas(words: str) -> tuple[str, ...]:
    """The expressions between dollars: TeX takes their braces for its own."""
    return tuple(each.strip() for tex in formulas(words) for each in expressions(tex))
