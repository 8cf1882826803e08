"""Kind `field-stack`: by hand, and against the support of one unit's gradient."""

import pytest

from app.errors import AppError
from app.problems.gate import generate
from app.problems.grading import Carried, Mistaken, Outcome, Right, judge
from app.problems.receptive_field.field_stack import KIND
from app.problems.receptive_field.field_stack.numbers import FieldStack, Layer, check, plain, solve
from app.problems.receptive_field.looking import gradient, smallest
from app.problems.receptive_field.seeing import SLIPS
from tests.problems.receptive_field.tracing import extent, seen

CHAPTER = FieldStack(
    layers=(
        Layer(kernel=7, stride=2),
        Layer(op="max_pool", kernel=3, stride=2),
        Layer(kernel=3),
        Layer(kernel=3, stride=2),
    )
)
RIGHT = {"layer1": "7", "layer2": "11", "layer3": "19", "layer4": "27", "jump": "8"}
VGG = FieldStack(
    layers=tuple(
        layer
        for convolutions in (2, 2, 3, 3, 3)
        for layer in (*(Layer(kernel=3),) * convolutions, Layer(op="max_pool", kernel=2, stride=2))
    )
)


def test_resnets_beginning_by_hand() -> None:
    """7; + 2·2; + 2·4; + 2·4; jump 2·2·1·2."""
    assert solve(CHAPTER) == {"layer1": 7, "layer2": 11, "layer3": 19, "layer4": 27, "jump": 8}
    assert judge(KIND, CHAPTER, RIGHT).outcome is Outcome.CORRECT


def test_vgg_16_before_its_linear_layers_sees_212_pixels() -> None:
    """The figure that is printed for it; 18 layers, five pools, jump 32."""
    assert solve(VGG)["layer18"] == 212
    assert solve(VGG)["jump"] == 32


@pytest.mark.parametrize("level", KIND.levels)
def test_every_row_is_as_wide_as_one_units_gradient(level: int) -> None:
    for seed in range(25):
        stack = generate(KIND, seed=seed, level=level)
        layers, answers = plain(stack), solve(stack)
        for number in range(1, len(layers) + 1):
            field = answers[f"layer{number}"]
            assert isinstance(field, int)
            assert extent(layers[:number], field + 50) == field, (seed, number)


@pytest.mark.parametrize("level", KIND.levels)
def test_the_jump_is_how_far_the_next_units_gradient_lies(level: int) -> None:
    for seed in range(25):
        stack = generate(KIND, seed=seed, level=level)
        jump = solve(stack)["jump"]
        assert isinstance(jump, int)
        cells = 2_000
        first, second = seen(plain(stack), cells, 0), seen(plain(stack), cells, 1)
        assert second[0] - first[0] == jump


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("layer2", "9", "ignores-earlier-strides"),  # 7 + 2
        ("layer2", "15", "counts-own-stride"),  # 7 + 2·2·2
        ("layer2", "13", "whole-kernel"),  # 7 + 3·2
        ("layer2", "10", "kernels-added-up"),  # 7 + 3
        ("layer2", "3", "window-for-field"),
        ("layer2", "7", "skips-pool"),
        ("layer2", "14", "pool-multiplies"),  # 7·2
        ("layer3", "15", "only-previous-stride"),  # 11 + 2·2
        ("jump", "4", "own-stride-left-out"),  # 2·2·1
        ("jump", "2", "last-stride-for-jump"),
        ("jump", "7", "strides-added-up"),  # 2 + 2 + 1 + 2
        ("jump", "27", "field-for-jump"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes[0] == mistake


def test_one_slip_costs_one_row() -> None:
    """Without the pool: 7, 7, then 7 + 2·4 = 15 and 15 + 2·4 = 23."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"layer2": "7", "layer3": "15", "layer4": "23"})
    assert isinstance(verdict.fields["layer2"], Mistaken)
    assert isinstance(verdict.fields["layer4"], Carried)
    assert isinstance(verdict.fields["jump"], Right)
    assert verdict.score == pytest.approx(4 / 5)


def test_who_ignores_strides_throughout_is_told_so_in_every_row_they_count_in() -> None:
    """7, 9, 11, 13."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"layer2": "9", "layer3": "11", "layer4": "13"})
    for row in ("layer2", "layer3", "layer4"):
        found = verdict.fields[row]
        assert isinstance(found, Mistaken)
        assert "ignores-earlier-strides" in found.mistakes


def test_a_one_by_one_layer_adds_nothing_and_its_stride_still_moves_units_apart() -> None:
    """3 at stride 1; a 1 × 1 of stride 2 leaves 3; then 3 + 2·2 = 7."""
    stack = FieldStack(layers=(Layer(kernel=3), Layer(kernel=1, stride=2), Layer(kernel=3)))
    assert solve(stack) == {"layer1": 3, "layer2": 3, "layer3": 7, "jump": 2}


def test_a_slip_is_run_on_a_small_stack_where_the_gradient_shows_it() -> None:
    """Kernel 2 at stride 2, then 3 at stride 2: 2 + 2·2 = 6 pixels, not 2 + 2 = 4."""
    run = KIND.refute(CHAPTER, "layer3", ("ignores-earlier-strides",), 13) if KIND.refute else None
    assert run is not None
    assert (run.claimed, run.found) == ("4 pixels", "6 pixels")
    assert [row.shown.split() for row in run.rows][1] == ["1", "1", "1", "1", "1", "1", "·", "·", "·", "·"]


@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_has_a_small_stack_that_refutes_it(slip: str) -> None:
    run = smallest(SLIPS[slip], is_pool="pool" in slip)
    assert run is not None
    assert run.claimed != run.found


def test_a_gradient_counts_the_ways_to_a_pixel() -> None:
    """Two kernels of three ones: 1 2 3 2 1."""
    layers = plain(FieldStack(layers=(Layer(kernel=3), Layer(kernel=3))))
    assert gradient(layers, 6) == (1, 2, 3, 2, 1, 0)


@pytest.mark.parametrize(
    "layers",
    [
        (Layer(op="max_pool", kernel=2, stride=2), Layer(kernel=3)),
        (Layer(kernel=3), Layer(kernel=3)),
    ],
    ids=["begins with a pool", "no stride"],
)
def test_stacks_that_are_no_question_are_refused(layers: tuple[Layer, ...]) -> None:
    with pytest.raises(AppError):
        check(FieldStack(layers=layers))
