"""A reduction as it is asked, worked and drawn."""

from collections.abc import Mapping

from app.problems.figures import Branch, Branches, Part
from app.problems.forms import Integer, Ratio
from app.problems.kind import Field, Step
from app.problems.pointwise.counting import Layer, product_of, quotient
from app.problems.pointwise.reduction.numbers import Believed, Reduction, count, direct, reduced, solve


def fields(reduction: Reduction) -> tuple[Field, ...]:
    """Both counts and the saving."""
    unit = "MACs" if reduction.size else "weights"
    return (
        Field("direct", Integer(figures=3), "direct", {"unit": unit}, unit),
        Field("reduced", Integer(figures=3), "reduced", {"unit": unit}, unit),
        Field("times", Ratio(), "times"),
    )


def steps(reduction: Reduction) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    (alone,), (down, behind) = direct(reduction), reduced(reduction)
    right = {name: value for name, value in solve(reduction).items() if isinstance(value, int)}
    right |= dict(reduction.known) if isinstance(reduction, Believed) else {}
    parts = [count(reduction, (each,)) for each in (down, behind)]
    return {
        "direct": (_line(reduction, "alone", alone),),
        "reduced": (
            _line(reduction, "reduce", down),
            _line(reduction, "behind", behind),
            Step("sum", " + ".join(f"{part:,}" for part in parts), f"{sum(parts):,}", marked="both together"),
        ),
        "times": (
            Step("times", f"{right['direct']:,} / {right['reduced']:,}", quotient(right["direct"], right["reduced"])),
        ),
    }


def _line(reduction: Reduction, key: str, layer: Layer) -> Step:
    where = f"·{reduction.size[0]}·{reduction.size[1]}" if reduction.size else ""
    return Step(key, product_of(layer) + where, f"{count(reduction, (layer,)):,}")


def facts(reduction: Reduction) -> Mapping[str, str]:
    """What the words may name."""
    size = " × ".join(map(str, reduction.size)) if reduction.size else ""
    return {
        "channels": str(reduction.channels),
        "reduced": str(reduction.reduced),
        "out_channels": str(reduction.out_channels),
        "kernel": f"{reduction.kernel} × {reduction.kernel}",
        "what": f"the work (MACs) on a **{size}** map, which keeps its size" if size else "the weights",
        "counted": "work" if size else "weights",
        "rule_of_thumb": quotient(reduction.channels, reduction.reduced),
    }


def figure(reduction: Reduction) -> Branches:
    """Both ways, with the channels that flow."""
    kernel, out = f"{reduction.kernel} × {reduction.kernel}", str(reduction.out_channels)
    return Branches(
        input=str(reduction.channels),
        branches=(
            Branch("direct", (Part(kernel, out),)),
            Branch("reduced", (Part("1 × 1", str(reduction.reduced)), Part(kernel, out))),
        ),
    )
