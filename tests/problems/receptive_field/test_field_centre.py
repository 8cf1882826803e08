"""Kind `field-centre`: by hand, and against the pixels that one unit's gradient reaches."""

from fractions import Fraction

import pytest

from app.errors import AppError
from app.problems.gate import generate
from app.problems.grading import Carried, Mistaken, OtherConvention, Outcome, judge
from app.problems.receptive_field.field_centre import KIND
from app.problems.receptive_field.field_centre.numbers import Layer, Lookout, check, plain, solve, units
from tests.problems.receptive_field.tracing import seen

STEM = Lookout(
    size=224,
    unit=1,
    layers=(
        Layer(kernel=7, stride=2, padding=3),
        Layer(kernel=3, stride=2, padding=1),
        Layer(kernel=3, padding=1),
        Layer(kernel=3, stride=2, padding=1),
    ),
)
RIGHT = {"first": "-5", "last": "21", "centre": "8"}


def test_the_second_unit_behind_resnets_beginning_by_hand() -> None:
    """−(3 + 1·2 + 1·4 + 1·4) + 8 = −5; 27 pixels; the middle is 8."""
    assert solve(STEM) == {"first": -5, "last": 21, "centre": 8}
    assert judge(KIND, STEM, RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize("unit", [0, 3, 10])
def test_with_padding_of_half_the_kernel_a_unit_is_centred_on_its_multiple_of_the_jump(unit: int) -> None:
    assert solve(Lookout(size=STEM.size, layers=STEM.layers, unit=unit))["centre"] == 8 * unit


def test_a_field_of_even_width_has_its_centre_between_two_pixels() -> None:
    """A kernel of 4, then 3 at rate 2 and stride 2, each padded by 1: 2·2 − 2 = 2 to 9."""
    layers = (Layer(kernel=4, padding=1), Layer(kernel=3, stride=2, padding=1, dilation=2))
    assert solve(Lookout(size=20, layers=layers, unit=2)) == {"first": 2, "last": 9, "centre": Fraction(11, 2)}


@pytest.mark.parametrize("level", KIND.levels)
def test_far_from_the_ends_a_units_gradient_reaches_from_the_first_pixel_to_the_last(level: int) -> None:
    for seed in range(20):
        drawn = generate(KIND, seed=seed, level=level)
        wide = Lookout(size=4_000, layers=drawn.layers, unit=units(drawn) + 20)
        answers = solve(wide)
        pixels = seen(plain(wide.layers), wide.size, wide.unit)
        assert (answers["first"], answers["last"]) == (pixels[0], pixels[-1])


@pytest.mark.parametrize("level", KIND.levels)
def test_near_the_ends_it_reaches_no_further(level: int) -> None:
    for seed in range(20):
        asked = generate(KIND, seed=seed, level=level)
        answers = solve(asked)
        first, last = answers["first"], answers["last"]
        assert isinstance(first, int)
        assert isinstance(last, int)
        assert set(seen(plain(asked.layers), asked.size, asked.unit)) <= set(range(first, last + 1))


def test_a_later_layers_padding_hides_pixels_that_the_formula_counts() -> None:
    """Six pixels, twice 3 at stride 2 and padding 1: by the formula unit 0 ends at 3 and unit 1 begins at 1."""
    layers = (Layer(kernel=3, stride=2, padding=1),) * 2
    assert [solve(Lookout(size=6, layers=layers, unit=unit)) for unit in (0, 1)] == [
        {"first": -3, "last": 3, "centre": 0},
        {"first": 1, "last": 7, "centre": 4},
    ]
    assert [seen(plain(layers), 6, unit) for unit in (0, 1)] == [[0, 1, 2, 3], [1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("first", "8", "ignores-padding"),
        ("first", "2", "padding-not-scaled"),  # 8 − (3 + 1 + 1 + 1)
        ("first", "5", "first-padding-only"),  # 8 − 3
        ("first", "-12", "unit-as-pixel"),  # −13 + 1
        ("first", "-9", "own-stride-left-out"),  # −13 + 4
        ("first", "−11", "last-stride-only"),  # −13 + 2
        ("first", "-13", "counts-units-from-one"),
        ("last", "22", "one-past-the-end"),
        ("last", "7", "field-ignores-strides"),  # −5 + 6 + 2 + 2 + 2
        ("centre", "13", "half-the-field-for-centre"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, STEM, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_without_half_padding_a_multiple_of_the_jump_is_no_centre_and_a_half_is_not_rounded() -> None:
    """2·2 = 4, and 5.5 rounded down."""
    layers = (Layer(kernel=4, padding=1), Layer(kernel=3, stride=2, padding=1, dilation=2))
    for typed, mistake in (("4", "centre-at-a-multiple"), ("5", "rounds-the-centre")):
        asked = Lookout(size=20, layers=layers, unit=2)
        verdict = judge(KIND, asked, {"first": "2", "last": "9", "centre": typed}).fields["centre"]
        assert isinstance(verdict, Mistaken)
        assert verdict.mistakes == (mistake,)


def test_a_wrong_beginning_costs_one_row() -> None:
    """Without padding from 8 to 34, around 21."""
    verdict = judge(KIND, STEM, {"first": "8", "last": "34", "centre": "21"})
    assert isinstance(verdict.fields["first"], Mistaken)
    assert isinstance(verdict.fields["last"], Carried)
    assert isinstance(verdict.fields["centre"], Carried)


def test_the_middle_of_pixel_0_may_be_called_a_half_elsewhere() -> None:
    verdict = judge(KIND, STEM, RIGHT | {"centre": "8.5"})
    assert verdict.outcome is Outcome.OTHER_CONVENTION
    assert isinstance(verdict.fields["centre"], OtherConvention)


@pytest.mark.parametrize(
    "asked",
    [
        Lookout(size=224, layers=STEM.layers, unit=28),
        Lookout(size=2, layers=(Layer(kernel=3), Layer(kernel=3)), unit=0),
    ],
    ids=["no such unit", "does not fit"],
)
def test_what_is_no_question_is_refused(asked: Lookout) -> None:
    with pytest.raises(AppError):
        check(asked)


def test_224_pixels_leave_28_units() -> None:
    """112, 56, 56, 28."""
    assert units(STEM) == 28
