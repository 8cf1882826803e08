"""The transfer planner: the parameters the problem on it counts, memory by hand, and plans that break no rule."""

from itertools import product
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.lab.transfer import NETWORKS, PlanState, plan_board
from app.practice.lab.transfer.memory import load
from app.problems.transfer_learning.trainable_params.numbers import Tuning, solve
from app.problems.transfer_learning.transfer_plan.scenes import SCENES
from tests.web.doors import visit


def said(client: TestClient, **boxes: str) -> str:
    return visit(client, f"/lab/transfer?{urlencode(boxes)}").words


@pytest.mark.parametrize("network", NETWORKS)
def test_what_trains_is_what_the_problem_on_it_counts(catalog: Catalog, network: str) -> None:
    """The problem counts by the paper's tables, the planner by the rows of the network."""
    backbone = catalog.architectures.architecture(network)
    asked = solve(Tuning(network=network, classes=7))  # pyright: ignore[reportArgumentType] - one of NETWORKS
    for trains, field in (("head", "head"), ("last-stage", "last"), ("all", "everything")):
        assert load(backbone, classes=7, trains=trains, optimiser="adam").trains == asked[field]


def test_memory_by_hand(catalog: Catalog) -> None:
    """ResNet-18 without its head has 11,176,512 parameters; the head for 4 classes 512·4 + 4 = 2,052."""
    backbone = catalog.architectures.architecture("resnet-18")
    head = load(backbone, classes=4, trains="head", optimiser="adam")
    assert (head.weights, head.gradients, head.moments) == (4 * 11_178_564, 4 * 2_052, 8 * 2_052)
    assert head.per_image == 4 * (512 + 4)
    everything = load(backbone, classes=4, trains="all", optimiser="sgd")
    assert everything.moments == everything.gradients == 4 * 11_178_564
    assert everything.total(2) - everything.total(1) == everything.per_image


def test_the_last_stage_keeps_what_comes_into_it(catalog: Catalog) -> None:
    """conv4_x of ResNet-18 gives 256·14·14. conv5_x makes 14 maps of 512·7·7, then 512 means and the classes.

    5 convolutions, as many batch norms, 2 ReLUs within the blocks, 2 sums with theirs.
    """
    backbone = catalog.architectures.architecture("resnet-18")
    last = load(backbone, classes=4, trains="last-stage", optimiser="adam")
    assert last.per_image == 4 * (256 * 14 * 14 + 14 * 512 * 7 * 7 + 512 + 4)


def test_no_plan_breaks_a_rule_and_each_rule_has_a_source(catalog: Catalog) -> None:
    for scene, images in product(SCENES, ("1500", "9000", "300000")):
        rules = plan_board(PlanState(scene=scene, images=images), catalog).rules
        assert rules
        assert all(rule.holds for rule in rules if rule.binding)
        assert all(rule.source for rule in rules)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"scene": "cars", "images": "1500"}, "Train a linear head on frozen features."),
        ({"scene": "cars", "images": "300000"}, "Fine-tune all of it."),
        ({"scene": "x-rays", "images": "300000"}, "Fine-tune all of it, and compare with a start from scratch."),
        ({"scene": "aerial", "images": "9,000"}, "Fine-tune the last stages, or all of it at a low rate."),
        ({"memory": "0.01"}, "does not fit, whatever the batch"),
        ({"network": "resnet-18", "images": "300000", "batch": "4000"}, "at once would"),
        ({}, "fits; up to"),
    ],
)
def test_the_strategy_and_whether_it_fits(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    assert sentence in said(stateless, **boxes)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"images": "ten"}, "The number of images is no such number"),
        ({"images": "3"}, "The number of images must be from 200 to 2,000,000."),
        ({"classes": "1"}, "The number of classes must be from 2 to 1,000."),
        ({"memory": "-1"}, "The memory is no such number; write GiB such as 8 or 11.5."),
        ({"memory": "0"}, "The memory must be above 0"),
        ({"memory": "²"}, "The memory is no such number"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_boxes(
    stateless: TestClient, boxes: dict[str, str], sentence: str
) -> None:
    page = visit(stateless, f"/lab/transfer?{urlencode(boxes)}")
    assert page.status == 200
    assert sentence in page.words
    assert all(f'name="{name}" value="{value}"' in page.text for name, value in boxes.items())


def test_the_scenario_can_be_planned_by_oneself(stateless: TestClient) -> None:
    assert "/problems/transfer-plan/with-" in visit(stateless, "/lab/transfer").text
