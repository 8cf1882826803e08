"""What answers add up to: the sums that are kept, and the answers they are built from."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from app.store.first_answers import ANSWERS_IN_ORDER, ANSWERS_OF_A_DAY, ONE_ANSWER
from app.store.plan_reader import PlanReader
from app.store.rows import DayCount, DayCounts, DayTally, Json, Tried
from app.store.tables import tallies

Query = Select[*tuple[Any, ...]]

_OF_LEARNER = tallies.c.learner_id == bindparam("learner_id")
_BETWEEN = (_OF_LEARNER, tallies.c.study_day >= bindparam("first"), tallies.c.study_day <= bindparam("last"))
TALLIES = select(tallies).where(*_BETWEEN).order_by(tallies.c.study_day)
COUNTS = select(tallies.c.study_day, tallies.c.answers).where(*_BETWEEN).order_by(tallies.c.study_day)
COUNTS_BY_PROBLEM = select(tallies.c.study_day, tallies.c.by_problem).where(*_BETWEEN).order_by(tallies.c.study_day)
SUMS_OF_A_DAY = select(tallies.c.sums).where(_OF_LEARNER, tallies.c.study_day == bindparam("study_day"))
LAST_DAY = select(func.max(tallies.c.study_day)).where(_OF_LEARNER)
SO_FAR = (
    select(tallies.c.before, tallies.c.sums)
    .where(_OF_LEARNER, tallies.c.study_day <= bindparam("study_day"))
    .order_by(tallies.c.study_day.desc())
    .limit(1)
)


class TallyReader(PlanReader):
    """The part of a reader that knows sums of answers."""

    def tallies(self, learner_id: UUID, first: date, last: date) -> tuple[DayTally, ...]:
        """The sums of every study day from first to last, in order."""
        return self._found(DayTally, TALLIES, learner_id=learner_id, first=first, last=last)

    def sums_of_day(self, learner_id: UUID, study_day: date) -> Json | None:
        """The sums of one study day alone."""
        found = self._connection.execute(SUMS_OF_A_DAY, {"learner_id": learner_id, "study_day": study_day})
        return found.scalar_one_or_none()

    def last_tallied_day(self, learner_id: UUID) -> date | None:
        """The last study day with sums; None where none are kept."""
        return self._connection.execute(LAST_DAY, {"learner_id": learner_id}).scalar_one()

    def so_far(self, learner_id: UUID, study_day: date = date.max) -> tuple[Json, ...]:
        """Of the last day up to a study day, or of all, the sums before it and its own; nothing where there is none."""
        found = self._connection.execute(SO_FAR, {"learner_id": learner_id, "study_day": study_day}).one_or_none()
        return tuple(found) if found else ()

    def answers_by_day(self, learner_id: UUID, first: date, last: date) -> tuple[DayCount, ...]:
        """How many answers were given on each study day from first to last, in order."""
        found = self._connection.execute(COUNTS, {"learner_id": learner_id, "first": first, "last": last})
        return tuple(DayCount(*each) for each in found)

    def answers_by_problem(self, learner_id: UUID, first: date, last: date) -> tuple[DayCounts, ...]:
        """The same, for each problem."""
        found = self._connection.execute(COUNTS_BY_PROBLEM, {"learner_id": learner_id, "first": first, "last": last})
        return tuple(DayCounts(*each) for each in found)

    def answers(self, learner_id: UUID) -> Iterator[Tried]:
        """All attempts that count, in the order they were made."""
        return self._tried(ANSWERS_IN_ORDER, learner_id=learner_id)

    def answers_of_day(self, learner_id: UUID, study_day: date) -> Iterator[Tried]:
        """Those of one study day."""
        return self._tried(ANSWERS_OF_A_DAY, learner_id=learner_id, study_day=study_day)

    def answered(self, learner_id: UUID, attempt_id: UUID) -> Tried | None:
        """One attempt, if it counts."""
        return next(self._tried(ONE_ANSWER, learner_id=learner_id, id=attempt_id), None)

    def _tried(self, query: Query, **parameters: object) -> Iterator[Tried]:
        for found in self._connection.execute(query, parameters):
            yield Tried(found[0], found[1], found[2], bool(found[3]), *found[4:])
