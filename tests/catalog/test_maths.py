"""Formulas in the content: MathML that the content security policy lets pass, and plain characters."""

import pytest

from app.catalog.maths import CLASSES, CONVERTER, STYLE, Unsettable, mathml, plain
from app.catalog.words import formulas, to_html, to_text, unset

TABLES = (
    r"\begin{aligned} a &= b & c &= d \\ e &= f & g &= h \end{aligned}",
    r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{array}{lcr} 1 & 2 & 3 \end{array}",
)


def test_a_formula_becomes_mathml_within_its_sentence() -> None:
    html = to_html(r"So $J_{n} + I$ stays.")
    assert html.startswith('<p>So <span class="math inline"><math><semantics><mrow><msub><mi>J</mi><mi>n</mi></msub>')
    assert "$" not in html


@pytest.mark.parametrize("mark", ["$", "$$"])
def test_a_formula_carries_its_tex_to_be_copied(mark: str) -> None:
    html = to_html(rf"{mark}0 < \lVert J_{{n}} \rVert{mark}")
    assert r'<annotation encoding="application/x-tex">0 &lt; \lVert J_{n} \rVert</annotation>' in html


def test_a_formula_on_its_own_line_can_be_scrolled_by_keys() -> None:
    assert '<div class="formula" tabindex="0" role="group" aria-label="A formula"><math display="block">' in to_html(
        "$$x$$"
    )


def test_a_sign_behind_a_formula_stays_with_it() -> None:
    """The style sheet breaks no line within the span."""
    html = to_html(r"With $I$, as ($J$), and $x$ alone.")
    assert "</math>,</span> as" in html
    assert "</math>),</span> and" in html
    assert "</math></span> alone" in html


@pytest.mark.parametrize("tex", TABLES)
def test_no_style_attribute_is_left_which_the_policy_would_block(tex: str) -> None:
    assert " style=" not in mathml(tex, block=True)
    assert " style=" not in to_html(f"$${tex}$$")


def test_tables_do_need_their_styles_so_the_test_above_tests_something() -> None:
    said = "".join(CONVERTER.convert_with_local_state(tex, displaystyle=True) for tex in TABLES)
    declared = {each.strip() for style in STYLE.findall(said) for each in style.split(";") if each.strip()}
    assert declared
    assert declared <= CLASSES.keys()


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (
            r"\frac{\partial x_N}{\partial x_0} = (I + J_{N-1})\cdots(I + J_0)",
            "∂x_N/∂x_0 = (I + J_(N−1))⋯(I + J_0)",
        ),
        (r"\sum_{m<n} J_n J_m", "∑_(m<n)J_nJ_m"),
        (r"2^N", "2^N"),
        (r"\lVert J \rVert \le c < 1", "‖J‖ ≤ c < 1"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\sqrt{2}", "√2"),
        (r"x^{n+1}_0", "x_0^(n+1)"),
        (r"\max(0, x) < 3", "max(0,x) < 3"),
        (r"\frac{C_{in} + C_{out}C_{in}}{C_{out}C_{in}}", "(C_in+C_outC_in)/(C_outC_in)"),
    ],
)
def test_a_formula_becomes_a_line_of_characters(tex: str, text: str) -> None:
    assert plain(tex) == text
    assert to_text(f"a ${tex}$ b") == f"a {text} b"


def test_sums_of_money_are_no_formulas() -> None:
    assert to_text("It costs 5$ or 7$.") == "It costs 5$ or 7$."
    assert formulas("5$ or 7$") == ()


def test_a_formula_that_cannot_be_set_is_told_before_anybody_sees_it() -> None:
    assert unset(r"$J_{{{ n }}}$ and $$x$$") is None
    complaint = unset(r"all of $\nonsense$")
    assert complaint is not None
    assert complaint.startswith("A formula cannot be set: ")
    with pytest.raises(Unsettable):
        mathml(r"\nonsense")


def test_a_style_that_has_no_class_is_refused_and_not_let_through() -> None:
    with pytest.raises(Unsettable, match="no class for border-left"):
        mathml(r"\begin{array}{|c|} 1 \end{array}")
