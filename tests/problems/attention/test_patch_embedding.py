"""Kind `patch-embedding`: by hand, against published counts, and by cutting an image into patches and mapping each."""

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.conv.ops import conv2d
from app.errors import Impossible
from app.problems.attention.patch_embedding import KIND, Embedding, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, OtherConvention, Outcome, judge

VIT = Embedding(image=224, channels=3, patch=16, width=768)
RIGHT = {"tokens": "196", "params": "590592", "macs": "115605504"}


def test_a_base_transformer_makes_196_tokens_with_590592_parameters(catalog: Catalog) -> None:
    """14², 768·3·256 + 768; the stem of the network as its table counts it."""
    assert solve(VIT) == {"tokens": 196, "params": 590_592, "macs": 115_605_504}
    assert judge(KIND, VIT, RIGHT).outcome is Outcome.CORRECT
    stem = catalog.architectures.architecture("vit-b-16").table.rows[0]
    assert (stem.params, stem.macs) == (590_592, 115_605_504)


def test_the_convolution_is_each_patch_through_one_linear_map() -> None:
    """Patches cut out by slicing, multiplied as rows of numbers: what a strided convolution gives, place by place."""
    dice = np.random.default_rng(3)
    image, weight = dice.normal(size=(2, 6, 9)), dice.normal(size=(5, 2, 3, 3))
    patches = [image[:, top : top + 3, left : left + 3].ravel() for top in (0, 3) for left in (0, 3, 6)]
    tokens = np.stack(patches) @ weight.reshape(5, -1).T  # (6, 18) @ (18, 5)
    drawn = conv2d(image[np.newaxis], weight, stride=3)  # (1, 5, 2, 3)
    assert np.allclose(drawn[0].reshape(5, -1).T, tokens)
    small = solve(Embedding(image=(6, 9), channels=2, patch=3, width=5))
    assert (small["tokens"], small["params"]) == (len(tokens), weight.size + 5)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("tokens", "14", "one-side"),
        ("tokens", "3136", "patch-not-squared"),  # 224² / 16
        ("params", "197376", "one-channel"),  # 768·256 + 768
        ("params", "37632", "kernel-not-squared"),  # 768·48 + 768
        ("params", "768", "length-of-a-patch"),  # 3·256, here the width as well
        ("params", "115756032", "weights-of-each-token"),  # 590,592·196
        ("macs", "589824", "one-token"),
        ("macs", "29595009024", "at-every-pixel"),  # 589,824·224²
        ("macs", "8257536", "one-side"),  # 589,824·14
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize(
    ("field", "typed", "convention"),
    [("tokens", "197", "with-class-token"), ("params", "589824", "without-bias"), ("macs", "231211008", "flops")],
)
def test_what_others_count_otherwise_is_not_wrong(field: str, typed: str, convention: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


def test_patches_that_overlap_are_more_than_those_side_by_side() -> None:
    """SegFormer's first, 7×7 at stride 4 with padding 3: ⌊223/4⌋ + 1 = 56; side by side, ⌊223/7⌋ + 1 = 32."""
    asked = Embedding(image=224, channels=3, patch=7, stride=4, padding=3, width=64)
    assert solve(asked) == {"tokens": 3_136, "params": 9_472, "macs": 29_503_488}
    right = {"params": "9472", "macs": "29503488"}
    verdict = judge(KIND, asked, right | {"tokens": "1024"}).fields["tokens"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("side-by-side",)
    unpadded = judge(KIND, asked, right | {"tokens": "3025"}).fields["tokens"]  # ⌊217/4⌋ + 1 = 55
    assert isinstance(unpadded, Mistaken)
    assert unpadded.mistakes == ("ignores-padding",)


def test_only_the_third_level_overlaps() -> None:
    for seed in range(8):
        assert all(generate(KIND, seed=seed, level=level).stride is None for level in (1, 2))
        third = generate(KIND, seed=seed, level=3)
        assert third.stride is not None
        assert third.stride < third.patch


def test_a_patch_larger_than_the_image_is_no_question() -> None:
    with pytest.raises(Impossible, match="does not fit"):
        check(Embedding(image=8, channels=3, patch=16, width=4))
