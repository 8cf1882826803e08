"""Kind `radar-resnet`: 500 × 500 by hand, and the work against the network engine's own table."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.catalog.catalog import Catalog
from app.conv.network.layers import Conv, Linear
from app.conv.network.table import table
from app.problems.diagnosing import Mistaken
from app.problems.grading import OtherConvention, Right, judge
from app.problems.transfer_learning.radar_resnet import KIND
from app.problems.transfer_learning.radar_resnet.numbers import Radar, fine_side, macs, sides, solve

RADAR = Radar(side=500, channels=1, classes=4, kept=1)


def told(field: str, typed: str, radar: Radar = RADAR) -> tuple[str, ...]:
    found = judge(KIND, radar, {field: typed}).fields[field]
    assert isinstance(found, Mistaken), found
    return found.mistakes


def test_500_by_hand_with_every_floor() -> None:
    """499/2 = 249.5, 249/2 = 124.5, 124/2 = 62, 62/2 = 31, 31/2 = 15.5: floored, plus 1."""
    right = solve(RADAR)
    assert right["sizes"] == (250, 125, 63, 32, 16)
    assert right["stem"] == 64 * 49
    assert right["head"] == 2_048 * 4 + 4
    assert right["params"] == 25_557_032 - 9_408 - 2_049_000 + 3_136 + 8_196
    assert right["fine"] == 32


@pytest.mark.parametrize(("side", "channels", "classes"), [(500, 3, 1_000), (500, 1, 4), (301, 2, 10), (224, 3, 1_000)])
def test_work_and_parameters_are_those_of_the_engines_table(
    catalog: Catalog, side: int, channels: int, classes: int
) -> None:
    """Layer by layer from content/architectures/resnet-50.yaml, its head changed, on an input of this shape."""
    layers = catalog.architectures.architecture("resnet-50").layers
    assert isinstance(layers[0], Conv)
    assert isinstance(layers[-1], Linear)
    adapted = (*layers[:-1], replace(layers[-1], out_features=classes))
    totals = table(adapted, (channels, side, side)).totals
    radar = Radar(side=side, channels=channels, classes=classes)
    assert macs(radar, side) == totals.macs
    assert solve(radar)["params"] == totals.params


def test_at_500_the_published_network_does_more_than_the_area_says() -> None:
    """20.97 GMACs against 4.09 are 5.13 to 1; (500 / 224)² is 4.98."""
    whole = Radar(side=500, channels=3, classes=1_000)
    assert macs(whole, 500) == 20_973_693_696
    assert macs(whole, 224) == 4_089_184_256
    assert told("ratio", "4.98", whole) == ("goes-by-the-area",)
    ratio = solve(whole)["ratio"]
    assert isinstance(ratio, Fraction)
    assert round(float(ratio), 2) == 5.13


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("sizes", "250, 125, 62, 31, 15", "halves-and-cuts"),
        ("sizes", "247, 123, 61, 30, 14", "ignores-padding"),
        ("sizes", "250, 250, 125, 63, 32", "forgets-the-pool"),
        ("sizes", "250, 125, 32, 16, 8", "halves-in-conv2"),
        ("stem", "9408", "keeps-three-channels"),
        ("head", "401412", "flattens-seven"),
        ("head", "2097156", "flattens-the-map"),
        ("params", "25568364", "adds-to-the-old"),
        ("params", "23456836", "forgets-batch-norm"),
        ("ratio", "1", "same-parameters-same-work"),
        ("fine", "16", "keeps-the-coarse-map"),
        ("fine", "63", "drops-one-more"),
    ],
)
def test_each_slip_by_hand(field: str, typed: str, mistake: str) -> None:
    """2,048·49·4 + 4 = 401,412; 2,048·256·4 + 4 = 2,097,156; 25,557,032 + 3,136 + 8,196; less 53,120."""
    assert told(field, typed) == (mistake,)


def test_a_stem_with_biases_is_right_under_that_convention() -> None:
    found = judge(KIND, RADAR, {"stem": "3200"}).fields["stem"]
    assert isinstance(found, OtherConvention)
    assert found.convention == "stem-with-bias"


def test_a_side_that_was_rounded_up_is_not_doubled_back() -> None:
    """300: 150, 75, 38, 19, 10. Without the last stride 19, not 20; without the last two 38, not 40."""
    assert sides(300) == (150, 75, 38, 19, 10)
    one, two = Radar(side=300, channels=1, classes=4, kept=1), Radar(side=300, channels=1, classes=4, kept=2)
    assert (fine_side(one), fine_side(two)) == (19, 38)
    assert told("fine", "20", one) == ("multiplies-back",)
    assert isinstance(judge(KIND, two, {"fine": "38"}).fields["fine"], Right)
