"""Kind `block-params`: counted by hand, and held against the engine's table of the same block."""

from typing import Any

import pytest

from app.catalog.numbers import dump, load
from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.errors import BadInput
from app.problems.architectures.block_params import KIND
from app.problems.architectures.block_params.numbers import (
    Asked,
    Basic,
    Bottleneck,
    ConvNeXt,
    Design,
    Inception,
    MBConv,
)
from app.problems.diagnosing import Mistaken
from app.problems.figures import Stack
from app.problems.gate import generate
from app.problems.grading import OtherConvention, judge


def conv(out: int, kernel: int, *, bias: bool = False) -> dict[str, Any]:
    return {"op": "conv", "out_channels": out, "kernel": kernel, "padding": kernel // 2, "bias": bias}


def depthwise(kernel: int, *, bias: bool = False) -> dict[str, Any]:
    return {"op": "depthwise", "kernel": kernel, "padding": kernel // 2, "bias": bias}


def as_layers(block: Design) -> list[dict[str, Any]]:
    """The block as a network of its own."""
    match block:
        case Basic(channels=c, out_channels=out, kernel=k):
            shortcut = [conv(out, 1)] if c != out else []
            return [{"op": "residual", "body": [conv(out, k), conv(out, k)], "shortcut": shortcut}]
        case Bottleneck(channels=c, width=w, out_channels=out, kernel=k):
            shortcut = [conv(out, 1)] if c != out else []
            return [{"op": "residual", "body": [conv(w, 1), conv(w, k), conv(out, 1)], "shortcut": shortcut}]
        case Inception():
            pool = {"op": "max_pool", "kernel": 3, "stride": 1, "padding": 1}
            branches = [
                [conv(block.one, 1, bias=True)],
                [conv(block.before_three, 1, bias=True), conv(block.three, 3, bias=True)],
                [conv(block.before_five, 1, bias=True), conv(block.five, 5, bias=True)],
                [pool, conv(block.behind_pool, 1, bias=True)],
            ]
            return [{"op": "concat", "branches": branches}]
        case MBConv(channels=c, out_channels=out, kernel=k, expand=t):
            gate = {"op": "squeeze_excite", "squeeze_channels": c // 4}
            return [conv(t * c, 1), depthwise(k), gate, conv(out, 1)]
        case ConvNeXt(channels=c, kernel=k, expand=t):
            body = [depthwise(k, bias=True), conv(t * c, 1, bias=True), conv(c, 1, bias=True)]
            return [{"op": "residual", "body": body}]


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_counts_the_same(level: int) -> None:
    for seed in range(20):
        asked = generate(KIND, seed=seed, level=level)
        counted = table(parse(as_layers(asked.block)), (asked.block.channels, 14, 14)).totals.params
        assert KIND.solve(asked) == {"params": counted}


WIDE = Bottleneck(channels=128, width=64, out_channels=256)
MODULE = Inception(channels=192, one=64, before_three=96, three=128, before_five=16, five=32, behind_pool=32)
GATED = MBConv(channels=24, out_channels=24, kernel=3, expand=6)
PATCHED = ConvNeXt(channels=96)


@pytest.mark.parametrize(
    ("block", "params", "mistake"),
    [
        (Basic(channels=64, out_channels=128), 221_184, "forgets-projection"),  # 73,728 + 147,456
        (Basic(channels=64, out_channels=64), 77_824, "needless-projection"),  # 73,728 + 4,096
        (Basic(channels=64, out_channels=64), 36_864, "one-kernel"),
        (Basic(channels=64, out_channels=96), 98_304, "widens-late"),  # 36,864 + 55,296 + 6,144
        (WIDE, 61_440, "forgets-projection"),  # 8,192 + 36,864 + 16,384
        (WIDE, 77_824, "forgets-restore"),  # 8,192 + 36,864 + 32,768
        (WIDE, 69_632, "kernel-not-squared"),  # 8,192 + 12,288 + 16,384 + 32,768
        (MODULE, 142_080, "forgets-reductions"),  # 163,696 − 18,528 − 3,088
        (MODULE, 157_520, "forgets-behind-the-pool"),  # 163,696 − 6,176
        (GATED, 8_208, "gate-left-out"),  # 3,456 + 1,296 + 3,456
        (GATED, 9_078, "half-a-gate"),  # and 864 + 6
        (GATED, 18_756, "squeezes-the-wide"),  # a gate of 36: 144·36 + 36 + 36·144 + 144 = 10,548 in place of 1,878
        (GATED, 195_414, "depthwise-mixes"),  # 144·144·9 = 186,624 in place of 1,296
        (PATCHED, 74_208, "depthwise-left-out"),  # 37,248 + 36,960
        (PATCHED, 79_008 - 4_800 + 451_680, "depthwise-mixes"),  # 96·96·49 + 96 = 451,680
        (PATCHED, 9_528, "other-way"),  # 4,800 + 96·24 + 24 + 24·96 + 96
        (PATCHED, 23_424, "no-expansion"),  # 4,800 + 2·(96·96 + 96)
    ],
)
def test_a_wrong_count_names_its_mistake(block: Design, params: int, mistake: str) -> None:
    verdict = judge(KIND, Asked(block=block), {"params": str(params)}).fields["params"]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


@pytest.mark.parametrize(
    ("block", "params", "convention"),
    [
        (Basic(channels=64, out_channels=64), 73_984, "with-norm"),  # torchvision, ResNet-18, layer1.0
        (Basic(channels=64, out_channels=64), 73_856, "with-bias"),  # and 2 · 64
        (Bottleneck(channels=256, width=64, out_channels=256), 70_400, "with-norm"),  # torchvision, layer1.1
        (MODULE, 163_328, "without-bias"),  # 163,696 − (64 + 96 + 128 + 16 + 32 + 32)
        (GATED, 10_710, "with-norm"),  # torchvision, EfficientNet-B0, features.2.1
        (GATED, 9_936, "without-bias"),  # 10,086 − 6 − 144
        (PATCHED, 79_296, "with-norm-and-scale"),  # torchvision, ConvNeXt-T, features.1.0
        (PATCHED, 79_200, "with-norm"),  # 79,008 + 192
    ],
)
def test_another_way_of_counting_is_neither_right_nor_wrong(block: Design, params: int, convention: str) -> None:
    verdict = judge(KIND, Asked(block=block), {"params": str(params)}).fields["params"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


def test_the_levels_ask_for_the_designs_they_name() -> None:
    designs = {level: {type(generate(KIND, seed=seed, level=level).block) for seed in range(30)} for level in (1, 2, 3)}
    assert designs == {1: {Basic, Bottleneck}, 2: {Inception, ConvNeXt}, 3: {MBConv, Inception}}


def test_no_figure_of_a_gated_block_shows_how_far_it_squeezes() -> None:
    """The quarter is of the channels that come in, which is what one gets wrong."""
    figure = KIND.figure(Asked(block=GATED))
    assert isinstance(figure, Stack)
    assert not any("6" in layer.note for layer in figure.layers if layer.title == "gate")


@pytest.mark.parametrize("block", [WIDE, MODULE, GATED, PATCHED, Basic(channels=64, out_channels=64)])
def test_numbers_that_were_stored_are_read_as_the_same_design(block: Design) -> None:
    asked = Asked(block=block)
    assert load(KIND, dump(KIND, asked)) == asked


def test_a_number_out_of_range_is_told_where_it_stands() -> None:
    with pytest.raises(BadInput) as refused:
        load(KIND, {"block": {"channels": 0, "out_channels": 64}})
    assert refused.value.fields[0].pointer == "/params/block/channels"
