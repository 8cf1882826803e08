"""Kind `residual-block-order`, against the figures of the two papers."""

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.forms import Ordering
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.kind import Field
from app.problems.reading import Order
from app.problems.skip_gradient.block_order import KIND, Block, check, extras, lines

SEEDS = range(40)
PROJECTING = Block(
    design="basic",
    width=128,
    projects=True,
    extras=("shortcut-relu",),
    shown=(
        "add",
        "relu2",
        "conv2",
        "shortcut-relu",
        "norm1",
        "shortcut-norm",
        "relu1",
        "norm2",
        "project",
        "conv1",
    ),
)
BRANCH: tuple[str, ...] = ("conv1", "norm1", "relu1", "conv2", "norm2")


def field(block: Block) -> tuple[Field, Ordering]:
    found = KIND.fields(block)[0]
    assert isinstance(found.form, Ordering)
    return found, found.form


def judged(block: Block, *order: str) -> Mistaken:
    verdict = judge(KIND, block, {"order": ", ".join(order)}).fields["order"]
    assert isinstance(verdict, Mistaken)
    return verdict


def test_the_layers_of_the_shortcut_may_stand_anywhere_in_front_of_the_sum() -> None:
    """Two layers, in their order, among the five of the branch: C(7, 2) = 21 ways."""
    ways = 0
    for first in range(6):
        for second in range(first, 6):
            branch = list(BRANCH)
            branch.insert(second, "shortcut-norm")
            branch.insert(first, "project")
            verdict = judge(KIND, PROJECTING, {"order": ", ".join([*branch, "add", "relu2"])})
            assert verdict.outcome is Outcome.CORRECT
            ways += 1
    assert ways == 21


@pytest.mark.parametrize("level", KIND.levels)
def test_every_swap_of_neighbours_is_right_only_where_neither_needs_the_other(level: int) -> None:
    for seed in SEEDS:
        block = generate(KIND, seed=seed, level=level)
        _, form = field(block)
        right = KIND.solve(block)["order"]
        assert isinstance(right, Order)
        named = {line.id: line for line in lines(block)}
        for at in range(len(right.ids) - 1):
            above, below = right.ids[at], right.ids[at + 1]
            swapped = Order((*right.ids[:at], below, above, *right.ids[at + 2 :]))
            slip = form.slip(swapped)
            if named[above].says == named[below].says or above not in named[below].needs:
                assert slip is None or named[above].says == named[below].says, (seed, swapped)
                continue
            assert slip is not None
            assert slip.place >= at
            assert slip.mistake in KIND.mistakes


@pytest.mark.parametrize(
    ("order", "mistake"),
    [
        (("norm1", "conv1"), "norm-first"),
        (("conv1", "relu1"), "relu-before-norm"),
        (("conv1", "norm1", "conv2"), "no-relu-between"),
        (("conv1", "norm1", "norm2"), "no-conv-between"),
        (("conv2",), "out-of-order"),
        (("conv1", "norm1", "add"), "added-too-soon"),
        ((*BRANCH, "relu2", "add"), "relu-before-sum"),
        ((*BRANCH, "add", "relu2"), "shortcut-does-not-fit"),
        (("shortcut-norm", "project"), "shortcut-norm-first"),
        (("project", "shortcut-norm", "shortcut-relu"), "relu-on-the-shortcut"),
        (("project", "shortcut-norm", *BRANCH), "left-out"),
    ],
)
def test_each_way_of_getting_it_wrong_has_its_name(order: tuple[str, ...], mistake: str) -> None:
    assert judged(PROJECTING, *order).mistakes == (mistake,)


def test_a_relu_behind_the_sum_is_one_too_many_in_the_block_of_2016() -> None:
    """arXiv:1603.05027, figure 4 (e): nothing stands behind the addition."""
    block = Block(
        pre_activation=True,
        extras=("relu", "norm"),
        shown=("add", "relu-more", "conv2", "norm-more", "norm1", "relu1", "norm2", "relu2", "conv1"),
    )
    assert judged(block, "norm1", "relu1", "conv1", "norm2", "relu2", "conv2", "add", "relu-more").mistakes == (
        "relu-too-many",
    )
    assert judged(block, "conv1").mistakes == ("conv-first",)
    right = "norm-more, relu2, conv2, norm2, relu-more, conv1, add"  # those that read the same are interchangeable
    assert judge(KIND, block, {"order": right}).outcome is Outcome.CORRECT


def test_what_stands_is_credited_up_to_the_first_line_that_does_not() -> None:
    verdict = judge(KIND, PROJECTING, {"order": "conv1, norm1, relu1, add"})
    assert verdict.outcome is Outcome.PARTLY
    assert verdict.score == pytest.approx(3 / 10)  # nine lines are needed, and nothing else


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        (Block(design="bottleneck", projects=True, width=128, extras=("pool",), shown=("add",) * 6), "projection"),
        (Block(projects=True, width=64, extras=("pool",), shown=("add",) * 6), "128 channels"),
        (Block(extras=("relu",), shown=("add",) * 6), "does not belong"),
        (Block(extras=("pool",), shown=("add",) * 6), "each once"),
    ],
)
def test_blocks_that_cannot_be_asked_are_refused(block: Block, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        check(block)


def test_what_cannot_be_told_from_a_right_line_is_never_an_extra() -> None:
    assert "relu" not in extras(pre_activation=False, projects=False)
    assert "shortcut-conv" not in extras(pre_activation=False, projects=True)
