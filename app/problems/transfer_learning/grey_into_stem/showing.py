"""The question as it is asked, worked and drawn."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Choices, Grid, Integer, Option, Real
from app.problems.forms.numbers import figured
from app.problems.kind import Field, Step
from app.problems.transfer_learning.grey_into_stem.numbers import (
    CHANNELS,
    WAYS,
    Numbers,
    Slice,
    Statistics,
    Stem,
    flat,
    offset,
    scaled_by,
    shifts,
    solve,
    weighted,
)

COLOURS = ("red", "green", "blue")
COUNT, KERNEL, EXACT = Integer(figures=3), Grid(2, 2), Real(tolerance=Fraction(0))


def fields(stem: Stem) -> tuple[Field, ...]:
    """Both counts; the kernel for one channel; its output, the ways, or the bias."""
    counts = (Field("before", COUNT, "before", unit="weights"), Field("after", COUNT, "after", unit="weights"))
    if stem.statistics:
        return (*counts, Field("folded", KERNEL, "folded"), Field("bias", EXACT, "bias"))
    asked = (*counts, Field("summed", KERNEL, "summed"), Field("output", EXACT, "output"))
    ways = Field("ways", Choices(tuple(Option(way) for way in WAYS)), "ways")
    return (*asked, ways) if stem.compares else asked


def steps(stem: Stem) -> Mapping[str, tuple[Step, ...]]:
    """Counts, then tap by tap, then the ways or the bias."""
    right = solve(stem)
    k, f, kernel = stem.kernel, stem.filters, weighted(stem, scaled_by(stem))
    counts = {
        "before": (Step("count", f"{f}·{CHANNELS}·{k}²", f"{right['before']:,}", marked="filters·channels·K²"),),
        "after": (Step("count", f"{f}·1·{k}²", f"{right['after']:,}", marked="filters·channels·K²"),),
    }
    if stem.statistics:
        return {**counts, "folded": _taps(stem, kernel), "bias": _bias(stem, stem.statistics)}
    lines = {**counts, "summed": _taps(stem, kernel), "output": _output(stem, kernel)}
    return {**lines, "ways": _ways()} if stem.compares else lines


def _taps(stem: Stem, kernel: Numbers) -> tuple[Step, ...]:
    """The sum over the channels, tap by tap; each slice over its deviation where there is one."""
    columns = zip(*(flat(each) for each in stem.slices), strict=True)
    factors = [f"{each}·" if stem.statistics else "" for each in scaled_by(stem)]
    return tuple(
        Step("taps", _added(f"{factor}{signed(w)}" for factor, w in zip(factors, taps, strict=True)), shown(total))
        for taps, total in zip(columns, kernel, strict=True)
    )


def _output(stem: Stem, kernel: Numbers) -> tuple[Step, ...]:
    """Once with the value copied, once with the slices summed."""
    patch = flat(stem.patch)
    each = [sum(w * g for w, g in zip(flat(slice_), patch, strict=True)) for slice_ in stem.slices]
    products = _added(f"{signed(w)}·{g}" for w, g in zip(kernel, patch, strict=True))
    return (
        Step("copied", _added(map(signed, each)), shown(sum(each)), marked="red's sum + green's + blue's"),
        Step("single", products, shown(sum(each))),
    )


def _ways() -> tuple[Step, ...]:
    compared = Step("compare", "Σ w_c · g for every g", marked="Σ w_c · g")
    return (compared, *(Step(way, LEFT[way]) for way in WAYS))


LEFT = {
    "summed": "(Σ w_c) · g",
    "averaged": "(Σ w_c / 3) · g",
    "averaged-and-tripled": "(Σ w_c / 3) · 3g",
    "red-alone": "w_red · g",
    "others-zero": "w_red · g + w_green · 0 + w_blue · 0",
    "new-layer": "w_new · g",
}


def _bias(stem: Stem, statistics: Statistics) -> tuple[Step, ...]:
    """Each channel's shift on all its taps."""
    lines = tuple(
        Step("shift", f"{colour}: {mean}·{inverse}·({sum(flat(slice_))})", shown(shift * sum(flat(slice_))))
        for colour, mean, inverse, slice_, shift in zip(
            COLOURS, _tenths(statistics), statistics.inverse_stds, stem.slices, shifts(statistics), strict=True
        )
    )
    return (
        *lines,
        Step(
            "bias", "− (the three together)", shown(-offset(stem, shifts(statistics))), marked="− (the three together)"
        ),
    )


def _added(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def signed(value: Fraction | int) -> str:
    """In brackets where it is negative."""
    return f"({shown(value)})" if value < 0 else shown(value)


def shown(value: Fraction | int) -> str:
    """`12`, `−0.4`."""
    return figured(Fraction(value)).replace("-", "−")


def _tenths(statistics: Statistics) -> list[str]:
    return [figured(Fraction(mean, 10)) for mean in statistics.means]


def facts(stem: Stem) -> Mapping[str, str]:
    """What the words may name."""
    return {
        "filters": str(stem.filters),
        "kernel": f"{stem.kernel} × {stem.kernel}",
        "tail": _tail(stem),
    }


def _tail(stem: Stem) -> str:
    """What is asked of the small filter."""
    if stem.statistics is None:
        return "Which kernel of one channel does the same to a grey image as copying it, and what does it give here?"
    stds = ", ".join(figured(Fraction(1, each)) for each in stem.statistics.inverse_stds)
    return (
        f"Before the layer each channel is normalised: means {', '.join(_tenths(stem.statistics))}, deviations {stds}."
        " Fold that into a kernel of one channel and a bias, so that the layer takes the raw grey value."
    )


def figure(stem: Stem) -> Arrays:
    """The slices, and the patch below where one is asked about."""
    slices = tuple(
        NamedArray(colour, _rows(each), acts=True) for colour, each in zip(COLOURS, stem.slices, strict=True)
    )
    return Arrays(slices if stem.statistics else (*slices, NamedArray("grey", _rows(stem.patch))))


def _rows(slice_: Slice) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(shown(each) for each in row) for row in slice_)
