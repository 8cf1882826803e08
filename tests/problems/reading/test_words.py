"""Numbers in words. Spelled by hand."""

from fractions import Fraction

import pytest

from app.problems.reading import Understood, read
from app.problems.reading.words import words

SPELLED = [
    (1_000, "one thousand"),
    (1_001, "one thousand one"),
    (1_234, "one thousand two hundred thirty-four"),
    (9_472, "nine thousand four hundred seventy-two"),
    (10_019, "ten thousand nineteen"),
    (16_000, "sixteen thousand"),
    (73_856, "seventy-three thousand eight hundred fifty-six"),
    (100_100, "one hundred thousand one hundred"),
    (230_912, "two hundred thirty thousand nine hundred twelve"),
    (777_777, "seven hundred seventy-seven thousand seven hundred seventy-seven"),
    (999_999, "nine hundred ninety-nine thousand nine hundred ninety-nine"),
    (-20_040, "minus twenty thousand forty"),
]

ROUNDED = [
    (1_000_000, "1 million"),
    (25_600_000, "25.6 million"),
    (25_557_032, "≈ 25.6 million"),
    (999_400_000, "≈ 999 million"),
    (999_600_000, "≈ 1.00 billion"),
    (3_699_376_128, "≈ 3.70 billion"),
    (4_910_000_000, "4.91 billion"),
    (-1_234_567, "≈ minus 1.23 million"),
    (10**14, "100 trillion"),
    (2**50, "≈ 1.13 × 10^15"),
    (10**21, ""),
]

SAID_BACK = [
    ("integer", "4.91 GMACs", "4,910,000,000 (4.91 billion MACs)"),
    ("integer", "25.6M params", "25,600,000 (25.6 million params)"),
    ("integer", "1 234 mult-add", "1,234 (one thousand two hundred thirty-four mult-adds)"),
    ("integer", "64 KB", "64,000 (sixty-four thousand bytes)"),
    ("integer", "0.5k params", "500 (0.5k params)"),
    ("integer", "999 params", "999"),
    ("real", "1,234.5", "1,234.5"),
    ("real", "1234567.25", "1,234,567.25 (≈ 1.23 million)"),
    ("real", "2468/2", "2468/2 = 1,234 (one thousand two hundred thirty-four)"),
]


@pytest.mark.parametrize(("value", "said"), SPELLED + ROUNDED)
def test_a_large_number_is_said_in_words(value: int, said: str) -> None:
    assert words(Fraction(value)) == said


@pytest.mark.parametrize("value", [Fraction(0), Fraction(999), Fraction(-999), Fraction(1, 3), Fraction(20_001, 2)])
def test_a_number_that_is_read_at_a_glance_is_left_as_it_is(value: Fraction) -> None:
    assert words(value, "params") == ""


@pytest.mark.parametrize(("form", "text", "echo"), SAID_BACK)
def test_the_words_stand_behind_the_value_with_its_unit(form: str, text: str, echo: str) -> None:
    reading = read(form, text)
    assert isinstance(reading, Understood), reading
    assert reading.echo == echo
