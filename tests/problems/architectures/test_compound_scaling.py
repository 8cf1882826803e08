"""Kind `compound-scaling`, against the sizes of EfficientNet-B3 as libraries build it."""

from fractions import Fraction

import pytest

from app.problems.architectures.compound_scaling import KIND
from app.problems.architectures.compound_scaling.numbers import Scaling, cost_of_one_step, whole_channels, whole_layers
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, OtherConvention, Outcome, Right, judge

FIFTH = Scaling(phi=3, layers=3, channels=80, resolution=224)
NARROW = Scaling(phi=2, layers=4, channels=16, resolution=224)


@pytest.mark.parametrize(
    ("before", "after"),
    [(32, 40), (16, 24), (24, 32), (40, 48), (80, 96), (112, 136), (192, 232), (320, 384), (1280, 1536)],
)
def test_channels_are_rounded_as_in_efficientnet_b3(before: int, after: int) -> None:
    """Width 1.2. Source: torchvision, efficientnet_b3; 16 becomes 24, since 16 would take off a sixth of 19.2."""
    assert whole_channels(before * Fraction(12, 10)) == after


@pytest.mark.parametrize(("before", "after"), [(1, 2), (2, 3), (3, 5), (4, 6)])
def test_layers_are_rounded_as_in_efficientnet_b3(before: int, after: int) -> None:
    """Depth 1.4. Source: torchvision, efficientnet_b3: 2, 3, 3, 5, 5, 6 and 2 blocks."""
    assert whole_layers(before * Fraction(14, 10)) == after


def test_the_paper_s_coefficients_nearly_double_the_work() -> None:
    """1.2 · 1.21 · 1.3225 = 1.92027."""
    assert cost_of_one_step(FIFTH) == Fraction("1.92027")


def mistakes(scaling: Scaling, field: str, typed: str) -> tuple[str, ...]:
    verdict = judge(KIND, scaling, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken), verdict
    return verdict.mistakes


@pytest.mark.parametrize(
    ("scaling", "field", "typed", "mistake"),
    [
        (FIFTH, "depth", "3.6", "times-phi"),
        (FIFTH, "depth", "1.6", "adds-up"),
        (FIFTH, "width", "1.1", "one-step"),
        (FIFTH, "width", "1.728", "coefficients-swapped"),
        (FIFTH, "layers", "5", "cuts-off"),
        (FIFTH, "channels", "106", "no-multiple"),
        (FIFTH, "channels", "112", "always-up"),
        (NARROW, "channels", "16", "always-down"),
        (NARROW, "layers", "8", "rounds-the-factor"),  # 4 · 2
        (FIFTH, "resolution", "325", "adds-up"),  # 224 · 1.45 = 324.8
        (FIFTH, "resolution", "518", "area-for-side"),  # 224 · 1.15⁶ = 224 · 2.313
        (FIFTH, "work", "3.498", "forgets-squares"),  # (1.2 · 1.1 · 1.15)³ = 1.518³
        (FIFTH, "work", "12.24", "squares-all"),  # (1.44 · 1.21 · 1.3225)³ = 2.304³
        (FIFTH, "work", "5.76", "times-phi"),
    ],
)
def test_a_wrong_number_names_its_mistake(scaling: Scaling, field: str, typed: str, mistake: str) -> None:
    assert mistakes(scaling, field, typed) == (mistake,)


def test_twice_the_work_for_each_step_is_the_rule_of_thumb() -> None:
    verdict = judge(KIND, FIFTH, {"work": "8"}).fields["work"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == "rule-of-thumb"


@pytest.mark.parametrize("typed", ["340", "341"])
def test_either_whole_pixel_beside_the_exact_side_will_do(typed: str) -> None:
    """224 · 1.520875 = 340.676."""
    assert isinstance(judge(KIND, FIFTH, {"resolution": typed}).fields["resolution"], Right)


def test_one_slip_in_a_factor_costs_one_row() -> None:
    """3 · 1.6 = 4.8, so five layers follow from a depth of 1.6."""
    verdict = judge(KIND, FIFTH, {"depth": "1.6", "layers": "5"}).fields["layers"]
    assert isinstance(verdict, Carried)


def test_factors_rounded_to_two_places_are_right() -> None:
    answer = {"depth": "1.73", "layers": "6", "width": "1.33", "channels": "104", "resolution": "340", "work": "7.08"}
    assert judge(KIND, FIFTH, answer).outcome is Outcome.CORRECT


def test_only_the_third_level_has_other_coefficients_and_they_nearly_double_the_work() -> None:
    for seed in range(20):
        assert generate(KIND, seed=seed, level=1).alpha == 120
        assert Fraction("1.9") <= cost_of_one_step(generate(KIND, seed=seed, level=3)) <= Fraction("2.1")
