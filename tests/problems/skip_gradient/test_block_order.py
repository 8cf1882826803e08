"""Kind `residual-block-order`, against the figures of the two papers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.forms import Ordering
from app.problems.grading import Outcome, judge
from app.problems.kind import Field
from app.problems.reading import Order
from app.problems.skip_gradient.block_order import KIND, Block, Design, check, extras

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


CHAINS: Mapping[str, str] = {
    "basic": "conv1 norm1 relu1 conv2 norm2 add relu2",
    "bottleneck": "conv1 norm1 relu1 conv2 norm2 relu2 conv3 norm3 add relu3",
    "basic of 2016": "norm1 relu1 conv1 norm2 relu2 conv2 add",
    "bottleneck of 2016": "norm1 relu1 conv1 norm2 relu2 conv2 norm3 relu3 conv3 add",
    "projecting": "conv1 norm1 relu1 conv2 norm2 add relu2",
}
"""The branch and what follows it, as the two papers draw them."""
each_block = pytest.mark.parametrize("name", CHAINS)


def block_of(name: str) -> Block:
    if name == "projecting":
        return PROJECTING
    design: Design = "bottleneck" if name.startswith("bottleneck") else "basic"
    ids = ("pool", *CHAINS[name].split())
    return Block(design=design, pre_activation="2016" in name, extras=("pool",), shown=tuple(sorted(ids)))


def read(name: str, ids: Sequence[str]) -> tuple[str, ...]:
    """What a learner sees of the lines: two convolutions of one size are one sentence, and so are norms and ReLUs."""
    alike = ("norm", "relu", "conv") if name in {"basic", "basic of 2016"} else ("norm", "relu")
    return tuple(each.rstrip("123") if each.startswith(alike) else each for each in ids)


def ways(name: str) -> Iterator[tuple[str, ...]]:
    """Every way to draw the block: a projection and its norm may stand anywhere in front of the sum, in their order."""
    chain = tuple(CHAINS[name].split())
    if name != "projecting":
        yield chain
        return
    for first in range(6):
        for second in range(first, 6):
            yield (*chain[:first], "project", *chain[first:second], "shortcut-norm", *chain[second:])


def test_a_projection_may_stand_in_21_ways() -> None:
    """Two layers, in their order, among the five of the branch: C(7, 2)."""
    assert len({read("projecting", way) for way in ways("projecting")}) == 21


@pytest.mark.parametrize("name", ["basic", "basic of 2016"])
def test_of_all_orders_those_that_read_like_the_paper_are_accepted_and_no_other(name: str) -> None:
    """Of 7! orders 2·2·2: both convolutions say the same, both norms, both ReLUs."""
    _, form = field(block_of(name))
    (right,) = ways(name)
    accepted = [each for each in permutations(right) if form.slip(Order(each)) is None]
    assert {read(name, each) for each in accepted} == {read(name, right)}
    assert len(accepted) == 8


@each_block
def test_every_order_that_works_is_accepted_and_every_swap_that_does_not_is_told_why(
    name: str, catalog: Catalog
) -> None:
    _, form = field(block_of(name))
    words = catalog.problem("residual-block-order").mistakes
    right = {read(name, way) for way in ways(name)}
    for way in ways(name):
        assert form.slip(Order(way)) is None
        for one, other in combinations(range(len(way)), 2):
            swapped = list(way)
            swapped[one], swapped[other] = way[other], way[one]
            slip = form.slip(Order(tuple(swapped)))
            assert (slip is None) is (read(name, swapped) in right), swapped
            if slip:
                assert one <= slip.place <= other
                assert words[slip.mistake].explanation


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
