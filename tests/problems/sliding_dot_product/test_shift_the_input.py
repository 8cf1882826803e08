"""Kind `shift-the-input`, against hand work, plain loops and a second way of telling why."""

import pytest

from app.errors import Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.reading import Cells
from app.problems.sliding_dot_product.shift_the_input import KIND
from app.problems.sliding_dot_product.shift_the_input.numbers import Shift, check, moved, solve
from app.problems.sliding_dot_product.shift_the_input.showing import refute
from tests.problems.sliding_dot_product.looping import correlated

IMPULSE = ((0, 0, 1, 0, 0, 0),)
ONES = ((1, 1, 1),)


@pytest.mark.parametrize(
    ("shift", "row", "why"),
    [
        (Shift(image=IMPULSE, kernel=ONES, stride=2, padding=1), (0, 1, 1), "stride"),
        (Shift(image=IMPULSE, kernel=ONES, stride=1, padding=1), (0, 0, 1, 1, 1, 0), "equivariant"),
        (Shift(image=IMPULSE, kernel=ONES, stride=2, padding=1, by=2), (0, 0, 1), "equivariant"),
        (Shift(image=((0, 0, 0, 0, 0, 1),), kernel=ONES, stride=1, padding=1), (0, 0, 0, 0, 0, 0), "border"),
        (Shift(image=((1, 0, 0, 0, 0, 0),), kernel=ONES, stride=1, padding=1), (1, 1, 1, 0, 0, 0), "border"),
        (
            Shift(image=((0, 0, 1, 0, 0, 0, 0, 0),), kernel=((1, 2, 1),), stride=2, padding=1, by=2),
            (0, 0, 2, 0),
            "equivariant",
        ),
    ],
)
def test_hand_worked_rows(shift: Shift, row: tuple[int, ...], why: str) -> None:
    assert solve(shift) == {"shifted": Cells((row,)), "why": why}


def by_loops(rows: tuple[tuple[int, ...], ...], shift: Shift, stride: int) -> list[list[int]]:
    """A row is padded at its ends only: padded by hand, so that the loops need not know."""
    if len(rows) == 1:
        ends = (0,) * shift.padding
        return [correlated(((*ends, *rows[0], *ends),), shift.kernel, stride=stride)[0]]
    return correlated(rows, shift.kernel, stride=stride, padding=shift.padding)


@pytest.mark.parametrize("level", KIND.levels)
def test_plain_loops_give_the_same_output_and_the_same_reason(level: int) -> None:
    for seed in range(60):
        shift = generate(KIND, seed=seed, level=level)
        pushed = moved(shift.image, shift.by, shift.towards)
        assert solve(shift)["shifted"] == Cells(tuple(map(tuple, by_loops(pushed, shift, shift.stride))))
        assert (solve(shift)["why"] == "stride") == (shift.by % shift.stride != 0)
        before, after = by_loops(shift.image, shift, shift.stride), by_loops(pushed, shift, shift.stride)
        if shift.by % shift.stride == 0:
            steps = shift.by // shift.stride
            along = moved(tuple(map(tuple, before)), steps, shift.towards) == tuple(map(tuple, after))
            assert solve(shift)["why"] == ("equivariant" if along else "border")


@pytest.mark.parametrize("level", KIND.levels)
def test_every_reason_of_a_level_is_asked_for(level: int) -> None:
    reasons = {str(solve(generate(KIND, seed=seed, level=level))["why"]) for seed in range(60)}
    assert reasons == {1: {"equivariant", "border"}}.get(level, {"equivariant", "border", "stride"})


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("0 1 0", "output-stays"),
        ("0 0 1", "moves-with-the-input"),
        ("1 1 0", "the-other-way"),
        ("0 0 1 1 1 0", "ignores-stride"),
        ("0 1", "forgets-padding"),  # windows on cells 0 to 2 and 2 to 4
    ],
)
def test_a_wrong_output_of_the_impulse_names_its_mistake(typed: str, mistake: str) -> None:
    shift = Shift(image=IMPULSE, kernel=ONES, stride=2, padding=1)
    verdict = judge(KIND, shift, {"shifted": typed}).fields["shifted"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


@pytest.mark.parametrize("reason", ["equivariant", "border", "invariant"])
def test_every_wrong_reason_is_a_mistake_of_its_own(reason: str) -> None:
    verdict = judge(KIND, Shift(image=IMPULSE, kernel=ONES, stride=2, padding=1), {"why": reason}).fields["why"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (f"thinks-{reason}",)


def test_what_falls_out_is_gone() -> None:
    assert moved(((1, 2, 3),), 1, "right") == ((0, 1, 2),)
    assert moved(((1, 2), (3, 4)), 1, "down") == ((0, 0), (1, 2))
    assert moved(((1, 2, 3),), 1, "right", coming="wrapped") == ((3, 1, 2),)
    assert moved(((1, 2, 3),), 1, "right", coming="edge") == ((1, 1, 2),)


def test_the_run_is_never_the_question_itself() -> None:
    shift = Shift(image=((0, 0, 1, 0, 0, 0, 0),), kernel=((1, 2, 1),), stride=2, padding=1)
    run = refute(shift, "shifted", ("output-stays",), Cells(((0, 2, 0, 0),)))
    assert run is not None
    assert run.on.startswith("a row of 8 cells")


def test_two_reasons_at_once_are_no_question() -> None:
    with pytest.raises(Impossible, match="Both the border and the stride"):
        check(Shift(image=((0, 0, 0, 0, 0, 1),), kernel=ONES, stride=2, padding=1))
