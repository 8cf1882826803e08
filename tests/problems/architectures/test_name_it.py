"""Kind `name-the-architecture`: each excerpt is a stretch of its network as the catalog has it, to the unit."""

import re

import pytest

from app.catalog.catalog import Catalog
from app.conv.network.table import table
from app.errors import BadInput
from app.problems.architectures.name_it import KIND, Shown, check
from app.problems.architectures.name_it.excerpts import EXCERPTS, Place
from app.problems.architectures.name_it.rows import layer_rows
from app.problems.architectures.names import EIGHT, PAPERS, Name
from app.problems.diagnosing import Mistaken
from app.problems.figures import LayerRow
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from tests.problems.architectures.test_innovations import SLUGS

LEFT_OUT = {"batch_norm", "relu", "relu6", "gelu", "silu", "tanh", "sigmoid", "dropout", "softmax"}
each_excerpt = pytest.mark.parametrize(("name", "place"), EXCERPTS, ids=[f"{n}-{p}" for n, p in EXCERPTS])


@each_excerpt
def test_an_excerpt_is_a_stretch_of_its_network(catalog: Catalog, name: Name, place: Place) -> None:
    whole = catalog.architectures.architecture(SLUGS[name]).table.rows
    network = [(row.op, row.output_shape, row.params) for row in whole if row.op not in LEFT_OUT]
    excerpt = EXCERPTS[name, place]
    shown = [(row.op, row.output_shape, row.params) for row in table(excerpt.layers, excerpt.input).rows]
    starts = [at for at in range(len(network)) if network[at : at + len(shown)] == shown]
    assert starts
    assert (0 in starts) == (place == "opening")


@each_excerpt
def test_no_two_networks_show_the_same_rows(name: Name, place: Place) -> None:
    others = (each for each in EXCERPTS if each[0] != name)
    assert layer_rows(name, place) not in [layer_rows(*each) for each in others]


@each_excerpt
def test_no_row_names_a_network(name: Name, place: Place) -> None:
    text = " ".join(row.layer for row in layer_rows(name, place)).lower()
    for paper in PAPERS.values():
        assert not re.search(rf"\b{paper.network.lower()}\b", text)


def test_the_rows_say_what_the_layers_are() -> None:
    assert layer_rows("resnet", "body") == (
        LayerRow("conv 1 × 1", "56 × 56 × 128", "32,768"),  # 256 · 128
        LayerRow("conv 3 × 3, stride 2", "28 × 28 × 128", "147,456"),  # 128 · 128 · 9
        LayerRow("conv 1 × 1", "28 × 28 × 512", "65,536"),
        LayerRow("shortcut: conv 1 × 1, stride 2", "28 × 28 × 512", "131,072"),
        LayerRow("sum", "28 × 28 × 512", "0"),
    )
    assert layer_rows("alexnet", "opening")[0] == LayerRow("conv 11 × 11, stride 4", "55 × 55 × 96", "34,944")
    assert layer_rows("googlenet", "body")[-1] == LayerRow("concatenate", "28 × 28 × 256", "0")


@pytest.mark.parametrize(
    ("name", "place", "telltale"),
    [
        ("alexnet", "opening", "conv 11 × 11, stride 4"),
        ("vgg", "body", "fully connected"),
        ("googlenet", "body", "concatenate"),
        ("resnet", "body", "shortcut: conv 1 × 1, stride 2"),
        ("efficientnet", "body", "squeeze to 6, excite"),
        ("convnext", "opening", "conv 4 × 4, stride 4"),
        ("convnext", "body", "depthwise 7 × 7"),
        ("vit", "body", "attention, 12 heads"),
    ],
)
def test_the_working_points_at_the_row_that_tells(name: Name, place: Place, telltale: str) -> None:
    (step,) = KIND.working(Shown(network=name, place=place, offered=(name, "lenet-5", "vit")))["network"]
    assert step.left.startswith(f"{telltale}: ")


def test_every_wrong_network_is_told_how_it_would_look() -> None:
    for name in PAPERS:
        if name == "vgg":
            continue
        shown = Shown(network="vgg", offered=("vgg", name))
        verdict = judge(KIND, shown, {"network": name}).fields["network"]
        assert isinstance(verdict, Mistaken)
        assert verdict.mistakes == (f"not-{name}",)


def test_the_right_network_is_right() -> None:
    shown = Shown(network="convnext", place="body", offered=("resnet", "convnext"))
    assert judge(KIND, shown, {"network": "convnext"}).outcome is Outcome.CORRECT


def test_the_levels_add_what_they_say() -> None:
    for seed in range(20):
        easy, middle, hard = (generate(KIND, seed=seed, level=level) for level in (1, 2, 3))
        assert (easy.place, len(easy.offered)) == ("opening", 4)
        assert (middle.place, len(middle.offered)) == ("body", 6)
        assert len(hard.offered) == 8
        assert set(easy.offered) | set(middle.offered) <= set(EIGHT)


def test_a_network_that_is_not_offered_is_refused() -> None:
    with pytest.raises(BadInput, match="not among those offered"):
        check(Shown(network="vgg", offered=("resnet", "vit")))
    with pytest.raises(BadInput, match="once"):
        check(Shown(network="vgg", offered=("vgg", "vgg")))
