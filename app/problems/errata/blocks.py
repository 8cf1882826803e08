"""What is printed of bottlenecks, pointwise layers and networks within networks."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from app.conv.counts import conv_params
from app.conv.fields import FieldLayer, receptive_field
from app.conv.ops import Array, conv2d, depthwise_conv2d, linear, pointwise_conv2d
from app.conv.ratios import bottleneck_params, reduced_ratio
from app.problems.errata.finding import Finding, Networks, network, percent, places
from app.problems.refuting import Refutation, Row


def bottleneck_sees_as_much(_: Networks) -> Finding:
    """1 + Σ (k − 1) for both blocks."""
    narrow, wide = _fields(1, 3, 1), _fields(3, 3)
    return Finding(
        {"narrow": str(narrow[-1]), "wide": str(wide[-1])},
        Refutation(
            "the field after each layer of a block, at stride 1",
            (
                Row("1 × 1, 3 × 3, 1 × 1", " → ".join(map(str, [1, *narrow]))),
                Row("3 × 3, 3 × 3", " → ".join(map(str, [1, *wide]))),
            ),
            "the same field",
            f"{narrow[-1]} against {wide[-1]}",
        ),
    )


def _fields(*kernels: int) -> list[int]:
    layers = [FieldLayer(kernel, padding=kernel // 2) for kernel in kernels]
    return [row.receptive_field for row in receptive_field(layers)]


def bottleneck_saves_seventeen(_: Networks) -> Finding:
    """The block against two that it might be compared with."""
    block = bottleneck_params(256, 64)
    wide, like = (2 * conv_params(width, width, (3, 3), bias=False) for width in (256, 64))
    return Finding(
        {
            "block": f"{block:,}",
            "wide": f"{wide:,}",
            "like": f"{like:,}",
            "large": places(Fraction(wide, block), 1),
            "small": places(Fraction(like, block), 2),
        },
        Refutation(
            "weights of a bottleneck from 256 to 64 channels and back, and of two 3 × 3 layers",
            (
                Row("bottleneck", f"256·64 + 64·64·9 + 64·256 = {block:,}"),
                Row("two 3 × 3 at 256", f"2·256·256·9 = {wide:,}"),
                Row("two 3 × 3 at 64", f"2·64·64·9 = {like:,}"),
            ),
            f"{places(Fraction(wide, block), 0)} times fewer than what it stands in for",
            f"{places(Fraction(like, block), 2)} times",
        ),
    )


NIN = ((192, 5), (160, 1), (96, 1), (192, 5), (192, 1), (192, 1), (192, 3), (192, 1), (10, 1))
"""Filters and kernel of each convolution of Network in Network for CIFAR-10. Source: arXiv:1312.4400, as in Caffe."""


def network_in_network_is_a_layer(_: Networks) -> Finding:
    """The network's own convolutions; and a 1 × 1 convolution beside a linear layer at each pixel."""
    channels, counts = 3, list[tuple[int, int]]()
    for filters, kernel in NIN:
        counts.append((kernel, conv_params(channels, filters, (kernel, kernel))))
        channels = filters
    total = sum(count for _, count in counts)
    looking = [count for kernel, count in counts if kernel > 1]
    share = percent(sum(looking), total, digits=0)
    return Finding(
        {
            "all": str(len(counts)),
            "looking": str(len(looking)),
            "share": share,
            "total": f"{total:,}",
            "difference": f"{pixel_difference():g}",
        },
        Refutation(
            "Network in Network for CIFAR-10, convolution by convolution",
            tuple(Row(f"{kernel} × {kernel}", f"{count:,} parameters") for kernel, count in counts),
            "all of it is 1 × 1",
            f"{len(looking)} of {len(counts)} are larger, with {share} of the parameters",
        ),
    )


def pixel_difference() -> float:
    """Between a 1 × 1 convolution and one linear layer at every pixel, at most."""
    image = np.arange(24.0).reshape(1, 3, 2, 4)
    weight = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]])
    pixels = image.transpose(0, 2, 3, 1)  # (N, H, W, C)
    return float(np.abs(pointwise_conv2d(image, weight) - linear(pixels, weight).transpose(0, 3, 1, 2)).max())


def googlenet_reduces_to_a_quarter(networks: Networks) -> Finding:
    """GoogLeNet's own reductions, and what a reduction saves once it is paid for."""
    reductions = [row for row in network(networks, "googlenet").rows if row.name.endswith("5×5 reduce")]
    widths = [row.output_shape[0] for row in reductions]
    net, module = 1 / reduced_ratio(256, 64, 64, (5, 5)), 1 / reduced_ratio(256, 32, 96, (5, 5))
    direct, first, behind = (
        conv_params(before, after, (kernel, kernel), bias=False)
        for before, after, kernel in ((256, 64, 5), (256, 64, 1), (64, 64, 5))
    )
    return Finding(
        {
            "widths": ", ".join(map(str, widths)),
            "net": places(net, 2),
            "module": places(module, 2),
        },
        Refutation(
            "the 1 × 1 layers before GoogLeNet's 5 × 5, and the example that is printed, with all its weights",
            (
                *(Row(row.name.split(".")[0], f"{row.input_shape[0]} → {row.output_shape[0]}") for row in reductions),
                Row("5 × 5 at once", f"64·256·25 = {direct:,}"),
                Row("1 × 1, then 5 × 5", f"{first:,} + {behind:,} = {first + behind:,}"),
            ),
            f"256 → 64, {256 // 64} times cheaper",
            f"to {min(widths)} up to {max(widths)}; 256 → 64 would be {places(net, 2)} times cheaper",
        ),
    )


def one_by_one_is_what_mixes(_: Networks) -> Finding:
    """One channel of four is changed; how many channels of the output notice."""
    before = np.zeros((1, 4, 3, 3))
    after = before.copy()
    after[0, 1, 1, 1] = 1.0
    layers: dict[str, Callable[[Array], Array]] = {
        "depthwise 3 × 3": lambda image: depthwise_conv2d(image, np.ones((4, 1, 3, 3)), padding=1),
        "standard 3 × 3": lambda image: conv2d(image, np.ones((4, 4, 3, 3)), padding=1),
        "pointwise 1 × 1": lambda image: pointwise_conv2d(image, np.ones((4, 4))),
    }
    heard = {name: int((layer(after) != layer(before)).any(axis=(0, 2, 3)).sum()) for name, layer in layers.items()}
    alone, standard, _also = heard.values()
    return Finding(
        {"depthwise": str(alone), "standard": str(standard)},
        Refutation(
            "4 channels in and out, one of them changed at one pixel",
            tuple(Row(name, f"{count} of 4 channels notice") for name, count in heard.items()),
            "only the 1 × 1 mixes channels",
            f"the 3 × 3 does too, {standard} of 4",
        ),
    )
