"""A pixel, the recipe of the weights, and what comes of the two."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from annotated_types import Interval, Len

from app.errors import BadInput
from app.problems.dice import pick, roll
from app.problems.kind import Answers, Dice, Params

Weights: TypeAlias = Literal["torchvision", "clip", "keras-mobilenet", "keras-resnet", "keras-efficientnet"]
Numbers: TypeAlias = tuple[Fraction, Fraction, Fraction]
SLOTS = ("first", "second", "third")
COLOURS = ("red", "green", "blue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixel(Params):
    """One grey value, or red, green and blue; how many bits each has; and whose weights it is prepared for."""

    values: Annotated[tuple[Annotated[int, Interval(ge=0, le=65_535)], ...], Len(1, 3)]
    bits: Literal[8, 12, 16] = 8
    weights: Weights = "torchvision"

    @property
    def largest(self) -> int:
        """White."""
        return 2**self.bits - 1

    @property
    def colours(self) -> tuple[int, ...]:
        """Red, green, blue; a grey value stands for all three."""
        return self.values if len(self.values) == len(COLOURS) else self.values * 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a pixel is prepared. The statistics are red's, green's and blue's; `blue_first` is the order of the input."""

    scale: Fraction
    mean: Numbers
    std: Numbers
    blue_first: bool = False

    @property
    def order(self) -> tuple[int, ...]:
        """Which colour each input channel holds."""
        return (2, 1, 0) if self.blue_first else (0, 1, 2)


def three(*texts: str) -> Numbers:
    """A number for each colour; one alone stands for all."""
    red, green, blue = texts if len(texts) == len(COLOURS) else texts * 3
    return Fraction(red), Fraction(green), Fraction(blue)


NO_MEAN, NO_STD = three("0"), three("1")
IMAGENET = (three("0.485", "0.456", "0.406"), three("0.229", "0.224", "0.225"))
CLIP = (three("0.481", "0.458", "0.408"), three("0.269", "0.261", "0.276"))
BYTE_MEANS = three("123.68", "116.779", "103.939")


def recipe(pixel: Pixel) -> Recipe:
    """What the weights were trained with."""
    whole, one = Fraction(pixel.largest), Fraction(1)
    match pixel.weights:
        case "torchvision":
            return Recipe(scale=whole, mean=IMAGENET[0], std=IMAGENET[1])
        case "clip":
            return Recipe(scale=whole, mean=CLIP[0], std=CLIP[1])
        case "keras-mobilenet":
            return Recipe(scale=whole, mean=three("0.5"), std=three("0.5"))
        case "keras-resnet":
            return Recipe(scale=one, mean=BYTE_MEANS, std=NO_STD, blue_first=True)
        case "keras-efficientnet":
            return Recipe(scale=one, mean=NO_MEAN, std=NO_STD)


def prepared(pixel: Pixel, by: Recipe) -> Answers:
    """What each input channel holds."""
    return {
        slot: (pixel.colours[colour] / by.scale - by.mean[colour]) / by.std[colour]
        for slot, colour in zip(SLOTS, by.order, strict=True)
    }


def check(pixel: Pixel) -> None:
    """Raises `BadInput` where the values are no pixel."""
    if len(pixel.values) not in {1, len(COLOURS)}:
        raise BadInput("A pixel has one value or three.")
    if max(pixel.values) > pixel.largest:
        raise BadInput(f"With {pixel.bits} bits a value is at most {pixel.largest:,}, not {max(pixel.values):,}.")
    if pixel.bits > 8 and pixel.weights.startswith("keras"):
        raise BadInput("Keras' own preprocessing is for values from 0 to 255.")


def solve(pixel: Pixel) -> Answers:
    """By the recipe of the weights."""
    return prepared(pixel, recipe(pixel))


FAR_FROM_ZERO = Fraction(1, 4)
"""Nearer to 0, rounding on the way costs more than the tolerance grants."""
KERAS: tuple[Weights, ...] = ("keras-resnet", "keras-resnet", "keras-mobilenet", "keras-efficientnet")


def draw(dice: Dice, level: int) -> Pixel:
    """Level 1: a colour for torchvision. Level 2: a grey value, some with 12 bits. Level 3: other people's weights."""
    while True:
        drawn = _drawn(dice, level)
        if all(abs(Fraction(str(value))) >= FAR_FROM_ZERO for value in solve(drawn).values()):
            return drawn


def _drawn(dice: Dice, level: int) -> Pixel:
    if level == 2:
        bits: Literal[8, 12] = pick(dice, (8, 12))
        return Pixel(values=(roll(dice, 5, 2**bits - 6),), bits=bits, weights=pick(dice, ("torchvision", "clip")))
    values = (roll(dice, 5, 250), roll(dice, 5, 250), roll(dice, 5, 250))
    return Pixel(values=values, weights="torchvision" if level == 1 else pick(dice, KERAS))
