"""Kind `job-of-a-1x1`, against the networks' own layers."""

from itertools import pairwise
from typing import Any, get_args

import pytest
import yaml

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.pointwise.jobs import JOBS, KIND, MISTAKES, SPOTS, SURPRISING, Jobs, Place, check
from tests.conftest import ROOT

NETWORKS: dict[Place, str] = {
    "inception-before-3x3": "googlenet",
    "inception-before-5x5": "googlenet",
    "inception-behind-pool": "googlenet",
    "bottleneck-first": "resnet-50",
    "bottleneck-last": "resnet-50",
    "shortcut-first-stage": "resnet-50",
    "shortcut-later-stage": "resnet-50",
    "inverted-first": "mobilenet-v2",
    "inverted-last": "mobilenet-v2",
    "mbconv-first": "efficientnet-b0",
    "mbconv-last": "efficientnet-b0",
    "convnext-first": "convnext-t",
    "convnext-last": "convnext-t",
    "mobilenet-first": "mobilenet-v1",
    "mobilenet-middle": "mobilenet-v1",
    "xception-middle": "xception",
    "googlenet-stem": "googlenet",
    "resnet-first-block": "resnet-50",
}


def walk(layers: list[dict[str, Any]], channels: int, found: list[tuple[int, int]]) -> int:
    """Notes (channels in, channels out) of every 1×1, in order, and says how many channels come out at the end."""
    for layer in layers:
        before = channels
        if layer["op"] == "concat":
            channels = sum(walk(branch, before, found) for branch in layer["branches"])
            continue
        for _ in range(layer.get("times", 1)):
            channels = walk(layer.get("body", []), channels, found)
        walk(layer.get("shortcut", []), before, found)
        channels = layer.get("out_channels", channels)
        if layer["op"] == "pointwise" or (layer["op"] == "conv" and layer["kernel"] == 1):
            found.append((before, channels))
    return channels


def pointwise_layers(network: str) -> list[tuple[int, int]]:
    raw = yaml.safe_load((ROOT / "content" / "architectures" / f"{network}.yaml").read_text("utf-8"))
    found: list[tuple[int, int]] = []
    walk(raw["layers"], raw["input"][0], found)
    return found


@pytest.mark.parametrize("place", get_args(Place))
def test_the_channels_of_every_place_are_those_of_a_layer_of_its_network(place: Place) -> None:
    spot = SPOTS[place]
    assert (spot.before, spot.after) in pointwise_layers(NETWORKS[place])


def test_the_five_equal_blocks_of_mobilenet_follow_each_other() -> None:
    layers = pointwise_layers("mobilenet-v1")
    assert layers[0] == (32, 64)
    assert layers.count((512, 512)) == 5
    assert sum(pair == ((512, 512), (512, 512)) for pair in pairwise(layers)) == 4


def test_the_first_reduction_of_googlenet_and_of_resnet_reduces_nothing() -> None:
    assert pointwise_layers("googlenet")[0] == (64, 64)
    assert pointwise_layers("resnet-50")[0] == (64, 64)


def mistakes_of(place: Place, said: str) -> tuple[str, ...]:
    jobs = Jobs(places=(place, "mobilenet-middle" if place != "mobilenet-middle" else "xception-middle"))
    verdict = judge(KIND, jobs, {"row1": said, "row2": "mix"}).fields["row1"]
    return verdict.mistakes if isinstance(verdict, Mistaken) else ("right",)


def test_every_wrong_option_of_every_place_is_one_named_mistake() -> None:
    for place in get_args(Place):
        named = [mistakes_of(place, said) for said in JOBS]
        assert sorted(len(each) for each in named) == [1, 1, 1]
        assert sum(each == ("right",) for each in named) == 1


@pytest.mark.parametrize(
    ("place", "said", "mistake"),
    [
        ("bottleneck-first", "mix", "bottleneck-mixes"),
        ("bottleneck-last", "reduce", "bottleneck-other-way"),
        ("inverted-first", "reduce", "inverted-other-way"),
        ("convnext-last", "expand", "inverted-other-way"),
        ("inception-before-5x5", "mix", "inception-mixes"),
        ("shortcut-first-stage", "mix", "shortcut-mixes"),
        ("mobilenet-first", "mix", "separable-mixes"),
        ("mobilenet-middle", "expand", "separable-expands"),
        ("googlenet-stem", "reduce", "same-reduces"),
    ],
)
def test_a_wrong_job_names_its_mistake(place: Place, said: str, mistake: str) -> None:
    assert mistakes_of(place, said) == (mistake,)


def test_every_mistake_can_be_made_somewhere() -> None:
    made = {name for place in get_args(Place) for said in JOBS for name in mistakes_of(place, said)}
    assert made - {"right"} == set(MISTAKES)


def test_the_levels_add_what_they_say() -> None:
    assert all(generate(KIND, seed=seed, level=1).shown for seed in range(20))
    for seed in range(20):
        jobs = generate(KIND, seed=seed, level=3)
        assert len(jobs.places) == 6
        assert len(set(jobs.places) & set(SURPRISING)) >= 2
        assert not jobs.shown


def test_all_right_is_correct() -> None:
    jobs = Jobs(places=("inception-before-5x5", "bottleneck-last", "mobilenet-middle", "inverted-first"))
    answer = {"row1": "reduce", "row2": "expand", "row3": "mix", "row4": "expand"}
    assert judge(KIND, jobs, answer).outcome is Outcome.CORRECT


def test_a_place_is_not_asked_twice() -> None:
    with pytest.raises(BadInput, match="once"):
        check(Jobs(places=("mobilenet-first", "mobilenet-first")))
