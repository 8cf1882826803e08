"""Clocks, commitments and own bands: one of each for a question, and the first stands."""

from dataclasses import replace

from app.store import Recorded, Store
from tests.store.making import a_band, a_clock, a_commitment, a_learner_with_a_question

LATER = "pressed later"


def test_what_is_committed_comes_back_to_the_letter_and_cannot_be_changed(store: Store) -> None:
    committed = a_commitment(a_learner_with_a_question(store))
    other = replace(committed, token=LATER, text="Something better.")
    assert store.write_and_wait(lambda writer: writer.commit_to(committed)) == Recorded(committed, new=True)
    assert store.write_and_wait(lambda writer: writer.commit_to(committed)) == Recorded(committed, new=False)
    assert store.write_and_wait(lambda writer: writer.commit_to(other)) == Recorded(committed, new=False)
    with store.read() as reader:
        assert reader.commitment(committed.learner_id, committed.question_id) == committed


def test_a_clock_is_started_once(store: Store) -> None:
    clock = a_clock(a_learner_with_a_question(store))
    other = replace(clock, token=LATER, seconds=90)
    assert store.write_and_wait(lambda writer: writer.start(clock)) == Recorded(clock, new=True)
    assert store.write_and_wait(lambda writer: writer.start(other)) == Recorded(clock, new=False)


def test_the_band_that_was_given_first_stands(store: Store) -> None:
    band = a_band(a_learner_with_a_question(store))
    other = replace(band, token=LATER, band="strong-hire")
    assert store.write_and_wait(lambda writer: writer.give_band(band)) == Recorded(band, new=True)
    assert store.write_and_wait(lambda writer: writer.give_band(other)) == Recorded(band, new=False)


def test_no_band_is_kept_as_none(store: Store) -> None:
    skipped = replace(a_band(a_learner_with_a_question(store)), band=None)
    store.write_and_wait(lambda writer: writer.give_band(skipped))
    with store.read() as reader:
        assert reader.own_band(skipped.learner_id, skipped.question_id) == skipped
