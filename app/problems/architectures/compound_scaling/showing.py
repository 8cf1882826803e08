"""A scaling as it is asked and worked."""

from collections.abc import Mapping

from app.problems.architectures.compound_scaling.numbers import (
    Scaling,
    cost_of_one_step,
    factor,
    hundredths,
    side,
    whole_channels,
    whole_layers,
)
from app.problems.forms import Integer, Ratio
from app.problems.forms.numbers import figured
from app.problems.kind import Field, Step


def fields(_: Scaling) -> tuple[Field, ...]:
    """Depth, width, resolution, and what they cost."""
    return (
        Field("depth", Ratio(), "depth"),
        Field("layers", Integer(like=(7, 11)), "layers", unit="layers"),
        Field("width", Ratio(), "width"),
        Field("channels", Integer(like=(56, 136)), "channels", unit="channels"),
        Field("resolution", Integer(like=(240, 380)), "resolution", unit="px"),
        Field("work", Ratio(), "work"),
    )


def steps(scaling: Scaling) -> Mapping[str, tuple[Step, ...]]:
    """Every line one can go wrong on."""
    phi, once = scaling.phi, cost_of_one_step(scaling)
    alpha, beta, gamma = coefficients(scaling)
    return {
        "depth": (Step("power", f"{alpha}^{phi}", figured(factor(scaling, "depth")), marked="α^φ"),),
        "layers": _layers(scaling),
        "width": (Step("power", f"{beta}^{phi}", figured(factor(scaling, "width")), marked="β^φ"),),
        "channels": _channels(scaling),
        "resolution": (
            Step("power", f"{scaling.resolution} · {gamma}^{phi}", figured(side(scaling)), marked="W · γ^φ"),
        ),
        "work": (
            Step("once", f"{alpha} · {beta}² · {gamma}²", figured(once), marked="α · β² · γ²"),
            Step("power", f"{figured(once)}^{phi}", figured(once**phi), marked="(α · β² · γ²)^φ"),
        ),
    }


def _layers(scaling: Scaling) -> tuple[Step, ...]:
    deep = factor(scaling, "depth")
    exact = scaling.layers * deep
    return (
        Step("scaled", f"{scaling.layers} · {figured(deep)}", figured(exact)),
        Step(
            "ceiling", f"{figured(exact)}, rounded up", str(whole_layers(exact)), marked=f"{figured(exact)} made whole"
        ),
    )


def _channels(scaling: Scaling) -> tuple[Step, ...]:
    wide = factor(scaling, "width")
    exact = scaling.channels * wide
    return (
        Step("scaled", f"{scaling.channels} · {figured(wide)}", figured(exact)),
        Step("eight", f"{figured(exact)} to a multiple of 8", str(whole_channels(exact))),
    )


def coefficients(scaling: Scaling) -> tuple[str, str, str]:
    """α, β and γ as decimals."""
    alpha, beta, gamma = (figured(hundredths(each)) for each in (scaling.alpha, scaling.beta, scaling.gamma))
    return alpha, beta, gamma


def facts(scaling: Scaling) -> Mapping[str, str]:
    """What the words may name."""
    alpha, beta, gamma = coefficients(scaling)
    return {
        "alpha": alpha,
        "beta": beta,
        "gamma": gamma,
        "phi": str(scaling.phi),
        "layers": str(scaling.layers),
        "channels": str(scaling.channels),
        "resolution": f"{scaling.resolution} × {scaling.resolution}",
        "once": figured(cost_of_one_step(scaling)),
    }


def figure(_: Scaling) -> None:
    """None: there is nothing to draw in three exponents."""
