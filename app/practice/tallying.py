"""What a learner's answers add up to: kept up with every attempt, by day and in all, and built from attempts anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from app.learning.tally import Count, Marked, Share, Tally, counted, together
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, DayTally, Tried, WholeTally
from app.store.writer import Writer


def whole_tally(reader: Reader, learner: UUID) -> Tally:
    """All answers of a learner."""
    kept = reader.whole_tally(learner)
    return _read(kept.sums) if kept else together(_built(reader, learner).values())


def tally_between(reader: Reader, learner: UUID, first: date, last: date) -> Tally:
    """The answers of the study days from first to last."""
    return together(_days(reader, learner, first, last).values())


def tally_of(reader: Reader, learner: UUID, questions: Iterable[UUID]) -> Tally:
    """The answers to some questions."""
    attempts = sorted(reader.attempts_at(learner, questions), key=lambda each: each.id)
    found = (reader.answered(learner, attempt.id) for attempt in attempts)
    return _sum(answer for answer in found if answer is not None)


def answers_by_day(
    reader: Reader, learner: UUID, first: date, last: date, *, about: Collection[str] | None = None
) -> Mapping[date, int]:
    """How many answers, to all problems or some, were given on each study day from first to last; no day without."""
    if reader.whole_tally(learner) is None:
        built = _days(reader, learner, first, last)
        counts = {day: _attempts(_written(tally), about) for day, tally in built.items()}
    elif about is None:
        counts = {each.study_day: each.answers for each in reader.answers_by_day(learner, first, last)}
    else:
        counts = {each.study_day: _attempts(each.sums, about) for each in reader.tallies(learner, first, last)}
    return {day: count for day, count in counts.items() if count}


def _days(reader: Reader, learner: UUID, first: date, last: date) -> Mapping[date, Tally]:
    """The sums of each study day from first to last, as they are kept, or built where none are."""
    if reader.whole_tally(learner):
        return {each.study_day: _read(each.sums) for each in reader.tallies(learner, first, last)}
    return {day: tally for day, tally in _built(reader, learner).items() if first <= day <= last}


def _attempts(sums: Mapping[str, Any], about: Collection[str] | None) -> int:
    """From sums as they are kept: half a year of them, read into values, would take ten times as long as the page."""
    return sum(attempts for slug, _, attempts, *_ in sums["asked"] if about is None or slug in about)


def keep_up(writer: Writer, attempt: Attempt) -> None:
    """Add an attempt that has just been recorded. A learner without sums, from before there were any, gets them all."""
    learner, day = attempt.learner_id, attempt.study_day
    kept = writer.whole_tally(learner)
    if kept is None:
        keep_all(writer, learner)
        return
    answer = writer.answered(learner, attempt.id)
    if answer is None:  # it has been taken back
        return
    of_day = writer.tally(learner, day)
    marked = _marked(answer)
    _keep_day(writer, learner, day, counted(_read(of_day.sums) if of_day else Tally(), marked))
    writer.put_whole_tally(WholeTally(learner, _written(counted(_read(kept.sums), marked))))


def recount(writer: Writer, undone: Attempt) -> None:
    """Build anew what an undone attempt was part of: its own day, and those of the attempts that came after it."""
    learner = undone.learner_id
    if writer.whole_tally(learner) is None:
        return
    later = writer.attempts(learner, undone.question_id)
    for day in sorted({undone.study_day, *(each.study_day for each in later)}):
        _keep_day(writer, learner, day, _sum(writer.answers_of_day(learner, day)))
    every = writer.tallies(learner, date.min, date.max)
    writer.put_whole_tally(WholeTally(learner, _written(together(_read(each.sums) for each in every))))


def keep_all(writer: Writer, learner: UUID) -> None:
    built = _built(writer, learner)
    for day, tally in built.items():
        _keep_day(writer, learner, day, tally)
    writer.put_whole_tally(WholeTally(learner, _written(together(built.values()))))


def _keep_day(writer: Writer, learner: UUID, day: date, tally: Tally) -> None:
    writer.put_tally(DayTally(learner, day, tally.attempts, _written(tally)))


def _built(reader: Reader, learner: UUID) -> Mapping[date, Tally]:
    days: defaultdict[date, list[Tried]] = defaultdict(list)
    for answer in reader.answers(learner):
        days[answer.study_day].append(answer)
    return {day: _sum(answers) for day, answers in sorted(days.items())}


def _sum(answers: Iterable[Tried]) -> Tally:
    return reduce(counted, map(_marked, answers), Tally())


def _marked(answer: Tried) -> Marked:
    return Marked(
        day=answer.study_day,
        slug=answer.slug,
        level=answer.level,
        first=answer.first,
        right=answer.outcome == Outcome.CORRECT,
        hints=answer.hints_open,
        seconds=answer.seconds,
        confidence=answer.confidence,
        misconceptions=answer.misconceptions,
    )


def _written(tally: Tally) -> Mapping[str, Any]:
    """As JSON, whose keys are texts: what a sum is kept under, then its fields in their order."""
    return {
        "asked": [
            [
                *at,
                count.attempts,
                count.first,
                count.right,
                count.clean,
                count.seconds,
                count.fresh,
                count.earned,
            ]
            for at, count in tally.asked.items()
        ],
        "slips": dict(tally.slips),
        "sure": [[*said, share.right, share.count] for said, share in tally.sure.items()],
    }


def _read(sums: Mapping[str, Any]) -> Tally:
    return Tally(
        asked={(slug, level): Count(*counts) for slug, level, *counts in sums["asked"]},
        slips=sums["slips"],
        sure={(slug, confidence): Share(right, count) for slug, confidence, right, count in sums["sure"]},
    )
