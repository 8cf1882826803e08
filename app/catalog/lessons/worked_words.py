"""Words of a YAML file whose numbers are expressions, as in a lesson: worked out when the file is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.catalog.lessons.solvers import Solver
from app.catalog.lessons.worked import EXPRESSION, Worked, work_out
from app.catalog.words import formulas, unset
from app.errors import BadInput

PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")


def expressions(words: str) -> tuple[str, ...]:
    """What stands between double braces."""
    return tuple(EXPRESSION.findall(words))


def numbers_in(texts: Iterable[str], solvers: Mapping[str, Solver]) -> Mapping[str, Worked]:
    """The number of each expression, by what stands between its braces."""
    return {each: work_out(each, solvers) for words in texts for each in expressions(words)}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps words from being set, and on which of their lines, from 0, it stands."""

    line: int
    sentence: str


def wrong_in(words: str, solvers: Mapping[str, Solver]) -> Iterator[Wrong]:
    """A number that cannot be worked out, a formula that cannot be read."""
    for expression in EXPRESSION.finditer(words):
        try:
            work_out(expression["text"], solvers)
        except BadInput as error:
            yield Wrong(_line_at(words, expression.start()), error.sentence)
    for paragraph in PARAGRAPH.finditer(words):
        line = _line_at(words, paragraph.start())
        yield from (Wrong(line, sentence) for sentence in _about_formulas(paragraph[0]))


def _about_formulas(paragraph: str) -> Iterator[str]:
    for expression in (each for tex in formulas(paragraph) for each in expressions(tex)):  # whose braces TeX would take
        yield f"“{expression.strip()}” stands in a formula, where no number is worked out."
    if sentence := unset(EXPRESSION.sub("1", paragraph)):
        yield sentence


def _line_at(words: str, place: int) -> int:
    return words.count("\n", 0, place)
