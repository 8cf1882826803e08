"""The five checkpoints: content/plan.yaml. Each of their tasks is done by answering problems of the catalog."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.problem import Problem
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError, Missing
from app.learning.plan import OFFSETS

Words = Annotated[str, Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=60)]
TASKS = 3


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PartWords(_Strict):
    """Questions of one problem. `own` asks for its own numbers; `limit` is the time an interviewer would give."""

    problem: Words
    times: Annotated[int, Field(ge=1, le=5)] = 1
    level: Annotated[int, Field(ge=1, le=3)] | None = None
    own: bool = False
    limit: Minutes | None = None


class TaskWords(_Strict):
    """One task; `holds` is what a good answer has in it."""

    title: Words
    minutes: Minutes
    parts: Annotated[list[PartWords], Field(min_length=1)]
    holds: Words


class CheckpointWords(_Strict):
    """One day of the ladder."""

    title: Words
    tasks: Annotated[list[TaskWords], Field(min_length=TASKS, max_length=TASKS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a task: which problem, at which level (None: where the learner stands), with whose numbers."""

    slug: str
    level: int | None
    own: bool
    limit: int | None  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of a checkpoint, such as D3.2, with its questions in the order in which they are put."""

    checkpoint: int  # 0 to 4
    number: int  # 1 to 3
    title: str
    minutes: int
    questions: tuple[Question, ...]
    holds: str

    @property
    def code(self) -> str:
        """As the plan names it: D3.2."""
        return f"D{OFFSETS[self.checkpoint]}.{self.number}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day of the ladder with its tasks."""

    index: int
    title: str
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        """As it is called: Day 3."""
        return f"Day {OFFSETS[self.index]}"

    @property
    def minutes(self) -> int:
        """How long its tasks take."""
        return sum(task.minutes for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The five checkpoints in order."""

    checkpoints: tuple[Checkpoint, ...]

    def task(self, checkpoint: int, number: int) -> Task:
        """The task of that number, from 1, of the checkpoint 0 to 4. Raises `Missing`."""
        if not 0 <= checkpoint < len(self.checkpoints):
            raise Missing(f"There is no such checkpoint; they are numbered 0 to {len(self.checkpoints) - 1}.")
        if not 1 <= number <= TASKS:
            raise Missing(f"There is no such task; a checkpoint has the tasks 1 to {TASKS}.")
        return self.checkpoints[checkpoint].tasks[number - 1]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of them in order."""
        return tuple(task for checkpoint in self.checkpoints for task in checkpoint.tasks)


def load_plan(root: Path, problems: Mapping[str, Problem]) -> Ladder:
    """Read content/plan.yaml. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "plan.yaml", root)
    words = file.parse(list[CheckpointWords])
    found = list(_complaints(file, words, problems))
    if found:
        raise ContentError(found)
    return Ladder(tuple(_checkpoint(index, each) for index, each in enumerate(words)))


def _complaints(file: YamlFile, words: list[CheckpointWords], problems: Mapping[str, Problem]) -> Iterator[Complaint]:
    """What a schema cannot see: a checkpoint too few, a problem that is not there or cannot be put like that."""
    if len(words) != len(OFFSETS):
        yield file.complaint((), f"The ladder has {len(OFFSETS)} days, and this has {len(words)}.")
    for day, checkpoint in enumerate(words):
        for number, task in enumerate(checkpoint.tasks):
            for position, part in enumerate(task.parts):
                path = (day, "tasks", number, "parts", position)
                yield from _about(file, path, part, problems)


def _about(
    file: YamlFile, path: tuple[str | int, ...], part: PartWords, problems: Mapping[str, Problem]
) -> Iterator[Complaint]:
    problem = problems.get(part.problem)
    if problem is None:
        yield file.complaint((*path, "problem"), f"There is no problem {part.problem!r}.")
        return
    if part.level is not None and part.level not in problem.levels:
        levels = ", ".join(map(str, problem.levels))
        yield file.complaint((*path, "level"), f"{part.problem} has the levels {levels}.")
    if part.own and problem.given is None:
        yield file.complaint((*path, "own"), f"{part.problem} has no numbers of its own.")
    if part.own and part.times > 1:
        yield file.complaint((*path, "times"), "Its own numbers can be asked for once.")


def _checkpoint(index: int, words: CheckpointWords) -> Checkpoint:
    tasks = tuple(_task(index, number, each) for number, each in enumerate(words.tasks, start=1))
    return Checkpoint(index, words.title, tasks)


def _task(checkpoint: int, number: int, words: TaskWords) -> Task:
    questions = tuple(
        Question(slug=part.problem, level=part.level, own=part.own, limit=part.limit)
        for part in words.parts
        for _ in range(part.times)
    )
    return Task(
        checkpoint=checkpoint,
        number=number,
        title=words.title,
        minutes=words.minutes,
        questions=questions,
        holds=words.holds,
    )
