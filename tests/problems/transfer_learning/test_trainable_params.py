"""Kind `trainable-params`: by hand, from torchvision's published counts, and against the catalog's tables."""

from typing import get_args

import pytest

from app.catalog.catalog import Catalog
from app.problems.diagnosing import Mistaken
from app.problems.grading import Outcome, judge
from app.problems.transfer_learning.trainable_params import KIND
from app.problems.transfer_learning.trainable_params.numbers import Tuning, solve
from app.problems.transfer_learning.trainable_params.resnets import Network, backbone, counted, stages

PUBLISHED: dict[Network, int] = {
    "resnet-18": 11_689_512,
    "resnet-34": 21_797_672,
    "resnet-50": 25_557_032,
    "resnet-101": 44_549_160,
}
"""torchvision's documentation, with the head for a thousand classes."""
HEADS: dict[Network, int] = {
    "resnet-18": 513_000,
    "resnet-34": 513_000,
    "resnet-50": 2_049_000,
    "resnet-101": 2_049_000,
}


@pytest.mark.parametrize("network", get_args(Network))
def test_backbone_and_old_head_are_the_published_network(network: Network) -> None:
    assert counted(backbone(network)) + HEADS[network] == PUBLISHED[network]


@pytest.mark.parametrize("network", get_args(Network))
def test_stem_and_stages_are_those_of_the_catalogs_table(catalog: Catalog, network: Network) -> None:
    """Rows are named by their stage: conv1, conv2_1, conv5_2 to conv5_3, …; the first two have no stage before."""
    rows = catalog.architectures.architecture(network).table.rows
    named = [sum(row.params for row in rows if row.name.startswith(f"conv{number}_")) for number in range(2, 6)]
    assert named == [counted(stage) for stage in stages(network)[1:]]


def test_resnet_50_for_four_classes() -> None:
    """2048·4 + 4 = 8,196; layer4 is 6,039,552 + 2·4,462,592 = 14,964,736, 64 % with the head."""
    asked = Tuning(network="resnet-50", classes=4)
    answer = {"head": "8196", "last": "14972932", "everything": "23516228"}
    assert judge(KIND, asked, answer).outcome is Outcome.CORRECT
    assert KIND.facts(asked)["share"] == "64 %"


def test_a_hidden_head_of_512_has_128_times_the_parameters() -> None:
    """2048·512 + 512 + 512·4 + 4 = 1,051,140."""
    linear, hidden = (solve(Tuning(network="resnet-50", classes=4, hidden=width))["head"] for width in (None, 512))
    assert (linear, hidden) == (8_196, 1_051_140)
    assert round(1_051_140 / 8_196) == 128


def test_four_figures_will_do_for_millions() -> None:
    asked = Tuning(network="resnet-50", classes=4)
    assert judge(KIND, asked, {"head": "8196", "last": "14.97 M", "everything": "23.52 M"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("head", "8192", "forgets-biases"),
        ("head", "2049000", "keeps-old-head"),
        ("last", "14964736", "forgets-head"),
        ("everything", "23508032", "forgets-head"),
        ("everything", "38480964", "adds-last-to-all"),  # 23,516,228 + 14,964,736
        # filters of layer4: 3·(512 + 512 + 2,048) + 2,048 = 11,264
        ("last", "14950404", "ignores-batch-norm"),  # 14,972,932 − 2·11,264
        ("last", "14995460", "counts-running-statistics"),  # + 2·11,264
        ("last", "14984196", "counts-conv-biases"),  # + 11,264
        ("last", "12871684", "forgets-projection"),  # − (1,024·2,048 + 2·2,048)
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, Tuning(network="resnet-50", classes=4), {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_stage_whose_count_is_given_is_not_miscounted() -> None:
    asked = Tuning(network="resnet-50", classes=4, shown=True)
    assert KIND.mistakes["forgets-projection"](asked) == {}
