"""The question as it is asked, worked and drawn."""

from collections.abc import Mapping
from fractions import Fraction

from app.problems.forms import Real
from app.problems.forms.numbers import figured
from app.problems.kind import Field, Step
from app.problems.transfer_learning.normalise_a_pixel.numbers import COLOURS, SLOTS, Pixel, Recipe, recipe

FORM = Real(tolerance=Fraction(1, 100))


def fields(_: Pixel) -> tuple[Field, ...]:
    """One for each input channel."""
    return tuple(Field(slot, FORM, slot) for slot in SLOTS)


def steps(pixel: Pixel) -> Mapping[str, tuple[Step, ...]]:
    """Channel by channel: which colour, scaled, centred, divided."""
    by = recipe(pixel)
    return {slot: _lines(pixel, by, slot, colour) for slot, colour in zip(SLOTS, by.order, strict=True)}


def _lines(pixel: Pixel, by: Recipe, slot: str, colour: int) -> tuple[Step, ...]:
    stored, mean, std = pixel.colours[colour], by.mean[colour], by.std[colour]
    scaled = stored / by.scale
    lines = [Step("order", f"{slot} channel", COLOURS[colour], marked=f"{slot} channel")]
    if by.scale == 1:
        lines.append(Step("scale", f"{stored}, as it is", marked="what the weights were trained on"))
    else:
        lines.append(Step("scale", f"{stored:,} / {pixel.largest:,}", shown(scaled), marked="value / largest value"))
    if mean:
        lines.append(Step("centre", f"{shown(scaled)} − {shown(mean)}", shown(scaled - mean), marked="value − mean"))
    if std != 1:
        lines.append(
            Step("divide", f"{shown(scaled - mean)} / {shown(std)}", shown((scaled - mean) / std), marked="/ deviation")
        )
    return tuple(lines)


def shown(value: Fraction) -> str:
    """`0.502`, `−23.68`."""
    return figured(value).replace("-", "−")


WHOSE = {
    "torchvision": "torchvision's ImageNet weights",
    "clip": "CLIP's image encoder",
    "keras-mobilenet": "Keras' `MobileNet` with its ImageNet weights",
    "keras-resnet": "Keras' `ResNet50` with its ImageNet weights",
    "keras-efficientnet": "Keras' `EfficientNetB0` with its ImageNet weights",
}


def facts(pixel: Pixel) -> Mapping[str, str]:
    """What the words may name."""
    by = recipe(pixel)
    return {
        "pixel": _pixel(pixel),
        "whose": WHOSE[pixel.weights],
        "statistics": _statistics(pixel, by),
        "largest": f"{pixel.largest:,}",
        "order": "blue, green, red" if by.blue_first else "red, green, blue",
    }


def _pixel(pixel: Pixel) -> str:
    if len(pixel.values) == 1:
        return f"a grey pixel of **{pixel.values[0]:,}** (0 to {pixel.largest:,}), copied to three channels"
    red, green, blue = pixel.values
    return f"a pixel of red **{red}**, green **{green}** and blue **{blue}**, each from 0 to {pixel.largest}"


def _statistics(pixel: Pixel, by: Recipe) -> str:
    """The numbers that nobody has to know by heart."""
    if pixel.weights in {"keras-mobilenet", "keras-efficientnet"}:
        return "Its preprocessing needs no statistics from you."
    means = ", ".join(shown(mean) for mean in by.mean)
    if pixel.weights == "keras-resnet":
        return f"ImageNet's means for red, green and blue are {means}, on the scale from 0 to 255."
    return f"Means for red, green and blue: {means}. Standard deviations: {', '.join(shown(std) for std in by.std)}."


def figure(_: Pixel) -> None:
    """None: a pixel is its numbers."""
