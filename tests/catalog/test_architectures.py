"""The well-known networks' files: each is a test, and what is wrong in one is said with file and line."""

from pathlib import Path

import pytest

from app.catalog.architectures import Architectures, architecture, load_architectures
from app.errors import ContentError, Missing
from tests.conftest import ROOT

CONTENT = ROOT / "content"
FILES = sorted((CONTENT / "architectures").glob("*.yaml"))

GOOD = """\
name: Tiny
year: 2015
paper: {title: Small, authors: Some, arxiv: "1512.03385"}
innovation: It is small.
convention: Ours.
published:
  - {what: params, value: 310, source: By hand}
input: [3, 8, 8]
layers:
  - {op: conv, out_channels: 4, kernel: 3}
  - {op: residual, body: [{op: conv, out_channels: 4, kernel: 3, padding: 1}]}
  - {op: global_avg_pool}
  - {op: linear, out_features: 10}
expect: {params: 310, macs: 9112, receptive_field: 5, output: [10], running_statistics: 0}
"""


@pytest.fixture(scope="module")
def known() -> Architectures:
    return load_architectures(CONTENT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_sound(path: Path) -> None:
    assert architecture(path, CONTENT).slug == path.stem


@pytest.mark.parametrize(
    ("slug", "params"),
    [
        # torchvision's documentation of each model's weights; AlexNet and LeNet by the papers' own layers.
        ("vgg-16", 138_357_544),
        ("vgg-19", 143_667_240),
        ("resnet-18", 11_689_512),
        ("resnet-34", 21_797_672),
        ("resnet-50", 25_557_032),
        ("resnet-50-v1", 25_557_032),
        ("resnet-101", 44_549_160),
        ("resnet-152", 60_192_808),
        ("mobilenet-v2", 3_504_872),
        ("efficientnet-b0", 5_288_548),
        ("convnext-t", 28_589_128),
        ("vit-b-16", 86_567_656),
        ("alexnet", 60_965_224),
        ("alexnet-one-tower", 62_378_344),
        ("lenet-5-1998", 60_000),
        ("lenet-5", 61_706),
        ("googlenet", 6_998_552),
        ("mobilenet-v1", 4_231_976),
        ("xception", 22_855_952),
        ("resnet-50-d", 25_576_264),
    ],
)
def test_parameters_are_the_published_ones_to_the_unit(known: Architectures, slug: str, params: int) -> None:
    assert known.architecture(slug).table.totals.params == params


@pytest.mark.parametrize(
    ("slug", "macs"),
    [
        ("vgg-16", 15_470_264_320),
        ("resnet-50", 4_089_184_256),
        ("mobilenet-v1", 568_740_352),
        ("mobilenet-v2", 300_774_272),
    ],
)
def test_macs_are_the_published_ones(known: Architectures, slug: str, macs: int) -> None:
    assert known.architecture(slug).table.totals.macs == macs


@pytest.mark.parametrize(
    ("slug", "field"),
    [("resnet-50", 427), ("resnet-50-v1", 483), ("vgg-16", 212), ("mobilenet-v1", 315), ("alexnet", 195)],
)
def test_receptive_fields_are_the_published_ones(known: Architectures, slug: str, field: int) -> None:
    # Araujo, Norris, Sim, Distill 2019, table 2; ResNet-50 with the stride on the 3x3 by its gradient's support.
    assert known.architecture(slug).table.totals.receptive_field == field


def test_they_come_in_the_order_of_their_years(known: Architectures) -> None:
    years = [each.words.year for each in known.by_slug.values()]
    assert years == sorted(years)


def test_there_is_no_architecture_of_another_name(known: Architectures) -> None:
    with pytest.raises(Missing, match="There is no such architecture"):
        known.architecture("resnet-51")


def complaint(root: Path, text: str) -> str:
    (root / "architectures").mkdir()
    (root / "architectures" / "tiny.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refusal:
        load_architectures(root)
    return refusal.value.sentence


def test_a_sound_file_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "architectures").mkdir()
    (tmp_path / "architectures" / "tiny.yaml").write_text(GOOD, encoding="utf-8")
    found = load_architectures(tmp_path).architecture("tiny")
    # 4·27 + 4 and 4·36 + 4 and 50; 6·6·(108 + 144) and 40.
    assert (found.table.totals.params, found.table.totals.macs) == (310, 9_112)
    assert found.words.paper.address == "https://arxiv.org/abs/1512.03385"
    assert found.input == (3, 8, 8)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("params: 310, m", "params: 309, m", "14: expect.params: It is expected to be 309, the table says 310."),
        ("macs: 9112", "macs: 18224", "14: expect.macs: It is expected to be 18224, the table says 9112."),
        ("field: 5", "field: 7", "14: expect.receptive_field: It is expected to be 7, the table says 5."),
        (
            "receptive_field: 5",
            "receptive_field: whole input",
            "14: expect.receptive_field: It is expected to be whole input, the table says 5.",
        ),
        ("[10]", "[1000]", "14: expect.output: It is expected to be (1000,), the table says (10,)."),
        ("padding: 1", "paddin: 1", "11: layers.1.body.0.paddin: A layer of op conv has no such field;"),
        ("kernel: 3}\n", "kernel: 0}\n", "10: layers.0.kernel: This is 0; it must be at least 1."),
        ("kernel: 3}\n", "kernel: 9}\n", "9: layers: conv1: A kernel of 9 does not fit in 8."),
        ("name: Tiny", "nome: Tiny", "1: nome: Extra inputs are not permitted."),
        ("year: 2015", 'year: "2015"', "2: year: Input should be a valid integer."),
        (', arxiv: "1512.03385"', "", "3: paper: Value error, A paper needs an arxiv number or a url."),
        ("what: params", "what: parameters", "7: published.0.what: Input should be 'params', "),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    assert f"architectures/tiny.yaml:{sentence}" in complaint(tmp_path, GOOD.replace(old, new))


def test_every_wrong_layer_is_named_at_once(tmp_path: Path) -> None:
    said = complaint(tmp_path, GOOD.replace("out_channels: 4", "out_channels: no"))
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        "architectures/tiny.yaml:10",
        "architectures/tiny.yaml:11",
    ]
