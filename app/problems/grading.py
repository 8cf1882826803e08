"""Judging: what was read, held against the right solver and against every wrong one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from app.errors import BadInput, FieldComplaint, Impossible
from app.problems.diagnosing import Mistaken, diagnose
from app.problems.findings import Findings, all_hold, broken, mended
from app.problems.gate import also_right, found_in, is_right
from app.problems.kind import Field, Kind, P, Params
from app.problems.reading import Ask, Reading, Refused, Understood, Value

DO_NOT_KNOW = "?"
LONGEST_NAME = 40


class Outcome(StrEnum):
    """What became of an answer as a whole."""

    CORRECT = "correct"
    PARTLY = "partly"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    OTHER_CONVENTION = "other_convention"


@dataclass(frozen=True, slots=True)
class Right:
    """The value the solver gives, or one in which every rule holds."""

    reading: Understood
    findings: Findings = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """Right for somebody who believes the slip in row `since`: one slip costs one row."""

    reading: Understood
    since: str


@dataclass(frozen=True, slots=True)
class OtherConvention:
    """Right under an agreement this question does not use."""

    reading: Understood
    convention: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Could not be understood, or could mean two things. Costs nothing."""

    reading: Ask | Refused


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Understood, and not looked at further because another field was not: otherwise one could probe for free."""

    reading: Understood


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Left out, or answered with a question mark."""


FieldVerdict: TypeAlias = Right | Carried | Mistaken | OtherConvention | Unread | Unjudged | Unanswered


@dataclass(frozen=True, slots=True)
class Verdict:
    """Field verdicts in the order of the fields. `also` names mistakes that give the right answer on these numbers."""

    fields: Mapping[str, FieldVerdict]
    also: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The share of fields that are right, 0 to 1; carried rows are right, grids and rules count in part."""
        return float(sum(_credit(each) for each in self.fields.values()) / len(self.fields))

    @property
    def outcome(self) -> Outcome:
        """The whole, from its parts."""
        found = self.fields.values()
        if any(isinstance(each, Unread | Unjudged) for each in found) or all(isinstance(e, Unanswered) for e in found):
            return Outcome.UNREADABLE
        if self.score == 1:
            other = any(isinstance(each, OtherConvention) for each in found)
            return Outcome.OTHER_CONVENTION if other else Outcome.CORRECT
        return Outcome.PARTLY if self.score > 0 else Outcome.WRONG


def _credit(verdict: FieldVerdict) -> Fraction:
    match verdict:
        case Right() | Carried() | OtherConvention():
            return Fraction(1)
        case Mistaken():
            return verdict.share
        case _:
            return Fraction(0)


def judge(kind: Kind[P], params: P, typed: Mapping[str, str]) -> Verdict:
    """The verdict on what was typed; a field may be left out. Raises `BadInput` for one that is not asked."""
    fields = kind.fields(params)
    refuse_strangers([field.name for field in fields], typed)
    readings = {field.name: field.form.read(typed[field.name]) for field in fields if _is_answered(typed, field)}
    if any(not isinstance(reading, Understood) for reading in readings.values()):
        return Verdict({field.name: _unjudged(readings.get(field.name)) for field in fields})
    values = {name: reading for name, reading in readings.items() if isinstance(reading, Understood)}
    verdict = Verdict(_judge_rows(kind, params, values))
    return Verdict(verdict.fields, also_right(kind, params)) if verdict.outcome is Outcome.CORRECT else verdict


def refuse_strangers(names: Sequence[str], typed: Mapping[str, str]) -> None:
    """Raises `BadInput` for an answer to something that is not asked."""
    strangers = tuple(_stranger(name) for name in typed if name not in names)
    if strangers:
        raise BadInput(f"This question asks for {', '.join(names)} and nothing else.", strangers)


def _stranger(name: str) -> FieldComplaint:
    """Named only where it looks like a name: what was sent is not sent back."""
    pointer = f"/answer/{name}" if name.isidentifier() and len(name) <= LONGEST_NAME else "/answer"
    return FieldComplaint(pointer, "This question has no such field.")


def _is_answered(typed: Mapping[str, str], field: Field) -> bool:
    return field.name in typed and typed[field.name].strip() != DO_NOT_KNOW


def _unjudged(reading: Reading | None) -> FieldVerdict:
    match reading:
        case None:
            return Unanswered()
        case Understood():
            return Unjudged(reading)
        case _:
            return Unread(reading)


def _judge_rows(kind: Kind[P], params: P, values: Mapping[str, Understood]) -> Mapping[str, FieldVerdict]:
    """Field after field; where rows build on each other, a slip that is understood is carried into the rows below."""
    verdicts: dict[str, FieldVerdict] = {}
    believed: dict[str, Value] = {}
    slipped = ""
    for field in kind.fields(params):
        reading = values.get(field.name)
        if reading is None:
            verdicts[field.name] = Unanswered()
            continue
        verdict = _judge_field(kind, params, field, reading)
        if slipped and kind.follow and isinstance(verdict, Mistaken):
            verdict = _judge_following(kind, kind.follow(params, believed), field, reading, since=slipped) or verdict
        verdicts[field.name] = verdict
        if kind.follow and not (isinstance(verdict, Mistaken) and not verdict.mistakes):
            believed[field.name] = reading.value
            slipped = slipped or (field.name if isinstance(verdict, Mistaken) else "")
    return verdicts


def _judge_field(kind: Kind[P], params: P, field: Field, reading: Understood) -> FieldVerdict:
    if findings := found_in(kind, params, field.name, reading.value):
        return _judge_by_rules(params, reading, findings)
    if is_right(kind, params, field, reading.value):
        return Right(reading)
    for convention, solver in kind.conventions.items():
        other = solver(params).get(field.name)
        if other is not None and field.form.agrees(reading.value, other):
            return OtherConvention(reading, convention)
    return diagnose(kind, params, field, reading)


def _judge_by_rules(params: Params, reading: Understood, findings: Findings) -> Right | Mistaken:
    """Right where every binding rule holds, else the rules that do not."""
    if all_hold(findings):
        return Right(reading, findings)
    wrong = broken(findings)
    return Mistaken(reading=reading, mistakes=wrong, on=params, together=len(wrong) > 1, findings=findings)


def with_mends(kind: Kind[P], params: P, field: str, verdict: Mistaken) -> Findings:
    """What the rules find, each broken one with a change that mends it: a search that no verdict waits for."""
    if kind.edits is None:
        return verdict.findings
    edits = kind.edits(params, field, verdict.reading.value)
    return mended(verdict.findings, lambda value: found_in(kind, params, field, value), edits)


def _judge_following(
    kind: Kind[P], following: P, field: Field, reading: Understood, *, since: str
) -> Carried | Mistaken | None:
    """The verdict on a row of the question that follows from the rows above; None if it does not follow."""
    try:
        if is_right(kind, following, field, reading.value):
            return Carried(reading, since)
        diagnosis = diagnose(kind, following, field, reading)
    except Impossible:  # the believed size is too small for a layer further down
        return None
    return diagnosis if diagnosis.mistakes else None
