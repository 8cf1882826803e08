"""The sums that are kept are the sums of the attempts, whatever happened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.learning.tally import Count, Share, Tally, together
from app.practice.tallying import answers_by_day, keep_up, recount, tally_between, whole_tally
from app.store import Attempt, DayTally, Question, Store
from app.store.writer import Writer
from tests.store.making import NOON, TODAY, a_learner_with_a_question, a_question, an_attempt, an_opening, an_undoing

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'receptive.db'}")
    yield opened
    opened.close()


@pytest.fixture
def asked(store: Store) -> Question:
    """At level 2 of output-size."""
    return a_learner_with_a_question(store)


def answer(store: Store, attempt: Attempt, *, kept_up: bool = True) -> None:
    """As answering records it, or as it did before there were sums."""

    def record(writer: Writer) -> None:
        recorded = writer.add_attempt(attempt)
        if kept_up and recorded.new:
            keep_up(writer, recorded.row)

    store.write_and_wait(record)


def sums(store: Store, asked: Question) -> tuple[Tally, ...]:
    """Day by day; all of them together have to be the sum of all."""
    with store.read() as reader:
        days = answers_by_day(reader, asked.learner_id, date.min, date.max)
        found = tuple(tally_between(reader, asked.learner_id, day, day) for day in days)
        assert rounded(whole_tally(reader, asked.learner_id)) == rounded(together(found))
        assert list(days.values()) == [each.attempts for each in found]
        return tuple(map(rounded, found))


def rounded(tally: Tally) -> Tally:
    """Sums to twelve digits, which is more than a difference of sums is true to; not the latest, which is no sum."""
    asked = {at: replace(c, fresh=round(c.fresh, 12), earned=round(c.earned, 12)) for at, c in tally.asked.items()}
    return Tally(asked, tally.slips, tally.sure)


def two_days(store: Store, asked: Question, *, kept_up: bool = True) -> None:
    """Wrong, then right; and on the next day a first answer to another question, right behind a hint that costs."""
    wrong = an_attempt(asked, outcome="wrong", misconceptions=("rounds-up",), confidence=5, seconds=20.0)
    answer(store, wrong, kept_up=kept_up)
    answer(store, an_attempt(asked, outcome="correct", misconceptions=(), seconds=10.0), kept_up=kept_up)
    other = a_question(asked.learner_id, slug="pool-ceil", level=1)
    store.write_and_wait(lambda writer: writer.add_question(other))
    hinted = an_attempt(other, outcome="correct", misconceptions=(), hints_open=2, confidence=3, study_day=TOMORROW)
    answer(store, hinted, kept_up=kept_up)


FRESH_TODAY, FRESH_TOMORROW = (
    round(2 ** (61 / 60), 12),
    round(2 ** (62 / 60), 12),
)  # 3 and 4 March are so many days after 1 January
BY_HAND = (
    Tally(
        {("output-size", 2): Count(attempts=2, first=1, right=0, clean=0, seconds=30.0, fresh=FRESH_TODAY)},
        {"rounds-up": 1},
        {("output-size", 5): Share(0, 1)},
    ),
    Tally(
        {
            ("pool-ceil", 1): Count(
                attempts=1, first=1, right=1, fresh=FRESH_TOMORROW, earned=round(FRESH_TOMORROW / 2, 12)
            )
        },
        {},
        {("pool-ceil", 3): Share(1, 1)},
    ),
)


def test_sums_are_kept_up_with_every_answer(store: Store, asked: Question) -> None:
    two_days(store, asked)
    with store.read() as reader:
        kept = reader.tallies(asked.learner_id, date.min, date.max)
        assert [(each.study_day, each.answers) for each in kept] == [(TODAY, 2), (TOMORROW, 1)]
    assert sums(store, asked) == BY_HAND


def test_without_kept_sums_they_are_built_from_attempts(store: Store, asked: Question) -> None:
    two_days(store, asked, kept_up=False)
    assert sums(store, asked) == BY_HAND


def test_answers_from_before_there_were_sums_come_in_with_the_next_one(store: Store, asked: Question) -> None:
    two_days(store, asked, kept_up=False)
    third = a_question(asked.learner_id, slug="pool-ceil", level=1)
    store.write_and_wait(lambda writer: writer.add_question(third))
    later = TOMORROW + timedelta(days=1)
    answer(store, an_attempt(third, outcome="correct", misconceptions=(), study_day=later, confidence=None))
    assert sums(store, asked)[:2] == BY_HAND
    assert sums(store, asked)[2].asked["pool-ceil", 1].right == 1


def test_an_answer_behind_the_solution_is_no_first_answer(store: Store, asked: Question) -> None:
    store.write_and_wait(lambda writer: writer.open(an_opening(asked, what="solution", opened_at=NOON)))
    later = NOON + timedelta(minutes=1)
    answer(store, an_attempt(asked, outcome="correct", misconceptions=(), answered_at=later, confidence=4))
    assert sums(store, asked)[0] == Tally({("output-size", 2): Count(attempts=1)}, {}, {})


def test_the_same_answer_sent_twice_counts_once(store: Store, asked: Question) -> None:
    for _ in range(2):
        answer(store, an_attempt(asked, token="twice", outcome="correct", misconceptions=()))  # noqa: S106 - no secret
    assert sums(store, asked)[0].attempts == 1


def test_undoing_a_first_answer_makes_the_next_one_the_first(store: Store, asked: Question) -> None:
    """Wrong today, right tomorrow: with the first one undone, tomorrow's is a clean first answer."""
    wrong = an_attempt(asked, outcome="wrong", misconceptions=("rounds-up",), seconds=None, confidence=None)
    answer(store, wrong)
    answer(store, an_attempt(asked, outcome="correct", misconceptions=(), seconds=8.0, study_day=TOMORROW))

    def undo(writer: Writer) -> None:
        writer.undo(an_undoing(wrong))
        recount(writer, wrong)

    store.write_and_wait(undo)
    (tomorrow,) = sums(store, asked)
    fresh = FRESH_TOMORROW
    assert tomorrow.asked == {("output-size", 2): Count(1, 1, 1, 1, seconds=8.0, fresh=fresh, earned=fresh)}
    assert tomorrow.slips == {}


def test_who_has_answered_nothing_has_no_days(store: Store, asked: Question) -> None:
    assert sums(store, asked) == ()


def latest(store: Store, asked: Question) -> tuple[dict[str, tuple[bool, ...]], dict[int, int]]:
    """Whether the last answers to each problem were clean, and how many of the question's problem were, by level."""
    with store.read() as reader:
        tally = whole_tally(reader, asked.learner_id)
        return dict(tally.latest), dict(tally.clean(asked.slug))


@pytest.mark.parametrize("kept_up", [True, False])
def test_only_first_answers_count_and_only_clean_ones_raise_a_level(
    store: Store, asked: Question, *, kept_up: bool
) -> None:
    """Of problem output-size: a miss and then right; right at once tomorrow; of pool-ceil: right with two hints."""
    again, pooled = a_question(asked.learner_id), a_question(asked.learner_id, slug="pool-ceil")
    store.write_and_wait(lambda writer: [writer.add_question(each) for each in (again, pooled)])
    for attempt in (
        an_attempt(asked, outcome="wrong"),
        an_attempt(asked, outcome="correct", hints_open=0),
        an_attempt(again, outcome="correct", hints_open=1, study_day=TOMORROW),
        an_attempt(pooled, outcome="correct", hints_open=2, study_day=TOMORROW),
    ):
        answer(store, attempt, kept_up=kept_up)
    assert latest(store, asked) == ({"output-size": (True, False), "pool-ceil": (False,)}, {2: 1})


def test_an_answer_after_its_solution_was_shown_is_not_clean(store: Store, asked: Question) -> None:
    store.write_and_wait(lambda writer: writer.open(an_opening(asked, what="solution")))
    answer(store, an_attempt(asked, outcome="correct", hints_open=0))
    assert latest(store, asked) == ({"output-size": (False,)}, {})


def test_what_comes_late_for_an_earlier_day_is_carried_on_to_every_later_one(store: Store, asked: Question) -> None:
    two_days(store, asked)
    late = a_question(asked.learner_id, slug="pool-ceil", level=3)
    store.write_and_wait(lambda writer: writer.add_question(late))
    answer(store, an_attempt(late, outcome="correct", misconceptions=(), confidence=None))
    today, tomorrow = sums(store, asked)
    assert today.asked["pool-ceil", 3].right == 1
    assert tomorrow == BY_HAND[1]


def test_answers_by_day_can_be_about_some_problems(store: Store, asked: Question) -> None:
    two_days(store, asked)
    with store.read() as reader:
        found = answers_by_day(reader, asked.learner_id, date.min, date.max, about={"pool-ceil"})
    assert found == {TOMORROW: 1}


def test_a_second_answer_of_a_day_leaves_the_sums_before_it_alone(store: Store, asked: Question) -> None:
    """Those are long, so that only a day's first answer writes them, and one for an earlier day."""
    two_days(store, asked)
    written: list[DayTally] = []

    def note(_: Writer, tally: DayTally) -> None:
        written.append(tally)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "put_tally", note)
        third = a_question(asked.learner_id, slug="pool-ceil", level=1)
        store.write_and_wait(lambda writer: writer.add_question(third))
        answer(store, an_attempt(third, outcome="correct", misconceptions=(), study_day=TOMORROW, confidence=None))
    assert written == []
    assert sums(store, asked)[1].asked["pool-ceil", 1].attempts == 2
