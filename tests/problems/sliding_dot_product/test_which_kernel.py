"""Kind `which-kernel`: the pictures against plain loops, and every wrong option against its name."""

import pytest

from app.errors import BadInput, Impossible
from app.problems.diagnosing import Mistaken
from app.problems.figures import Picture
from app.problems.forms import Choice
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.sliding_dot_product.kernels import KERNELS, after, filtered
from app.problems.sliding_dot_product.which_kernel import KIND, Filtering, check, fields, refute, solve
from tests.problems.sliding_dot_product.looping import correlated

DARK_SQUARE = tuple(tuple(0 if 3 <= i < 8 and 3 <= j < 8 else 9 for j in range(11)) for i in range(11))
EDGES = Filtering(
    image=DARK_SQUARE, kernel="rows", asked="kernel", options=("columns", "rows", "rows-reversed", "identity", "blur")
)


@pytest.mark.parametrize("level", KIND.levels)
def test_plain_loops_give_every_picture(level: int) -> None:
    for seed in range(10):
        filtering = generate(KIND, seed=seed, level=level)
        for name in filtering.options:
            loops = correlated(filtering.image, KERNELS[name])
            assert filtered(filtering.image, name).tolist() == loops


def test_going_down_into_a_dark_square_is_black_and_out_of_it_white() -> None:
    """Light above minus, dark below plus: −27 across the upper edge, 27 across the lower one, 0 elsewhere."""
    picture = after(DARK_SQUARE, "rows")
    assert (picture.shades[2][4], picture.shades[6][4], picture.shades[0][0]) == (0, 1, 0.5)
    assert "upper black, lower white, left grey, right grey" in picture.words


@pytest.mark.parametrize("level", KIND.levels)
def test_every_wrong_option_is_a_mistake_of_its_own(level: int) -> None:
    for seed in range(30):
        filtering = generate(KIND, seed=seed, level=level)
        (field,) = fields(filtering)
        assert isinstance(field.form, Choice)
        named: list[str] = []
        for option in field.form.options:
            verdict = judge(KIND, filtering, {"which": option.id}).fields["which"]
            if option.id != solve(filtering)["which"]:
                assert isinstance(verdict, Mistaken)
                named += verdict.mistakes
        assert len(named) == len(set(named)) == len(field.form.options) - 1


@pytest.mark.parametrize(
    ("chosen", "mistake"),
    [("a", "edges-the-other-way"), ("c", "signs-swapped"), ("d", "took-identity"), ("e", "took-blur")],
)
def test_a_wrong_kernel_names_its_mistake(chosen: str, mistake: str) -> None:
    verdict = judge(KIND, EDGES, {"which": chosen}).fields["which"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize("level", [2, 3])
def test_pictures_are_told_apart_by_their_words_which_name_no_kernel(level: int) -> None:
    for seed in range(40):
        filtering = generate(KIND, seed=seed, level=level)
        (field,) = fields(filtering)
        assert isinstance(field.form, Choice)
        words = [option.figure.words for option in field.form.options if isinstance(option.figure, Picture)]
        assert len(words) in {0, len(field.form.options)}
        assert len(set(words)) == len(words)
        assert not any(name in text for text in words for name in ("blur", "sharp", "outline", "emboss", "identity"))


def test_the_chosen_kernel_is_run_on_patches() -> None:
    """Lighter below: rows 3, columns 0; lighter on the right: rows 0, columns 3; even areas 0 for both."""
    run = refute(EDGES, "which", ("edges-the-other-way",), "a")
    assert run is not None
    assert (run.claimed, run.found) == ("0, 0, 3", "0, 3, 0")


def test_options_that_cannot_be_told_apart_are_refused() -> None:
    plain = Filtering(image=DARK_SQUARE, kernel="blur", asked="kernel", options=("blur", "rows", "rows-reversed"))
    with pytest.raises(Impossible, match="wrong in the same way"):
        check(plain)
    with pytest.raises(BadInput, match="one of the options"):
        check(Filtering(image=DARK_SQUARE, kernel="blur", asked="kernel", options=("rows", "columns", "identity")))
    with pytest.raises(Impossible, match="two pixels of ground"):
        check(Filtering(image=DARK_SQUARE[3:], kernel="blur", asked="kernel", options=("blur", "rows", "identity")))
    # Four dots: the words, which look at the middle of each edge, would be the same whatever the kernel.
    dots = tuple(tuple(9 if i in {3, 8} and j in {3, 8} else 0 for j in range(12)) for i in range(12))
    with pytest.raises(Impossible, match="give the same picture"):
        check(Filtering(image=dots, kernel="rows", asked="output", options=("rows", "columns", "outline")))
