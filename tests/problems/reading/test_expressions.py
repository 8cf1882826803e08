"""Expression boxes: what is read, in which normal form it is said back, and what is asked or refused."""

import re
from fractions import Fraction

import pytest

from app.problems.reading import Ask, Expression, Reading, Refused, Understood, Wanted, read
from app.problems.reading.expressions.reader import formula
from app.problems.reading.expressions.tree import Negative, Number, Power, Product, Quotient, Rounded, Sum, Symbol

LAYER = ("W", "K", "P", "S")
CONVOLUTION = ("C_in", "C_out", "K", "l", "n")

W, K, P, S, ONE, TWO = Symbol("W"), Symbol("K"), Symbol("P"), Symbol("S"), Number(Fraction(1)), Number(Fraction(2))
SIZE = Sum((Rounded(Quotient(Sum((W, Negative(K), Product((TWO, P)))), S)), ONE))
SIZE_SAID = "⌊(W − K + 2P)/S⌋ + 1"

SIZES = [
    "floor((W-K+2P)/S)+1",
    "floor((W − K + 2P)/S) + 1",
    "Floor ( ( w - k + 2*p ) / s ) + 1",
    "⌊(W − K + 2P)/S⌋ + 1",
    "⌊(W−K+2·P)÷S⌋+1",
    "(W-K+2P)//S + 1",
    r"\left\lfloor \frac{W - K + 2P}{S} \right\rfloor + 1",
    r"\lfloor\dfrac{W-K+2 \times P}{S}\rfloor+1",
    "floor({W-K+2xP}/S)+1",
    "⌊（W－K＋２P）／S⌋＋１",
]

READ = [
    ("(W-K+2P)/S + 1", LAYER, "(W − K + 2P)/S + 1"),
    ("⌈W/S⌉", LAYER, "⌈W/S⌉"),
    ("ceil(W/S)", LAYER, "⌈W/S⌉"),
    ("ceiling(W/S)", LAYER, "⌈W/S⌉"),
    (r"\lceil W/S \rceil", LAYER, "⌈W/S⌉"),
    ("2(K-1)", LAYER, "2(K − 1)"),
    ("(K-1)(K+1)", LAYER, "(K − 1) · (K + 1)"),
    ("KK", LAYER, "K · K"),
    ("kK", LAYER, "K · K"),
    ("W-(K+P)", LAYER, "W − (K + P)"),
    ("W-K-P", LAYER, "W − K − P"),
    ("W/K/S", LAYER, "W/K/S"),
    ("W/(K/S)", LAYER, "W/(K/S)"),
    ("W*(K/S)", LAYER, "W · (K/S)"),
    ("W*K/S", LAYER, "W · K/S"),
    ("W/S*K", LAYER, "W/S · K"),
    ("-W^2", LAYER, "−W²"),
    ("(-W)^2", LAYER, "(−W)²"),
    ("W*-K", LAYER, "W · (−K)"),
    ("W/-2", LAYER, "W/(−2)"),
    ("+W", LAYER, "W"),
    ("½K", LAYER, "0.5K"),
    ("1,024K", LAYER, "1,024K"),
    ("2e3K", LAYER, "2,000K"),
    ("C_out·C_in·K²", CONVOLUTION, "C_out · C_in · K²"),
    ("C_{out} C_{in} K^2", CONVOLUTION, "C_out · C_in · K²"),
    (r"C_{\text{out}} \cdot C_{\mathrm{in}} \cdot K^{2}", CONVOLUTION, "C_out · C_in · K²"),
    ("CoutCinK**2", CONVOLUTION, "C_out · C_in · K²"),
    ("Cᵢₙ + n", CONVOLUTION, "C_in + n"),
    ("cin*n", CONVOLUTION, "C_in · n"),
    ("1/C_out + 1/9", CONVOLUTION, "1/C_out + 1/9"),
    ("2^(l+1) - 1", CONVOLUTION, "2^(l + 1) − 1"),
    ("2^{l+1}-1", CONVOLUTION, "2^(l + 1) − 1"),
    ("2^l+1", CONVOLUTION, "2^l + 1"),
    ("2^-l", CONVOLUTION, "2^(−l)"),
    ("2^3^n", CONVOLUTION, "2^(3^n)"),
    ("(2^3)^n", CONVOLUTION, "(2³)^n"),
    ("K²n", CONVOLUTION, "K² · n"),
    ("K⁻²", CONVOLUTION, "K⁻²"),
    ("sqrt(2/(K²C_in))", CONVOLUTION, "√(2/(K² · C_in))"),
    (r"\sqrt{n}", CONVOLUTION, "√n"),
    ("√n·K", CONVOLUTION, "√n · K"),
    ("n log n", CONVOLUTION, "n · log(n)"),
    ("n log n^2", CONVOLUTION, "n · log(n²)"),
    ("log_2(n)", CONVOLUTION, "log2(n)"),
    (r"\log_{2} n", CONVOLUTION, "log2(n)"),
    ("ln(n)", CONVOLUTION, "log(n)"),
    ("n!/2", CONVOLUTION, "n!/2"),
    ("(2n)!", CONVOLUTION, "(2n)!"),
    ("3 x 3 X n", CONVOLUTION, "3 · 3 · n"),
    ("2e", ("e", "x"), "2 · e"),
    ("2e+3", ("e", "x"), "2 · e + 3"),
    ("2xe", ("e", "x"), "2 · x · e"),
    ("3x3xc1xc2 + c2", (), "3 · 3 · c1 · c2 + c2"),
    ("x^2 + 2xy", (), "x² + 2 · x · y"),
    ("C_1 + C₁", (), "C1 + C1"),
    ("C_in2", ("C_in2",), "C_in2"),
    ("2e+3", (), "2,000 (two thousand)"),
    ("1,234", (), "1,234 (one thousand two hundred thirty-four)"),
    ("64*64", (), "64 · 64 = 4,096 (four thousand ninety-six)"),
    ("6+9", (), "6 + 9 = 15"),
    ("2/(4+5)", (), "2/(4 + 5) ≈ 0.2222"),
    ("2^(1/2)", (), "2^(1/2) ≈ 1.4142"),
    ("8^(1/3)", (), "8^(1/3) = 2"),
    ("sqrt(100)", (), "√100 = 10"),
    ("5!", (), "5! = 120"),
    ("log2(8)", (), "log2(8) = 3"),
    ("⌊7/2⌋ + ⌈7/2⌉", (), "⌊7/2⌋ + ⌈7/2⌉ = 7"),
    ("0.25", (), "0.25"),
]

NAMED = "which uses W, K, P and S."

NOT_READ = [
    ("W+Q", f"“Q” is not a symbol of this question, {NAMED}", 2, None),
    ("(width-K)/S", f"“width” is not a symbol of this question, {NAMED}", 1, "(W-K)/S"),
    ("(W-K+2 padding)/S", f"“padding” is not a symbol of this question, {NAMED}", 7, "(W-K+2 P)/S"),
    ("W-K)/S", "The closing ) has no opening bracket.", 3, "W-K/S"),
    ("(W-K", "The ( is never closed.", 0, "(W-K)"),
    ("  ((W)", "The ( is never closed.", 2, "((W))"),
    ("⌊(W-K)/S", "The ⌊ is never closed.", 0, "⌊(W-K)/S⌋"),
    ("⌊(W-K)/S⌉", "This opens with ⌊ and closes with ⌉.", 8, "⌊(W-K)/S⌋"),
    (
        "[(W-K)/S]+1",
        "Square brackets are not read: write ⌊ ⌋ or floor( ) to round down, and ( ) to group.",
        0,
        "⌊(W-K)/S⌋+1",
    ),
    ("W--K", "There are two signs in a row.", 2, None),
    ("W+", "Something is missing after the +.", 2, None),
    ("W××K", "Something is missing after the times sign.", 2, None),
    ("W÷÷K", "Something is missing after the /.", 2, None),
    ("*W", "Something is missing before the times sign.", 0, None),
    ("x+1", "Something is missing before the x, which is read as a times sign.", 0, None),
    ("W·()", "Something is missing between these brackets.", 3, None),
    ("floor W/S", "floor needs brackets around what it rounds, as in floor(W/2).", 6, None),
    (r"\frac12", r"The two parts of \frac stand in braces, as in \frac{3}{4}.", 5, None),
    ("sqrt", "Something is missing after sqrt.", 4, None),
    ("1 024", "Two numbers stand side by side.", 2, "1,024"),
    ("1/2 1/2", "Two numbers stand side by side.", 4, None),
    ("(W)2", "A number cannot stand right behind what it multiplies. Write * between them.", 3, "(W)*2"),
    ("2ᵂ", "Raised letters are not read. Write ^, as in 2^n.", 1, "2^W"),
    ("W # K", "“#” cannot be read in an expression.", 2, None),
    ("W:K", "A colon is not read in an expression. Write / to divide.", 1, "W/K"),
    ("50%", "A percent sign is not read in an expression.", 2, None),
    ("O = (W-K)/S", "Type only the value, without the = sign.", 2, "(W-K)/S"),
    ("1/0", "This divides by zero.", 2, None),
    ("W/(2-2)", "This divides by zero.", 2, None),
    ("0^0", "0 raised to 0 or to a negative power has no value.", 0, None),
    ("(1-3)!", "Only whole numbers from 0 on have a factorial.", 0, None),
    ("log(-1)", "Only a positive number has a logarithm.", 0, None),
    ("sqrt(-4)", "A negative number has no root here.", 0, None),
    ("W!!", "Something is missing before the !.", 2, None),
]

ASKED = [
    ("W/2S", "Does this divide by the whole product 2S, or by its first factor alone?", 2, "W/(2S)"),
    ("(W-K)//2S", "Does this divide by the whole product 2S, or by its first factor alone?", 7, "(W-K)//(2S)"),
    ("K2", "Does “K2” mean a power, as in K^2, or a product, as in 2K?", 1, "K^2"),
    ("0,5K", "Is 0,5 meant as 0.5? The point is the decimal point here, and commas group in threes.", 0, "0.5K"),
]

TOO_LARGE = {
    "9^9^9": "This number has more than 10,000 binary digits, too many to read.",
    "1147!": "This number has more than 10,000 binary digits, too many to read.",
    "999999999!": "This number has more than 10,000 binary digits, too many to read.",
    "(W+K+P+S)^50": "Multiplied out, this has more than 100 terms, too many to compare.",
    "*".join(["(W+K)"] * 30): "Multiplied out, this has more than 100 terms, too many to compare.",
    "W^99999": "This number has more than 10,000 binary digits, too many to read.",
    "((W^40)^40)": "Multiplied out, this has more than 100 terms, too many to compare.",
    "(" * 60 + "W" + ")" * 60: "Brackets are nested deeper than 50 here, too deep to read.",
    "W/" * 60 + "K": "Brackets, fractions and powers are nested deeper than 50 here, too deep to read.",
    "W^-" * 60 + "K": "Brackets, fractions and powers are nested deeper than 50 here, too deep to read.",
    "W" * 400: "A formula has at most 200 numbers, symbols and signs here.",
    "W+" * 251: "That is 502 characters; an answer has at most 500.",
}


def understood(text: str, symbols: tuple[str, ...]) -> Understood:
    reading = read("expression", text, Wanted(symbols=symbols))
    assert isinstance(reading, Understood), reading
    return reading


def said(reading: Reading) -> tuple[str, int | None, str | None]:
    assert not isinstance(reading, Understood), reading
    return reading.message, reading.position, reading.suggestion


@pytest.mark.parametrize("text", SIZES)
def test_the_output_size_is_read_however_it_is_written(text: str) -> None:
    expected = Understood(Expression(SIZE, ("K", "P", "S", "W")), SIZE_SAID)
    assert read("expression", text, Wanted(symbols=LAYER)) == expected


@pytest.mark.parametrize(("text", "symbols", "echo"), READ)
def test_a_formula_is_said_back_in_one_form(text: str, symbols: tuple[str, ...], echo: str) -> None:
    assert understood(text, symbols).echo == echo


@pytest.mark.parametrize(("text", "symbols", "echo"), READ)
def test_what_is_said_back_reads_back(text: str, symbols: tuple[str, ...], echo: str) -> None:
    first = understood(text, symbols)
    shown = re.split(r" = | ≈ | \((?:two|one) thousand", echo)[0]
    assert understood(shown, symbols).value == first.value


@pytest.mark.parametrize(("text", "message", "position", "suggestion"), NOT_READ)
def test_what_is_no_formula_is_refused_with_a_sentence(
    text: str, message: str, position: int, suggestion: str | None
) -> None:
    reading = read("expression", text, Wanted(symbols=LAYER))
    assert isinstance(reading, Refused)
    assert said(reading) == (message, position, suggestion)


@pytest.mark.parametrize(("text", "message", "position", "suggestion"), ASKED)
def test_what_can_be_read_in_two_ways_is_asked(text: str, message: str, position: int, suggestion: str) -> None:
    reading = read("expression", text, Wanted(symbols=LAYER))
    assert isinstance(reading, Ask)
    assert said(reading) == (message, position, suggestion)


@pytest.mark.parametrize("text", ["log 2n", "n log n n"])
def test_a_logarithm_whose_end_cannot_be_seen_is_refused(text: str) -> None:
    message, _, _ = said(read("expression", text, Wanted(symbols=("n",))))
    assert message.startswith("It is not clear where the argument of the logarithm ends.")


@pytest.mark.parametrize("text", TOO_LARGE, ids=lambda text: f"{text[:12]} {len(text)}")
def test_what_is_too_large_is_refused_before_it_is_built(text: str) -> None:
    message, _, _ = said(read("expression", text, Wanted(symbols=LAYER)))
    assert message == TOO_LARGE[text]


def test_two_symbols_that_differ_in_case_are_told_apart() -> None:
    assert understood("k*K", ("k", "K")).value == formula("kK", "k", "K")
    assert said(read("expression", "C", Wanted(symbols=("c_in", "C_in"))))[0].startswith("“C” is not a symbol")
    assert said(read("expression", "CIN", Wanted(symbols=("c_in", "C_in"))))[0].startswith("“CIN” is not a symbol")


def test_a_word_stands_for_a_symbol_only_where_the_question_says_so() -> None:
    aliases = {"stride": "S", "kernel": "K", "padding": "P"}
    reading = read("expression", "⌊(W − kernel + 2 Padding)/stride⌋ + 1", Wanted(symbols=LAYER, aliases=aliases))
    assert isinstance(reading, Understood)
    assert reading.echo == SIZE_SAID
    assert isinstance(read("expression", "⌊W/stride⌋", Wanted(symbols=LAYER)), Refused)


def test_a_long_formula_is_said_back_without_its_middle() -> None:
    reading = understood("+".join(["W*K"] * 40), LAYER)
    assert reading.echo.startswith("W · K + W · K + ")
    assert " … " in reading.echo
    assert len(reading.echo) == 203


def test_a_formula_has_at_most_two_dozen_symbols() -> None:
    letters = "abcdefghijklmnopqrstuvwyz"
    assert understood("*".join(letters[:24]), ()).echo.startswith("a · b · c")
    assert said(read("expression", "*".join(letters), Wanted()))[0] == "A formula has at most 24 symbols here."


def test_a_formula_can_be_looked_up() -> None:
    assert {formula("2K", *LAYER), formula("2 k", *LAYER), formula("2·K", *LAYER)} == {
        Expression(Product((TWO, K)), ("K",))
    }
    assert formula("K²", *LAYER).tree == Power(K, TWO)


def test_a_formula_of_ours_that_no_learner_could_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="never closed"):
        formula("(W", *LAYER)
