"""Integer, real and ratio boxes beyond the policy file. Values are worked by hand."""

from fractions import Fraction

import pytest

from app.problems.reading import Ask, Reading, Refused, Understood, read

GOOGOL_LIKE = "1" + "0" * 40

INTEGERS_READ = [
    ("1,00,000", 100_000, "100,000 (one hundred thousand)"),
    ("1'000'000", 1_000_000, "1,000,000 (1 million)"),
    ("1’000’000", 1_000_000, "1,000,000 (1 million)"),
    ("1 000 000", 1_000_000, "1,000,000 (1 million)"),
    ("1\u00a0000\u2009000", 1_000_000, "1,000,000 (1 million)"),
    (r"1\,234", 1234, "1,234 (one thousand two hundred thirty-four)"),
    ("1\u202f234", 1234, "1,234 (one thousand two hundred thirty-four)"),
    ("+ 7", 7, "7"),
    ("– 7", -7, "-7"),
    ("-0", 0, "0"),
    ("007", 7, "7"),
    ("１，２３４", 1234, "1,234 (one thousand two hundred thirty-four)"),
    ("1٣", 13, "13"),
    ("2251799813685247.0", 2_251_799_813_685_247, "2,251,799,813,685,247 (≈ 2.25 × 10^15)"),
    ("12.", 12, "12"),
    ("28 px", 28, "28"),
    ("1,234 parameters", 1234, "1,234 (one thousand two hundred thirty-four params)"),
    ("1.5e3", 1500, "1,500 (one thousand five hundred)"),
    ("5 K", 5000, "5,000 (five thousand)"),
    ("5 M params", 5_000_000, "5,000,000 (5 million params)"),
    ("5 million", 5_000_000, "5,000,000 (5 million)"),
    ("7B", 7_000_000_000, "7,000,000,000 (7 billion)"),
    ("3 B params", 3_000_000_000, "3,000,000,000 (3 billion params)"),
    ("1.2T", 1_200_000_000_000, "1,200,000,000,000 (1.2 trillion)"),
    ("4.1 gflops", 4_100_000_000, "4,100,000,000 (4.1 billion FLOPs)"),
    ("1 KB", 1000, "1,000 (one thousand bytes)"),
    ("1 KiB", 1024, "1,024 (one thousand twenty-four bytes)"),
    ("1.5 GiB", 1_610_612_736, "1,610,612,736 (≈ 1.61 billion bytes)"),
    ("2²", 4, "2^2 = 4"),
    ("10³", 1000, "10^3 = 1,000 (one thousand)"),
    ("10 ^ 6", 1_000_000, "10^6 = 1,000,000 (1 million)"),
    (r"4 \times 10^{7}", 40_000_000, "4 × 10^7 = 40,000,000 (40 million)"),
    ("1.2 x 10^3", 1200, "1.2 × 10^3 = 1,200 (one thousand two hundred)"),
    ("2^51 - 1", 2_251_799_813_685_247, "2^51 - 1 = 2,251,799,813,685,247 (≈ 2.25 × 10^15)"),
    ("2**51-1", 2_251_799_813_685_247, "2^51 - 1 = 2,251,799,813,685,247 (≈ 2.25 × 10^15)"),
    ("2⁵¹ − 1", 2_251_799_813_685_247, "2^51 - 1 = 2,251,799,813,685,247 (≈ 2.25 × 10^15)"),
    ("3·2^5 + 2^3 - 1", 103, "3 × 2^5 + 2^3 - 1 = 103"),
    ("2^5*3", 96, "2^5 × 3 = 96"),
    ("-2^2", -4, "-2^2 = -4"),
    ("2^3 px", 8, "2^3 = 8"),
    (GOOGOL_LIKE, 10**40, "100000…000000 (41 digits)"),
    ("28\r\n", 28, "28"),
]

INTEGERS_NOT_READ = [
    ("1,0000", "Commas group digits in threes only, as in 12,345. Type one number."),
    ("1,2345,678", "Commas group digits in threes only, as in 12,345. Type one number."),
    ("1234,567", "Commas group digits in threes only, as in 12,345. Type one number."),
    ("123,45,678", "Commas group digits in threes only, as in 12,345. Type one number."),
    ("1_00_000", "Underscores group digits in threes only, as in 12_345. Type one number."),
    ("1.23 456", "Blanks group digits in threes only, as in 12 345. Type one number."),
    ("1_000,000", "This number is grouped by commas and underscores. Use one kind of separator."),
    ("12.5", "A whole number is wanted here."),
    ("1.5e0", "A whole number is wanted here."),
    ("1e-3", "A whole number is wanted here."),
    ("2^-1", "A whole number is wanted here."),
    ("√16", "A root is not read where a whole number is wanted. Work it out and type one number."),
    ("2××3", "This is a product. Work it out and type one number."),
    (r"\left5", "A number is missing here."),
    ("28*28", "This is a product. Work it out and type one number."),
    ("28 x 28 px", "This is a product. Work it out and type one number."),
    ("6+9", "This is a sum or a difference. Work it out and type one number."),
    ("5 - 3", "This is a sum or a difference. Work it out and type one number."),
    ("2^5*2^3", "A product of two powers is not read. Work it out and type one number."),
    ("2^3^2", "A power of a power is not read. Work it out and type one number."),
    ("2^1+2+3+4+5", "At most 4 terms are read. Work it out and type one number."),
    ("2^3 + 0.5", "A sum is read only when its terms are whole numbers. Work it out and type one number."),
    ("1.5^2", "Only whole numbers are raised to a power here."),
    ("0^0", "0 raised to 0 or to a negative power has no value."),
    ("2^3--1", "There are two signs in a row."),
    ("5-", "A number is missing here."),
    ("²", "“²” is not a number. Type it in digits."),
    ("1e5k", "A suffix is read only after a plain number: 1e5 and 100k are, 1e5k is not."),
    ("1e", "The power of ten is missing after the e, as in 4e7."),
    ("1e5.5", "The power of ten after the e has to be a whole number."),
    ("1e999999999", "A power of ten here is at most 300."),
    ("2^99999999999", "This number has more than 10,000 binary digits, too many to read."),
    ("2^10000", "This number has more than 10,000 binary digits, too many to read."),
    ("2^9999*2", "This number has more than 10,000 binary digits, too many to read."),
    ("0b11", "“b” cannot stand between digits."),
    ("28 maps", "“maps” is not a unit that is read here."),
    ("28,", "One number is wanted here, not a list."),
    ("28;28", "One number is wanted here, not a list."),
    ("50%", "A percent sign is read only after a plain number, and not where a whole number is wanted."),
    ("twenty-eight", "“twenty-eight” is not a number. Type it in digits."),
    ("a-very-long-word", "“a-very-long…” is not a number. Type it in digits."),
    ("28 28", "Blanks group digits in threes only, as in 12 345. Type one number."),
    ("1  234", "“234” cannot be read here. Type one number."),
    ("1½", "Blanks group digits in threes only, as in 12 345. Type one number."),
    ("", "Nothing was typed yet."),
    (" \u00a0\t\n", "Nothing was typed yet."),
    ("1\t234", "There is a character here that cannot be seen. Type the answer anew."),
    ("\x00", "There is a character here that cannot be seen. Type the answer anew."),
    ("\ud800", "There is a character here that cannot be seen. Type the answer anew."),
    ("1\u200b2", "There is a character here that cannot be seen. Type the answer anew."),
    ("9" * 501, "That is 501 characters; an answer has at most 500."),
]

REALS_READ = [
    (".5", Fraction(1, 2), "0.5"),
    ("1/3", Fraction(1, 3), "1/3 ≈ 0.3333"),
    ("100000/3", Fraction(100_000, 3), "100000/3 ≈ 33,333.3333"),
    ("10⁻³", Fraction(1, 1000), "10^-3 = 0.001"),
    ("1e-200", Fraction(1, 10**200), "1e-200 (1e-200)"),
    ("0.1", Fraction(1, 10), "0.1"),
    ("12,345.678901", Fraction(12_345_678_901, 10**6), "12,345.678901"),
    ("0." + "3" * 40, Fraction(int("3" * 40), 10**40), "≈ 0.3333333333"),
    ("20%", Fraction(1, 5), "0.2 (20%)"),
    (r"\sqrt{16}", Fraction(4), "√16 = 4"),
    ("√16", Fraction(4), "√16 = 4"),
    ("sqrt(2.25)", Fraction(3, 2), "√2.25 = 1.5"),
    ("-sqrt 16 px", Fraction(-4), "-√16 = -4"),
    ("√10^4", Fraction(100), "√10^4 = 100"),
    (r"\sqrt{1,000,000}", Fraction(1000), "√1,000,000 = 1,000 (one thousand)"),
    ("4.1 GFLOPS", Fraction(4_100_000_000), "4,100,000,000 (4.1 billion FLOPs)"),
    ("2^51 - 1", Fraction(2_251_799_813_685_247), "2^51 - 1 = 2,251,799,813,685,247 (≈ 2.25 × 10^15)"),
]

RATIOS_READ = [
    ("1:9", Fraction(1, 9), "1 : 9, that is 1/9 ≈ 0.1111"),
    ("9:1", Fraction(9), "9 : 1, that is 9"),
    ("2 : 4", Fraction(1, 2), "2 : 4, that is 2/4 = 0.5"),
    ("9x", Fraction(9), "9 (9x)"),
    ("9×", Fraction(9), "9 (9×)"),
    ("2.25 times", Fraction(9, 4), "2.25 (2.25 times)"),
    ("1½", Fraction(3, 2), "1 1/2 = 1.5"),
    ("-1 1/2", Fraction(-3, 2), "-1 1/2 = -1.5"),
    ("12 345 1/2", Fraction(24_691, 2), "12 345 1/2 = 12,345.5"),
    ("1 234/2", Fraction(617), "1 234/2 = 617"),
    ("1/2^5", Fraction(1, 32), "1/2^5 = 0.03125"),
    (r"-\dfrac{1}{ 3 }", Fraction(-1, 3), "-1/3 ≈ -0.3333"),
]

QUOTIENTS_NOT_READ = [
    ("1:0", "This divides by zero."),
    ("1:9:2", "One number is wanted here, not a proportion."),
    ("1/2/3", "This is a quotient. Work it out and type one number."),
    ("1/2 1/2", "Blanks group digits in threes only, as in 12 345. Type one number."),
    ("1/2%", "A percent sign is read only after a plain number, and not where a whole number is wanted."),
    (r"\frac12", r"The two parts of \frac stand in braces, as in \frac{3}{4}."),
    ("9*", "This is a product. Work it out and type one number."),
    ("3·14", "This is a product. Work it out and type one number."),
    ("2^2000", "This number has more than 308 digits before its point, too many to compare."),
    ("1e300/1e-300", "This number has more than 308 digits before its point, too many to compare."),
    ("∞", "A finite number is wanted here."),
    (r"\sqrt{2}", "This root does not come out even, so it is not read. Work it out and type a decimal number."),
    ("√(9+16)", "A root is read of one number only, as in sqrt(16)."),
    ("√(16", "A root is read of one number only, as in sqrt(16)."),
    ("√-4", "A number is missing here."),
    ("√16/2", "This is a quotient. Work it out and type one number."),
    ("√16 k", "A suffix is read only after a plain number: 1e5 and 100k are, 1e5k is not."),
]

ASKED = [
    ("integer", "1.234", "1,234"),
    ("integer", "-1.000 px", "-1,000 px"),
    ("integer", "1.234.567", "1,234,567"),
    ("integer", "3 B", "3B"),
    ("integer", "5b", "5B"),
    ("integer", "-5m params", "-5M params"),
    ("integer", "5 mflops", "5 MFLOPs"),
    ("integer", "512 kb", "512 KB"),
    ("real", "-0,5", "-0.5"),
    ("real", "1.234,567", "1,234.567"),
    ("real", "1.234.567,89", "1,234,567.89"),
    ("ratio", "0,5/2", "0.5/2"),
    ("ratio", "1/0,5", "1/0.5"),
    ("ratio", "-2 100/200", "-2,100/200"),
]

CORRECTED = [
    ("integer", "1_000,000", "1,000,000"),
    ("integer", "x = 28", "28"),
    ("integer", "≈28", "28"),
    ("integer", "(28)", "28"),
    ("real", "12,345.678 9", "12,345.6789"),
    ("real", "-9.099×10 −1", "-9.099e-1"),
    ("real", "1:9", "1/9"),
    ("real", "12 pixls", "12 pixels"),
]

PLACES = [
    ("integer", "  0x1a", 2),
    ("integer", "10⁻³ #", 5),
    ("integer", r"4 \times 10^7 #", 14),
    ("ratio", " 1½ / 1 #", 4),
    ("integer", "１２ #", 3),
    ("real", "9.099×10 −1", 8),
]


def understood(form: str, text: str) -> Understood:
    reading = read(form, text)
    assert isinstance(reading, Understood), reading
    return reading


def message(reading: Reading) -> str:
    assert isinstance(reading, Refused), reading
    return reading.message


@pytest.mark.parametrize(("text", "value", "echo"), INTEGERS_READ)
def test_an_integer_is_read_exactly_and_said_back(text: str, value: int, echo: str) -> None:
    assert understood("integer", text) == Understood(value, echo)


@pytest.mark.parametrize(("text", "sentence"), INTEGERS_NOT_READ)
def test_what_is_no_integer_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert message(read("integer", text)) == sentence


@pytest.mark.parametrize(("text", "value", "echo"), REALS_READ)
def test_a_real_is_kept_as_an_exact_fraction(text: str, value: Fraction, echo: str) -> None:
    assert understood("real", text) == Understood(value, echo)


@pytest.mark.parametrize(("text", "value", "echo"), RATIOS_READ)
def test_a_ratio_says_its_orientation(text: str, value: Fraction, echo: str) -> None:
    assert understood("ratio", text) == Understood(value, echo)


@pytest.mark.parametrize(("text", "sentence"), QUOTIENTS_NOT_READ)
def test_what_is_no_ratio_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert message(read("ratio", text)) == sentence


@pytest.mark.parametrize(("form", "text", "suggestion"), ASKED)
def test_what_could_mean_two_things_is_asked(form: str, text: str, suggestion: str) -> None:
    reading = read(form, text)
    assert isinstance(reading, Ask), reading
    assert reading.suggestion == suggestion


@pytest.mark.parametrize(("form", "text", "suggestion"), CORRECTED)
def test_a_refusal_suggests_the_whole_corrected_form(form: str, text: str, suggestion: str) -> None:
    reading = read(form, text)
    assert isinstance(reading, Refused), reading
    assert reading.suggestion == suggestion


@pytest.mark.parametrize(("form", "text", "position"), PLACES)
def test_a_position_points_into_what_was_typed(form: str, text: str, position: int) -> None:
    reading = read(form, text)
    assert not isinstance(reading, Understood)
    assert reading.position == position


def test_a_suggestion_that_cannot_be_read_is_not_made() -> None:
    reading = read("integer", "9.099×10 −1")
    assert isinstance(reading, Refused)
    assert reading.suggestion is None


def test_the_largest_power_of_two_that_is_read_has_ten_thousand_bits() -> None:
    assert understood("integer", "2^9999").value == 1 << 9999


def test_mixing_blanks_after_a_comma_is_no_thousand_in_a_real_box() -> None:
    reading = read("real", "1,234 567 8")
    assert isinstance(reading, Ask)
    assert reading.suggestion == "1.234 567 8"
