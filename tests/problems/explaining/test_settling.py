"""From ticks to points: what the words show, what is asked about, what counts in the end."""

import pytest

from app.problems.explaining.patterns import pattern
from app.problems.explaining.points import Brief, Point, Slogan
from app.problems.explaining.settling import How, Settled, Ticked, Told, settle, unplaced
from app.problems.grading import Outcome

BRIEF = Brief(
    points=(
        Point("bytes", essential=True, patterns=(pattern("memory"),)),
        Point("ratio", essential=True, patterns=(pattern("operations"),)),
        Point("tuned", essential=False, patterns=(pattern("library"),)),
    ),
    slogans=(Slogan("fewer-is-faster", (pattern("fewer faster"),), unless=frozenset({"bytes"})),),
)
TEXT = "It waits for memory, and nobody wrote a fast kernel for it."


def settled(text: str, ticks: str, *, spoken: bool = False, **places: str) -> Settled:
    return settle(BRIEF, Told(text, spoken), Ticked(frozenset(ticks.split()), places))


def hows(found: Settled) -> list[How]:
    return [each.how for each in found.points]


def test_words_and_a_tick_are_enough() -> None:
    found = settled(TEXT, "bytes")
    assert hows(found) == [How.FOUND, How.MISSING, How.MISSING]
    assert [TEXT[a:b] for a, b in found.points[0].words] == ["memory"]


def test_a_tick_that_is_taken_away_is_believed() -> None:
    assert hows(settled(TEXT, "")) == [How.TAKEN_BACK, How.MISSING, How.MISSING]


def test_a_tick_without_words_is_asked_about_once() -> None:
    told = Told(TEXT)
    assert unplaced(BRIEF, told, Ticked(frozenset({"bytes", "tuned"}), {})) == ("tuned",)
    assert unplaced(BRIEF, told, Ticked(frozenset({"bytes", "tuned"}), {"tuned": ""})) == ()


@pytest.mark.parametrize("quote", ["nobody wrote a fast kernel", "  NOBODY wrote, a fast kernel. "])
def test_a_quotation_from_the_text_makes_the_point(quote: str) -> None:
    assert hows(settled(TEXT, "tuned", tuned=quote))[2] is How.QUOTED


@pytest.mark.parametrize("quote", ["", "nobody tuned a kernel", "wrote nobody", "mem", "…"])
def test_anything_else_does_not(quote: str) -> None:
    assert hows(settled(TEXT, "tuned", tuned=quote))[2] is How.UNPLACED


def test_what_was_spoken_is_taken_at_its_word() -> None:
    told = Told("", spoken=True)
    assert unplaced(BRIEF, told, Ticked(frozenset({"bytes", "ratio"}), {})) == ()
    found = settled("", "bytes ratio", spoken=True)
    assert hows(found) == [How.SAID, How.SAID, How.MISSING]
    assert found.outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("ticks", "outcome", "score"),
    [
        ("bytes ratio tuned", Outcome.CORRECT, 1),
        ("bytes ratio", Outcome.CORRECT, 4 / 5),  # essential points count twice: 2 + 2 of 2 + 2 + 1
        ("bytes tuned", Outcome.PARTLY, 3 / 5),
        ("tuned", Outcome.PARTLY, 1 / 5),
        ("", Outcome.WRONG, 0),
    ],
)
def test_it_is_right_with_every_essential_point(ticks: str, outcome: Outcome, score: float) -> None:
    found = settled("", ticks, spoken=True)
    assert found.outcome is outcome
    assert found.score == score


def test_a_slogan_is_named_where_nothing_carries_it() -> None:
    assert settled("Fewer operations are faster.", "ratio").slogans == ("fewer-is-faster",)
    assert settled("Fewer operations are faster unless memory is slow.", "bytes ratio").slogans == ()
    assert settled("Fewer operations are not faster.", "ratio").slogans == ()
