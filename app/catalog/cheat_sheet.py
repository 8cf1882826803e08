"""The one page to read before the interview: content/cheat-sheet.yaml, its numbers worked out as a lesson's are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.architectures import Architectures
from app.catalog.cards import Cards
from app.catalog.lessons import Worked, numbers_in, wrong_in
from app.catalog.lessons.networks import solvers_for
from app.catalog.lessons.solvers import Solver
from app.catalog.problem import Problem
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError
from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]


class CheatSheetWords(BaseModel):
    """One row. `slip` is a mistake of the problem, or a slogan of an explanation; `card` asks for the same fact."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    concept: Words
    fact: Words
    mistake: Words
    skill: Skill
    problem: Words
    slip: Words
    card: Words


@dataclass(frozen=True, slots=True)
class CheatSheetRow:
    """A row under its id."""

    id: str
    words: CheatSheetWords


@dataclass(frozen=True, slots=True)
class CheatSheet:
    """The rows in their order, and the numbers in them by what stands between the braces."""

    rows: tuple[CheatSheetRow, ...]
    numbers: Mapping[str, Worked]


def load_cheat_sheet(
    root: Path, problems: Mapping[str, Problem], cards: Cards, architectures: Architectures
) -> CheatSheet:
    """Read the page. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "cheat-sheet.yaml", root)
    words, solvers = file.parse(dict[str, CheatSheetWords]), solvers_for(architectures)
    found = [complaint for name in words for complaint in _complaints(file, name, words[name], problems, solvers)]
    if cards.by_id:  # none where the cards themselves could not be read
        found.extend(
            file.complaint((name, "card"), f"There is no card {each.card!r}.")
            for name, each in words.items()
            if each.card not in cards.by_id
        )
    if found:
        raise ContentError(found)
    numbers = numbers_in((each.fact for each in words.values()), solvers)
    return CheatSheet(tuple(CheatSheetRow(name, each) for name, each in words.items()), numbers)


def _complaints(
    file: YamlFile,
    name: str,
    words: CheatSheetWords,
    problems: Mapping[str, Problem],
    solvers: Mapping[str, Solver],
) -> Iterator[Complaint]:
    problem = problems.get(words.problem)
    if problem is None:
        yield file.complaint((name, "problem"), f"There is no problem {words.problem!r}.")
    elif words.slip not in problem.kind.mistakes:
        yield file.complaint((name, "slip"), f"{words.problem} has no mistake {words.slip!r}.")
    for wrong in wrong_in(words.fact, solvers):
        yield file.complaint((name, "fact"), wrong.sentence)
