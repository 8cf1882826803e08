"""What is shown of one design, and of all of them in a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from app.conv.ops import Array
from app.errors import AppError
from app.practice.lab.number_tables import NumberTable, number_table, shown
from app.practice.lab.pooling.designs import Scene, scene_of
from app.practice.lab.pooling.state import ADDRESS, Design, PoolingState
from app.practice.lab.typed import whole

NAMES = {
    Design.MAX: "max pool",
    Design.AVERAGE: "average pool",
    Design.GLOBAL: "global average pool",
    Design.CONVOLUTION: "strided convolution",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Boxes that make no figure, and why."""

    state: PoolingState
    complaint: str
    headline: str = "No window fits these numbers."


@dataclass(frozen=True, slots=True)
class DesignRow:
    """A design of the table, in words."""

    name: str
    output: str
    changed: str
    moves: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolingBoard:
    """The figure: the chosen design before and after the shift, and the way back."""

    state: PoolingState
    headline: str
    scene: Scene
    before: Array
    after: Array
    handed_back: Array
    at: int
    span: int
    sum: str
    moves: str
    back: str
    rows: tuple[DesignRow, ...]
    tables: tuple[NumberTable, ...]
    code: str
    question: str
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])
    complaint: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the window."""
        row, column = divmod(self.at, self.before.shape[1])
        return row, column

    @property
    def stride(self) -> int:
        """Between windows; a global pool has one."""
        return self.scene.stride if self.state.design is not Design.GLOBAL else 1

    @property
    def drawing(self) -> str:
        """Where the drawing alone lives."""
        return f"{ADDRESS}.svg?{self.state.query}"


def pooling_board(state: PoolingState) -> PoolingBoard | Refused:
    """What the engine makes of the boxes; a box that cannot be read is named, and loses nothing."""
    try:
        return _board(state, scene_of(state))
    except AppError as error:
        return Refused(state, error.sentence)


def changed(before: Array, after: Array) -> int:
    """How many outputs are others than they were."""
    return int((~np.isclose(before, after)).sum())


def moves_along(scene: Scene, before: Array, after: Array) -> bool:
    """Whether the output is the old one, moved by shift / stride windows: equivariance, if any of it is left."""
    steps, rest = divmod(scene.shift, scene.stride)
    left = before.shape[1] - steps
    return not rest and left > 0 and bool(np.allclose(after[:, steps:], before[:, :left]))


def _board(state: PoolingState, scene: Scene) -> PoolingBoard:
    design = state.design
    before, after = scene.made(design, scene.before), scene.made(design, scene.after)
    back, at = scene.handed_back(design), min(whole(state.at, "window"), before.size - 1)
    count = changed(before, after)
    return PoolingBoard(
        state=state,
        headline=f"Moved right by {scene.shift}, {count} of {before.size} outputs of the {NAMES[design]} change.",
        scene=scene,
        before=before,
        after=after,
        handed_back=back,
        at=at,
        span=scene.kernel if design is not Design.GLOBAL else len(scene.cells),
        sum=_sum(state, scene, before, at),
        moves=_moves(scene, design, before, after),
        back=_back(design, back),
        rows=tuple(_rows(scene)),
        tables=tuple(_tables(scene, before, after, back)),
        code=_code(design, scene),
        question=_question(design, scene),
        numbers=_numbers(design, scene),
    )


def _sum(state: PoolingState, scene: Scene, before: Array, at: int) -> str:
    """How the chosen window's output comes about."""
    row, column = divmod(at, before.shape[1])
    top, left, k = row * scene.stride, column * scene.stride, scene.kernel
    cells, value = scene.before[top : top + k, left : left + k].ravel(), shown(before[row, column])
    listed = [shown(cell) for cell in cells]
    match state.design:
        case Design.MAX:
            return f"max({', '.join(listed)}) = {value}"
        case Design.AVERAGE:
            return f"({' + '.join(listed)}) / {len(listed)} = {value}"
        case Design.GLOBAL:
            return f"the sum of all {scene.before.size} cells, {scene.before.sum()}, / {scene.before.size} = {value}"
        case Design.CONVOLUTION:
            terms = zip(listed, map(shown, scene.weights.ravel()), strict=True)
            return " + ".join(f"{cell}·{f'({w})' if w.startswith('−') else w}" for cell, w in terms) + f" = {value}"


def _moves(scene: Scene, design: Design, before: Array, after: Array) -> str:
    """What the shift does to the output as a whole."""
    steps, rest = divmod(scene.shift, scene.stride)
    if design is Design.GLOBAL:
        return "One number cannot move: it changes only by what leaves the map and what enters it."
    if rest:
        return (
            f"{scene.shift} is no multiple of the stride {scene.stride}, so the windows read other cells: the new"
            " output is not the old one moved."
        )
    if moves_along(scene, before, after):
        return f"The new output is the old one moved by {scene.shift} / {scene.stride} = {steps}: equivariant."
    return f"The output is {before.shape[1]} wide: moved by {steps}, nothing of the old one is left to compare."


def _back(design: Design, back: Array) -> str:
    """Where a gradient of 1 at every output goes."""
    reached = f"{np.count_nonzero(back)} of {back.size} cells get any of it"
    match design:
        case Design.MAX:
            return f"Each window hands all of its gradient to its largest cell, the first of equals; {reached}."
        case Design.AVERAGE:
            return f"Each window shares its gradient out evenly; {reached}."
        case Design.GLOBAL:
            return f"Every cell gets 1 / {back.size} = {shown(1 / back.size)}; {reached}."
        case Design.CONVOLUTION:
            return f"Each window hands its gradient back times its weights; {reached}."


def _rows(scene: Scene) -> Iterator[DesignRow]:
    for design, name in NAMES.items():
        before, after = scene.made(design, scene.before), scene.made(design, scene.after)
        back = scene.handed_back(design)
        yield DesignRow(
            name=name,
            output=f"{before.shape[0]} × {before.shape[1]}",
            changed=f"{changed(before, after)} of {before.size}",
            moves="–" if design is Design.GLOBAL else "yes" if moves_along(scene, before, after) else "no",
            reached=f"{np.count_nonzero(back)} of {back.size}",
        )


def _tables(scene: Scene, before: Array, after: Array, back: Array) -> Iterator[NumberTable]:
    yield number_table("The input", scene.before)
    yield number_table("The output", before)
    yield number_table(f"The input, moved by {scene.shift}", scene.after)
    yield number_table("Its output", after)
    yield number_table("The gradient that comes back", back)


def _code(design: Design, scene: Scene) -> str:
    """The same in PyTorch, with its gradient."""
    windows = f"{scene.kernel}, stride={scene.stride}"
    weights = f"torch.tensor([[{scene.weights.tolist()}]]).float()"
    call = {
        Design.MAX: f"F.max_pool2d(x, {windows})",
        Design.AVERAGE: f"F.avg_pool2d(x, {windows})",
        Design.GLOBAL: "F.adaptive_avg_pool2d(x, 1)",
        Design.CONVOLUTION: f"F.conv2d(x, {weights}, stride={scene.stride})",
    }[design]
    return "\n".join(
        [
            "import torch",
            "import torch.nn.functional as F",
            "",
            f"x = torch.tensor([[{scene.before.tolist()}]]).float().requires_grad_()",
            f"y = {call}",
            "y.sum().backward()",
            "print(y, x.grad)",
        ]
    )


def _question(design: Design, scene: Scene) -> str:
    if design is Design.GLOBAL:
        return "Which shifts leave a global average as it is, whatever the map holds?"
    if scene.shift % scene.stride:
        return (
            f"By how many pixels must the input move at least, for the output to move along at stride {scene.stride}?"
        )
    return "Which of the four would still move along if the stride were one more?"


def _numbers(design: Design, scene: Scene) -> Mapping[str, object]:
    """The map and window as the problem on pools takes them."""
    if design not in {Design.MAX, Design.AVERAGE}:
        return {}
    return {"map": scene.before.tolist(), "kernel": scene.kernel, "stride": scene.stride, "padding": 0}
