"""What is printed of receptive fields: VGG's kernels, what a large field is worth, ResNet-50's 483."""

from app.conv.counts import conv_params
from app.conv.fields import FieldLayer, receptive_field
from app.conv.network.walk import NetworkRow
from app.problems.errata.finding import Finding, Networks, network, on_a_row, places
from app.problems.refuting import Refutation, Row


def vgg_is_three_by_three(networks: Networks) -> Finding:
    """The kernels of D and E, read off their weights; C with three of its kernels made 1 × 1."""
    deep, deeper = network(networks, "vgg-16"), network(networks, "vgg-19")
    areas, more_areas = _areas(deep.rows), _areas(deeper.rows)
    threes, all_of, more_threes, more = areas.count(9), len(areas), more_areas.count(9), len(more_areas)
    widths = (256, 512, 512)
    saved = sum(conv_params(width, width, (3, 3)) - conv_params(width, width, (1, 1)) for width in widths)
    smaller = deep.totals.params - saved
    ones = len(widths)
    return Finding(
        {"all_of": str(all_of), "more": str(more), "ones": str(ones), "smaller": f"{smaller:,}"},
        Refutation(
            "the configurations of the paper's table 1",
            (
                Row("D, or VGG-16", f"{threes} of {all_of} are 3 × 3, {deep.totals.params:,} parameters"),
                Row("E, or VGG-19", f"{more_threes} of {more} are 3 × 3, {deeper.totals.params:,} parameters"),
                Row("C", f"{all_of - ones} of {all_of} are 3 × 3, {smaller:,} parameters"),
            ),
            "nothing but 3 × 3",
            f"{ones} of 1 × 1 in C",
        ),
    )


def _areas(rows: tuple[NetworkRow, ...]) -> list[int]:
    return [_area(row) for row in rows if row.op == "conv"]


def _area(row: NetworkRow) -> int:
    """Cells of the kernel, from the parameters of a layer with biases."""
    inside, outside = row.input_shape[0], row.output_shape[0]
    return (row.params - outside) // (inside * outside)


SHARE = 0.95


def a_large_field_is_enough(networks: Networks) -> Finding:
    """How much of the field weighs anything: layers of 3 cells with equal weights, one after the other."""
    depths = (5, 20, 50, 100)
    fields = {depth: receptive_field((FieldLayer(3, padding=1),) * depth)[-1].receptive_field for depth in depths}
    seen = {depth: effective(depth) for depth in depths}
    field = network(networks, "resnet-50").totals.receptive_field
    return Finding(
        {
            "layers": "50",
            "field": str(fields[50]),
            "seen": str(seen[50]),
            "more_layers": "100",
            "more_field": str(fields[100]),
            "more_seen": str(seen[100]),
            "resnet": str(field),
        },
        Refutation(
            "layers of kernel 3 with equal weights: the field, and the middle that has 95 % of the weight in it",
            tuple(Row(f"{depth} layers", f"field {fields[depth]}, 95 % in {seen[depth]} cells") for depth in depths),
            f"{fields[50]} cells after 50 layers",
            f"95 % of it in {seen[50]}",
        ),
    )


def effective(layers: int) -> int:
    """Cells around the middle that hold 95 % of what a unit weighs."""
    weights: tuple[float, ...] = (1.0,)
    for _ in range(layers):
        weights = on_a_row(weights, (1 / 3, 1 / 3, 1 / 3), padding=2)
    middle = len(weights) // 2
    return next(2 * far + 1 for far in range(middle + 1) if sum(weights[middle - far : middle + far + 1]) >= SHARE)


def resnet_sees_483(networks: Networks) -> Finding:
    """Where the stride of a block stands decides it."""
    published, common = network(networks, "resnet-50-v1"), network(networks, "resnet-50")
    work = {name: places(found.totals.macs / 10**9, 3) for name, found in (("old", published), ("new", common))}
    old, new = published.totals.receptive_field, common.totals.receptive_field
    return Finding(
        {"old": str(old), "new": str(new), "old_work": work["old"], "new_work": work["new"]},
        Refutation(
            "ResNet-50 twice, layer by layer, up to its last feature map",
            (
                Row("stride on the first 1 × 1", f"field {old}, {work['old']} GMACs"),
                Row("stride on the 3 × 3", f"field {new}, {work['new']} GMACs"),
            ),
            f"{old} for every ResNet-50",
            f"{new} for the one that is mostly loaded",
        ),
    )
