"""A grouped convolution as it is asked, worked and run."""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.depthwise_separable.grouped.mistakes import MISTAKES
from app.problems.depthwise_separable.grouped.numbers import GroupedLayer, fewest_groups, most_groups, weights
from app.problems.depthwise_separable.running import outputs_of_ones, rows_of
from app.problems.forms import Integer
from app.problems.forms.numbers import figured
from app.problems.kind import Field, Step
from app.problems.reading import Value
from app.problems.refuting import Refutation


def fields(_: GroupedLayer) -> tuple[Field, ...]:
    """The layer as it is, the end of the range, and the groups that meet the budget."""
    return (
        Field("params", Integer(like=(18_432, 36_864)), "params", unit="weights"),
        Field("macs", Integer(figures=3, like=(14_450_688, 28_901_376)), "macs", unit="MACs"),
        Field("fewest", Integer(like=(1_152, 576)), "fewest", unit="weights"),
        Field("needed", Integer(like=(2, 32)), "needed", unit="groups"),
    )


def steps(layer: GroupedLayer) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    inside, outside, kernel, where = layer.in_channels, layer.out_channels, layer.kernel, layer.size**2
    each, count, most = inside // layer.groups, weights(layer, layer.groups), most_groups(layer)
    filters = (
        Step("taps", f"{inside} / {layer.groups}", str(each), marked="channels in / groups"),
        Step("weights", f"{outside} · {each} · {kernel}²", f"{count:,}"),
    )
    quotient = Fraction(weights(layer, 1), layer.budget)
    needed = fewest_groups(layer)
    return {
        "params": filters,
        "macs": (
            *filters,
            Step("positions", f"{layer.size} · {layer.size}", f"{where:,}", marked="height · width"),
            Step("times", f"{count:,} · {where:,}", f"{count * where:,}", marked=f"{count:,} · positions"),
        ),
        "fewest": (
            Step("most", f"largest that divides {inside} and {outside}", str(most)),
            Step("fewest", f"{outside} · {inside // most} · {kernel}²", f"{weights(layer, most):,}"),
        ),
        "needed": (
            Step("quotient", f"{weights(layer, 1):,} / {layer.budget:,}", figured(quotient), marked="all / budget"),
            Step("needed", f"first that divides {inside} and {outside} from {figured(quotient)} on", str(needed)),
        ),
    }


def facts(layer: GroupedLayer) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "input": f"{layer.size} × {layer.size} × {layer.in_channels}",
        "in_channels": str(layer.in_channels),
        "out_channels": str(layer.out_channels),
        "kernel": f"{layer.kernel} × {layer.kernel}",
        "area": str(layer.kernel**2),
        "padding": str(layer.kernel // 2),
        "groups": str(layer.groups),
        "budget": f"{layer.budget:,}",
    }


def figure(_: GroupedLayer) -> None:
    """Nothing: it is a matter of counts."""


def refute(layer: GroupedLayer, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """A layer of two groups, small enough to be run on ones, counted by the engine and by the mistake."""
    if not mistakes or field != "macs":
        return None
    tiny = GroupedLayer(in_channels=4, out_channels=6, size=2, kernel=3, groups=2, budget=layer.budget)
    outputs = outputs_of_ones(inside=4, outside=6, kernel=3, size=4, groups=2)
    claimed, found = MISTAKES[mistakes[0]](tiny).get("macs"), int(outputs.sum())
    if claimed in (None, found):
        return None
    on = "a 4 × 4 map of ones with 4 channels, kernel 3 with weights of one, 6 channels out, 2 groups"
    return Refutation(on, rows_of("the layer", outputs), f"{claimed} multiply-adds", f"{found} multiply-adds")
