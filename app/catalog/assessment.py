"""The self-assessment's words: content/self-assessment.yaml, five levels with a sentence each for every skill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError
from app.learning.calibration import SCORES
from app.problems.skills import Skill

Sentence = Annotated[str, Field(min_length=1)]
Five = Annotated[list[Sentence], Field(min_length=len(SCORES), max_length=len(SCORES))]


class AssessmentFile(BaseModel):
    """content/self-assessment.yaml."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    levels: Five
    skills: dict[Skill, Five]


@dataclass(frozen=True, slots=True)
class AssessmentWords:
    """Names of the five levels, lowest first, and by skill what each of them means there."""

    levels: tuple[str, ...]
    skills: Mapping[Skill, tuple[str, ...]]

    def level(self, score: int) -> str:
        """The name of a score from 1 to 5."""
        return self.levels[score - 1]


def load_assessment(root: Path) -> AssessmentWords:
    """Read content/self-assessment.yaml. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "self-assessment.yaml", root)
    words = file.parse(AssessmentFile)
    found = list(_complaints(file, words))
    if found:
        raise ContentError(found)
    return AssessmentWords(
        levels=tuple(words.levels),
        skills=MappingProxyType({skill: tuple(words.skills[skill]) for skill in Skill}),
    )


def _complaints(file: YamlFile, words: AssessmentFile) -> Iterator[Complaint]:
    for skill in Skill:
        if skill not in words.skills:
            yield file.complaint(("skills",), f"The skill {skill} has no sentences.")
    for skill, sentences in words.skills.items():
        if len(set(sentences)) < len(sentences):
            yield file.complaint(("skills", skill), "Two levels say the same.")
