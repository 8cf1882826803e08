"""What people take to happen when the input moves, and what is right under another convention."""

from collections.abc import Mapping

from app.errors import Impossible
from app.problems.kind import Answers, Solver
from app.problems.reading import Cells
from app.problems.sliding_dot_product.maps import flipped
from app.problems.sliding_dot_product.shift_the_input.numbers import (
    REASONS,
    Reason,
    Shift,
    after,
    along,
    before,
    moved,
    pushed,
    reason,
    run,
)


def _claim(shift: Shift, wrong: Cells) -> Answers:
    """Nothing where the mistake comes to what is right."""
    return {} if wrong == after(shift) else {"shifted": wrong}


def output_stays(shift: Shift) -> Answers:
    """Takes a convolution to ignore where things are."""
    return {"shifted": before(shift)}


def moves_with_the_input(shift: Shift) -> Answers:
    """Moves the output by as many cells as the input, whatever stride and border."""
    return _claim(shift, along(before(shift), shift.by, shift.towards))


def the_other_way(shift: Shift) -> Answers:
    """Moves the input against its direction."""
    turned = moved(flipped(shift.image), shift.by, shift.towards)
    return {"shifted": run(flipped(turned), shift.kernel, shift.stride, shift.padding)}


def wraps_around(shift: Shift) -> Answers:
    """Lets what falls out come in again."""
    return _claim(shift, run(pushed(shift, coming="wrapped"), shift.kernel, shift.stride, shift.padding))


def edge_repeated(shift: Shift) -> Answers:
    """Copies the edge into what comes in."""
    return _claim(shift, run(pushed(shift, coming="edge"), shift.kernel, shift.stride, shift.padding))


def forgets_padding(shift: Shift) -> Answers:
    """Slides over the bare map."""
    try:
        return {"shifted": run(pushed(shift), shift.kernel, shift.stride, 0)} if shift.padding else {}
    except Impossible:
        return {}


def ignores_stride(shift: Shift) -> Answers:
    """Puts a window on every cell."""
    return {"shifted": run(pushed(shift), shift.kernel, 1, shift.padding)} if shift.stride > 1 else {}


def thinking(believed: Reason) -> Solver[Shift]:
    """The solver that gives this reason, where it is not the right one."""

    def solver(shift: Shift) -> Answers:
        return {} if reason(shift) == believed else {"why": believed}

    return solver


def flips_the_kernel(shift: Shift) -> Answers:
    """Right for whoever means the convolution of mathematics."""
    return _claim(shift, run(pushed(shift), flipped(shift.kernel), shift.stride, shift.padding))


MISTAKES: Mapping[str, Solver[Shift]] = {
    "output-stays": output_stays,
    "moves-with-the-input": moves_with_the_input,
    "the-other-way": the_other_way,
    "wraps-around": wraps_around,
    "edge-repeated": edge_repeated,
    "forgets-padding": forgets_padding,
    "ignores-stride": ignores_stride,
    **{f"thinks-{each}": thinking(each) for each in REASONS},
}

CONVENTIONS: Mapping[str, Solver[Shift]] = {"kernel-flipped": flips_the_kernel}
