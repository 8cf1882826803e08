"""What a slip comes to when it is run, worked by hand; and one slip costs one row in all kinds of the chapter."""

import pytest

from app.problems.attention import (
    against_convolution,
    attention_cost,
    layers_to_see_all,
    patch_embedding,
    position_interpolation,
    window_attention,
)
from app.problems.diagnosing import Mistaken
from app.problems.grading import Carried, judge
from app.problems.kind import AnyKind, Params
from app.problems.reading import Value

LAYER = attention_cost.Layer(tokens=196, width=768, heads=12)
GROWN = attention_cost.Layer(image=224, patch=16, width=768, heads=12, grown=2)
RIVALS = against_convolution.Rivals(side=14, width=768, crossing=True, patch=16)
ACROSS = layers_to_see_all.Across(cells=14, kernel=3, weights=True, doubling=True)
PATCHES = patch_embedding.Embedding(image=224, channels=3, patch=16, width=768)
OVERLAPPING = patch_embedding.Embedding(image=224, channels=3, patch=7, stride=4, padding=3, width=64)
RESIZED = position_interpolation.Resized(before=224, after=384, patch=16, width=768, compared=True)
WINDOWS = window_attention.Windows(high=56, wide=56, window=7, width=96, compared=True)


@pytest.mark.parametrize(
    ("kind", "asked", "field", "mistake", "claimed", "found"),
    [
        # 3 tokens of 4 features: 4·3·16 and 2·9·4
        (attention_cost.KIND, LAYER, "projections", "three-projections", "144 multiply-adds", "192 multiply-adds"),
        (attention_cost.KIND, LAYER, "pairs", "scores-only", "36 multiply-adds", "72 multiply-adds"),
        (attention_cost.KIND, LAYER, "total", "pairs-forgotten", "192 multiply-adds", "264 multiply-adds"),
        # 9 tokens, then 36, of 4 features: (4·36·16 + 2·1296·4) / (4·9·16 + 2·81·4) = 12,672 / 1,224
        (attention_cost.KIND, GROWN, "times", "grows-with-the-pixels", "4 times", "10.35 times"),
        # 4 tokens of 3 features: 4·4·9 + 2·16·3 = 240 beside 9·4·9 = 324
        (against_convolution.KIND, RIVALS, "ratio", "projections-alone", "0.4444 times", "0.7407 times"),
        # two layers of 9 weights for each of 4 pairs of channels, beside 4·4
        (layers_to_see_all.KIND, ACROSS, "weights", "one-layers-weights", "2.25 times", "4.5 times"),
        # 4 × 6 in patches of 2 × 2, two channels, three filters of 8 weights
        (patch_embedding.KIND, PATCHES, "tokens", "one-side", "2 tokens", "6 tokens"),
        (patch_embedding.KIND, PATCHES, "params", "one-channel", "15 parameters", "27 parameters"),
        (patch_embedding.KIND, PATCHES, "macs", "one-token", "24 multiply-adds", "144 multiply-adds"),
        # 5 × 7 in patches of 3 × 3 at stride 2 with padding 1: 3 · 4, side by side 2 · 3
        (patch_embedding.KIND, OVERLAPPING, "tokens", "side-by-side", "6 tokens", "12 tokens"),
        # from 2 × 2 patches to 4 × 3, three features
        (position_interpolation.KIND, RESIZED, "tokens", "one-side", "4 tokens", "12 tokens"),
        (position_interpolation.KIND, RESIZED, "table", "class-row-forgotten", "36 numbers", "39 numbers"),
        (position_interpolation.KIND, RESIZED, "pairs", "pairs-like-tokens", "2.6 times", "6.76 times"),
        # 4 × 6 in windows of 2 × 2, three features: 6 · 2·16·3, and 2·24²·3 over that
        (window_attention.KIND, WINDOWS, "windows", "windows-along-a-side", "2 windows", "6 windows"),
        (window_attention.KIND, WINDOWS, "pairs", "one-window", "96 multiply-adds", "576 multiply-adds"),
        (window_attention.KIND, WINDOWS, "times", "windows-squared", "36 times", "6 times"),
    ],
)
def test_a_slip_is_refuted_by_a_run_small_enough_to_follow(
    kind: AnyKind, asked: Params, field: str, mistake: str, claimed: str, found: str
) -> None:
    assert kind.refute is not None
    run = kind.refute(asked, field, (mistake,), 0)
    assert run is not None
    assert (run.claimed, run.found) == (claimed, found)
    assert run.rows


@pytest.mark.parametrize(
    ("kind", "asked", "field", "value", "found"),
    [
        (against_convolution.KIND, RIVALS, "tokens", 1_920, "it does not"),
        (against_convolution.KIND, RIVALS, "tokens", 3_457, "it costs more before"),
        (against_convolution.KIND, RIVALS, "pixels", 688, "it does not"),  # 43² = 1,849
        (against_convolution.KIND, RIVALS, "pixels", 720, "it costs more before"),  # 44² = 1,936
        (layers_to_see_all.KIND, ACROSS, "plain", 7, "6 short"),
        (layers_to_see_all.KIND, ACROSS, "plain", 14, "13 will do"),
        (layers_to_see_all.KIND, ACROSS, "dilated", 3, "6 short"),  # 1 + 2 + 4
        (layers_to_see_all.KIND, ACROSS, "dilated", 5, "4 will do"),
    ],
)
def test_a_number_without_a_story_is_refuted_on_the_question_itself(
    kind: AnyKind, asked: Params, field: str, value: Value, found: str
) -> None:
    assert kind.refute is not None
    run = kind.refute(asked, field, (), value)
    assert run is not None
    assert run.found == found


@pytest.mark.parametrize(
    ("kind", "asked", "typed", "slip", "follow"),
    [
        # 346,816,512 + 59,006,976; (4·346,816,512 + 16·59,006,976) over that
        (
            attention_cost.KIND,
            GROWN,
            {"projections": "346816512", "pairs": "59006976", "total": "405823488", "times": "5.745"},
            "projections",
            ("total", "times"),
        ),
        # 58² = 3,364 and 59² = 3,481; 59·16
        (
            against_convolution.KIND,
            RIVALS,
            {"ratio": "0.5012", "tokens": "3457", "pixels": "944"},
            "tokens",
            ("pixels",),
        ),
        (layers_to_see_all.KIND, ACROSS, {"plain": "7", "weights": "15.75", "dilated": "4"}, "plain", ("weights",)),
        # 589,824·14
        (patch_embedding.KIND, PATCHES, {"tokens": "14", "params": "590592", "macs": "8257536"}, "tokens", ("macs",)),
        # 25·768 and (25/197)²
        (
            position_interpolation.KIND,
            RESIZED,
            {"tokens": "24", "table": "19200", "pairs": "0.0161"},
            "tokens",
            ("table", "pairs"),
        ),
        # 8·460,992 and 1,888,223,232 over that; the pairs are rounded
        (
            window_attention.KIND,
            WINDOWS,
            {"windows": "8", "pairs": "3.69M", "times": "512"},
            "windows",
            ("pairs", "times"),
        ),
    ],
)
def test_one_slip_costs_one_row(
    kind: AnyKind, asked: Params, typed: dict[str, str], slip: str, follow: tuple[str, ...]
) -> None:
    fields = judge(kind, asked, typed).fields
    assert isinstance(fields[slip], Mistaken)
    assert all(isinstance(fields[name], Carried) for name in follow)
