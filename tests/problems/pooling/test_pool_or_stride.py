"""Kind `pool-or-stride`, by hand, by the engine, and against the networks' own layers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import yaml

from app.conv.ops import conv2d, max_pool2d
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pooling.pool_or_stride import KIND, WAYS, Halving, check, solve
from tests.conftest import ROOT

STAGE = Halving(
    channels=64, size=(56, 56), stride=2, pool=(2, 0), conv=(3, 1), places=("vgg", "convnext", "resnet-d-shortcut")
)
RIGHT = {
    "pool_size": "28",
    "conv_size": "28",
    "pool_params": "0",
    "conv_params": "36,864",
    "conv_macs": "28,901,376",
    "maximum": "vgg",
    "strided": "convnext",
    "average": "resnet-d-shortcut",
}


def test_a_map_of_56_by_56_by_64_by_hand() -> None:
    """64·64·9 = 36,864 weights, used at 28·28 = 784 positions: 28,901,376 MACs."""
    assert judge(KIND, STAGE, RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", KIND.levels)
def test_the_engine_agrees_with_every_drawn_size(level: int) -> None:
    for seed in range(40):
        halving = generate(KIND, seed=seed, level=level)
        image = np.ones((1, 1, *halving.size))
        (kernel, padding), stride = halving.conv, halving.stride
        convolved = conv2d(image, np.ones((1, 1, kernel, kernel)), stride=stride, padding=padding)
        pooled = max_pool2d(image, halving.pool[0], stride, halving.pool[1])
        right = solve(halving)
        assert (right["pool_size"], right["conv_size"]) == (pooled.shape[2:], convolved.shape[2:])


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("conv_size", "56", "ignores-stride"),
        ("pool_size", "27", "no-plus-one"),
        ("pool_params", "16384", "pool-like-convolution"),  # 64·64·4
        ("pool_params", "256", "pool-like-depthwise"),  # 64·4
        ("pool_params", "4", "pool-like-one-kernel"),
        ("conv_params", "0", "nothing-to-learn"),
        ("conv_params", "576", "forgets-input-channels"),  # 64·9
        ("conv_params", "12288", "kernel-not-squared"),  # 64·64·3
        ("conv_macs", "115,605,504", "input-positions"),  # 56·56·36,864
        ("conv_macs", "36864", "weights-only"),
        ("strided", "resnet-d-shortcut", "average-for-strided"),
        ("average", "convnext", "strided-for-average"),
        ("maximum", "convnext", "strided-for-maximum"),
    ],
)
def test_a_wrong_answer_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, STAGE, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_bias_and_flops_are_other_conventions() -> None:
    """36,864 + 64 and 2 · 28,901,376."""
    answer = RIGHT | {"conv_params": "36,928", "conv_macs": "57,802,752"}
    assert judge(KIND, STAGE, answer).outcome is Outcome.OTHER_CONVENTION


def test_three_places_of_one_way_are_refused() -> None:
    with pytest.raises(BadInput, match="one takes the maximum"):
        check(Halving(channels=1, size=(8, 8), stride=2, pool=(2, 0), conv=(2, 0), places=("vgg", "vgg", "convnext")))


def shrinking(layers: list[dict[str, Any]], *, on_shortcut: bool = False) -> Iterator[tuple[str, bool]]:
    """(op, whether on a shortcut) of every layer of a network that makes its map smaller."""
    for layer in layers:
        kernel_moves = layer.get("stride", layer["kernel"] if "pool" in layer["op"] and "kernel" in layer else 1)
        if kernel_moves > 1:
            yield layer["op"], on_shortcut
        for inner in (layer.get("body", []), *layer.get("branches", [])):
            yield from shrinking(inner, on_shortcut=on_shortcut)
        yield from shrinking(layer.get("shortcut", []), on_shortcut=True)


@pytest.mark.parametrize(
    ("place", "network", "on_shortcut", "op"),
    [
        ("vgg", "vgg-16", False, "max_pool"),
        ("googlenet", "googlenet", False, "max_pool"),
        ("resnet-stem", "resnet-50", False, "max_pool"),
        ("resnet-stages", "resnet-50", False, "conv"),
        ("convnext", "convnext-t", False, "conv"),
        ("mobilenet", "mobilenet-v1", False, "depthwise"),
        ("resnet-d-shortcut", "resnet-50-d", True, "avg_pool"),
    ],
)
def test_the_networks_shrink_their_maps_as_their_layers_say(
    place: str, network: str, on_shortcut: bool, op: str
) -> None:
    layers = yaml.safe_load((ROOT / "content" / "architectures" / f"{network}.yaml").read_text("utf-8"))["layers"]
    found = {way for way, shortcut in shrinking(layers) if shortcut is on_shortcut}
    ways = {"maximum": {"max_pool"}, "strided": {"conv", "depthwise"}, "average": {"avg_pool"}}
    way = next(way for way, places in WAYS.items() if place in places)
    assert op in found
    assert op in ways[way]
