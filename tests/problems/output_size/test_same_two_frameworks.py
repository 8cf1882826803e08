"""Kind `same-two-frameworks`: worked by hand, and both frameworks built up from padding alone."""

import pytest

from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.kind import Answers
from app.problems.output_size.same_two_frameworks import KIND, Strided, check, solve
from app.problems.reading import Cells

WRITTEN = Strided(input=6, kernel=3, stride=2, rows=True)
STEM = Strided(input=224, kernel=7, stride=2)
EVEN = Strided(input=20, kernel=4, stride=2)


def one_row(*cells: int) -> Cells:
    return Cells((cells,))


@pytest.mark.parametrize(
    ("layer", "answers"),
    [
        # Measured with torch 2.13, Keras 3 on JAX and jax.lax on the same six cells.
        (WRITTEN, {"sides": (0, 1), "keras_row": one_row(6, 12, 11), "torch_row": one_row(3, 9, 15)}),
        (STEM, {"keras_size": 112, "total": 5, "sides": (2, 3), "torch_size": 112}),
        (EVEN, {"keras_size": 10, "total": 2, "sides": (1, 1), "torch_size": 11}),
        (Strided(input=9, kernel=2, stride=4), {"keras_size": 3, "total": 1, "sides": (0, 1), "torch_size": 3}),
        (Strided(input=8, kernel=2, stride=4), {"keras_size": 2, "total": 0, "sides": (0, 0), "torch_size": 3}),
    ],
)
def test_hand_worked_answers(layer: Strided, answers: Answers) -> None:
    assert solve(layer) == answers


def _sums(layer: Strided, left: int, right: int) -> tuple[int, ...]:
    """The windows of a row 1, 2, 3, … between zeros, added up one by one."""
    row = [0] * left + list(range(1, layer.input + 1)) + [0] * right
    starts = range(0, len(row) - layer.kernel + 1, layer.stride)
    return tuple(sum(row[start : start + layer.kernel]) for start in starts)


@pytest.mark.parametrize("level", KIND.levels)
def test_keras_adds_the_fewest_zeros_that_give_its_size_and_torch_what_it_is_told(level: int) -> None:
    for seed in range(60):
        layer = generate(KIND, seed=seed, level=level)
        wanted = (layer.input + layer.stride - 1) // layer.stride
        fewest = next(zeros for zeros in range(10_000) if len(_sums(layer, 0, zeros)) == wanted)
        around = (fewest // 2, fewest - fewest // 2)
        half = layer.kernel // 2
        answers = solve(layer)
        assert answers["sides"] == around
        if layer.rows:
            assert answers["keras_row"] == one_row(*_sums(layer, *around))
            assert answers["torch_row"] == one_row(*_sums(layer, half, half))
        else:
            sizes = (answers["keras_size"], answers["total"], answers["torch_size"])
            assert sizes == (wanted, fewest, len(_sums(layer, half, half)))


def test_odd_kernels_give_one_size_in_both_and_even_ones_may_not() -> None:
    for size in range(5, 80):
        for stride in (2, 3, 4):
            odd, even = (solve(Strided(input=size, kernel=kernel, stride=stride)) for kernel in (5, 4))
            assert odd["keras_size"] == odd["torch_size"]
            assert (even["keras_size"] != even["torch_size"]) == (size % stride == 0)


@pytest.mark.parametrize(
    ("layer", "field", "typed", "mistake"),
    [
        (STEM, "keras_size", "224", "keeps-size"),
        (STEM, "keras_size", "109", "no-padding"),  # floor(217/2) + 1
        (STEM, "total", "6", "as-at-stride-one"),
        (STEM, "total", "7", "steps-for-positions"),  # 112·2 + 7 − 224
        (STEM, "sides", "3, 2", "odd-one-first"),
        (STEM, "sides", "3 3", "as-at-stride-one"),
        (STEM, "sides", "0, 5", "all-at-the-end"),
        (Strided(input=25, kernel=5, stride=2), "keras_size", "12", "rounds-down"),
        (EVEN, "total", "4", "half-on-both-sides"),
        (EVEN, "torch_size", "10", "takes-the-size-of-keras"),
        (STEM, "torch_size", "113", "rounds-up"),
        (STEM, "torch_size", "224", "ignores-stride"),
        (WRITTEN, "keras_row", "3 9 15", "takes-the-windows-of-the-other"),
        (WRITTEN, "torch_row", "6 12 11", "takes-the-windows-of-the-other"),
        (WRITTEN, "keras_row", "6 12", "no-padding"),
    ],
)
def test_a_wrong_answer_names_its_mistake(layer: Strided, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, layer, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


def test_the_rows_are_read_cell_by_cell() -> None:
    typed = {"sides": "0, 1", "keras_row": "6\t12\t11", "torch_row": "[3, 9, 15]"}
    assert judge(KIND, WRITTEN, typed).outcome is Outcome.CORRECT
    assert judge(KIND, WRITTEN, typed | {"torch_row": "3 9 14"}).score == pytest.approx((2 + 2 / 3) / 3)


def test_questions_that_cannot_be_are_refused() -> None:
    with pytest.raises(Impossible, match="A kernel of 9 does not fit in 5 cells"):
        check(Strided(input=5, kernel=9, stride=2))
    with pytest.raises(BadInput, match="up to 16 cells"):
        check(Strided(input=40, kernel=3, stride=2, rows=True))
