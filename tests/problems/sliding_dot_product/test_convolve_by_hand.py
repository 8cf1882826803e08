"""Kind `convolve-by-hand`, against hand work and against four plain loops."""

import pytest

from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.forms import Grid
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge
from app.problems.reading import Cells
from app.problems.sliding_dot_product.convolve_by_hand import KIND, HandWork, check, fields, refute, solve
from tests.problems.sliding_dot_product.looping import correlated

# 1 2 0      1  0      1−1  2−3
# 0 1 3  ∗   0 −1  =   0−0  1−1
# 2 0 1
CORNERS = HandWork(image=((1, 2, 0), (0, 1, 3), (2, 0, 1)), kernel=((1, 0), (0, -1)))
# Rows 1 2 3, 4 5 6, 7 8 9 under the right-hand neighbour minus the one below, padded: first cell 2 − 4, last 0 − 0.
NEIGHBOURS = HandWork(image=((1, 2, 3), (4, 5, 6), (7, 8, 9)), kernel=((0, 0, 0), (0, 0, 1), (0, -1, 0)), padding=1)


@pytest.mark.parametrize(
    ("work", "rows"),
    [
        (CORNERS, ((0, -1), (0, 0))),
        (NEIGHBOURS, ((-2, -2, -6), (-2, -2, -9), (8, 9, 0))),
        (HandWork(image=((1, 2, 3, 4),), kernel=((1, 1),), stride=2, bias=-3), ((0, 4),)),  # 3 − 3, 7 − 3
        (HandWork(image=((1, 2, 3, 4, 5),), kernel=((1, 1),), dilation=3), ((5, 7),)),  # 1 + 4, 2 + 5
    ],
)
def test_hand_worked_maps(work: HandWork, rows: tuple[tuple[int, ...], ...]) -> None:
    assert solve(work) == {"output": Cells(rows)}


@pytest.mark.parametrize("level", KIND.levels)
def test_four_plain_loops_agree_with_every_drawn_map(level: int) -> None:
    for seed in range(60):
        work = generate(KIND, seed=seed, level=level)
        by_loops = correlated(
            work.image,
            work.kernel,
            stride=work.stride,
            padding=work.padding,
            dilation=work.dilation,
            bias=work.bias,
        )
        assert solve(work) == {"output": Cells(tuple(map(tuple, by_loops)))}, seed


@pytest.mark.parametrize("level", KIND.levels)
def test_the_room_holds_every_claim_and_does_not_tell_the_size(level: int) -> None:
    larger = 0
    for seed in range(40):
        work = generate(KIND, seed=seed, level=level)
        (field,) = fields(work)
        assert isinstance(field.form, Grid)
        solvers = [KIND.solve, *KIND.mistakes.values(), *KIND.conventions.values(), *KIND.together.values()]
        for claim in [answers["output"] for solver in solvers if (answers := solver(work))]:
            assert isinstance(claim, Cells)
            assert claim.size[0] <= field.form.rows
            assert claim.size[1] <= field.form.columns
        right = solve(work)["output"]
        assert isinstance(right, Cells)
        larger += right.size != (field.form.rows, field.form.columns)
    assert larger > 20


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("-2 -2 -6 0; -2 -2 -9 0", ""),
        ("6 8 6; 12 14 9; 8 9 0", "signs-dropped"),  # 2 + 4, 3 + 5, 6; 5 + 7, 6 + 8, 9; 8, 9, 0
        ("0 0 0; 0 0 2; 0 -4 0", "no-sum"),  # the first window sees 0 0 0, 0 1 2, 0 4 5
        ("-2 -2 -9; 8 9 0", "one-row-late"),
        ("12 21 16; 27 45 33; 24 39 28", "sums-the-window"),  # corner 1 + 2 + 4 + 5, middle 45
        ("1 1 1; 1 1 1; 1 1 1", ""),
    ],
)
def test_a_wrong_map_names_its_mistake(typed: str, mistake: str) -> None:
    verdict = judge(KIND, NEIGHBOURS, {"output": typed}).fields["output"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ((mistake,) if mistake else ())


def test_a_flipped_kernel_is_another_convention() -> None:
    """Flipped, the kernel takes the left neighbour minus … the one above: first row 0 + …: 0, 1, 2."""
    verdict = judge(KIND, NEIGHBOURS, {"output": "0 1 2; -1 2 2; -4 2 2"}).fields["output"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == "kernel-flipped"


@pytest.mark.parametrize("typed", ["1 3; 4 10", "10 6; 7 4"])
def test_padding_on_one_side_is_named_whichever_side_it_is(typed: str) -> None:
    """1 2, 3 4 under ones: padded above and left it is 0 0 0, 0 1 2, 0 3 4, below and right 1 2 0, 3 4 0, 0 0 0."""
    work = HandWork(image=((1, 2), (3, 4)), kernel=((1, 1), (1, 1)), padding=1)
    verdict = judge(KIND, work, {"output": typed}).fields["output"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("one-sided-padding",)


def test_two_slips_at_once_are_both_named() -> None:
    """Transposed, the kernel takes the cell below minus the one on the right; bare, only the middle is left: 8 − 6."""
    verdict = judge(KIND, NEIGHBOURS, {"output": "2"}).fields["output"]
    assert isinstance(verdict, Mistaken)
    assert verdict.together
    assert set(verdict.mistakes) == {"transposed-kernel", "forgets-padding"}


def test_a_right_size_with_one_wrong_cell_counts_by_its_cells() -> None:
    verdict = judge(KIND, CORNERS, {"output": "0 -1; 0 1"})
    assert verdict.score == 0.75
    found = verdict.fields["output"]
    assert isinstance(found, Mistaken)
    assert found.cells == ((True, True), (True, False))


def test_a_transposed_kernel_is_run_on_a_single_1() -> None:
    """With a 1 in the lower right of 2 × 2 the output reads the kernel from its end: 0 −1, 1 0."""
    wrong = KIND.mistakes["transposed-kernel"](NEIGHBOURS)["output"]
    run = refute(NEIGHBOURS, "output", ("transposed-kernel",), wrong)
    assert run is not None
    assert run.on == "a single 1 in a 2 × 2 map, stride 1, padding 1"
    assert (run.claimed, run.found) == ("[0 1; -1 0]", "[0 -1; 1 0]")


def test_rows_of_different_lengths_and_kernels_that_do_not_fit_are_told() -> None:
    with pytest.raises(BadInput, match=r"Row 2 of the image has 1 numbers, and row 1 has 2\."):
        check(HandWork(image=((1, 2), (3,)), kernel=((1,),)))
    with pytest.raises(Impossible, match="does not fit"):
        check(HandWork(image=((1, 2), (3, 4)), kernel=((1, 1, 1),) * 3))


@pytest.mark.parametrize("level", KIND.levels)
def test_a_diagnosis_stops_at_a_line_that_is_there(level: int) -> None:
    """The line a mistake points at is missing nowhere, or the whole working would be shown."""
    points_at = {"forgets-bias": "bias", "bias-per-weight": "bias", "ignores-stride": "next", "side-by-side": "next"}
    for seed in range(30):
        work = generate(KIND, seed=seed, level=level)
        keys = {step.key for step in KIND.working(work)["output"]}
        made = {key for name, key in points_at.items() if KIND.mistakes[name](work)}
        assert made | {"rows", "columns", "window", "products", "row"} <= keys
