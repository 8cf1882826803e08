"""The well-known networks give, to the unit, what their publications and reference implementations count.

The numbers here are literals with their sources, and none of them is read from the files they are held against.
"""

import pytest

from app.catalog.architectures import Architecture, Architectures, load_architectures
from app.conv.network.table import NetworkRow
from tests.conftest import ROOT

PARAMS = {
    "lenet-5-1998": 60_000,  # doi:10.1109/5.726791, section II.B
    "lenet-5": 61_706,  # by hand: 156 + 2,416 + 48,120 + 10,164 + 850
    "alexnet": 60_965_224,  # by hand: 2,334,080 in the convolutions (see TWO_TOWERS), 58,631,144 in the linear layers
    "alexnet-one-tower": 62_378_344,  # osmr/imgclsmob, table of models
    "vgg-16": 138_357_544,  # torchvision, vgg16
    "vgg-19": 143_667_240,  # torchvision, vgg19
    "googlenet": 6_998_552,  # HewlettPackard/dlcookbook-dlbs, table of models
    "resnet-18": 11_689_512,  # torchvision, resnet18
    "resnet-34": 21_797_672,  # torchvision, resnet34
    "resnet-50": 25_557_032,  # torchvision, resnet50
    "resnet-50-v1": 25_557_032,  # Keras, ResNet50: 25,636,712 less 26,560 biases and 53,120 running statistics
    "resnet-50-d": 25_576_264,  # timm, resnet50d
    "resnet-101": 44_549_160,  # torchvision, resnet101
    "resnet-152": 60_192_808,  # torchvision, resnet152
    "dilated-resnet-50": 23_508_032,  # torchvision, resnet50 less its classifier: 25,557,032 - 2,049,000
    "mobilenet-v1": 4_231_976,  # Keras, MobileNet, trainable
    "mobilenet-v2": 3_504_872,  # torchvision, mobilenet_v2
    "xception": 22_855_952,  # arXiv:1610.02357, table 3; Keras, Xception, trainable
    "efficientnet-b0": 5_288_548,  # torchvision, efficientnet_b0
    "convnext-t": 28_589_128,  # torchvision, convnext_tiny
    "vit-b-16": 86_567_656,  # torchvision, vit_b_16
}

GMACS = {  # printed by torchvision's documentation, under the name of GFLOPS
    "vgg-16": 15.470,
    "vgg-19": 19.632,
    "resnet-18": 1.814,
    "resnet-34": 3.664,
    "resnet-50": 4.089,
    "resnet-101": 7.801,
    "resnet-152": 11.514,
    "mobilenet-v2": 0.301,
    "efficientnet-b0": 0.386,
    "convnext-t": 4.456,
    "vit-b-16": 17.564,
}

MACS = {
    "resnet-50": 4_089_184_256,  # half of 8,178,368,512, which torch.utils.flop_counter counts
    "resnet-50-v1": 3_857_973_248,  # by hand: 3·(256·128·(56·56 − 28·28)) = 231,211,008 less than v1.5
    "vgg-16": 15_470_264_320,  # by hand: 15,346,630,656 in the convolutions, 123,633,664 in the linear layers
    "mobilenet-v1": 568_740_352,  # printed as 569 million in arXiv:1704.04861, table 4
    "vit-b-16": 17_563_828_224,  # by hand: 115,605,504 + 12·(197·7,077,888 + 2·197·197·768) + 768,000
}

FIELDS = {
    "alexnet": 195,  # google-research/receptive_field, alexnet_v2
    "vgg-16": 212,  # the same, vgg_16
    "resnet-50-v1": 483,  # the same, resnet_v1_50
    "mobilenet-v1": 315,  # the same, mobilenet_v1
    "resnet-50": 427,  # by hand: 11 + 2·(3·4 + 1·4 + 3·8 + 1·8 + 5·16 + 1·16 + 2·32), a 3 × 3 at each jump
    "dilated-resnet-50": 427,  # each 3 × 3 kernel reaches as far as its undilated twin
    "vit-b-16": 16,  # a patch
    "efficientnet-b0": None,  # a gate sees the whole image
}

RUNNING_STATISTICS = {  # Keras, non-trainable parameters
    "resnet-50-v1": 53_120,
    "mobilenet-v1": 21_888,
    "mobilenet-v2": 34_112,
    "xception": 54_528,
}

LENET_1998 = {  # doi:10.1109/5.726791, section II.B, layer by layer
    "C1": 156,
    "S2": 12,
    "C3": 1_516,
    "S4": 32,
    "C5": 48_120,
    "F6": 10_164,
}

TWO_TOWERS = {  # by hand, from the sizes in doi:10.1145/3065386, section 3.5
    "conv1": 34_944,  # 96·3·11·11 + 96
    "conv2": 307_456,  # 256·48·5·5 + 256
    "conv3": 885_120,  # 384·256·3·3 + 384
    "conv4": 663_936,  # 384·192·3·3 + 384
    "conv5": 442_624,  # 256·192·3·3 + 256
    "fc6": 37_752_832,  # 4096·9216 + 4096
    "fc7": 16_781_312,  # 4096·4096 + 4096
    "fc8": 4_097_000,  # 1000·4096 + 1000
}

INCEPTIONS = {  # output channels, arXiv:1409.4842, table 1
    "3a": 256,
    "3b": 480,
    "4a": 512,
    "4b": 512,
    "4c": 512,
    "4d": 528,
    "4e": 832,
    "5a": 832,
    "5b": 1024,
}

VIT = {  # by hand, from the sizes in arXiv:2010.11929, table 1
    "patch embedding": 590_592,  # 768·3·16·16 + 768
    "class token and positions": 152_064,  # 768 + 197·768
    "encoder": 85_054_464,  # 12·(2·2·768 + 4·(768·768 + 768) + 2·4·768·768 + 4·768 + 768)
    "encoder norm": 1_536,  # 2·768
    "head": 769_000,  # 1000·768 + 1000
}


@pytest.fixture(scope="module")
def architectures() -> Architectures:
    """The real files, read once."""
    return load_architectures(ROOT / "content")


def params_under(architecture: Architecture, name: str) -> int:
    """The parameters of a layer, or of all that lies within it."""
    return sum(row.params for row in architecture.table.rows if is_within(row, name))


def is_within(row: NetworkRow, name: str) -> bool:
    """Whether a row is the layer of that name, lies within it, or is its coefficients."""
    return row.name in {name, f"{name} coefficients"} or row.name.startswith(f"{name}.")


def row_of(architecture: Architecture, name: str) -> NetworkRow:
    """The only row of that name."""
    (row,) = (row for row in architecture.table.rows if row.name == name)
    return row


def test_every_file_is_held_against_a_published_count(architectures: Architectures) -> None:
    assert set(architectures.by_slug) == set(PARAMS)


@pytest.mark.parametrize(("slug", "params"), PARAMS.items())
def test_parameters_are_those_published(architectures: Architectures, slug: str, params: int) -> None:
    assert architectures.architecture(slug).table.totals.params == params


@pytest.mark.parametrize(("slug", "macs"), MACS.items())
def test_macs_are_exact(architectures: Architectures, slug: str, macs: int) -> None:
    assert architectures.architecture(slug).table.totals.macs == macs


@pytest.mark.parametrize(("slug", "gmacs"), GMACS.items())
def test_macs_round_to_what_is_printed(architectures: Architectures, slug: str, gmacs: float) -> None:
    assert round(architectures.architecture(slug).table.totals.macs / 1e9, 3) == gmacs


@pytest.mark.parametrize(("slug", "field"), FIELDS.items())
def test_receptive_fields_are_those_published(architectures: Architectures, slug: str, field: int | None) -> None:
    assert architectures.architecture(slug).table.totals.receptive_field == field


@pytest.mark.parametrize(("slug", "statistics"), RUNNING_STATISTICS.items())
def test_running_statistics_are_told_apart(architectures: Architectures, slug: str, statistics: int) -> None:
    assert architectures.architecture(slug).table.totals.running_statistics == statistics


@pytest.mark.parametrize(("layer", "params"), LENET_1998.items())
def test_lenet_of_1998_counts_as_its_paper_does(architectures: Architectures, layer: str, params: int) -> None:
    assert params_under(architectures.architecture("lenet-5-1998"), layer) == params


@pytest.mark.parametrize(("layer", "params"), TWO_TOWERS.items())
def test_alexnet_s_towers_halve_what_three_of_its_layers_see(
    architectures: Architectures, layer: str, params: int
) -> None:
    assert row_of(architectures.architecture("alexnet"), layer).params == params


@pytest.mark.parametrize(("block", "channels"), INCEPTIONS.items())
def test_googlenet_s_blocks_are_as_wide_as_in_the_paper(
    architectures: Architectures, block: str, channels: int
) -> None:
    row = row_of(architectures.architecture("googlenet"), f"inception ({block})")
    assert row.output_shape[0] == channels
    assert row.output_shape[1] == {"3": 28, "4": 14, "5": 7}[block[0]]


@pytest.mark.parametrize(("part", "params"), VIT.items())
def test_a_vision_transformer_is_complete(architectures: Architectures, part: str, params: int) -> None:
    assert params_under(architectures.architecture("vit-b-16"), part) == params


@pytest.mark.parametrize(
    ("slug", "shape"),
    [
        ("vgg-16", (512, 7, 7)),  # arXiv:1409.1556: 224 halved five times
        ("resnet-34", (512, 7, 7)),  # arXiv:1512.03385, table 1
        ("resnet-50", (2048, 7, 7)),  # the same
        ("resnet-50-d", (2048, 7, 7)),
        ("mobilenet-v1", (1024, 7, 7)),  # arXiv:1704.04861, table 1
        ("mobilenet-v2", (1280, 7, 7)),  # arXiv:1801.04381, table 2
        ("xception", (2048, 10, 10)),  # Keras, block14 at 299 × 299
        ("efficientnet-b0", (1280, 7, 7)),  # arXiv:1905.11946, table 1
        ("convnext-t", (768, 7, 7)),  # arXiv:2201.03545, table 9
    ],
)
def test_the_last_map_is_as_large_as_in_the_paper(
    architectures: Architectures, slug: str, shape: tuple[int, ...]
) -> None:
    heads = [row for row in architectures.architecture(slug).table.rows if row.op in {"global_avg_pool", "flatten"}]
    assert heads[0].input_shape == shape


def test_dilation_moves_deeplab_s_units_closer_and_leaves_what_they_see(architectures: Architectures) -> None:
    dilated = architectures.architecture("dilated-resnet-50").table
    assert dilated.output == (2048, 28, 28)
    assert dilated.rows[-1].jump == 8
    assert [row.jump for row in architectures.architecture("resnet-50").table.rows if row.jump][-1] == 32


def test_a_published_figure_that_is_not_ours_says_why(architectures: Architectures) -> None:
    silent = [
        f"{slug}: {figure.what} {figure.value}"
        for slug, architecture in architectures.by_slug.items()
        for figure in architecture.words.published
        if figure.what in {"params", "macs", "receptive_field"} and not figure.note
        if abs(figure.value / (getattr(architecture.table.totals, figure.what) or 1) - 1) > tolerance(figure.what)
    ]
    assert silent == []


def tolerance(what: str) -> float:
    """MACs are printed with two digits or three; the rest is exact."""
    return 0.01 if what == "macs" else 0.0


@pytest.mark.parametrize("slug", PARAMS)
def test_a_network_says_in_one_sentence_what_was_new(architectures: Architectures, slug: str) -> None:
    sentence = architectures.architecture(slug).words.innovation
    assert sentence.endswith(".")
    assert ". " not in sentence
