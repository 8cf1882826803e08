"""What first answers say of a skill, worked by hand."""

from math import sqrt

import pytest

from app.learning.mastery import Evidence, Level, mastery


def answers(
    proves: Level, count: int, right: int, *, clean: int | None = None, difficulty: int = 2, age_days: int = 0
) -> Evidence:
    """Fresh ones at level 2 weigh 1 each, and half of that after every sixty days."""
    weight, clean = 0.5 ** (age_days / 60), right if clean is None else clean
    return Evidence(
        proves=proves,
        difficulty=difficulty,
        count=count,
        right=right,
        clean=clean,
        fresh=weight * count,
        earned=weight * (clean + 0.5 * (right - clean)),
    )


NUMBERS, DERIVED, TOLD, CHOSEN = Level.CAN_EXPLAIN, Level.CAN_DERIVE, Level.CAN_TEACH, Level.VAGUELY


def test_without_answers_the_estimate_is_a_half_and_wide() -> None:
    """Beta(1, 1): mean 1/2, variance 1/12."""
    found = mastery([])
    assert found.estimate == 0.5
    assert found.high - found.low == pytest.approx(2 * 1.2816 * sqrt(1 / 12))
    assert (found.level, found.count, found.proofs) == (None, 0, ())


def test_the_estimate_is_the_rule_of_succession_for_fresh_answers_at_level_two() -> None:
    """Three of four: Beta(4, 2), mean 4/6, variance 8/(36·7)."""
    found = mastery([answers(NUMBERS, 4, 3)])
    assert found.estimate == pytest.approx(4 / 6)
    assert found.high - found.estimate == pytest.approx(1.2816 * sqrt(8 / 252))


def test_a_hint_that_costs_halves_an_answer() -> None:
    """Two right, one of them clean: credit 1.5 of 2, mean 2.5/4."""
    assert mastery([answers(NUMBERS, 2, 2, clean=1)]).estimate == pytest.approx(2.5 / 4)


def test_harder_numbers_weigh_more() -> None:
    """One right answer: (1 + w)/(2 + w) with w = 0.75, 1 and 1.25."""
    found = [mastery([answers(NUMBERS, 1, 1, difficulty=level)]).estimate for level in (1, 2, 3)]
    assert found == pytest.approx([1.75 / 2.75, 2 / 3, 2.25 / 3.25])


def test_an_answer_weighs_half_after_sixty_days() -> None:
    assert mastery([answers(NUMBERS, 1, 1, age_days=60)]).estimate == pytest.approx(1.5 / 2.5)


@pytest.mark.parametrize(
    ("evidence", "level"),
    [
        ([answers(CHOSEN, 1, 1)], Level.VAGUELY),
        ([answers(CHOSEN, 50, 50)], Level.VAGUELY),  # choosing never proves more
        ([answers(NUMBERS, 1, 1)], None),  # one number may be luck
        ([answers(NUMBERS, 1, 0)], None),  # or a slip
        ([answers(NUMBERS, 2, 0)], Level.CANNOT),
        ([answers(CHOSEN, 1, 0)], Level.CANNOT),
        ([answers(CHOSEN, 1, 1), answers(NUMBERS, 2, 0)], Level.VAGUELY),
        ([answers(CHOSEN, 3, 1), answers(NUMBERS, 9, 9)], Level.CANNOT),
        ([answers(NUMBERS, 2, 2)], Level.CAN_EXPLAIN),
        ([answers(NUMBERS, 90, 90)], Level.CAN_EXPLAIN),  # numbers do not prove “can derive”
        ([answers(NUMBERS, 2, 2), answers(DERIVED, 1, 1)], Level.CAN_DERIVE),
        ([answers(DERIVED, 1, 1)], Level.CAN_DERIVE),
        ([answers(NUMBERS, 2, 2), answers(TOLD, 1, 1)], Level.CAN_TEACH),
        ([answers(NUMBERS, 2, 2), answers(DERIVED, 1, 0), answers(TOLD, 1, 1)], Level.CAN_EXPLAIN),
        ([answers(NUMBERS, 4, 2), answers(DERIVED, 1, 1)], Level.CANNOT),  # half of the numbers wrong
        ([answers(NUMBERS, 5, 3), answers(DERIVED, 1, 1)], Level.CAN_DERIVE),  # three of five pass
        ([answers(DERIVED, 1, 1, clean=0)], None),  # behind a hint that costs
        ([answers(DERIVED, 3, 0)], None),  # a proof that is missed is not “cannot”
        ([answers(TOLD, 2, 1)], None),
    ],
)
def test_only_answers_of_the_form_reach_a_level(evidence: list[Evidence], level: Level | None) -> None:
    assert mastery(evidence).level is level


def test_the_evidence_is_listed_form_by_form() -> None:
    found = mastery([answers(NUMBERS, 2, 1), answers(DERIVED, 1, 1), answers(NUMBERS, 3, 3, age_days=10)])
    assert [(proof.level, proof.count, proof.right) for proof in found.proofs] == [(NUMBERS, 5, 4), (DERIVED, 1, 1)]
    assert found.count == 6
