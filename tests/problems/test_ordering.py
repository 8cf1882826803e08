"""Lines in an order: how it is read, when it is right, and where it goes wrong first."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from app.errors import BadInput
from app.problems.forms import Line, Ordering, Slip
from app.problems.ordered import as_shown, right_order, shuffled, wrong_order
from app.problems.reading import Ask, Order, Refused, Understood

LINES = (
    Line("socks"),
    Line("trousers"),
    Line("shoes", needs={"socks": "barefoot", "trousers": "stuck"}),
    Line("coat"),
    Line("skis", false="skis-in-the-car"),
)
DRESSING = Ordering((LINES[4], LINES[2], LINES[3], LINES[1], LINES[0]))
NO_PLACE = Refused("A place is a whole number: 1 for the first line. Leave the box of an unused line empty.")
FIVE = Ordering(tuple(Line(name) for name in "abcde"))


def order(text: str) -> Order:
    return Order(tuple(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "socks, trousers, shoes",
        "Socks; TROUSERS;shoes",
        "socks\r\ntrousers\nshoes\n",
        "1. socks, 2. trousers, 3. shoes",
        "2) trousers\n7) shoes\n1) socks",
    ],
)
def test_an_order_is_read_as_it_stands_or_by_its_numbers(text: str) -> None:
    assert DRESSING.read(text) == Understood(order("socks trousers shoes"), "socks, trousers, shoes")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (" \n, ", Refused("No line has a place yet.")),
        ("socks, hat", Refused("An order names the lines: skis, shoes, coat, trousers, socks.")),
        ("socks, socks", Ask("A line stands there twice. Each has one place.")),
        ("1. socks, 1. coat", Ask("Two lines have the place 1.")),
        ("1. socks\ncoat", NO_PLACE),
        ("0. socks", NO_PLACE),
        ("x. socks", NO_PLACE),
    ],
)
def test_what_is_no_order_is_asked_about_and_costs_nothing(text: str, reading: Ask | Refused) -> None:
    assert DRESSING.read(text) == reading


def test_where_no_line_is_false_all_of_them_have_a_place() -> None:
    assert FIVE.uses_all
    assert FIVE.read("a, b, c") == Ask("2 of 5 lines have no place yet, and all of them have one.")
    assert not DRESSING.uses_all


def test_the_boxes_show_numbers_or_what_was_typed_where_that_is_none() -> None:
    assert DRESSING.places("5. shoes\n2. socks") == {"socks": "1", "shoes": "2"}
    assert DRESSING.places("2. shoes\n2. socks") == {"socks": "2", "shoes": "2"}
    assert DRESSING.places("x. shoes\n1. socks") == {"socks": "1", "shoes": "x"}
    assert DRESSING.places("") == {}


def test_exactly_the_orders_that_respect_what_each_line_needs_are_right() -> None:
    """Of the 24 orders of the four, those with the shoes behind socks and trousers: 24 / 3."""
    names = ("socks", "trousers", "shoes", "coat")
    right = [each for each in permutations(names) if DRESSING.slip(Order(each)) is None]
    assert len(right) == 8
    assert all(each.index("shoes") > max(each.index("socks"), each.index("trousers")) for each in right)
    assert all(DRESSING.agrees(Order(one), Order(other)) for one in right for other in right)


@pytest.mark.parametrize(
    ("given", "slip"),
    [
        ("shoes socks trousers coat", Slip(0, "shoes", "barefoot", ("socks", "trousers"), Fraction(0))),
        ("coat socks shoes trousers", Slip(2, "shoes", "stuck", ("trousers",), Fraction(2, 5))),
        ("socks skis shoes coat", Slip(1, "skis", "skis-in-the-car", (), Fraction(1, 5))),
        ("socks trousers shoes", Slip(3, "", "left-out", ("coat",), Fraction(3, 5))),
        ("socks trousers shoes coat skis", Slip(4, "skis", "skis-in-the-car", (), Fraction(4, 5))),
    ],
)
def test_the_first_line_that_cannot_stand_names_the_mistake(given: str, slip: Slip) -> None:
    assert DRESSING.slip(order(given)) == slip


def test_a_whole_order_with_something_false_behind_it_is_not_right() -> None:
    slip = DRESSING.slip(order("socks trousers shoes coat skis"))
    assert slip is not None
    assert slip.share < 1


def test_lines_that_say_the_same_stand_for_each_other_and_the_false_one_comes_last() -> None:
    """Two coats of paint around the drying, and a third that is one too many."""
    paint = (
        Line("second", "paint", needs={"dry": "smeared"}),
        Line("dry", needs={"first": "nothing-to-dry"}),
        Line("third", "paint", false="too-thick"),
        Line("first", "paint"),
    )
    form = Ordering(paint)
    for one, other in permutations(("first", "second", "third"), 2):
        assert form.slip(Order((one, "dry", other))) is None
        assert form.agrees(Order((one, "dry", other)), order("first dry second"))
        slip = form.slip(Order((one, other, "dry")))
        assert slip is not None
        assert (slip.place, slip.line, slip.mistake) == (1, other, "smeared")
    slip = form.slip(order("third dry first second"))
    assert slip is not None
    assert (slip.line, slip.mistake) == ("second", "too-thick")


def test_lines_with_other_numbers_in_them_do_not_say_the_same() -> None:
    form = Ordering((Line("one", "conv", {"k": "1"}, needs={"three": "early"}), Line("three", "conv", {"k": "3"})))
    assert form.slip(order("one three")) is not None


def test_every_mistake_has_an_order_that_makes_it_and_no_other() -> None:
    for mistake in ("barefoot", "stuck", "skis-in-the-car", "left-out"):
        made = wrong_order(LINES, mistake)
        assert made is not None
        slip = DRESSING.slip(made)
        assert slip is not None
        assert slip.mistake == mistake
    assert right_order(LINES) == order("socks trousers shoes coat")
    assert wrong_order(LINES, "of-another-problem") is None


def test_lines_are_never_shown_in_an_order_that_is_right() -> None:
    for seed in range(200):
        shown = shuffled(np.random.Generator(np.random.PCG64(seed)), LINES)
        assert sorted(shown) == sorted(line.id for line in LINES)
        assert shown.index("shoes") < max(shown.index("socks"), shown.index("trousers"))


def test_other_lines_than_there_are_cannot_be_shown() -> None:
    with pytest.raises(BadInput, match="each once"):
        as_shown(LINES, ("socks", "shoes"))
