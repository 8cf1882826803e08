"""Which question comes next, by sequences worked by hand."""

from collections.abc import Iterator, Mapping

import pytest

from app.learning.diagnostic import Asked, Candidate, Pick, is_over, next_level, next_pick
from app.learning.mastery import Evidence, Level, doubt

SKILLS = "abcdefghi"
PROBLEMS = [Candidate(f"{skill}-{n}", skill, (1, 2, 3), n, is_choice=False) for skill in SKILLS for n in (3, 2)]


def answer(level: int, *, right: bool) -> Evidence:
    """One fresh answer, by working out numbers."""
    return Evidence(
        proves=Level.CAN_EXPLAIN,
        difficulty=level,
        count=1,
        right=int(right),
        clean=int(right),
        fresh=1.0,
        earned=float(right),
    )


def run(*, right: bool, known: Mapping[str, list[Evidence]] | None = None) -> Iterator[Pick]:
    """Everything that is put to somebody whose answers are all right, or all wrong."""
    evidence = {skill: list((known or {}).get(skill, ())) for skill in SKILLS}
    asked: list[Asked] = []
    while not is_over(asked, evidence):
        pick = next_pick(asked, evidence, PROBLEMS)
        yield pick
        asked.append(Asked(pick.slug, pick.level, right))
        evidence[pick.slug[0]].append(answer(pick.level, right=right))


def test_doubt_is_the_standard_deviation_of_the_estimate() -> None:
    """Beta(1, 1): sqrt(1/12). Right at level 2: Beta(2, 1), of mean 2/3: sqrt(2/9/4)."""
    assert doubt([]) == pytest.approx((1 / 12) ** 0.5)
    assert doubt([answer(2, right=True)]) == pytest.approx((2 / 9 / 4) ** 0.5)
    assert doubt([answer(2, right=False)]) == pytest.approx((2 / 9 / 4) ** 0.5)


def test_whoever_is_always_right_goes_up_and_ends_where_the_easiest_numbers_were() -> None:
    """Unknown skills are equally doubtful, so they come in order. Level 2 leaves a doubt of 0.2357, level 3 0.2239."""
    assert [(pick.slug, pick.level) for pick in run(right=True)] == [
        ("a-2", 2),
        *((f"{skill}-2", 3) for skill in "bcdefghi"),
        ("a-3", 3),  # the other problem of the skill, since the first was asked
    ]


def test_whoever_is_always_wrong_goes_down_and_ends_where_easy_numbers_said_least() -> None:
    """A miss at level 1 weighs 3/4: mean 1/2.75, and 0.2484 of doubt, against 0.2357 at level 2."""
    assert [(pick.slug, pick.level) for pick in run(right=False)] == [
        ("a-2", 2),
        *((f"{skill}-2", 1) for skill in "bcdefghi"),
        ("b-3", 1),
    ]


def test_the_skill_of_which_least_is_known_comes_first_and_eight_are_enough_where_much_is_known() -> None:
    """Twelve right answers of twelve leave sqrt(13/14·1/14/15) = 0.066; skill h has none, and one at level 2."""
    known = {skill: [answer(2, right=True)] * 12 for skill in SKILLS if skill != "h"}
    picks = list(run(right=True, known=known))
    assert len(picks) == 8
    assert [pick.slug[0] for pick in picks][:3] == ["h", "h", "h"]


@pytest.mark.parametrize(
    ("answers", "level"),
    [([], 2), ([(2, True)], 3), ([(3, True)], 3), ([(2, False)], 1), ([(1, False)], 1), ([(1, False), (1, True)], 2)],
)
def test_it_gets_harder_after_a_right_answer_and_easier_after_a_wrong_one(
    answers: list[tuple[int, bool]], level: int
) -> None:
    assert next_level([Asked("x", at, was_right) for at, was_right in answers]) == level


def test_working_out_comes_before_choosing_and_the_nearest_level_stands_in_for_one_that_is_missing() -> None:
    choosing = Candidate("quick", "a", (1, 2, 3), 1, is_choice=True)
    hard = Candidate("long", "a", (1, 2, 3), 5, is_choice=False)
    assert next_pick([], {"a": []}, [choosing, hard]) == Pick("long", 2)
    assert next_pick([], {"a": []}, [Candidate("only", "a", (1, 3), 5, is_choice=False)]) == Pick("only", 1)
