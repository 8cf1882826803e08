"""The known networks: the API's numbers, depths as their papers count them, and two or three side by side."""

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.conv.network.depth import depth
from tests.web.doors import visit

DEPTHS = {
    "alexnet": 8,
    "vgg-16": 16,
    "vgg-19": 19,
    "googlenet": 22,  # arXiv:1409.4842, section 5
    "resnet-18": 18,
    "resnet-50": 50,
    "resnet-152": 152,
    "mobilenet-v1": 28,  # arXiv:1704.04861, section 3.2
}


def test_the_depth_is_the_one_in_the_papers(catalog: Catalog) -> None:
    known = catalog.architectures.by_slug
    assert {slug: depth(known[slug].layers) for slug in DEPTHS} == DEPTHS


def test_side_by_side_stand_the_numbers_of_the_api(stateless: TestClient) -> None:
    words = visit(stateless, "/lab/architectures?of=vgg-16&of=resnet-50&of=mobilenet-v1").words
    totals = [
        stateless.get(f"/api/v1/architectures/{slug}").json()["totals"]
        for slug in ("vgg-16", "resnet-50", "mobilenet-v1")
    ]
    assert "parameters " + " ".join(f"{each['params']:,}" for each in totals) in words
    assert "MACs " + " ".join(f"{each['macs']:,}" for each in totals) in words
    assert "field of the last map " + " ".join(str(each["receptive_field"]) for each in totals) in words


def test_the_headline_compares_the_oldest_and_the_newest(stateless: TestClient) -> None:
    """138,357,544 / 25,557,032 = 5.41; 15.47 G / 4.089 G = 3.78."""
    words = visit(stateless, "/lab/architectures?of=resnet-50&of=vgg-16").words
    assert "ResNet-50 (v1.5) has 1/5.41 the parameters of VGG-16 and 1/3.78 its MACs." in words


def test_every_network_is_a_point_with_its_number_in_words(stateless: TestClient, catalog: Catalog) -> None:
    words = visit(stateless, "/lab/architectures").words
    for number, each in enumerate(catalog.architectures.by_slug.values(), start=1):
        totals = each.table.totals
        assert f"{number}, {each.words.name}: {totals.params:,} parameters, {totals.macs:,} MACs" in words
        assert f"{each.words.year}: {number}, {each.words.name}" in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("of=vgg-16&of=vgg-19&of=alexnet&of=googlenet", "4 networks are chosen; 3 stand side by side at most."),
        ("of=no-such", "There is no such network among these."),
        ("of=", "choose two or three to compare"),
    ],
)
def test_what_cannot_be_compared_says_why(stateless: TestClient, query: str, sentence: str) -> None:
    page = visit(stateless, f"/lab/architectures?{query}")
    assert page.status == 200
    assert sentence in page.words


def test_a_network_has_its_stages_and_what_was_printed_of_it(stateless: TestClient) -> None:
    """arXiv:1512.03385, table 1: 56 × 56, 28, 14, 7 in conv2_x to conv5_x, two blocks each."""
    page = visit(stateless, "/lab/architectures/resnet-18")
    for shape in ("64×56×56", "128×28×28", "256×14×14", "512×7×7"):
        assert shape in page.words
    assert page.words.count("2 × residual") >= 3
    assert "69.758 %" in page.words
    assert "11,689,512 11,689,512 torchvision, documentation of resnet18" in page.words
    assert visit(stateless, "/lab/architectures/no-such").status == 404


def test_every_network_is_drawn(stateless: TestClient, catalog: Catalog) -> None:
    for slug in catalog.architectures.by_slug:
        assert visit(stateless, f"/lab/architectures/{slug}").status == 200
