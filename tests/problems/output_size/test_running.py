"""Wrong sizes that are run: each run is checked by hand."""

from app.problems.diagnosing import Mistaken
from app.problems.grading import judge
from app.problems.output_size.axis import Axis, slipped
from app.problems.output_size.layer import KIND, Layer, refute
from app.problems.output_size.running import off_the_end, run, smallest
from app.problems.refuting import Row

STEM = Layer(input=224, kernel=7, stride=2, padding=3)


def test_two_slips_at_once_are_named_together() -> None:
    """224, kernel 7, stride 2, padding once (227 − 7 = 220, 220/2 = 110), and no + 1: 110; no single slip gives 110."""
    verdict = judge(KIND, STEM, {"size": "110"}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert (verdict.mistakes, verdict.together) == (("one-sided-padding", "no-plus-one"), True)


def test_a_single_slip_is_preferred_to_two() -> None:
    verdict = judge(KIND, STEM, {"size": "111"}).fields["size"]
    assert isinstance(verdict, Mistaken)
    assert not verdict.together


def test_the_engine_runs_a_row() -> None:
    """1 … 5, kernel of three ones, stride 2: 1 + 2 + 3, 3 + 4 + 5; with padding 1: 0 + 1 + 2, 2 + 3 + 4, 4 + 5 + 0."""
    assert run(Axis(5, 3, 2, 0)) == (6, 12)
    assert run(Axis(5, 3, 2, 1)) == (3, 9, 9)


def test_the_smallest_row_that_refutes_rounding_up() -> None:
    """Kernel 3, stride 2: 3 cells give 1 window either way; 4 leave one over, and ceil(1/2) + 1 = 2."""
    found = smallest(Axis(8, 3, 2, 0), ("rounds-up",))
    assert found is not None
    assert found.on == "a row of 4 cells, kernel 3, stride 2, padding 0"
    assert (found.claimed, found.found) == ("2 numbers", "1 number")
    assert found.rows == (Row("padded row", "1 2 3 4"), Row("window 1", "# # # ·"), Row("output", "6"))


def test_a_size_that_no_rule_gives_is_held_against_its_last_window() -> None:
    """8 cells, kernel 3, stride 2: a fourth window would begin at cell 6 and end at 8, one past the last, 7."""
    too_many = off_the_end(Axis(8, 3, 2, 0), 4)
    assert too_many.rows == (Row("padded row", "cells 0 to 7"), Row("window 4", "cells 6 to 8"))
    assert too_many.found == "it ends 1 past the last cell"
    too_few = off_the_end(Axis(8, 3, 2, 0), 2)
    assert too_few.rows[1] == Row("window 3", "cells 4 to 6")
    assert too_few.found == "it lies inside as well"


def test_a_wrong_size_is_refuted_on_the_axis_where_it_is_wrong() -> None:
    layer = Layer(input=(32, 40), kernel=5, padding=1)  # right: 30 × 38
    found = refute(layer, "size", ("ignores-padding",), (30, 36))
    assert found is not None
    assert "kernel 5" in found.on
    assert refute(layer, "size", (), (30, 38)) is None


def test_slips_compose_as_edits_of_one_recipe() -> None:
    """10 cells, kernel 3, stride 2, padding 1: (10 − 3 + 1)/2 = 4 with no + 1; 10 − 3 + 1 = 8 stride left out."""
    axis = Axis(10, 3, 2, 1)
    assert slipped(axis, "one-sided-padding", "no-plus-one") == 4
    assert slipped(axis, "ignores-padding", "ignores-stride") == 8
    assert slipped(axis, "ignores-dilation", "no-plus-one") is None  # it has no dilation to ignore
