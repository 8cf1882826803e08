"""Disputing a verdict: “you misjudged me”. What is said is kept with all that is needed to judge the answer again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias
from uuid import UUID

from app.catalog.problem import Problem
from app.errors import BadInput, Conflict, FieldComplaint, Missing
from app.practice import practising, wording
from app.practice.answering import Submission
from app.practice.judging import FREE
from app.practice.practising import Variant
from app.practice.sent_numbers import step_for
from app.practice.sheet import Marked, Status
from app.practice.sheets import as_stored, stored_verdict
from app.practice.stored import numbers_of
from app.practice.visit import Desk, Visit
from app.problems.forms import Shape
from app.problems.kind import Field, Params
from app.problems.reading import Cells, Expression, Order, Records, Understood, Value, written_records
from app.problems.reading.expressions.written import written
from app.store.rows import Attempt, Dispute, Question
from app.store.writer import Writer

Plain: TypeAlias = int | float | str | list[int | None] | list[list[float]] | list[str] | None

OWN = "own"
MAX_COMMENT = 2_000  # characters
NOTED = "Noted."
MISJUDGED = frozenset({Status.WRONG, Status.UNREADABLE, Status.OTHER_CONVENTION})


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, the question it was given to (recorded or not), and the verdict."""

    problem: Problem
    question: Question
    typed: Mapping[str, str]
    verdict: Marked

    @property
    def params(self) -> Params:
        """The numbers of the question."""
        return numbers_of(self.problem, self.question)


def find_attempt(desk: Desk, visit: Visit, attempt_id: UUID) -> Attempt:
    """The record of an attempt. Raises `Missing` for anybody else's."""
    with desk.store.read() as reader:
        attempt = reader.attempt(visit.learner, attempt_id)
    if attempt is None:
        raise Missing("There is no such attempt among yours.")
    return attempt


async def dispute(desk: Desk, visit: Visit, attempt_id: UUID, comment: str, key: str | None = None) -> Dispute:
    """Dispute the verdict on an attempt. Doing it again changes the comment only; a repeated key changes nothing."""
    said = _checked(comment)
    attempt = find_attempt(desk, visit, attempt_id)
    question = practising.find(desk, visit, attempt.question_id)
    problem = desk.catalog.problem(question.slug)
    judged = Judged(problem, question, attempt.answer, stored_verdict(attempt))
    made = _new_dispute(visit, judged, said, attempt_id=attempt_id, token=key)

    def record(writer: Writer) -> Dispute:
        recorded = writer.add_dispute(made)
        if recorded.row.attempt_id != attempt_id:
            raise Conflict("This key was used for another dispute.")
        is_repeat = key is not None and recorded.row.token == key
        return recorded.row if recorded.new or is_repeat else writer.reword(recorded.row, said)

    return await desk.store.write(record)


async def dispute_unrecorded(
    desk: Desk, visit: Visit, asked: UUID | Variant, sent: Submission, comment: str
) -> Dispute:
    """
    Dispute a verdict that cost nothing and so left no attempt, on a learner's question or on one only looked at.

    The answer comes with it and is judged again: what does leave an attempt is disputed by that. A repeated token
    changes the comment only.
    """
    said = _checked(comment)
    judged = _judged_again(desk, visit, asked, sent)
    if judged.verdict.outcome not in FREE:
        raise Conflict("This answer can be read. Send it, and dispute the verdict on it.")
    made = _new_dispute(visit, judged, said, token=sent.token)

    def record(writer: Writer) -> Dispute:
        writer.ensure_learner(visit.learner, visit.now)
        recorded = writer.add_dispute(made)
        return recorded.row if recorded.new else writer.reword(recorded.row, said)

    return await desk.store.write(record)


def cases(dispute: Dispute) -> Iterator[dict[str, object]]:
    """
    Each disputed field as a line of tests/cases/answers.jsonl.

    `expect` is what we read, null where nothing was understood. A maintainer puts there what ought to be read, writes
    into `note` why, and drops the other keys; they say where the answer was given and how it was judged.
    """
    statuses = {mark["name"]: mark["status"] for mark in dispute.verdict["marks"]}
    disputed = [name for name in dispute.readings if statuses.get(name) in MISJUDGED] or list(dispute.readings)
    for name in disputed:
        reading = dispute.readings[name]
        yield {
            "input": dispute.answer[name],
            "kind": reading["form"],
            "expect": reading["value"],
            "note": dispute.comment,
            "read_as": reading["echo"],
            "status": statuses.get(name),
            "field": name,
            "axes": reading["axes"],
            "square": reading["square"],
            "slug": dispute.slug,
            "revision": dispute.revision,
            "numbers": numbers_named(dispute.level, dispute.seed, dispute.params),
            "params": dispute.params,
            "disputed_at": dispute.disputed_at.isoformat(),
        }


def numbers_named(level: int, seed: int | None, params: Mapping[str, object]) -> str:
    """As in the address of a look: `1-8341`. Numbers without a seed name themselves; `own` where there are none."""
    if seed is not None:
        return f"{level}-{seed}"
    return step_for(params) if params else OWN


def _checked(comment: str) -> str:
    said = comment.strip()
    if len(said) <= MAX_COMMENT:
        return said
    sentence = f"A comment has at most {MAX_COMMENT:,} characters; this one has {len(said):,}."
    raise BadInput(sentence, (FieldComplaint("/comment", sentence),))


def _judged_again(desk: Desk, visit: Visit, asked: UUID | Variant, sent: Submission) -> Judged:
    is_look = isinstance(asked, Variant)
    question = practising.new_question(desk, visit, asked, None) if is_look else practising.find(desk, visit, asked)
    problem = desk.catalog.problem(question.slug)
    params = numbers_of(problem, question)
    return Judged(problem, question, sent.typed, practising.check(desk, question.slug, params, sent.typed))


def _new_dispute(
    visit: Visit, judged: Judged, comment: str, *, attempt_id: UUID | None = None, token: str | None
) -> Dispute:
    question = judged.question
    return Dispute(
        learner_id=visit.learner,
        id=visit.new_id(),
        attempt_id=attempt_id,
        token=token,
        slug=question.slug,
        revision=question.revision,
        level=question.level,
        seed=question.seed,
        params=question.params,
        answer=judged.typed,
        readings=_readings(judged),
        outcome=judged.verdict.outcome,
        verdict=as_stored(judged.verdict),
        comment=comment,
        disputed_at=visit.now,
        study_day=visit.study_day,
        zone=visit.zone.key,
    )


def _readings(judged: Judged) -> dict[str, dict[str, Any]]:
    """How each field was to be read, and what was read."""
    echoes = {mark.name: mark.reading for mark in judged.verdict.marks}
    found: dict[str, dict[str, Any]] = {}
    for field in judged.problem.kind.fields(judged.params):
        if field.name not in judged.typed:
            continue
        echo = echoes.get(field.name)
        found[field.name] = {
            "form": field.form.name,
            "axes": list(field.form.axes) if isinstance(field.form, Shape) else [],
            "square": isinstance(field.form, Shape) and field.form.square,
            "value": _value_behind(echo, judged, field),
            "echo": echo,
        }
    return found


def _value_behind(echo: str | None, judged: Judged, field: Field) -> Plain:
    """What was read; None where nothing was, or where the same text is read otherwise by now."""
    reading = field.form.read(judged.typed[field.name])
    if not isinstance(reading, Understood) or wording.echo(judged.problem, judged.params, field, reading) != echo:
        return None
    return _plain(reading.value)


def _plain(value: Value) -> Plain:
    """A value as JSON has it, and as the cases file writes it."""
    match value:
        case tuple():
            return list(value)
        case Fraction():
            return value.numerator if value.denominator == 1 else float(value)
        case Expression():
            return written(value.tree)
        case Cells():
            return [[float(each) for each in row] for row in value.rows]
        case Records():
            return written_records(value)
        case frozenset():
            return sorted(value)
        case Order():
            return list(value.ids)
        case _:
            return value
