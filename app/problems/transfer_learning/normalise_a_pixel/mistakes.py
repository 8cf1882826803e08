"""Solvers that are wrong on purpose: the recipe with one thing changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from app.problems.kind import Answers, Solver
from app.problems.transfer_learning.normalise_a_pixel.numbers import (
    NO_MEAN,
    NO_STD,
    Numbers,
    Pixel,
    Recipe,
    prepared,
    recipe,
    solve,
)

EIGHT_BITS = 255

Slip: TypeAlias = Callable[[Pixel, Recipe], Recipe | None]
"""A recipe that is wrong in one thing; None where it cannot be."""


def slipping(slip: Slip) -> Solver[Pixel]:
    """The solver that prepares by the wrong recipe; channels on which nothing is lost are left out."""

    def solver(pixel: Pixel) -> Answers:
        wrong = slip(pixel, recipe(pixel))
        if wrong is None:
            return {}
        right = solve(pixel)
        return {slot: value for slot, value in prepared(pixel, wrong).items() if value != right[slot]}

    return solver


def each(numbers: Numbers, change: Callable[[Fraction], Fraction]) -> Numbers:
    """Three numbers, each changed."""
    red, green, blue = numbers
    return change(red), change(green), change(blue)


def forgets_scale(_: Pixel, by: Recipe) -> Recipe | None:
    """Takes the statistics from the value as it is stored."""
    return replace(by, scale=Fraction(1)) if by.scale != 1 else None


def eight_bit_scale(pixel: Pixel, by: Recipe) -> Recipe | None:
    """Divides by 255 what has more than eight bits."""
    return replace(by, scale=Fraction(EIGHT_BITS)) if pixel.bits > 8 else None


def scales_anyway(_: Pixel, by: Recipe) -> Recipe | None:
    """Divides by 255 what these weights want as it is."""
    if by.scale != 1:
        return None
    return replace(by, scale=Fraction(EIGHT_BITS), mean=each(by.mean, lambda mean: mean / EIGHT_BITS))


def forgets_mean(_: Pixel, by: Recipe) -> Recipe | None:
    """Subtracts nothing."""
    return replace(by, mean=NO_MEAN)


def adds_mean(_: Pixel, by: Recipe) -> Recipe | None:
    """Adds the mean."""
    return replace(by, mean=each(by.mean, lambda mean: -mean))


def forgets_std(_: Pixel, by: Recipe) -> Recipe | None:
    """Stops once the mean is subtracted."""
    return replace(by, std=NO_STD)


def multiplies_std(_: Pixel, by: Recipe) -> Recipe | None:
    """Multiplies by the deviation."""
    return replace(by, std=each(by.std, lambda std: 1 / std))


def divides_by_variance(_: Pixel, by: Recipe) -> Recipe | None:
    """Squares the deviation."""
    return replace(by, std=each(by.std, lambda std: std**2))


def subtracts_std(_: Pixel, by: Recipe) -> Recipe | None:
    """Subtracts the deviation instead of dividing."""
    if by.std == NO_STD:
        return None
    red, green, blue = (mean + std for mean, std in zip(by.mean, by.std, strict=True))
    return replace(by, mean=(red, green, blue), std=NO_STD)


def first_for_all(_: Pixel, by: Recipe) -> Recipe | None:
    """Uses the first channel's statistics for the next as well. In the third they look like those of the other end."""
    first = by.order[0]
    mean = (by.mean[0], by.mean[first], by.mean[2])
    return replace(by, mean=mean, std=(by.std[0], by.std[first], by.std[2]))


def other_order(_: Pixel, by: Recipe) -> Recipe | None:
    """Feeds the channels from the other end, with the statistics that belong to them."""
    return replace(by, blue_first=not by.blue_first)


def statistics_turned(pixel: Pixel, by: Recipe) -> Recipe | None:
    """Applies red's statistics to blue and blue's to red; of a grey pixel that is the other order."""
    if len(pixel.values) == 1:
        return None
    return replace(by, mean=(by.mean[2], by.mean[1], by.mean[0]), std=(by.std[2], by.std[1], by.std[0]))


def torchvision_anyway(pixel: Pixel, _: Recipe) -> Recipe | None:
    """Prepares for torchvision's weights whatever the weights are."""
    return None if pixel.weights == "torchvision" else recipe(replace(pixel, weights="torchvision"))


def symmetric_anyway(pixel: Pixel, _: Recipe) -> Recipe | None:
    """Brings the values to −1 to 1 whatever the weights are."""
    return None if pixel.weights == "keras-mobilenet" else recipe(replace(pixel, weights="keras-mobilenet"))


MISTAKES: Mapping[str, Solver[Pixel]] = {
    "forgets-scale": slipping(forgets_scale),
    "eight-bit-scale": slipping(eight_bit_scale),
    "scales-anyway": slipping(scales_anyway),
    "forgets-mean": slipping(forgets_mean),
    "adds-mean": slipping(adds_mean),
    "forgets-std": slipping(forgets_std),
    "multiplies-std": slipping(multiplies_std),
    "divides-by-variance": slipping(divides_by_variance),
    "subtracts-std": slipping(subtracts_std),
    "first-for-all": slipping(first_for_all),
    "other-order": slipping(other_order),
    "statistics-turned": slipping(statistics_turned),
    "torchvision-anyway": slipping(torchvision_anyway),
    "symmetric-anyway": slipping(symmetric_anyway),
}
