"""What the engine says to each printed claim, against hand work and against loops that know nothing of the engine."""

from fractions import Fraction
from math import comb

import pytest

from app.catalog.catalog import Catalog
from app.errors import Impossible
from app.problems.errata import REFUTATIONS
from app.problems.errata.fields import effective
from app.problems.errata.finding import Networks
from app.problems.errata.pooling import mean_after, mean_around

BY_HAND: dict[str, dict[str, str]] = {
    "window-is-the-field": {"first": "3", "second": "5", "third": "7"},  # 1 + 2 + 2 + 2
    "nine-weights": {"alone": "9", "weights": "576", "filter": "577", "layer": "73,856"},  # 9·64, + 1, ·128
    # windows of stride 2 begin at −1, 1 and 3: the cell 2 lies in the second, 3 in the second and third, 4 in the third
    "shift-in-shift-out": {"before": "[0 1 0]", "after": "[0 1 1]", "by_stride": "[0 0 1]"},
    "flip-never-matters": {"correlated": "[3 2 1]", "convolved": "[1 2 3]"},
    "one-halves-exactly": {"alike": "1,999", "odd": "7", "half": "4"},
    "one-by-one-for-a-pool": {"pointwise": "4 × 4", "pool": "2 × 2", "strided": "2 × 2"},
    "floor-at-seven": {"seven": "3", "eight": "3.5", "right": "3"},
    # K + 2·(K/2) − K = 1 for even K; 10 − 5 + 2 + 1 = 8; 2·(3 − 1) = 4; ⌈7/2⌉ = 4
    "half-the-kernel-is-same": {"even": "2, 4, 6", "grows": "1", "shrinks": "2", "needed": "4", "strided": "4"},
    "ceil-mode-rounds-up": {"naive": "3", "right": "2", "start": "4", "cells": "4"},
    # the paper prints 134 million for C
    "vgg-is-three-by-three": {"all_of": "13", "more": "16", "ones": "3", "smaller": "133,638,952"},
    "a-large-field-is-enough": {
        "layers": "50",
        "field": "101",
        "seen": "23",
        "more_layers": "100",
        "more_field": "201",
        "more_seen": "33",
        "resnet": "427",
    },
    "resnet-sees-483": {"old": "483", "new": "427", "old_work": "3.858", "new_work": "4.089"},
    "average-keeps-place": {"orders": "24", "largest": "1", "means": "1"},
    "global-mean-ignores-place": {"edge": "1/3", "inside": "1/2", "strided": "1/3, 2/3, 1/3, 2/3, 1/3, 1/3"},
    # 2,048·1,000 + 1,000
    "global-pooling-has-no-classifier": {"left": "2,049,000", "all": "25,557,032", "share": "8.0 %"},
    "resnet-d-strides-for-pools": {"skipped": "3/4", "added": "3"},
    "bottleneck-sees-as-much": {"narrow": "3", "wide": "5"},
    "bottleneck-saves-seventeen": {
        "block": "69,632",
        "wide": "1,179,648",
        "like": "73,728",  # 16,384 + 36,864 + 16,384
        "large": "16.9",
        "small": "1.06",
    },
    "network-in-network-is-a-layer": {
        "all": "9",
        "looking": "3",
        "total": "966,986",
        "difference": "0",
        "share": "84 %",  # (14,592 + 460,992 + 331,968) / 966,986
    },
    "googlenet-reduces-to-a-quarter": {
        "widths": "16, 32, 16, 24, 24, 32, 32, 32, 48",  # the paper's table 1, “#5×5 reduce”
        "net": "3.45",
        "module": "7.23",  # 409,600 / 118,784 and 614,400 / 84,992
    },
    "one-by-one-is-what-mixes": {"depthwise": "1", "standard": "4"},
    "flops-that-are-macs": {"macs": "3,699,376,128", "flops": "7,398,752,256"},
    "gflops-that-are-gmacs": {"macs": "4,089,184,256", "short": "4.09", "flops": "8.18"},
    "eight-to-nine-times": {  # 9·C/(C + 9) for 32 and 2048; 1/(1/256 + 1/25) and 1/(1/256 + 1/49)
        "first": "72",
        "narrow": "7.02",
        "widest": "8.96",
        "five": "22.8",
        "seven": "41.1",
    },
    "every-layer-of-mobilenet": {"share": "1.9 %", "pointwise": "94.9 %", "depthwise": "3.1 %"},
    "convnext-is-not-separable": {  # 96·49 + 96, 96·384 + 384, 384·96 + 96
        "depthwise": "4,800",
        "widen": "37,248",
        "narrow": "36,960",
    },
    "the-printed-count": {
        "printed": "3,698,851,840",
        "right": "3,699,376,128",
        "short": "524,288",
        "positions": "3,136",
        "remainder": "2,560",  # 3,136·1,179,480 = 3,698,849,280
    },
    # 138,357,544 / 6,998,552 = 19.77; 60,965,224 / 6,998,552 = 8.71
    "twelve-times-fewer": {"net": "6,998,552", "vgg": "138,357,544", "times": "19.8", "meant": "8.7"},
    "bottlenecks-made-it-small": {
        "headed": "15,227,688",  # 14,714,688 + 512·1,000 + 1,000
        "fewer": "9.1",
        "between": "2.5",  # 14,714,688 / (6,998,552 − 1,024·1,000 − 1,000)
    },
    # 0.9^50 = 0.005154, 1.1^50 = 117.39
    "gradient-cannot-vanish": {"opposed": "0", "bound": "0.1", "blocks": "50", "least": "0.00515", "most": "117.4"},
    # 3 + 4 + 6 + 3 blocks, a projection at the head of each stage; of 3, 1 and −1 one is negative
    "identity-is-untouched": {"shortcuts": "16", "projections": "4", "lost": "1"},
    # (a, b) → (a + b, b) → (a + b, a + 2b)
    "order-of-the-product": {"right": "[1 1; 1 2]", "wrong": "[2 1; 1 1]"},
    # (128/255 − 0.485) / 0.229 and so on; 128 − 103.939, 116.779, 123.68; 256/255 − 1
    "always-these-statistics": {
        "torch": "0.074, 0.205, 0.426",
        "caffe": "24.061, 11.221, 4.320",
        "signed": "0.004",
    },
}


@pytest.fixture(scope="module")
def networks(catalog: Catalog) -> Networks:
    return {slug: each.table for slug, each in catalog.architectures.by_slug.items()}


def test_every_refutation_is_worked_by_hand_here() -> None:
    assert REFUTATIONS.keys() == BY_HAND.keys()


@pytest.mark.parametrize("name", REFUTATIONS)
def test_the_facts_are_those_of_the_hand(name: str, networks: Networks) -> None:
    assert dict(REFUTATIONS[name](networks).facts) == BY_HAND[name]


@pytest.mark.parametrize("name", REFUTATIONS)
def test_the_run_says_something_else_than_the_claim(name: str, networks: Networks) -> None:
    run = REFUTATIONS[name](networks).run
    assert run.rows
    assert run.claimed != run.found


def test_without_the_network_it_is_counted_on_a_claim_cannot_be_refuted() -> None:
    with pytest.raises(Impossible, match="There is no architecture resnet-50-v1 to count on"):
        REFUTATIONS["resnet-sees-483"]({})


def window(start: int, at: int) -> int:
    return int(start <= at < start + 3)


@pytest.mark.parametrize("stride", [1, 2])
def test_the_mean_behind_a_padded_layer_by_counting_the_windows_over_a_cell(stride: int) -> None:
    starts = range(-1, 5, stride)
    means = [Fraction(sum(window(start, at) for start in starts), len(starts)) for at in range(6)]
    assert [mean_after(at, stride=stride) for at in range(6)] == means


def test_on_a_row_that_goes_round_every_cell_has_the_same_mean() -> None:
    assert {mean_around(at) for at in range(6)} == {Fraction(1, 2)}


@pytest.mark.parametrize(("layers", "width"), [(1, 3), (5, 7), (50, 23), (100, 33)])
def test_the_part_of_a_field_that_counts_by_exact_trinomials(layers: int, width: int) -> None:
    """The weight of a cell k off the middle is the coefficient of x^k in (1/x + 1 + x)^n, over 3^n."""

    def paths(off: int) -> int:
        return sum(
            comb(layers, up) * comb(layers - up, up - off) for up in range(off, layers + 1) if 2 * up - off <= layers
        )

    within = 0
    for far in range(layers + 1):
        within += paths(far) * (2 if far else 1)
        if 20 * within >= 19 * 3**layers:
            assert 2 * far + 1 == width
            break
    assert effective(layers) == width
