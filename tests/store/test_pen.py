"""What the one writing thread promises its callers."""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from threading import Event, current_thread
from time import sleep
from typing import Any

import pytest

from app.errors import Busy
from app.store import Attempt, Question, Recorded, Store, StoreUnavailable, Writer
from app.store.engines import database_file, database_url
from app.store.pen import LARGEST_BATCH
from tests.store.making import NOON, a_key, a_learner_with_a_question, an_attempt
from tests.store.watching import heard, listening, writer_kept_waiting


@pytest.fixture
def threads() -> Generator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(32) as pool:
        yield pool


def adding(attempt: Attempt) -> Callable[[Writer], Recorded[Attempt]]:
    return lambda writer: writer.add_attempt(attempt)


def attempts_on_disk(url: str) -> int:
    """Counted on a connection that has nothing to do with the store."""
    with closing(sqlite3.connect(database_file(database_url(url)))) as connection:
        return connection.execute("SELECT count(*) FROM attempts").fetchone()[0]


async def _at_once(store: Store, jobs: list[Callable[[Writer], Any]]) -> list[Any]:
    """Queue all jobs while the writer is kept waiting, then let it go; exceptions come back as values."""
    with writer_kept_waiting(store):
        tasks = [asyncio.ensure_future(store.write(job)) for job in jobs]
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)


def at_once(store: Store, jobs: list[Callable[[Writer], Any]]) -> list[Any]:
    return asyncio.run(_at_once(store, jobs))


def test_writes_that_wait_together_share_one_commit(store: Store) -> None:
    question = a_learner_with_a_question(store)
    with heard("commit") as commits:
        recorded = at_once(store, [adding(an_attempt(question)) for _ in range(100)])
    assert all(one.new for one in recorded)
    assert len(commits) == 2  # the job that kept the writer waiting, and the hundred


def test_one_transaction_holds_at_most_256_writes(store: Store) -> None:
    question = a_learner_with_a_question(store)
    with heard("commit") as commits:
        at_once(store, [adding(an_attempt(question)) for _ in range(LARGEST_BATCH + 1)])
    assert LARGEST_BATCH == 256
    assert len(commits) == 3


def test_a_failing_job_undoes_only_itself(store: Store) -> None:
    question = a_learner_with_a_question(store)
    first, undone, last = (an_attempt(question) for _ in range(3))

    def fail(writer: Writer) -> None:
        writer.add_attempt(undone)
        raise ZeroDivisionError("mine alone")

    outcomes = at_once(store, [adding(first), fail, fail, adding(last)])
    with store.read() as reader:
        assert reader.attempts(question.learner_id, question.id) == (first, last)
    assert [outcomes[0], outcomes[3]] == [Recorded(first, new=True), Recorded(last, new=True)]
    assert [str(outcome) for outcome in outcomes[1:3]] == ["mine alone", "mine alone"]


def test_a_job_the_database_refuses_undoes_only_itself(store: Store) -> None:
    question = a_learner_with_a_question(store)
    refused, kept = an_attempt(question, score=2.0), an_attempt(question)
    outcomes = at_once(store, [adding(refused), adding(kept)])
    assert isinstance(outcomes[0], Exception)
    assert outcomes[1] == Recorded(kept, new=True)


def test_an_answer_is_on_disk_before_its_caller_hears_of_it(sqlite_url: str, threads: ThreadPoolExecutor) -> None:
    """The COMMIT is held up: nobody has an answer and no other connection sees the row; then it goes through."""
    committing, go_on = Event(), Event()

    def hold_up(_connection: Any) -> None:
        committing.set()
        assert go_on.wait(timeout=10)

    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)
        with listening("commit", hold_up):
            sent = threads.submit(store.write_and_wait, adding(an_attempt(question)))
            assert committing.wait(timeout=10)
            assert not wait([sent], timeout=0.05).done
            assert attempts_on_disk(sqlite_url) == 0
            go_on.set()
            sent.result(timeout=10)
            assert attempts_on_disk(sqlite_url) == 1


def test_every_answer_is_seen_by_another_connection_at_once(sqlite_url: str) -> None:
    seen: list[int] = []

    async def send(store: Store, question: Question) -> None:
        await store.write(adding(an_attempt(question)))
        seen.append(attempts_on_disk(sqlite_url))

    async def send_all(store: Store, question: Question) -> None:
        await asyncio.gather(*(send(store, question) for _ in range(40)))

    with closing(Store.open(sqlite_url)) as store:
        asyncio.run(send_all(store, a_learner_with_a_question(store)))
    assert all(on_disk > answered for answered, on_disk in enumerate(seen))


def test_when_the_commit_fails_nobody_is_told_it_went_well(sqlite_url: str, log: list[Any]) -> None:
    """A broken reference that SQLite was asked to check only at COMMIT makes the COMMIT itself fail."""
    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)

        def break_the_commit(writer: Writer) -> None:
            begun[-1].exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            writer.add_attempt(an_attempt(question, question_id=a_key()))

        with heard("begin") as begun:
            outcomes = at_once(store, [adding(an_attempt(question)), break_the_commit])
        assert [type(outcome) for outcome in outcomes] == [StoreUnavailable, StoreUnavailable]
        assert "Nothing was recorded" in str(outcomes[0])
        assert attempts_on_disk(sqlite_url) == 0
        assert store.write_and_wait(adding(an_attempt(question))).new  # and the store goes on
    assert {"event": "store.batch_lost", "jobs": 2, "exc_info": True, "log_level": "error"} in log


def test_when_sqlite_gives_up_the_transaction_nobody_of_the_batch_is_told_it_went_well(sqlite_url: str) -> None:
    """As it does by itself on some errors, a full disk among them."""
    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)

        def lose_the_transaction(_writer: Writer) -> None:
            begun[-1].exec_driver_sql("ROLLBACK")
            raise OSError("disk full")

        attempt = an_attempt(question)
        with heard("begin") as begun:
            outcomes = at_once(store, [adding(attempt), lose_the_transaction, adding(an_attempt(question))])
        assert [type(outcome) for outcome in outcomes] == [StoreUnavailable] * 3
        assert attempts_on_disk(sqlite_url) == 0
        assert store.write_and_wait(adding(attempt)).new


def test_a_full_queue_says_busy_at_once(sqlite_url: str) -> None:
    async def send_three(store: Store, question: Question) -> list[Any]:
        with writer_kept_waiting(store):
            tasks = [asyncio.ensure_future(store.write(adding(an_attempt(question)))) for _ in range(3)]
            await asyncio.sleep(0)
            assert [task.done() for task in tasks] == [False, False, True]
        return await asyncio.gather(*tasks, return_exceptions=True)

    with closing(Store.open(sqlite_url, queue_limit=2)) as store:
        *accepted, refused = asyncio.run(send_three(store, a_learner_with_a_question(store)))
    assert all(one.new for one in accepted)
    assert isinstance(refused, Busy)
    assert refused.sentence == "2 writes are waiting already. Nothing was recorded; try again in a moment."
    assert attempts_on_disk(sqlite_url) == 2


def test_closing_writes_what_is_waiting(sqlite_url: str) -> None:
    async def close_while_twenty_wait(store: Store, question: Question) -> list[Any]:
        with writer_kept_waiting(store):
            tasks = [asyncio.ensure_future(store.write(adding(an_attempt(question)))) for _ in range(20)]
            await asyncio.sleep(0)
            closing_store = asyncio.ensure_future(asyncio.to_thread(store.close))
            await asyncio.sleep(0.05)
            assert not closing_store.done()
        await closing_store
        return await asyncio.gather(*tasks)

    store = Store.open(sqlite_url)
    recorded = asyncio.run(close_while_twenty_wait(store, a_learner_with_a_question(store)))
    assert all(one.new for one in recorded)
    assert attempts_on_disk(sqlite_url) == 20


def test_a_closed_store_says_so_and_closes_again_without_complaint(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="The store is closed"):
        store.write_and_wait(lambda writer: writer.ping())
    with pytest.raises(StoreUnavailable, match="The store is closed"), store.read():
        pass


@pytest.mark.parametrize("crash", [SystemExit, KeyboardInterrupt, MemoryError])
def test_whatever_a_job_raises_no_caller_hangs(
    sqlite_url: str, threads: ThreadPoolExecutor, crash: type[BaseException]
) -> None:
    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)

        def end(_writer: Writer) -> None:
            raise crash

        with writer_kept_waiting(store):
            sent: list[Future[Any]] = [threads.submit(store.write_and_wait, adding(an_attempt(question)))]
            sleep(0.02)
            sent.append(threads.submit(store.write_and_wait, end))
        assert not wait(sent, timeout=10).not_done


def test_a_crash_of_the_writer_reaches_every_caller_now_and_later(sqlite_url: str) -> None:
    with closing(Store.open(sqlite_url)) as store:
        question = a_learner_with_a_question(store)

        def crash(_writer: Writer) -> None:
            raise SystemExit

        jobs = [adding(an_attempt(question)), crash, *(adding(an_attempt(question)) for _ in range(LARGEST_BATCH))]
        outcomes = at_once(store, jobs)
        assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
        with pytest.raises(StoreUnavailable, match="has stopped writing"):
            store.write_and_wait(adding(an_attempt(question)))
        assert attempts_on_disk(sqlite_url) == 0


def test_a_caller_that_leaves_before_its_turn_has_written_nothing(store: Store) -> None:
    question = a_learner_with_a_question(store)
    left, stayed = an_attempt(question), an_attempt(question)

    async def leave_one() -> Recorded[Attempt]:
        with writer_kept_waiting(store):
            leaving = asyncio.ensure_future(store.write(adding(left)))
            staying = asyncio.ensure_future(store.write(adding(stayed)))
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.sleep(0)
        return await staying

    assert asyncio.run(leave_one()).new
    with store.read() as reader:
        assert reader.attempts(question.learner_id, question.id) == (stayed,)


def test_a_caller_that_leaves_during_its_turn_does_not_disturb_the_writer(store: Store) -> None:
    question = a_learner_with_a_question(store)
    running, go_on = Event(), Event()

    def slow(_writer: Writer) -> None:
        running.set()
        assert go_on.wait(timeout=10)

    async def leave_while_it_runs() -> None:
        leaving = asyncio.ensure_future(store.write(slow))
        await asyncio.to_thread(running.wait, 10)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        go_on.set()

    asyncio.run(leave_while_it_runs())  # and its loop is closed when the outcome arrives
    assert store.write_and_wait(adding(an_attempt(question))).new


def test_a_job_that_waits_for_another_job_is_told_rather_than_left_hanging(store: Store) -> None:
    with pytest.raises(RuntimeError, match="cannot wait for another job"):
        store.write_and_wait(lambda _: store.write_and_wait(lambda writer: writer.ping()))


def test_all_writing_happens_on_one_thread_and_one_connection(sqlite_url: str, threads: ThreadPoolExecutor) -> None:
    used: set[tuple[str, int]] = set()
    with closing(Store.open(sqlite_url)) as store, ExitStack() as stack:
        begun = stack.enter_context(heard("begin"))

        def note(_writer: Writer) -> None:
            used.add((current_thread().name, id(begun[-1].connection.dbapi_connection)))

        wait([threads.submit(store.write_and_wait, note) for _ in range(50)], timeout=10)
    assert len(used) == 1


def test_a_write_can_create_its_learner_and_all_that_follows_in_one_job(store: Store) -> None:
    learner_id = a_key()

    def fail_late(writer: Writer) -> None:
        writer.ensure_learner(learner_id, NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write_and_wait(fail_late)
    assert store.write_and_wait(lambda writer: writer.ensure_learner(learner_id, NOON)).new
