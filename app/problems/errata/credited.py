"""What a network or a set of weights is credited with that is not, or not alone, its own."""

from fractions import Fraction

from app.conv.counts import linear_params
from app.conv.network.table import NetworkTable
from app.problems.errata.finding import Finding, Networks, network, places, spaced
from app.problems.refuting import Refutation, Row
from app.problems.transfer_learning.normalise_a_pixel.numbers import BYTE_MEANS, IMAGENET

GREY = 128


def twelve_times_fewer(networks: Networks) -> Finding:
    """GoogLeNet's parameters beside VGG-16's, and beside AlexNet's, which the paper's twelve is about."""
    net, vgg, alexnet = (network(networks, slug).totals.params for slug in ("googlenet", "vgg-16", "alexnet"))
    times, meant = (places(Fraction(other, net), 1) for other in (vgg, alexnet))
    return Finding(
        {"net": f"{net:,}", "vgg": f"{vgg:,}", "times": times, "meant": meant},
        Refutation(
            "parameters, biases included",
            (Row("GoogLeNet", f"{net:,}"), Row("VGG-16", f"{vgg:,}"), Row("AlexNet", f"{alexnet:,}")),
            "12 times fewer than VGG-16",
            f"{times} times",
        ),
    )


def bottlenecks_made_it_small(networks: Networks) -> Finding:
    """VGG-16 with GoogLeNet's head in place of its own, and both without any head."""
    vgg, net = network(networks, "vgg-16"), network(networks, "googlenet")
    convolutions, modules = _convolutions(vgg), _convolutions(net)
    headed = convolutions + linear_params(512, 1000)
    fewer, between = Fraction(vgg.totals.params, headed), Fraction(convolutions, modules)
    return Finding(
        {"headed": f"{headed:,}", "fewer": places(fewer, 1), "between": places(between, 1)},
        Refutation(
            "parameters of VGG-16 and GoogLeNet with and without what stands behind their convolutions",
            (
                Row("VGG-16", f"{vgg.totals.params:,}"),
                Row("VGG-16 with a mean and one layer behind it", f"{headed:,}"),
                Row("its convolutions", f"{convolutions:,}"),
                Row("GoogLeNet", f"{net.totals.params:,}"),
                Row("its convolutions", f"{modules:,}"),
            ),
            "the bottlenecks",
            f"the head: {places(fewer, 1)} times; the convolutions: {places(between, 1)} times",
        ),
    )


def _convolutions(table: NetworkTable) -> int:
    return sum(row.params for row in table.rows if row.op in {"conv", "pointwise"})


def always_these_statistics(_: Networks) -> Finding:
    """One grey pixel under three ways of preparing it. Source: keras.applications.imagenet_utils, modes of its own."""
    means, deviations = IMAGENET
    scaled = Fraction(GREY, 255)
    torch = ", ".join(places((scaled - mean) / deviation, 3) for mean, deviation in zip(means, deviations, strict=True))
    caffe = ", ".join(places(GREY - mean, 3) for mean in reversed(BYTE_MEANS))
    signed = places(Fraction(2 * GREY, 255) - 1, 3)
    return Finding(
        {"torch": torch, "caffe": caffe, "signed": signed},
        Refutation(
            f"a grey pixel, {spaced([GREY] * 3)}",
            (
                Row("torchvision's weights, red first", torch),
                Row("Keras's ResNet-50, blue first", caffe),
                Row("Keras's MobileNet", ", ".join([signed] * 3)),
            ),
            "one input for all of them",
            "three",
        ),
    )
