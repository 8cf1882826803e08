"""What is printed of costs: FLOPs that are MACs, and what separable layers save, and where they are."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

from app.conv.counts import conv_flops, conv_macs, conv_params
from app.conv.network.counting import FLOP_COUNTER, FVCORE, THOP, operations
from app.conv.network.walk import NetworkRow
from app.conv.ratios import separable_ratio, times_cheaper
from app.problems.errata.finding import Finding, Networks, millions, network, percent, places
from app.problems.refuting import Refutation, Row

CHAPTER = (256, 512, (3, 3), (56, 56))
"""Channels in and out, kernel, output: the layer that is asked about most."""


def flops_that_are_macs(_: Networks) -> Finding:
    """A layer small enough to count every operation of, one by one."""
    multiplications = additions = 0
    outputs = product(range(2), range(2), range(2))  # filters, rows, columns
    taps = tuple(product(range(3), range(3), range(3)))  # channels, rows, columns
    for _output, _tap in product(outputs, taps):
        multiplications += 1
        additions += 1  # each product is added to the sum, which begins at zero
    macs, flops = conv_macs(3, 2, (3, 3), (2, 2)), conv_flops(3, 2, (3, 3), (2, 2))
    return Finding(
        {"macs": f"{conv_macs(*CHAPTER):,}", "flops": f"{conv_flops(*CHAPTER):,}"},
        Refutation(
            "3 channels to 2, kernel 3 × 3, output 2 × 2, counted one by one",
            (
                Row("C_out · C_in · K² · H · W", f"2·3·9·2·2 = {macs}"),
                Row("multiplications", str(multiplications)),
                Row("additions", str(additions)),
            ),
            f"{macs} FLOPs",
            f"{flops} FLOPs",
        ),
    )


def gflops_that_are_gmacs(networks: Networks) -> Finding:
    """One network, and what the usual tools call its cost."""
    found = network(networks, "resnet-50")
    counts = {
        "torchvision, “GFLOPS”": operations(found),
        "fvcore": operations(found, FVCORE),
        "thop": operations(found, THOP),
        "torch's FlopCounterMode": operations(found, FLOP_COUNTER),
    }
    macs, flops = operations(found), operations(found, FLOP_COUNTER)
    return Finding(
        {"macs": f"{macs:,}", "short": places(macs / 10**9, 2), "flops": places(flops / 10**9, 2)},
        Refutation(
            "ResNet-50 on 224 × 224, as each tool counts",
            tuple(Row(name, f"{count:,}") for name, count in counts.items()),
            f"{places(macs / 10**9, 2)} GFLOPs",
            f"{places(macs / 10**9, 2)} GMACs, so {places(flops / 10**9, 2)} GFLOPs",
        ),
    )


def eight_to_nine_times(_: Networks) -> Finding:
    """1 / (1/C_out + 1/K²) for the layers that people have."""
    three = {width: times_cheaper(separable_ratio(32, width, (3, 3))) for width in (32, 64, 128, 256, 512, 2048)}
    larger = {kernel: times_cheaper(separable_ratio(32, 256, (kernel, kernel)), places=1) for kernel in (5, 7)}
    first = next(width for width in range(1, 1000) if separable_ratio(1, width, (3, 3)) <= Fraction(1, 8))
    return Finding(
        {"first": str(first), "narrow": three[32], "five": larger[5], "seven": larger[7], "widest": three[2048]},
        Refutation(
            "how many times fewer operations a separable layer takes, by channels out and kernel",
            (
                *(Row(f"3 × 3, {width} out", times) for width, times in three.items()),
                *(Row(f"{kernel} × {kernel}, 256 out", times) for kernel, times in larger.items()),
            ),
            "8 to 9 times",
            f"{three[32]} to {larger[7]} times",
        ),
    )


def every_layer_of_mobilenet(networks: Networks) -> Finding:
    """Its MACs by the kind of layer."""
    found = network(networks, "mobilenet-v1")
    kinds = {op: [row for row in found.rows if row.op == op] for op in ("conv", "depthwise", "pointwise", "linear")}
    shares = {op: percent(_macs(rows), found.totals.macs) for op, rows in kinds.items()}
    first = kinds["conv"][0]
    return Finding(
        {"share": shares["conv"], "pointwise": shares["pointwise"], "depthwise": shares["depthwise"]},
        Refutation(
            "MobileNet's MACs by the kind of layer, with how many of each there are",
            tuple(Row(f"{len(rows)} {op}", f"{millions(_macs(rows))}, {shares[op]}") for op, rows in kinds.items()),
            "every convolution is separable",
            f"the first is not: {first.params:,} weights, {first.macs:,} MACs",
        ),
    )


def _macs(rows: Iterable[NetworkRow]) -> int:
    return sum(row.macs for row in rows)


def convnext_is_not_separable(networks: Networks) -> Finding:
    """The first block, layer by layer."""
    rows = network(networks, "convnext-t").rows
    start = next(at for at, row in enumerate(rows) if row.op == "depthwise")
    block = [row for row in rows[start : start + 5] if row.op in ("depthwise", "pointwise")]
    depthwise, widen, narrow = block
    plain = conv_params(96, 96, (7, 7))
    return Finding(
        {"depthwise": f"{depthwise.params:,}", "widen": f"{widen.params:,}", "narrow": f"{narrow.params:,}"},
        Refutation(
            "ConvNeXt-T, first block, 96 channels",
            (
                *(Row(row.name.rsplit(".", 1)[-1], _described(row)) for row in block),
                Row("a standard 7 × 7", f"96 → 96, {plain:,} parameters"),
            ),
            "not a separable convolution",
            "one kernel for each channel, then 1 × 1 across them, twice",
        ),
    )


def _described(row: NetworkRow) -> str:
    return f"{row.input_shape[0]} → {row.output_shape[0]}, {row.params:,} parameters"


PRINTED = 3_698_851_840
"""What is printed for that layer."""


def the_printed_count(_: Networks) -> Finding:
    """The printed number against the layer, and against the number of positions it has to be a multiple of."""
    right = conv_macs(*CHAPTER)
    positions = 56 * 56
    return Finding(
        {
            "printed": f"{PRINTED:,}",
            "right": f"{right:,}",
            "short": f"{right - PRINTED:,}",
            "positions": f"{positions:,}",
            "remainder": f"{PRINTED % positions:,}",
        },
        Refutation(
            "56 × 56 × 256 to 512 channels, 3 × 3, size kept",
            (
                Row("weights", f"512·256·9 = {right // positions:,}"),
                Row("positions", f"56·56 = {positions:,}"),
                Row("their product", f"{right:,}"),
                Row("printed / positions", f"{PRINTED // positions:,}, remainder {PRINTED % positions:,}"),
            ),
            f"{PRINTED:,}",
            f"{right:,}",
        ),
    )
