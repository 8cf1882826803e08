"""
What whoever runs the instance can ask: counts over all learners, and what was disputed. No answer names a learner.

Everything is counted in SQL, and what can be many is limited there or streamed, so that no history of a large instance
is ever in memory as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, case, distinct, exists, func, select

from app.store.json_lists import entries, marks
from app.store.rows import Dispute, Json
from app.store.tables import attempts, disputes, openings, questions

CHUNK = 200  # rows that are in memory at a time while disputes are streamed
QUARTERS = (0.25, 0.5, 0.75)

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a problem was answered; a first answer is the first attempt at a question."""

    questions: int
    answered: int  # questions with an attempt
    attempts: int
    learners: int
    right_at_first: int


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Of `count` values; between two of them the quartile is interpolated."""

    count: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class MistakeCount:
    """How often a misconception was named as the likeliest, and for how many learners."""

    name: str
    times: int
    learners: int


@dataclass(frozen=True, slots=True)
class UnexplainedValue:
    """A wrong value that no mistake gives, with the variant it was given for."""

    field: str
    reading: str
    level: int
    seed: int | None
    revision: int
    params: Json
    times: int
    learners: int


@dataclass(frozen=True, slots=True)
class Unexplained:
    """How many wrong values have no mistake behind them, and the most frequent of them."""

    count: int
    values: tuple[UnexplainedValue, ...]


class Overview:
    """One connection's view over all learners: a snapshot, as a Reader's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def totals(self, slug: str, *, right: str) -> Totals:
        """Counts of one problem; `right` is the outcome that counts as right."""
        put = select(func.count()).select_from(questions).where(questions.c.slug == slug)
        made = _made(slug).with_only_columns(func.count(), func.count(distinct(attempts.c.learner_id)))
        first = _first(slug).subquery()
        at_first = select(func.count(), func.count(case((first.c.outcome == right, 1)))).select_from(first)
        tries, learners = self._connection.execute(made).one()
        answered, right_at_first = self._connection.execute(at_first).one()
        return Totals(self._connection.execute(put).scalar_one(), answered, tries, learners, right_at_first)

    def seconds_to_first_answer(self, slug: str) -> Quartiles | None:
        """Quartiles of the time from seeing a question to the first attempt at it; None where no time is known."""
        timed = _first(slug).where(attempts.c.seconds.is_not(None)).subquery()
        count = self._connection.execute(select(func.count()).select_from(timed)).scalar_one()
        if not count:
            return None
        ranked = select(
            timed.c.seconds, (func.row_number().over(order_by=timed.c.seconds) - 1).label("rank")
        ).subquery()
        wanted = select(ranked.c.rank, ranked.c.seconds).where(ranked.c.rank.in_(_ranks(count)))
        at = {found.rank: found.seconds for found in self._connection.execute(wanted)}
        return Quartiles(count, *(_between(at, count, share) for share in QUARTERS))

    def misconceptions(self, slug: str) -> tuple[MistakeCount, ...]:
        """Every misconception that was named, the most frequent first."""
        name = entries(attempts.c.misconceptions, self._dialect)
        times = func.count().label("times")
        query = (
            _made(slug)
            .with_only_columns(name, times, func.count(distinct(attempts.c.learner_id)))
            .group_by(name)
            .order_by(times.desc(), name)
        )
        return tuple(MistakeCount(*found) for found in self._connection.execute(query))

    def unexplained(self, slug: str, *, wrong: str, limit: int) -> Unexplained:
        """Wrong values without a misconception, each on its variant, the most frequent first; and the count of all."""
        mark = marks(attempts.c.verdict, self._dialect)
        variant = (questions.c.level, questions.c.seed, questions.c.revision, questions.c.params)
        times, learners = func.count().label("times"), func.count(distinct(attempts.c.learner_id)).label("learners")
        all_of_them = func.sum(func.count()).over().label("in_all")
        query = (
            _made(slug)
            .where(mark.status == wrong, mark.misconception.is_(None), mark.reading.is_not(None))
            .with_only_columns(mark.name, mark.reading, *variant, times, learners, all_of_them)
            .group_by(mark.name, mark.reading, *variant)
            .order_by(times.desc(), learners.desc(), mark.name, mark.reading)
            .limit(limit)
        )
        found: Sequence[Any] = self._connection.execute(query).all()
        in_all = int(found[0].in_all) if found else 0
        return Unexplained(in_all, tuple(UnexplainedValue(*counted) for *counted, _ in found))

    def hints(self, slug: str, *, solution: str) -> Mapping[int, int]:
        """How many questions were put with so many hints opened; `solution` is the opening that is no hint."""
        opened = _per_question(slug, openings.c.what != solution)
        query = (
            select(opened.c.count.label("hints"), func.count().label("questions"))
            .group_by(opened.c.count)
            .order_by(opened.c.count)
        )
        return {count.hints: count.questions for count in self._connection.execute(query)}

    def solutions_seen(self, slug: str, *, solution: str) -> int:
        """At how many questions the solution was asked for."""
        opened = _per_question(slug, openings.c.what == solution)
        query = select(func.count()).select_from(opened).where(opened.c.count > 0)
        return self._connection.execute(query).scalar_one()

    def dispute_counts(self, slug: str) -> Mapping[str, int]:
        """How many verdicts were disputed, by what the verdict was."""
        query = select(disputes.c.outcome, func.count().label("times")).where(disputes.c.slug == slug)
        counted = self._connection.execute(query.group_by(disputes.c.outcome).order_by(disputes.c.outcome))
        return {count.outcome: count.times for count in counted}

    def disputes(self) -> Iterator[Dispute]:
        """Every dispute, the newest last, a chunk in memory at a time."""
        streamed = self._connection.execution_options(yield_per=CHUNK)
        for found in streamed.execute(select(disputes).order_by(disputes.c.disputed_at, disputes.c.id)).mappings():
            yield Dispute(**found)


def _made(slug: str) -> Query:
    """The attempts at questions of a problem."""
    own = and_(attempts.c.learner_id == questions.c.learner_id, attempts.c.question_id == questions.c.id)
    return select(attempts).select_from(questions.join(attempts, own)).where(questions.c.slug == slug)


def _first(slug: str) -> Query:
    """Those before which none was made at the same question."""
    earlier = attempts.alias("earlier")
    precedes = (
        earlier.c.learner_id == attempts.c.learner_id,
        earlier.c.question_id == attempts.c.question_id,
        earlier.c.id < attempts.c.id,
    )
    return _made(slug).where(~exists().where(*precedes))


def _per_question(slug: str, what: Any) -> Subquery:
    """For each question of a problem how many such things were opened at it."""
    own = and_(openings.c.learner_id == questions.c.learner_id, openings.c.question_id == questions.c.id, what)
    return (
        select(func.count(openings.c.what).label("count"))
        .select_from(questions.outerjoin(openings, own))
        .where(questions.c.slug == slug)
        .group_by(questions.c.learner_id, questions.c.id)
        .subquery()
    )


def _ranks(count: int) -> set[int]:
    """The ranks, from 0, between which the quartiles lie."""
    places = [(count - 1) * share for share in QUARTERS]
    return {end for place in places for end in (floor(place), ceil(place))}


def _between(at: Mapping[int, float], count: int, share: float) -> float:
    place = (count - 1) * share
    low, high = at[floor(place)], at[ceil(place)]
    return low + (high - low) * (place - floor(place))
