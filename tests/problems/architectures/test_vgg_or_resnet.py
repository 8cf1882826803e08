"""Kind `vgg-or-resnet`: what is known by heart agrees with the tables of the engine and with counts by hand."""

from math import prod

import pytest

from app.catalog.architectures import Architecture
from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.architectures.vgg_or_resnet import KIND
from app.problems.architectures.vgg_or_resnet.networks import NETWORKS, Version
from app.problems.architectures.vgg_or_resnet.numbers import MEASURES, Pair, check
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import OtherConvention, Outcome, judge

CONVOLUTIONS = {"conv", "depthwise", "pointwise"}
BOTH = Pair(measures=MEASURES)
each_version = pytest.mark.parametrize("version", NETWORKS)


def depth(found: Architecture) -> int:
    """Layers with weights, without shortcuts; of parallel branches only the second, which none exceeds."""
    return sum(
        row.op in CONVOLUTIONS | {"linear"}
        and ".shortcut." not in row.name
        and not any(f".branch{number}." in row.name for number in (1, 3, 4))
        for row in found.table.rows
    )


def pools(found: Architecture) -> int:
    """Pools outside of branches."""
    return sum("pool" in row.op and ".branch" not in row.name for row in found.table.rows)


@each_version
def test_what_is_known_of_a_network_is_what_its_table_says(catalog: Catalog, version: Version) -> None:
    found, facts = catalog.architectures.architecture(version), NETWORKS[version]
    head = [row for row in found.table.rows if row.op == "linear"]
    convolutions = [row for row in found.table.rows if row.op in CONVOLUTIONS]
    assert facts.depth == depth(found)
    assert facts.fully_connected == len(head)
    assert facts.every_layer == len(head) + len(convolutions)
    assert facts.convolutions == len(convolutions)
    assert facts.pools == pools(found)
    assert facts.params == found.table.totals.params
    assert facts.head == sum(row.params for row in head)
    assert facts.features == prod(head[-1].input_shape)
    assert facts.macs == found.table.totals.macs
    assert facts.head_macs == sum(row.macs for row in head)
    assert facts.running == found.table.totals.running_statistics


@each_version
def test_the_number_in_a_name_answers_nothing(version: Version) -> None:
    for number in version.split("-")[1:]:
        assert number != str(NETWORKS[version].convolutions)


@each_version
def test_an_accuracy_is_quoted_only_as_it_was_published(catalog: Catalog, version: Version) -> None:
    facts = NETWORKS[version]
    published = catalog.architectures.architecture(version).words.published
    quoted = [
        f"{each.value:.1f}" for each in published if each.what == "top1" and facts.source.split(",")[0] in each.source
    ]
    assert bool(facts.top1) == bool(facts.source)
    assert not facts.top1 or facts.top1 in quoted


def test_the_work_with_the_stride_of_the_paper_is_that_of_the_other_resnet_50(catalog: Catalog) -> None:
    assert NETWORKS["resnet-50"].macs_v1 == catalog.architectures.architecture("resnet-50-v1").table.totals.macs


def test_three_figures_are_enough() -> None:
    answer = {
        "layers_first": "13",
        "layers_second": "53",
        "params_first": "138 M",
        "params_second": "25.6 M",
        "macs_first": "15.5 GMACs",
        "macs_second": "4.09 GMACs",
        "share_first": "89.4 %",
        "share_second": "8.02 %",
        "idea_first": "small-kernels",
        "idea_second": "deep-bottleneck",
    }
    assert judge(KIND, BOTH, answer).outcome is Outcome.CORRECT


def mistakes(pair: Pair, field: str, typed: str) -> tuple[str, ...]:
    verdict = judge(KIND, pair, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken), verdict
    return verdict.mistakes


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("layers_first", "16", "depth-of-the-name"),
        ("layers_first", "18", "counts-pools"),
        ("layers_second", "50", "depth-of-the-name"),
        ("layers_second", "49", "longest-way-only"),  # four projections
        ("layers_second", "54", "counts-the-head"),
        ("layers_second", "55", "counts-pools"),
        ("layers_second", "13", "swapped"),
        ("params_first", "14.7 M", "forgets-the-head"),
        ("params_first", "123,642,856", "head-alone"),
        ("params_first", "553,430,176", "bytes"),
        ("params_second", "23,508,032", "forgets-the-head"),
        ("params_second", "4.09 G", "work-for-params"),
        ("macs_first", "138 M", "params-for-work"),
        ("macs_second", "15.5 G", "swapped"),
        ("share_first", "10.6 %", "the-rest"),
        ("share_first", "2.96 %", "last-layer-alone"),  # 4,097,000 / 138,357,544
        ("share_first", "0.8 %", "share-of-the-work"),  # 123,633,664 / 15,470,264,320
        ("share_second", "89.4 %", "swapped"),
        ("idea_second", "small-kernels", "swapped"),
    ],
)
def test_a_wrong_figure_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    assert mistakes(BOTH, field, typed) == (mistake,)


@pytest.mark.parametrize(
    ("field", "typed", "convention"),
    [
        ("macs_first", "30.9 G", "flops"),
        ("macs_second", "3.86 G", "stride-of-the-paper"),
        ("params_second", "25,610,152", "running-statistics"),  # and 53,120
    ],
)
def test_another_way_of_counting_is_neither_right_nor_wrong(field: str, typed: str, convention: str) -> None:
    verdict = judge(KIND, BOTH, {field: typed}).fields[field]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


def test_with_another_head_the_number_one_remembers_is_a_mistake_of_its_own() -> None:
    """990 · 4,097 and 990 · 2,049 parameters fewer."""
    ten = Pair(measures=("params", "share", "macs"), classes=10)
    assert mistakes(ten, "params_first", "138357544") == ("for-a-thousand",)
    answer = {
        "params_first": "134301514",
        "params_second": "23528522",
        "share_first": "89.04",
        "share_second": "0.0871",
    }
    assert judge(KIND, ten, answer | {"macs_first": "15.5 G", "macs_second": "4.09 G"}).outcome is Outcome.CORRECT


def test_the_levels_add_what_they_say() -> None:
    for seed in range(20):
        easy, middle, hard = (generate(KIND, seed=seed, level=level) for level in (1, 2, 3))
        assert {easy.first, easy.second} == {middle.first, middle.second} == {"vgg-16", "resnet-50"}
        assert easy.classes == hard.classes == 1000
        assert middle.classes != 1000
        assert NETWORKS[hard.first].idea != NETWORKS[hard.second].idea


def test_a_network_is_not_held_against_itself() -> None:
    with pytest.raises(BadInput, match="different"):
        check(Pair(first="vgg-16", second="vgg-16", measures=("params",)))
    with pytest.raises(BadInput, match="once"):
        check(Pair(measures=("params", "params")))
