"""Kind `layers-to-see`: by hand, and by adding layers until one unit's gradient covers the object."""

import pytest

from app.conv.fields import FieldLayer
from app.errors import Impossible
from app.problems.gate import also_right, generate
from app.problems.grading import Mistaken, Outcome, judge
from app.problems.receptive_field.layers_to_see import KIND, Object, check, solve
from tests.problems.receptive_field.tracing import extent

CHAPTER = Object(pixels=200, kernel=3, stride=2, doubling=True)
RIGHT = {"plain": "100", "strided": "51", "dilated": "7"}


def test_200_pixels_take_100_layers_or_51_behind_a_stride_or_7_with_rates_that_double() -> None:
    """1 + 2·100 = 201; 3 + 4·50 = 203; 1 + 2·127 = 255."""
    assert solve(CHAPTER) == {"plain": 100, "strided": 51, "dilated": 7}
    assert judge(KIND, CHAPTER, RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize(("pixels", "kernel", "layers"), [(3, 2, 2), (4, 3, 2), (5, 3, 2), (6, 3, 3), (29, 5, 7)])
def test_small_objects_by_hand(pixels: int, kernel: int, layers: int) -> None:
    assert solve(Object(pixels=pixels, kernel=kernel)) == {"plain": layers}


def test_behind_a_stride_the_first_layer_still_adds_k_minus_1_alone() -> None:
    """3 + 4·5 = 23 exactly with six layers; a pixel more takes a seventh."""
    assert [solve(Object(pixels=pixels, kernel=3, stride=2))["strided"] for pixels in (23, 24)] == [6, 7]


def stacks(asked: Object) -> dict[str, list[FieldLayer]]:
    """More layers than needed, in each of the three ways."""
    plain = [FieldLayer(asked.kernel)] * 330
    return {
        "plain": plain,
        "strided": [FieldLayer(asked.kernel, stride=asked.stride or 1), *plain],
        "dilated": [FieldLayer(asked.kernel, dilation=2**number) for number in range(12)],
    }


def test_one_unit_sees_it_with_that_many_layers_and_not_with_one_less() -> None:
    for seed in range(4):
        asked = generate(KIND, seed=seed, level=3)
        for name, layers in solve(asked).items():
            assert isinstance(layers, int)
            stack = stacks(asked)[name][:layers]
            assert len(stack) == layers
            assert extent(stack, 3 * asked.pixels) >= asked.pixels
            assert extent(stack[:-1], 3 * asked.pixels) < asked.pixels


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("plain", "67", "divides-by-kernel"),
        ("plain", "199", "one-side-only"),
        ("plain", "5", "kernels-multiplied"),  # 3^5 = 243
        ("plain", "99", "rounds-down"),
        ("strided", "100", "ignores-stride"),
        ("strided", "50", "counts-own-stride"),  # 199 / 4
        ("strided", "7", "stride-in-every-layer"),  # 2^8 − 1 = 255
        ("dilated", "100", "ignores-dilation"),
        ("dilated", "6", "rounds-down"),
        ("dilated", "8", "kernel-forgotten"),  # 2^8 = 256
        ("dilated", "64", "rate-for-layers"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, CHAPTER, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_the_first_pixel_shows_where_the_object_is_one_more_than_a_multiple() -> None:
    """200 / 2 is 100 either way; 201 / 2 rounds up to 101, and 100 layers will do."""
    assert also_right(KIND, CHAPTER) == ("forgets-the-first-pixel",)
    verdict = judge(KIND, Object(pixels=201, kernel=3), {"plain": "101"}).fields["plain"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("forgets-the-first-pixel",)


def test_each_level_asks_one_way_more() -> None:
    assert [list(solve(generate(KIND, seed=1, level=level))) for level in (1, 2, 3)] == [
        ["plain"],
        ["plain", "strided"],
        ["plain", "strided", "dilated"],
    ]


def test_an_object_that_one_layer_sees_is_no_question() -> None:
    with pytest.raises(Impossible, match="3 ≤ 3"):
        check(Object(pixels=3, kernel=3))
