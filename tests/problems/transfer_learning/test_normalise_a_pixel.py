"""Kind `normalise-a-pixel`, by hand."""

from fractions import Fraction

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.transfer_learning.normalise_a_pixel import KIND
from app.problems.transfer_learning.normalise_a_pixel.numbers import FAR_FROM_ZERO, Pixel, Weights, check, solve

GREY = Pixel(values=(128,))
COLOUR = Pixel(values=(200, 30, 90))


def floats(pixel: Pixel) -> list[float]:
    return [float(Fraction(str(value))) for value in solve(pixel).values()]


def test_grey_128_for_imagenet_by_hand() -> None:
    """128/255 = 0.50196; 0.01696/0.229, 0.04596/0.224, 0.09596/0.225."""
    assert floats(GREY) == pytest.approx([0.0741, 0.2052, 0.4265], abs=5e-5)
    assert judge(KIND, GREY, {"first": "0.074", "second": "0.205", "third": "0.426"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("weights", "by_hand"),
    [
        # 200/255 = 0.78431, 30/255 = 0.11765, 90/255 = 0.35294
        ("torchvision", [0.29931 / 0.229, -0.33835 / 0.224, -0.05306 / 0.225]),
        ("clip", [0.30331 / 0.269, -0.34035 / 0.261, -0.05506 / 0.276]),
        ("keras-mobilenet", [200 / 127.5 - 1, 30 / 127.5 - 1, 90 / 127.5 - 1]),
        ("keras-resnet", [90 - 103.939, 30 - 116.779, 200 - 123.68]),
        ("keras-efficientnet", [200, 30, 90]),
    ],
)
def test_every_set_of_weights_has_its_own_preprocessing(weights: Weights, by_hand: list[float]) -> None:
    assert floats(Pixel(values=COLOUR.values, weights=weights)) == pytest.approx(by_hand, rel=2e-4)


def test_twelve_bits_are_scaled_by_4095() -> None:
    """1365/4095 is a third; 0.33333 − 0.485 = −0.15167."""
    assert floats(Pixel(values=(1365,), bits=12))[0] == pytest.approx(-0.15167 / 0.229, abs=1e-4)


@pytest.mark.parametrize(
    ("pixel", "field", "typed", "mistake"),
    [
        (GREY, "first", "556.8", "forgets-scale"),  # (128 − 0.485)/0.229
        (GREY, "first", "2.192", "forgets-mean"),  # 0.50196/0.229
        (GREY, "third", "0.0960", "forgets-std"),
        (GREY, "third", "0.02159", "multiplies-std"),  # 0.09596·0.225
        (GREY, "third", "1.8955", "divides-by-variance"),  # 0.09596/0.050625
        (GREY, "third", "-0.1290", "subtracts-std"),  # 0.09596 − 0.225
        (COLOUR, "first", "-0.2358", "other-order"),  # blue: −0.05306/0.225
        (COLOUR, "first", "1.6814", "statistics-turned"),  # (0.78431 − 0.406)/0.225
        (COLOUR, "second", "-1.6041", "first-for-all"),  # (0.11765 − 0.485)/0.229
        (COLOUR, "first", "0.5686", "symmetric-anyway"),
        (Pixel(values=(200, 30, 90), weights="keras-resnet"), "first", "76.32", "other-order"),
        (Pixel(values=(200, 30, 90), weights="keras-efficientnet"), "first", "0.784", "scales-anyway"),
        (Pixel(values=(200, 30, 90), weights="keras-mobilenet"), "first", "1.307", "torchvision-anyway"),
        (Pixel(values=(1365,), bits=12), "first", "21.257", "eight-bit-scale"),  # (1365/255 − 0.485)/0.229
    ],
)
def test_the_usual_slips_are_named(pixel: Pixel, field: str, typed: str, mistake: str) -> None:
    right = {name: str(value) for name, value in solve(pixel).items()}
    verdict = judge(KIND, pixel, right | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert mistake in verdict.mistakes


def test_a_value_worked_out_from_three_digits_is_near_enough() -> None:
    """128/255 is taken as 0.502 on the way, and drawn values lie further from 0 than this one."""
    rough = {"first": str(0.017 / 0.229), "second": str(0.046 / 0.224), "third": str(0.096 / 0.225)}
    assert judge(KIND, GREY, rough).outcome is Outcome.CORRECT
    for seed in range(20):
        pixel = generate(KIND, seed=seed, level=2)
        assert all(abs(value) >= FAR_FROM_ZERO for value in floats(pixel))


@pytest.mark.parametrize(
    ("pixel", "says"),
    [
        (Pixel(values=(10, 20)), "one value or three"),
        (Pixel(values=(300,)), "at most 255"),
        (Pixel(values=(300,), bits=12, weights="keras-resnet"), "0 to 255"),
    ],
)
def test_what_is_no_pixel_is_refused(pixel: Pixel, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        check(pixel)
