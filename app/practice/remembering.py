"""Memory: replayed from what was answered, and kept so that it need not be replayed. Answers are the only truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from app.catalog.catalog import Catalog
from app.learning.memory import Items, Mark, Memory, Outcome, Pace, Rating, Trace, rating_of, replay
from app.learning.plan import task_key
from app.practice.sittings import Sitting, rating_by, sittings_of
from app.store.reader import Reader
from app.store.rows import CardAnswer, FirstAnswer, Remembered, Shown
from app.store.writer import Writer

CARD_MINUTES = 0.5
SHAPE = 2  # of memory as it is kept; another number for any change to what is kept or how it comes about


@dataclass(frozen=True, slots=True)
class _Heard:
    """A mark and when it was made, for putting them in order."""

    at: datetime
    mark: Mark


def problem_item(slug: str) -> str:
    """The name under which memory keeps a problem."""
    return f"problem:{slug}"


def card_item(card: str) -> str:
    """The name under which memory keeps a card."""
    return f"card:{card}"


def items_of(catalog: Catalog) -> Items:
    """Everything there is to repeat: problems, tasks with the problems they put, the cards whose answer is marked."""
    problems = {problem_item(slug): float(problem.minutes) for slug, problem in catalog.problems.items()}
    tasks = {task_key(task.checkpoint, task.number): float(task.minutes) for task in catalog.ladder.tasks}
    cards = {card_item(card.id): CARD_MINUTES for card in catalog.cards.checkable}
    parts = {
        task_key(task.checkpoint, task.number): frozenset(problem_item(question.slug) for question in task.questions)
        for task in catalog.ladder.tasks
    }
    return Items(problems | tasks | cards, parts)


def memory_of(catalog: Catalog, reader: Reader, learner: UUID) -> Memory:
    """What a learner remembers: as it was kept, or replayed where nothing was."""
    kept = _read(reader.remembered(learner))
    return kept if kept is not None else replayed(catalog, reader, learner)


def replayed(catalog: Catalog, reader: Reader, learner: UUID) -> Memory:
    """What a learner remembers, from everything they ever answered."""
    heard = [*_about_problems(catalog, reader, learner), *_about_cards(reader, learner)]
    for run in dict.fromkeys(mark.run_id for mark in reader.task_marks(learner)):
        heard.extend(_about_tasks(sittings_of(catalog, reader, learner, run)))
    return replay(each.mark for each in sorted(heard, key=lambda each: each.at))


def keep(catalog: Catalog, writer: Writer, learner: UUID, now: datetime) -> None:
    """Replay all of it and keep what comes out: after an undo, and after what was entered for an earlier day."""
    writer.remember(Remembered(learner, _written(replayed(catalog, writer, learner)), now))


def keep_up(catalog: Catalog, writer: Writer, learner: UUID, question: UUID, now: datetime) -> None:
    """Add what a question's first answer, or the sight of its solution, says; whatever comes after says nothing."""
    kept = writer.remembered(learner)
    marks = _of_question(catalog, writer, learner, question) if kept else ()
    _keep_with(catalog, writer, learner, kept, tuple(marks), now)


def keep_up_card(catalog: Catalog, writer: Writer, answer: CardAnswer) -> None:
    """Add what an answer to a card says."""
    kept = writer.remembered(answer.learner_id)
    _keep_with(catalog, writer, answer.learner_id, kept, (_of_card(answer),), answer.answered_at)


def _keep_with(
    catalog: Catalog, writer: Writer, learner: UUID, kept: Remembered | None, marks: tuple[Mark, ...], now: datetime
) -> None:
    memory = _read(kept)
    is_in_order = memory is not None and all(memory.latest is None or mark.day >= memory.latest for mark in marks)
    if memory is None or not is_in_order:
        keep(catalog, writer, learner, now)
    elif marks:
        writer.remember(Remembered(learner, _written(memory.after(*marks)), now))


def _of_question(catalog: Catalog, writer: Writer, learner: UUID, question: UUID) -> Iterator[Mark]:
    """Nothing unless this was the question's first answer, or its solution was asked for before any."""
    settlings = len(writer.attempts(learner, question)) + any(
        each.what == "solution" for each in writer.openings(learner, question)
    )
    if settlings != 1:
        return
    first = next(iter(writer.first_answers_to(learner, [question])), None)
    heard = _about_problem(catalog, first, next(iter(writer.solutions_of(learner, [question])), None))
    if heard is not None:
        yield heard.mark
    mark = next((each for each in writer.task_marks(learner) if each.question_id == question), None)
    if mark is None:
        return
    for sitting in sittings_of(catalog, writer, learner, mark.run_id):
        if question in sitting.questions:
            yield from (each.mark for each in _about_tasks((sitting,)))


def _about_problems(catalog: Catalog, reader: Reader, learner: UUID) -> Iterator[_Heard]:
    """A mark for each question that was answered or given up, by what happened first."""
    shown = {each.question_id: each for each in reader.solutions_in_order(learner)}
    answered = {each.question_id: each for each in reader.first_answers_in_order(learner)}
    for question in dict.fromkeys((*answered, *shown)):
        heard = _about_problem(catalog, answered.get(question), shown.get(question))
        if heard is not None:
            yield heard


def _about_problem(catalog: Catalog, first: FirstAnswer | None, seen: Shown | None) -> _Heard | None:
    if first and (seen is None or first.at < seen.at):
        rating = rating_by(catalog, first, seen)
        return _Heard(first.at, Mark(problem_item(first.slug), first.study_day, rating))
    return _Heard(seen.at, Mark(problem_item(seen.slug), seen.study_day, Rating.WRONG)) if seen else None


def _about_cards(reader: Reader, learner: UUID) -> Iterator[_Heard]:
    for answer in reader.card_answers(learner):
        yield _Heard(answer.answered_at, _of_card(answer))


def _of_card(answer: CardAnswer) -> Mark:
    rating = rating_of(
        is_right=answer.is_right,
        had_help=False,
        seconds=answer.seconds,
        minutes=CARD_MINUTES,
        confidence=None,
    )
    return Mark(card_item(answer.card), answer.study_day, rating)


def _about_tasks(sat: tuple[Sitting, ...]) -> Iterator[_Heard]:
    """A mark for each sitting that is over. One entered afterwards is no evidence, and memory still learns from it."""
    for sitting in sat:
        if sitting.over_at is not None and sitting.day is not None:
            item = task_key(sitting.task.checkpoint, sitting.task.number)
            is_entered = sitting.entered is not None
            yield _Heard(sitting.over_at, Mark(item, sitting.day, sitting.rating, back_dated=is_entered))


def _written(memory: Memory) -> Mapping[str, Any]:
    """As JSON: `[stability, difficulty, last, was missed]` for each item; what follows from these is not kept."""
    return {
        "shape": SHAPE,
        "traces": {
            item: [each.stability, each.difficulty, each.last.isoformat(), each.was_missed]
            for item, each in memory.traces.items()
        },
        "outcomes": [[each.predicted, each.recalled] for each in memory.outcomes],
        "latest": memory.latest.isoformat() if memory.latest else None,
        "pace": memory.pace.evidence,
    }


def _read(kept: Remembered | None) -> Memory | None:
    """What was kept; None if nothing was, or if it is in the shape of another version and has to be replayed."""
    if kept is None or kept.state.get("shape") != SHAPE:
        return None
    state = kept.state
    traces = {
        item: Trace(stability, difficulty, date.fromisoformat(last), missed)
        for item, (stability, difficulty, last, missed) in state["traces"].items()
    }
    outcomes = tuple(Outcome(predicted, recalled) for predicted, recalled in state["outcomes"])
    latest = date.fromisoformat(state["latest"]) if state["latest"] else None
    return Memory(MappingProxyType(traces), outcomes, latest, Pace(tuple(state["pace"])))
