"""Disputes: stored once, and only their comment can be worded anew."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.store import Dispute, Recorded, Store
from tests.store.making import a_dispute, a_key, a_learner_with_a_question, an_attempt


@pytest.fixture
def about_an_attempt(store: Store) -> Dispute:
    question = a_learner_with_a_question(store)
    attempt = an_attempt(question)
    store.write_and_wait(lambda writer: writer.add_attempt(attempt))
    return a_dispute(question.learner_id, attempt_id=attempt.id)


def added(store: Store, dispute: Dispute) -> Recorded[Dispute]:
    return store.write_and_wait(lambda writer: writer.add_dispute(dispute))


def test_a_dispute_comes_back_as_it_was_written(store: Store, about_an_attempt: Dispute) -> None:
    assert added(store, about_an_attempt) == Recorded(about_an_attempt, new=True)
    with store.read() as reader:
        learner, attempt, token = about_an_attempt.learner_id, about_an_attempt.attempt_id, about_an_attempt.token
        assert attempt is not None
        assert token is not None
        assert reader.dispute_about(learner, attempt) == about_an_attempt
        assert reader.dispute_by_token(learner, token) == about_an_attempt


def test_an_attempt_is_disputed_once(store: Store, about_an_attempt: Dispute) -> None:
    added(store, about_an_attempt)
    again = replace(about_an_attempt, id=a_key(), token=str(a_key()), comment="other words")
    assert added(store, again) == Recorded(about_an_attempt, new=False)


def test_a_repeated_token_is_the_same_dispute(store: Store) -> None:
    unread = a_dispute(a_learner_with_a_question(store).learner_id)
    added(store, unread)
    assert added(store, replace(unread, id=a_key(), comment="other words")) == Recorded(unread, new=False)


def test_disputes_without_an_attempt_are_each_their_own(store: Store) -> None:
    learner = a_learner_with_a_question(store).learner_id
    assert [added(store, a_dispute(learner)).new for _ in range(2)] == [True, True]
    assert [added(store, a_dispute(learner, token=None)).new for _ in range(2)] == [True, True]


def test_rewording_changes_the_comment_and_nothing_else(store: Store, about_an_attempt: Dispute) -> None:
    added(store, about_an_attempt)
    other = added(store, a_dispute(about_an_attempt.learner_id)).row
    reworded = store.write_and_wait(lambda writer: writer.reword(about_an_attempt, "I meant 28."))
    assert reworded == replace(about_an_attempt, comment="I meant 28.")
    with store.overview() as overview:
        assert list(overview.disputes()) == [reworded, other]


@pytest.mark.parametrize("change", [{"attempt_id": a_key()}, {"learner_id": a_key()}], ids=["attempt", "learner"])
def test_what_is_disputed_must_exist(store: Store, about_an_attempt: Dispute, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        added(store, replace(about_an_attempt, **change))
