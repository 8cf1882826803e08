"""Kind `jacobians-by-hand`: the product of residual factors for matrices of 2 × 2, where the order can be seen.

    ∂x_N/∂x_0 = (I + J_(N−1))⋯(I + J_0),  ∂L/∂x_0 = ∂L/∂x_N · ∂x_N/∂x_0 with gradients as rows

Source: He et al., arXiv:1603.05027, equation 5, written for vectors: the chain rule puts the last block leftmost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Annotated, TypeAlias

import numpy as np
from annotated_types import Interval, Len
from numpy.typing import NDArray

from app.problems.dice import roll
from app.problems.figures import Arrays, NamedArray
from app.problems.forms import Grid
from app.problems.kind import Answers, Dice, Field, Kind, Params, Solver, Step
from app.problems.reading import Cells, written_cells
from app.problems.skills import Skill

Entry: TypeAlias = Annotated[int, Interval(ge=-9, le=9)]
Pair: TypeAlias = tuple[Entry, Entry]
Square: TypeAlias = tuple[Pair, Pair]
Matrix: TypeAlias = NDArray[np.int64]
IDENTITY: Matrix = np.eye(2, dtype=np.int64)
BELOW = "₀₁₂"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks(Params):
    """The Jacobian of each block's map, first block first; with a `gradient` from above, the one below as well."""

    jacobians: Annotated[tuple[Square, ...], Len(2, 3)]
    gradient: Pair | None = None


def check(_: Blocks) -> None:
    """Any numbers will do."""


def fields(blocks: Blocks) -> tuple[Field, ...]:
    """The product, and the gradient where one comes from above."""
    product = Field("product", Grid(rows=2, columns=2), "product")
    if blocks.gradient is None:
        return (product,)
    return (product, Field("gradient", Grid(rows=1, columns=2), "gradient"))


def matrices(blocks: Blocks) -> list[Matrix]:
    """The Jacobians, first block first."""
    return [np.array(each, dtype=np.int64) for each in blocks.jacobians]


def factors(blocks: Blocks) -> list[Matrix]:
    """I + J for each."""
    return [IDENTITY + each for each in matrices(blocks)]


def last_first(parts: Sequence[Matrix]) -> Matrix:
    """The product with the last of them leftmost."""
    return reduce(lambda product, each: each @ product, parts)


def first_first(parts: Sequence[Matrix]) -> Matrix:
    """The product in the order in which x goes through."""
    return reduce(lambda product, each: product @ each, parts)


def multiplying(product: Callable[[Blocks], Matrix]) -> Solver[Blocks]:
    """The solver that takes this for the product, and puts it behind the gradient."""

    def solver(blocks: Blocks) -> Answers:
        found = product(blocks)
        answers = {"product": as_cells(found)}
        if blocks.gradient is not None:
            answers["gradient"] = as_cells((np.array(blocks.gradient, dtype=np.int64) @ found)[None])
        return answers

    return solver


def as_cells(matrix: Matrix) -> Cells:
    """As an answer."""
    return Cells(tuple(tuple(int(each) for each in row) for row in matrix))


solve: Solver[Blocks] = multiplying(lambda blocks: last_first(factors(blocks)))


def gradient_as_column(blocks: Blocks) -> Answers:
    """Puts the gradient behind the product, as if it were a column."""
    if blocks.gradient is None:
        return {}
    found = last_first(factors(blocks)) @ np.array(blocks.gradient, dtype=np.int64)
    return {"gradient": as_cells(found[None])}


def only_the_shortcut(blocks: Blocks) -> Answers:
    """Takes the gradient from above for the one below."""
    return {"gradient": Cells((blocks.gradient,))} if blocks.gradient else {}


MISTAKES: Mapping[str, Solver[Blocks]] = {
    "reversed-product": multiplying(lambda blocks: first_first(factors(blocks))),
    "forgot-identity": multiplying(lambda blocks: last_first(matrices(blocks))),
    "forgot-mixed-terms": multiplying(lambda blocks: IDENTITY + last_first(matrices(blocks))),
    "product-left-out": multiplying(lambda blocks: IDENTITY + sum(matrices(blocks))),
    "added-the-factors": multiplying(lambda blocks: np.sum(factors(blocks), axis=0)),
    "cell-by-cell": multiplying(lambda blocks: np.prod(factors(blocks), axis=0)),
    "ones-everywhere": multiplying(lambda blocks: last_first([1 + each for each in matrices(blocks)])),
    "gradient-as-column": gradient_as_column,
    "only-the-shortcut": only_the_shortcut,
}


def draw(dice: Dice, level: int) -> Blocks:
    """Level 1: two blocks. Level 2: a gradient from above as well. Level 3: three blocks, and a gradient."""
    jacobians = tuple(_square(dice) for _ in range(3 if level == 3 else 2))
    return Blocks(jacobians=jacobians, gradient=None if level == 1 else (roll(dice, -3, 3), roll(dice, 1, 3)))


def _square(dice: Dice) -> Square:
    def pair() -> Pair:
        return (roll(dice, -2, 2), roll(dice, -2, 2))

    return (pair(), pair())


def steps(blocks: Blocks) -> Mapping[str, tuple[Step, ...]]:
    """Each factor, their product from the right, and the gradient in front of it."""
    named = [Step("factor", f"I + J{BELOW[at]}", _text(each)) for at, each in enumerate(factors(blocks))]
    order = "".join(f"(I + J{BELOW[at]})" for at in reversed(range(len(named))))
    product = last_first(factors(blocks))
    partial: list[Step] = []
    if len(named) == 3:
        partial = [Step("order", "(I + J₁)(I + J₀)", _text(last_first(factors(blocks)[:2])))]
    working = {"product": (*named, *partial, Step("order", order, _text(product)))}
    if blocks.gradient is not None:
        found = solve(blocks)["gradient"]
        below = written_cells(found).replace("-", "−") if isinstance(found, Cells) else ""
        working["gradient"] = (
            Step("row", f"{_text(np.array([blocks.gradient]))} · {_text(product)}", below, marked="row · product"),
        )
    return working


def _text(matrix: Matrix) -> str:
    return written_cells(as_cells(matrix)).replace("-", "−")


def facts(blocks: Blocks) -> Mapping[str, str]:
    """What the words may name."""
    count = len(blocks.jacobians)
    last = count
    asked = f", and $\\partial L/\\partial x_0$ for the gradient $g = \\partial L/\\partial x_{last}$"
    return {
        "count": {2: "Two", 3: "Three"}[count],
        "last": str(last),
        "asked": asked if blocks.gradient is not None else "",
    }


def figure(blocks: Blocks) -> Arrays:
    """The Jacobians, and the gradient in front of them."""
    arrays = [
        NamedArray(f"J{BELOW[at]}", tuple(tuple(_cell(each) for each in row) for row in jacobian))
        for at, jacobian in enumerate(blocks.jacobians)
    ]
    if blocks.gradient is not None:
        arrays.append(NamedArray("g", (tuple(map(_cell, blocks.gradient)),), acts=True))
    return Arrays(tuple(arrays))


def _cell(value: int) -> str:
    return str(value).replace("-", "−")


KIND = Kind(
    id="jacobians-by-hand",
    skill=Skill.SKIP_GRADIENT,
    params=Blocks,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"factor", "order", "row"}),
    facts=facts,
    figure=figure,
)
