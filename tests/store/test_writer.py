import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from app.store import Attempt, Opening, Question, Recorded, Store, Writer
from tests.store.making import (
    DOUBLE_CLICK,
    NOON,
    a_bookmark,
    a_key,
    a_learner_with_a_question,
    a_question,
    an_attempt,
    an_opening,
)


def test_a_learner_is_made_by_the_first_write_and_found_by_the_next(store: Store) -> None:
    learner_id = a_key()
    first = store.write_and_wait(lambda writer: writer.ensure_learner(learner_id, NOON))
    second = store.write_and_wait(lambda writer: writer.ensure_learner(learner_id, NOON + timedelta(days=1)))
    assert (first.new, second.new) == (True, False)
    assert first.row.made_at == second.row.made_at == NOON


def test_reopening_finds_everything(url: str) -> None:
    with closing(Store.open(url)) as store:
        question = a_learner_with_a_question(store)
        attempt, opening = an_attempt(question), an_opening(question)
        store.write_and_wait(lambda writer: (writer.add_attempt(attempt), writer.open(opening)))
    with closing(Store.open(url)) as store, store.read() as reader:
        assert reader.question(question.learner_id, question.id) == question
        assert reader.attempts(question.learner_id, question.id) == (attempt,)
        assert reader.openings(question.learner_id, question.id) == (opening,)


def test_a_repeated_question_token_returns_the_stored_question(store: Store) -> None:
    question = a_learner_with_a_question(store)
    again = a_question(question.learner_id, token=question.token, slug="receptive-field")
    assert store.write_and_wait(lambda writer: writer.add_question(again)) == Recorded(question, new=False)
    with store.read() as reader:
        assert reader.questions(question.learner_id, limit=10) == (question,)


def test_questions_without_a_token_are_each_their_own(store: Store) -> None:
    first = a_learner_with_a_question(store, token=None)
    second = a_question(first.learner_id, token=None)
    assert store.write_and_wait(lambda writer: writer.add_question(second)).new


def test_a_repeated_attempt_token_returns_the_stored_verdict(store: Store) -> None:
    attempt = an_attempt(a_learner_with_a_question(store))
    again = replace(attempt, id=a_key(), outcome="correct", score=1.0)
    first = store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    second = store.write_and_wait(lambda writer: writer.add_attempt(again))
    assert (first, second) == (Recorded(attempt, new=True), Recorded(attempt, new=False))


def test_the_very_same_row_sent_twice_is_recorded_once(store: Store) -> None:
    question = a_learner_with_a_question(store)
    attempt = an_attempt(question)
    recorded = [
        store.write_and_wait(lambda writer: (writer.add_question(question).new, writer.add_attempt(attempt).new))
        for _ in range(2)
    ]
    assert recorded == [(False, True), (False, False)]


def test_tokens_of_different_learners_do_not_meet(store: Store) -> None:
    mine, theirs = (an_attempt(a_learner_with_a_question(store), token=DOUBLE_CLICK) for _ in range(2))
    recorded = [store.write_and_wait(lambda writer, row=row: writer.add_attempt(row)) for row in (mine, theirs)]
    assert [one.new for one in recorded] == [True, True]


def sent_from_many_threads(store: Store, attempts: list[Attempt]) -> list[Recorded[Attempt]]:
    with ThreadPoolExecutor(16) as threads:
        jobs = [threads.submit(store.write_and_wait, lambda writer, a=a: writer.add_attempt(a)) for a in attempts]
        return [job.result(timeout=10) for job in jobs]


def sent_from_many_tasks(store: Store, attempts: list[Attempt]) -> list[Recorded[Attempt]]:
    async def send_all() -> list[Recorded[Attempt]]:
        return await asyncio.gather(*(store.write(lambda writer, a=a: writer.add_attempt(a)) for a in attempts))

    return asyncio.run(send_all())


@pytest.mark.parametrize("sent", [sent_from_many_threads, sent_from_many_tasks])
def test_a_token_sent_many_times_at_once_is_recorded_once(
    store: Store, sent: Callable[[Store, list[Attempt]], list[Recorded[Attempt]]]
) -> None:
    question = a_learner_with_a_question(store)
    recorded = sent(store, [an_attempt(question, token=DOUBLE_CLICK) for _ in range(50)])
    assert sum(one.new for one in recorded) == 1
    with store.read() as reader:
        (stored,) = reader.attempts(question.learner_id, question.id)
    assert [one.row for one in recorded] == [stored] * 50


def test_a_thing_opens_once_however_often_it_is_asked_for(store: Store) -> None:
    opening = an_opening(a_learner_with_a_question(store))
    again = replace(opening, token=str(a_key()), opened_at=NOON + timedelta(hours=1))
    recorded = [store.write_and_wait(lambda writer, row=row: writer.open(row)) for row in (opening, again)]
    assert recorded == [Recorded(opening, new=True), Recorded(opening, new=False)]


def test_a_repeated_opening_token_opens_nothing_further(store: Store) -> None:
    opening = an_opening(a_learner_with_a_question(store))
    next_hint = replace(opening, what="hint-2")
    recorded = [store.write_and_wait(lambda writer, row=row: writer.open(row)) for row in (opening, next_hint)]
    assert recorded == [Recorded(opening, new=True), Recorded(opening, new=False)]


def test_an_opening_needs_no_token(store: Store) -> None:
    opening = an_opening(a_learner_with_a_question(store), token=None, what="solution")
    recorded = [store.write_and_wait(lambda writer: writer.open(opening)) for _ in range(2)]
    assert recorded == [Recorded(opening, new=True), Recorded(opening, new=False)]


def test_a_job_reads_what_the_jobs_before_it_wrote_so_hints_are_numbered_without_gaps(store: Store) -> None:
    question = a_learner_with_a_question(store)

    def open_the_next_hint(writer: Writer) -> Opening:
        already_open = len(writer.openings(question.learner_id, question.id))
        return writer.open(an_opening(question, what=f"hint-{already_open + 1}")).row

    async def ask_three_times_at_once() -> list[Opening]:
        return await asyncio.gather(*(store.write(open_the_next_hint) for _ in range(3)))

    opened = asyncio.run(ask_three_times_at_once())
    assert sorted(opening.what for opening in opened) == ["hint-1", "hint-2", "hint-3"]


def test_a_naive_datetime_is_refused_and_nothing_is_recorded(store: Store) -> None:
    question = a_learner_with_a_question(store)
    attempt = an_attempt(question, answered_at=NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="2026-03-03T12:00:00 is naive"):
        store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    with store.read() as reader:
        assert reader.attempts(question.learner_id, question.id) == ()


def test_an_instant_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    tokyo = timezone(timedelta(hours=9))
    question = a_learner_with_a_question(store, asked_at=datetime(2026, 3, 5, 8, 0, 0, 123456, tzinfo=tokyo))
    assert question.asked_at == datetime(2026, 3, 4, 23, 0, 0, 123456, tzinfo=UTC)
    assert question.asked_at.tzinfo is UTC


def test_the_study_day_stays_as_it_was_written(store: Store) -> None:
    """08:00 in Tokyo is still the evening before in UTC: the day is stored, never computed from the instant."""
    instant = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
    question = a_learner_with_a_question(store, asked_at=instant, study_day=date(2026, 3, 5), zone="Asia/Tokyo")
    with store.read() as reader:
        assert reader.question(question.learner_id, question.id) == question


@pytest.mark.parametrize("typed", ["⌊2.5⌋ + 1", "", "\0", "\ud83d", "7" * 5000, "'; DROP TABLE attempts; --"])
def test_an_answer_comes_back_character_by_character(store: Store, typed: str) -> None:
    question = a_learner_with_a_question(store)
    attempt = an_attempt(question, answer={"size": typed})
    assert store.write_and_wait(lambda writer: writer.add_attempt(attempt)).row.answer == {"size": typed}


def test_what_is_no_json_is_refused(store: Store) -> None:
    attempt = an_attempt(a_learner_with_a_question(store), verdict={"ratio": float("nan")})
    with pytest.raises(StatementError, match="not JSON compliant"):
        store.write_and_wait(lambda writer: writer.add_attempt(attempt))


@pytest.mark.parametrize("changes", [{"score": 1.5}, {"score": -0.5}, {"hints_open": -1}])
def test_the_database_itself_refuses_what_cannot_be(store: Store, changes: dict[str, float]) -> None:
    attempt = an_attempt(a_learner_with_a_question(store), **changes)
    with pytest.raises(IntegrityError):
        store.write_and_wait(lambda writer: writer.add_attempt(attempt))


def questions_of_nobody(mine: Question) -> Question:
    return a_question(a_key())


def attempts_at_no_question(mine: Question) -> Attempt:
    return an_attempt(replace(mine, id=a_key()))


def attempts_at_a_question_of_someone_else(mine: Question) -> Attempt:
    return an_attempt(mine, learner_id=a_key())


def openings_at_no_question(mine: Question) -> Opening:
    return an_opening(replace(mine, id=a_key()))


@pytest.mark.parametrize(
    "orphan",
    [questions_of_nobody, attempts_at_no_question, attempts_at_a_question_of_someone_else, openings_at_no_question],
)
def test_a_row_belongs_to_a_learner_and_their_own_question(
    store: Store, orphan: Callable[[Question], Question | Attempt | Opening]
) -> None:
    row = orphan(a_learner_with_a_question(store))

    def add(writer: Writer) -> object:
        match row:
            case Question():
                return writer.add_question(row)
            case Attempt():
                return writer.add_attempt(row)
            case Opening():
                return writer.open(row)

    with pytest.raises(IntegrityError):
        store.write_and_wait(add)


def test_an_attempt_under_a_used_key_is_refused_rather_than_taken_for_the_other(store: Store) -> None:
    attempt = an_attempt(a_learner_with_a_question(store))
    store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    with pytest.raises(IntegrityError):
        store.write_and_wait(lambda writer: writer.add_attempt(replace(attempt, token=str(a_key()))))


def test_an_error_does_not_repeat_what_was_typed(sqlite_url: str) -> None:
    with closing(Store.open(sqlite_url)) as store:
        attempt = an_attempt(a_learner_with_a_question(store), answer={"size": "a secret"}, score=2.0)
        with pytest.raises(IntegrityError) as caught:
            store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    assert "a secret" not in str(caught.value)


def test_a_bookmark_moves_and_there_is_one_for_each_part(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    first, other = a_bookmark(learner), a_bookmark(learner, lesson="pooling")
    moved = replace(first, section="dilation", finished=True)
    for mark in (first, other, moved):
        store.write_and_wait(lambda writer, mark=mark: writer.put_bookmark(mark))
    with store.read() as reader:
        assert reader.bookmarks(learner) == {"sizes": moved, "pooling": other}


def test_each_job_that_writes_something_of_a_learner_is_one_change_of_theirs(store: Store) -> None:
    """The learner's question and attempt in one job, a bookmark; not what was there, nor what failed."""
    question, other = a_learner_with_a_question(store), a_learner_with_a_question(store)
    attempt = an_attempt(question)

    def counts() -> tuple[int, int]:
        with store.read() as reader:
            return reader.changes(question.learner_id), reader.changes(other.learner_id)

    def fail(writer: Writer) -> None:
        writer.put_bookmark(a_bookmark(question.learner_id))
        raise LookupError

    before, others = counts()
    store.write_and_wait(
        lambda writer: (writer.add_question(a_question(question.learner_id)), writer.add_attempt(attempt))
    )
    assert counts() == (before + 1, others)
    store.write_and_wait(lambda writer: writer.put_bookmark(a_bookmark(question.learner_id)))
    assert counts() == (before + 2, others)
    store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    with pytest.raises(LookupError):
        store.write_and_wait(fail)
    assert counts() == (before + 2, others)
