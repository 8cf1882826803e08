"""Kind `layer-stack`: the chapter's first problem by hand, and what becomes of a slip in the rows below it."""

import numpy as np
import pytest

from app.conv.ops import conv2d
from app.errors import BadInput, Impossible
from app.problems.gate import also_right, generate
from app.problems.grading import Carried, Mistaken, OtherConvention, Outcome, Right, Unanswered, judge
from app.problems.output_size.layer_stack import KIND
from app.problems.output_size.layer_stack.numbers import Layer, LayerStack, check, solve

CHAPTER = LayerStack(
    input=(3, 224, 224),
    layers=(
        Layer(out_channels=64, kernel=7, stride=2, padding=3),
        Layer(op="max_pool", kernel=3, stride=2, padding=1),
        Layer(out_channels=128, kernel=3, stride=1, padding=1),
        Layer(out_channels=128, kernel=3, stride=2, padding=1),
    ),
)
RIGHT = {
    "layer1": "112",
    "layer2": "56",
    "layer3": "56",
    "layer4": "28",
    "shape": "28 × 28 × 128",
    "params": "230,912",
}


def test_the_chapters_first_problem_by_hand() -> None:
    """9,472 + 73,856 + 147,584 = 230,912."""
    assert solve(CHAPTER) == {
        "layer1": (112, 112),
        "layer2": (56, 56),
        "layer3": (56, 56),
        "layer4": (28, 28),
        "shape": (28, 28, 128),
        "params": 230_912,
    }
    assert judge(KIND, CHAPTER, RIGHT).outcome is Outcome.CORRECT


def test_the_engine_agrees_with_every_row() -> None:
    for seed in range(40):
        stack = generate(KIND, seed=seed, level=2)
        image = np.ones((1, 1, *stack.input[1:]))
        for number, layer in enumerate(stack.layers, start=1):
            image = conv2d(
                image, np.ones((1, 1, layer.kernel, layer.kernel)), stride=layer.stride, padding=layer.padding
            )
            assert solve(stack)[f"layer{number}"] == image.shape[2:]


def test_one_slip_costs_one_row() -> None:
    """Without padding: 109, then (109 − 3 + 2)/2 + 1 = 55, 55, and floor(54/2) + 1 = 28 as before."""
    slipped = RIGHT | {"layer1": "109", "layer2": "55", "layer3": "55"}
    verdict = judge(KIND, CHAPTER, slipped)
    first = verdict.fields["layer1"]
    assert isinstance(first, Mistaken)
    assert first.mistakes == ("ignores-padding",)
    assert isinstance(verdict.fields["layer2"], Carried)
    assert isinstance(verdict.fields["layer3"], Carried)
    assert isinstance(verdict.fields["layer4"], Right)
    assert verdict.score == pytest.approx(5 / 6)


def test_an_absurd_early_value_buys_nothing() -> None:
    """No known mistake gives 90, so 45 and 45 below it, which would follow from it, stay wrong."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"layer1": "90", "layer2": "45", "layer3": "45"})
    assert all(isinstance(verdict.fields[row], Mistaken) for row in ("layer1", "layer2", "layer3"))


def test_a_second_slip_is_found_on_what_follows_from_the_first() -> None:
    """From 109 the pool gives 55; forgetting the + 1 there gives floor(108/2) = 54."""
    second = judge(KIND, CHAPTER, RIGHT | {"layer1": "109", "layer2": "54"}).fields["layer2"]
    assert isinstance(second, Mistaken)
    assert "no-plus-one" in second.mistakes


def test_the_final_shape_may_follow_from_a_slip_too() -> None:
    """Without the + 1 in the last row: floor(55/2) = 27."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"layer4": "27", "shape": "27×27×128"})
    assert isinstance(verdict.fields["shape"], Carried)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("shape", "28×28×3", "input-channels-at-the-end"),
        ("shape", "28×28×320", "channels-added-up"),  # 64 + 128 + 128
        ("params", "5,760", "forgets-input-channels"),  # 64·50 + 128·10 + 128·10
        ("params", "75,392", "kernel-not-squared"),  # 1,408 + 24,704 + 49,280
        ("params", "16,640", "image-channels-throughout"),  # 9,472 + 2·3,584
    ],
)
def test_the_usual_slips_in_shape_and_parameters(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_channels_first_and_no_bias_are_other_conventions() -> None:
    """230,912 less one bias for each of 320 filters is 230,592."""
    verdict = judge(KIND, CHAPTER, RIGHT | {"shape": "128×28×28", "params": "230592"})
    assert verdict.outcome is Outcome.OTHER_CONVENTION
    assert [type(verdict.fields[name]) for name in ("shape", "params")] == [OtherConvention, OtherConvention]


def test_the_chapters_numbers_know_their_collision() -> None:
    """56 through 3 × 3, stride 2, padding 1 gives 28, and with the padding on one side floor(54/2) + 1 = 28."""
    assert also_right(KIND, CHAPTER) == ("one-sided-padding",)


def test_a_question_mark_leaves_a_row_open_and_an_empty_one_asks() -> None:
    assert isinstance(judge(KIND, CHAPTER, RIGHT | {"layer2": "?"}).fields["layer2"], Unanswered)
    assert judge(KIND, CHAPTER, RIGHT | {"layer2": ""}).outcome is Outcome.UNREADABLE
    assert judge(KIND, CHAPTER, {}).outcome is Outcome.UNREADABLE


def test_a_field_that_is_not_asked_is_refused() -> None:
    with pytest.raises(BadInput, match="asks for layer1, layer2"):
        judge(KIND, CHAPTER, {"layer9": "3"})


@pytest.mark.parametrize(
    ("layer", "error"),
    [
        (Layer(kernel=3), BadInput),
        (Layer(op="max_pool", out_channels=3, kernel=3), BadInput),
        (Layer(op="max_pool", kernel=3, padding=2), Impossible),
        (Layer(out_channels=8, kernel=9), Impossible),
    ],
)
def test_stacks_that_cannot_be_are_refused(layer: Layer, error: type[Exception]) -> None:
    with pytest.raises(error):
        check(LayerStack(input=(3, 8, 8), layers=(layer,)))
