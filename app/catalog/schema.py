"""What a file under content/ may say. Strict: an unknown key or a value of another type is refused."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]
Facts = dict[str, object]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,29}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ConventionWords(_Strict):
    """An agreement the question states beside its boxes."""

    word: Words
    meaning: Words


class MistakeWords(_Strict):
    """What to tell somebody whose number a wrong solver gives. `at` is the line of the working where they left it."""

    title: Words
    explanation: Words
    at: str


class RuleWords(_Strict):
    """A rule that answers are judged by: what it is called, what is said where it holds and where it does not.

    `failed` names a mistake in statistics and drills too, so it holds no numbers. `source` is where to look it up.
    """

    title: Words
    passed: Words
    failed: Words
    why: Words
    source: Words

    def as_mistake(self) -> MistakeWords:
        """The mistake of breaking it; it has no line of the working."""
        return MistakeWords(title=self.failed, explanation=self.why, at="")


class Example(_Strict):
    """A question worked by hand; the solver has to agree with it. `by` is the hand's working."""

    params: Facts
    answer: dict[str, str | int | float | list[int] | list[list[float]] | list[dict[str, str | int | float]]]
    by: Words


class RubricWords(_Strict):
    """What each band sounds like."""

    strong_hire: Words = Field(alias="strong-hire")
    lean_hire: Words = Field(alias="lean-hire")
    no_hire: Words = Field(alias="no-hire")


class _AnyProblemFile(_Strict):
    """What every problem says."""

    kind: Words
    title: Words
    summary: Words
    level: Annotated[int, Field(ge=1, le=3)]
    minutes: Annotated[int, Field(ge=1, le=60)]
    revision: Annotated[int, Field(ge=1)]
    source: Words
    prompt: Words
    hints: Annotated[list[Words], Field(min_length=3, max_length=3)]
    rubric: RubricWords


class ProblemFile(_AnyProblemFile):
    """chapters/CHAPTER/problems/SLUG.yaml. Only where a kind spans several skills does the problem name its own."""

    skill: Skill | None = None
    fields: dict[str, Words]
    conventions: list[ConventionWords]
    given: Facts | None = None
    examples: Annotated[list[Example], Field(min_length=2)]
    columns: dict[str, Words] = {}
    mistakes: dict[str, MistakeWords] = {}
    rules: dict[str, RuleWords] = {}
    alternatives: dict[str, Words] = {}
    options: dict[str, Words] = {}
    reasons: dict[str, str]


class PointWords(_Strict):
    """One key point: what it says, and the patterns by which it is found in a text."""

    says: Words
    essential: bool = False
    words: Annotated[list[Words], Field(min_length=1)]


class SloganWords(_Strict):
    """A sentence that stands in for a reason; `unless` names the points any of which makes it more than that."""

    title: Words
    explanation: Words
    words: Annotated[list[Words], Field(min_length=1)]
    unless: Annotated[list[Words], Field(min_length=1)]


class ExampleText(_Strict):
    """A short answer, and which points its words show: no more and no fewer."""

    text: Words
    points: list[Words]
    slogans: list[Words] = []


class ExplainFile(_AnyProblemFile):
    """chapters/CHAPTER/problems/SLUG.yaml with `kind: explain`: a question that is answered in one's own words."""

    skill: Skill
    points: Annotated[dict[Id, PointWords], Field(min_length=3, max_length=8)]
    slogans: dict[Id, SloganWords] = {}
    examples: Annotated[list[ExampleText], Field(min_length=2)]
    model: Words


class SkillWords(_Strict):
    """A skill's name, and what one can do who has it."""

    name: Words
    can: Words
