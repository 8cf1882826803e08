"""Kind `attention-against-convolution`: by hand, and by going up token by token until attention costs more."""

from fractions import Fraction

import pytest

from app.errors import Impossible
from app.problems.attention.against_convolution import KIND, Rivals, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, Outcome, judge

VIT = Rivals(side=14, width=768, crossing=True, patch=16)
RIGHT = {"ratio": "0.5012", "tokens": "1921", "pixels": "704"}


def test_on_14_by_14_attention_is_half_of_a_3_by_3_and_overtakes_at_704_pixels() -> None:
    """3,464/6,912; 2·T > 5·768, so 1,921; 44² = 1,936 is the first square from there on, and 44·16 = 704."""
    assert solve(VIT) == {"ratio": Fraction(3_464, 6_912), "tokens": 1_921, "pixels": 704}
    assert judge(KIND, VIT, RIGHT).outcome is Outcome.CORRECT


def costs_more(tokens: int, width: int, kernel: int) -> bool:
    """Both sums written out."""
    return 4 * tokens * width * width + 2 * tokens * tokens * width > kernel * kernel * tokens * width * width


def test_token_by_token_and_patch_by_patch_it_is_the_same() -> None:
    for seed in range(6):
        asked = generate(KIND, seed=seed, level=3)
        assert asked.patch
        tokens = next(each for each in range(1, 60_000) if costs_more(each, asked.width, asked.kernel))
        side = next(each for each in range(1, 300) if costs_more(each**2, asked.width, asked.kernel))
        right = solve(asked)
        assert (right["tokens"], right["pixels"]) == (tokens, side * asked.patch)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("ratio", "1.995", "upside-down"),
        ("ratio", "0.05671", "pairs-alone"),  # 392/6,912
        ("ratio", "0.4444", "projections-alone"),  # 4/9
        ("ratio", "0.39", "three-projections"),  # 2,696/6,912
        ("ratio", "0.4728", "scores-only"),  # 3,268/6,912
        ("ratio", "1.5035", "kernel-not-squared"),  # 3,464/2,304
        ("ratio", "384.9", "depthwise"),  # 3,464/9
        ("tokens", "3457", "pairs-alone"),  # 9·768/2 + 1
        ("tokens", "2305", "three-projections"),  # 6·768/2 + 1
        ("tokens", "3841", "scores-only"),
        ("tokens", "1920", "still-equal"),
        ("pixels", "44", "side-of-the-map"),
        ("pixels", "30736", "root-forgotten"),  # 1,921·16
        ("pixels", "688", "a-patch-short"),  # 43·16
        ("pixels", "944", "pairs-alone"),  # 58² = 3,364 and 59² = 3,481; 59·16
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_an_odd_width_has_no_size_at_which_both_cost_the_same() -> None:
    """5·7/2 = 17.5: 17 tokens cost less, 18 more."""
    assert solve(Rivals(side=3, width=7, crossing=True))["tokens"] == 18


def test_each_level_asks_for_more() -> None:
    asked = [list(solve(generate(KIND, seed=1, level=level))) for level in (1, 2, 3)]
    assert asked == [["ratio"], ["ratio", "tokens"], ["ratio", "tokens", "pixels"]]


def test_a_patch_without_a_crossing_is_no_question() -> None:
    with pytest.raises(Impossible, match="only where the crossing is asked for"):
        check(Rivals(side=3, width=8, patch=16))
