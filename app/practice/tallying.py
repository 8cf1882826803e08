"""What a learner's answers add up to: kept up with every attempt, by day and in all, and built from attempts anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from app.learning.study_days import ONE_DAY
from app.learning.tally import Count, Marked, Share, Tally, counted, together, without
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, DayTally, Tried
from app.store.writer import Writer


def whole_tally(reader: Reader, learner: UUID) -> Tally:
    """All answers of a learner."""
    kept = reader.so_far(learner)
    return together(map(_read, kept) if kept else _built(reader, learner).values())


def tally_between(reader: Reader, learner: UUID, first: date, last: date) -> Tally:
    """The answers of the study days from first to last, which are those up to the last without those before the first.

    Which of them are the latest of their problems is not told.
    """
    if reader.last_tallied_day(learner) is None:
        return together(tally for day, tally in _built(reader, learner).items() if first <= day <= last)
    before = _so_far(reader, learner, first - ONE_DAY) if first > date.min else Tally()
    return without(_so_far(reader, learner, last), before)


def tally_of(reader: Reader, learner: UUID, questions: Iterable[UUID]) -> Tally:
    """The answers to some questions."""
    attempts = sorted(reader.attempts_at(learner, questions), key=lambda each: each.id)
    found = (reader.answered(learner, attempt.id) for attempt in attempts)
    return _sum(answer for answer in found if answer is not None)


def answers_by_day(
    reader: Reader, learner: UUID, first: date, last: date, *, about: Collection[str] | None = None
) -> Mapping[date, int]:
    """How many answers, to all problems or some, were given on each study day from first to last; no day without."""
    if reader.last_tallied_day(learner) is None:
        built = _built(reader, learner).items()
        counts = {day: _answers(tally.by_problem, about) for day, tally in built if first <= day <= last}
    elif about is None:
        counts = {each.study_day: each.answers for each in reader.answers_by_day(learner, first, last)}
    else:
        found = reader.answers_by_problem(learner, first, last)
        counts = {each.study_day: _answers(each.by_problem, about) for each in found}
    return {day: count for day, count in counts.items() if count}


def _answers(by_problem: Mapping[str, int], about: Collection[str] | None) -> int:
    return sum(count for slug, count in by_problem.items() if about is None or slug in about)


def keep_up(writer: Writer, attempt: Attempt) -> None:
    """Add an attempt that has just been recorded. A learner without sums, from before there were any, gets them all."""
    learner, day = attempt.learner_id, attempt.study_day
    last_day = writer.last_tallied_day(learner)
    if last_day is None:
        keep_all(writer, learner)
        return
    answer = writer.answered(learner, attempt.id)
    if answer is None:  # it has been taken back
        return
    kept = writer.sums_of_day(learner, day)
    sums = counted(_read(kept) if kept else Tally(), _marked(answer))
    if kept and day == last_day:
        writer.put_sums_of_day(_of_day(learner, day, sums, before=Tally()))
    else:
        _keep_from(writer, learner, {day: sums})


def recount(writer: Writer, undone: Attempt) -> None:
    """Build anew what an undone attempt was part of: its own day, and those of the attempts that came after it."""
    learner = undone.learner_id
    if writer.last_tallied_day(learner) is None:
        return
    later = writer.attempts(learner, undone.question_id)
    days = {undone.study_day, *(each.study_day for each in later)}
    _keep_from(writer, learner, {day: _sum(writer.answers_of_day(learner, day)) for day in days})


def keep_all(writer: Writer, learner: UUID) -> None:
    """Build all sums anew."""
    _keep_from(writer, learner, _built(writer, learner))


def _keep_from(writer: Writer, learner: UUID, changed: Mapping[date, Tally]) -> None:
    """Put the sums of some days in place, and carry them on through every day that follows."""
    if not changed:
        return
    first = min(changed)
    so_far = _so_far(writer, learner, first - ONE_DAY)
    kept = {each.study_day: each for each in writer.tallies(learner, first, date.max)}
    for day in sorted({*changed, *kept}):
        tally = changed[day] if day in changed else _read(kept[day].sums)
        writer.put_tally(_of_day(learner, day, tally, before=so_far))
        so_far = together((so_far, tally))


def _so_far(reader: Reader, learner: UUID, day: date) -> Tally:
    return together(map(_read, reader.so_far(learner, day)))


def _of_day(learner: UUID, day: date, tally: Tally, *, before: Tally) -> DayTally:
    return DayTally(learner, day, tally.attempts, tally.by_problem, sums=_written(tally), before=_written(before))


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
        earliest=answer.earliest,
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
        "latest": {slug: list(clean) for slug, clean in tally.latest.items()},
    }


def _read(sums: Mapping[str, Any]) -> Tally:
    return Tally(
        asked={(slug, level): Count(*counts) for slug, level, *counts in sums["asked"]},
        slips=sums["slips"],
        sure={(slug, confidence): Share(right, count) for slug, confidence, right, count in sums["sure"]},
        latest={slug: tuple(clean) for slug, clean in sums["latest"].items()},
    )
