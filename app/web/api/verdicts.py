"""A verdict as the API gives it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.practice.explaining.views import Checklist, PointRow
from app.practice.sheet import Diagnosis, Line, Mark, Marked, Ruling, Run, Status
from app.problems.explaining.settling import How
from app.problems.grading import Outcome


class LineOut(BaseModel):
    """One line of working: `left = right`, and why."""

    left: str
    right: str
    reason: str


class SolutionOut(BaseModel):
    """The whole working: as equations, and line by line with the reasons."""

    steps: list[str] = Field(examples=[["(224 − 7 + 2·3) / 2 = 111.5", "⌊111.5⌋ = 111", "111 + 1 = 112"]])
    lines: list[LineOut]


class MisconceptionOut(BaseModel):
    """The mistake that gives exactly the number that was typed; `working` ends at the line where it was made."""

    id: str = Field(examples=["no-plus-one"])
    title: str = Field(examples=["You counted the steps, not the positions."])
    explanation: str
    working: list[LineOut]


class RunLineOut(BaseModel):
    """One line of a run."""

    name: str
    shown: str


class RunOut(BaseModel):
    """A wrong claim, run on numbers small enough to see."""

    on: str = Field(examples=["a row of 4 cells, kernel 3, stride 2, padding 0"])
    lines: list[RunLineOut]
    claimed: str
    found: str


class MendOut(BaseModel):
    """One change after which the rule holds, and whether every other rule holds then, too."""

    change: str = Field(examples=["row 2: stride 2 instead of 1"])
    mends_all: bool


class RulingOut(BaseModel):
    """What one rule says; a rule that does not bind is advice. `row` counts from 1 where it is about one row."""

    rule: str = Field(examples=["field"])
    title: str
    holds: bool
    binding: bool
    sentence: str
    achieved: str
    wanted: str
    margin: str
    row: int | None
    mend: MendOut | None
    why: str
    source: str


class FieldOut(BaseModel):
    """The verdict on one field. `reading` is null where nothing was understood.

    `others` are further mistakes that fit: made at once with the first if `together`, else instead of it. `cells` says
    which cells of a grid are right, where it has the right size. `rulings` is what each rule says, where rules judge.
    """

    name: str
    status: Status
    reading: str | None
    message: str
    misconception: MisconceptionOut | None
    suggestion: str | None
    others: list[MisconceptionOut]
    together: bool
    cells: list[list[bool]] | None
    run: RunOut | None
    rulings: list[RulingOut]


class PointOut(BaseModel):
    """A key point of an explanation. `ticked` and `words` are what the pass over the text found, until it is settled.

    `asks` names the field that takes a quotation from the text, where one is asked for; `how` says how the point stands
    in the end.
    """

    id: str
    text: str
    essential: bool
    ticked: bool
    words: list[str]
    asks: str | None = Field(examples=["where_bytes"])
    quote: str
    how: How | None


class ChecklistOut(BaseModel):
    """A committed explanation against its key points: answer `points` with the ids of those that it makes."""

    text: str
    spoken: bool
    settled: bool
    points: list[PointOut]
    model_answer: str | None


class VerdictOut(BaseModel):
    """The verdict on an answer. `also` names mistakes that give the right number on these numbers too.

    An explanation comes back with its `checklist` once it is committed, and is judged once `points` are answered.
    """

    outcome: Outcome
    score: Annotated[float, Field(ge=0, le=1, description="The share of fields that are right.")]
    headline: str
    fields: list[FieldOut]
    solution: SolutionOut | None
    also: list[MisconceptionOut]
    checklist: ChecklistOut | None = None


class AnsweredOut(VerdictOut):
    """A verdict that was recorded, unless it was free: then there is no attempt."""

    attempt_id: UUID | None
    due_day: date | None = Field(description="The day on which this problem comes back; null before any attempt.")


def verdict_out(marked: Marked) -> VerdictOut:
    """The same words as on the page."""
    return VerdictOut(
        outcome=marked.outcome,
        score=marked.score,
        headline=marked.headline,
        fields=[_field(mark) for mark in marked.marks],
        solution=solution_out(marked.solution) if marked.solution is not None else None,
        also=[_misconception(each) for each in marked.also],
        checklist=_checklist(marked.checklist) if marked.checklist else None,
    )


def solution_out(lines: tuple[Line, ...]) -> SolutionOut:
    """Working, twice: to read and to compute with."""
    steps = [f"{line.left} = {line.right}" if line.right else line.left for line in lines]
    return SolutionOut(steps=steps, lines=lines_out(lines))


def lines_out(lines: tuple[Line, ...]) -> list[LineOut]:
    """Lines of working."""
    return [LineOut(left=line.left, right=line.right, reason=line.reason) for line in lines]


def _field(mark: Mark) -> FieldOut:
    return FieldOut(
        name=mark.name,
        status=mark.status,
        reading=mark.reading,
        message=mark.message,
        misconception=_misconception(mark.misconception) if mark.misconception else None,
        suggestion=mark.suggestion,
        others=[_misconception(each) for each in mark.others],
        together=mark.together,
        cells=[list(row) for row in mark.cells] or None,
        run=_run(mark.run) if mark.run else None,
        rulings=[_ruling(each) for each in mark.rulings],
    )


def _ruling(each: Ruling) -> RulingOut:
    return RulingOut(
        rule=each.rule,
        title=each.title,
        holds=each.holds,
        binding=each.binding,
        sentence=each.sentence,
        achieved=each.achieved,
        wanted=each.wanted,
        margin=each.margin,
        row=each.row,
        mend=MendOut(change=each.mend, mends_all=each.mends_all) if each.mend else None,
        why=each.why,
        source=each.source,
    )


def _checklist(found: Checklist) -> ChecklistOut:
    return ChecklistOut(
        text="".join(piece.text for piece in found.pieces),
        spoken=found.spoken,
        settled=found.settled,
        points=[_point(row) for row in found.points],
        model_answer=found.model or None,
    )


def _point(row: PointRow) -> PointOut:
    return PointOut(
        id=row.id,
        text=row.text,
        essential=row.essential,
        ticked=row.ticked,
        words=list(row.words),
        asks=row.asks or None,
        quote=row.quote,
        how=row.how,
    )


def _run(run: Run) -> RunOut:
    lines = [RunLineOut(name=line.name, shown=line.shown) for line in run.lines]
    return RunOut(on=run.on, lines=lines, claimed=run.claimed, found=run.found)


def _misconception(each: Diagnosis) -> MisconceptionOut:
    return MisconceptionOut(id=each.id, title=each.title, explanation=each.explanation, working=lines_out(each.working))
