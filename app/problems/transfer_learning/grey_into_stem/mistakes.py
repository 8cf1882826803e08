"""Solvers that are wrong on purpose."""

from collections.abc import Mapping
from fractions import Fraction

from app.conv.counts import conv_params
from app.problems.kind import Answers, Solver
from app.problems.transfer_learning.grey_into_stem.numbers import (
    CHANNELS,
    EXACT_WAYS,
    WAYS,
    Numbers,
    Stem,
    applied,
    flat,
    offset,
    scaled_by,
    shifts,
    solve,
    square,
    weighted,
)


def counting(stem: Stem, *, channels: tuple[int, int] = (CHANNELS, 1), area: int = 0, filters: int = 0) -> Answers:
    """Both counts with something else for the channels, the taps or the filters."""
    taps = (filters or stem.filters) * (area or stem.kernel**2)
    wrong = {"before": channels[0] * taps, "after": channels[1] * taps}
    right = solve(stem)
    return {name: value for name, value in wrong.items() if value != right[name]}


def keeps_three_channels(stem: Stem) -> Answers:
    """Leaves the number of weights as it was."""
    return counting(stem, channels=(CHANNELS, CHANNELS))


def one_channel_from_the_start(stem: Stem) -> Answers:
    """Counts one slice for each filter of the pretrained layer."""
    return counting(stem, channels=(1, 1))


def side_for_area(stem: Stem) -> Answers:
    """Takes the side of the kernel for its area."""
    return counting(stem, area=stem.kernel)


def one_filter(stem: Stem) -> Answers:
    """Counts one filter of them all."""
    return counting(stem, filters=1)


def counts_biases(stem: Stem) -> Answers:
    """Adds a bias for each filter."""
    return {
        "before": conv_params(CHANNELS, stem.filters, stem.window),
        "after": conv_params(1, stem.filters, stem.window),
    }


def with_kernel(stem: Stem, kernel: Numbers) -> Answers:
    """Another kernel for one channel, and what it gives."""
    if stem.statistics:
        return {"folded": square(kernel)}
    return {"summed": square(kernel), "output": applied(stem, kernel)}


def averages(stem: Stem) -> Answers:
    """Takes the mean of the slices for their sum."""
    return with_kernel(stem, tuple(each / CHANNELS for each in weighted(stem, scaled_by(stem))))


def red_alone(stem: Stem) -> Answers:
    """Keeps the first slice."""
    return with_kernel(stem, weighted(stem, (scaled_by(stem)[0], Fraction(0), Fraction(0))))


def summed_and_copied(stem: Stem) -> Answers:
    """Sums the slices and still counts the patch three times."""
    return {} if stem.statistics else {"output": CHANNELS * applied(stem, weighted(stem, scaled_by(stem)))}


def first_tap(stem: Stem) -> Answers:
    """Multiplies the first tap alone."""
    if stem.statistics:
        return {}
    return {"output": Fraction(sum(flat(each)[0] for each in stem.slices) * flat(stem.patch)[0])}


def forgets_deviations(stem: Stem) -> Answers:
    """Folds the means in and leaves the deviations."""
    if stem.statistics is None:
        return {}
    means = tuple(Fraction(mean, 10) for mean in stem.statistics.means)
    return {"folded": square(weighted(stem, (Fraction(1),) * 3)), "bias": -offset(stem, means)}


def multiplies_by_deviations(stem: Stem) -> Answers:
    """Multiplies where the normalisation divides."""
    if stem.statistics is None:
        return {}
    stds = tuple(1 / each for each in scaled_by(stem))
    means = tuple(Fraction(mean, 10) * std for mean, std in zip(stem.statistics.means, stds, strict=True))
    return {"folded": square(weighted(stem, stds)), "bias": -offset(stem, means)}


def adds_means(stem: Stem) -> Answers:
    """Has the sign of the bias wrong."""
    return {"bias": offset(stem, shifts(stem.statistics))} if stem.statistics else {}


def bias_without_taps(stem: Stem) -> Answers:
    """Takes the means over the deviations for the bias, and no weight with them."""
    return {"bias": -sum(shifts(stem.statistics), Fraction(0))} if stem.statistics else {}


def misjudging(way: str) -> Solver[Stem]:
    """The solver that is wrong about one way, and right about the others."""
    return lambda stem: {"ways": EXACT_WAYS ^ {way}} if stem.compares else {}


MISTAKES: Mapping[str, Solver[Stem]] = {
    "keeps-three-channels": keeps_three_channels,
    "one-channel-from-the-start": one_channel_from_the_start,
    "side-for-area": side_for_area,
    "one-filter": one_filter,
    "counts-biases": counts_biases,
    "averages": averages,
    "red-alone": red_alone,
    "summed-and-copied": summed_and_copied,
    "first-tap": first_tap,
    "forgets-deviations": forgets_deviations,
    "multiplies-by-deviations": multiplies_by_deviations,
    "adds-means": adds_means,
    "bias-without-taps": bias_without_taps,
    **{f"misjudges-{way}": misjudging(way) for way in WAYS},
}
