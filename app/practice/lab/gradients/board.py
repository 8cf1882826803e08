"""What is shown: both stacks' gradients block by block, what there is to say of them, and the paths through a few."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.conv.work import STANDARD_LIMITS
from app.errors import AppError, BadInput
from app.practice.exploring.flow import Flow, FlowRequest, explore_gradient_flow
from app.practice.lab.gradients.code import pytorch
from app.practice.lab.gradients.paths import Paths, paths
from app.practice.lab.gradients.state import FILES, GradientState, Order, Shown, Weights
from app.practice.lab.gradients.wording import block_formula, question, why
from app.practice.lab.norms import Stack
from app.practice.lab.numerals import factor, sized, written
from app.practice.lab.typed import whole

REMEMBERED = 64
"""Runs that are kept: reading another block off a run, or other paths, does not run it again."""


@dataclass(frozen=True, slots=True)
class GradientBoard:
    """The page; where `complaint` says something, the rest is empty, and so are the paths with theirs."""

    state: GradientState
    headline: str
    complaint: str = ""
    why: str = ""
    block: str = ""
    stacks: tuple[Stack, ...] = ()
    at: int = 1
    reading: str = ""
    paths: Paths | None = None
    slopes_complaint: str = ""
    expansion: tuple[str, ...] = ()
    code: str = ""
    question: str = ""
    numbers: Mapping[str, object] = field(default_factory=dict[str, object])
    """The stack as the problem on many blocks takes it; empty where it asks no such thing."""

    @property
    def blocks(self) -> int:
        """How many there are."""
        return len(self.stacks[0].norms) - 1

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The norms at each block's input, in words, one row for each block."""
        return tuple(tuple(map(sized, norms)) for norms in zip(*(each.norms[:-1] for each in self.stacks), strict=True))

    @property
    def paths_title(self) -> str:
        """How many there are."""
        if not self.paths:
            return "The paths through a few blocks"
        blocks = len(self.paths.slopes)
        return f"The {len(self.paths.every)} paths through {blocks} block{'' if blocks == 1 else 's'}"

    def drawing(self, name: str) -> str:
        """Where a drawing alone lives."""
        return f"{FILES}{name}.svg?{self.state.query}"


def gradient_board(state: GradientState) -> GradientBoard:
    """What the engine makes of the boxes; a box that cannot be read is named, and loses nothing."""
    try:
        return _board(state, state.request)
    except AppError as error:
        return GradientBoard(state, "No stack has these numbers.", complaint=error.sentence)


@lru_cache(maxsize=REMEMBERED)
def _run(request: FlowRequest) -> Flow:
    return explore_gradient_flow(request, STANDARD_LIMITS)


def _paths(text: str) -> tuple[Paths | None, str]:
    """The paths of what was typed, or why there are none."""
    try:
        return paths(text), ""
    except AppError as error:
        return None, error.sentence


def _board(state: GradientState, request: FlowRequest) -> GradientBoard:
    through, refusal = _paths(state.slopes)
    stacks = _stacks(_run(request), state.shown)
    at = _at(state, request)
    return GradientBoard(
        state=state,
        headline=_headline(stacks),
        why=why(state),
        block=block_formula(state),
        stacks=stacks,
        at=at,
        reading=f"At block {at}: " + ", ".join(f"{each.name} {sized(each.norms[at - 1])}" for each in stacks),
        paths=through,
        slopes_complaint=refusal,
        expansion=tuple(_expansion(through)) if through else (),
        code=pytorch(request),
        question=question(state),
        numbers=_numbers(state, request),
    )


def _stacks(flow: Flow, shown: Shown) -> tuple[Stack, ...]:
    plain = Stack(name="plain", norms=(*flow.plain, 1.0), has_skips=False)
    skips = Stack(name="with skips", norms=(*flow.residual, 1.0), has_skips=True)
    return {Shown.BOTH: (plain, skips), Shown.PLAIN: (plain,), Shown.SKIPS: (skips,)}[shown]


def _at(state: GradientState, request: FlowRequest) -> int:
    """The block that is asked for; a number past the last stands at the last."""
    at = whole(state.at, "block")
    if at < 1:
        raise BadInput("The blocks are counted from 1.")
    return min(at, request.blocks)


def _headline(stacks: tuple[Stack, ...]) -> str:
    blocks = len(stacks[0].norms) - 1
    ways = [f"{sized(each.norms[0])} {'with' if each.has_skips else 'without'} skips" for each in stacks]
    through = "a block" if blocks == 1 else f"{blocks} blocks"
    return f"Back through {through} a gradient of 1 becomes {' and '.join(ways)}."


def _expansion(through: Paths) -> list[str]:
    """The product, its factors worked out, and the same as a sum of what each length brings."""
    product = "·".join(f"(1 {'−' if slope < 0 else '+'} {written(abs(slope))})" for slope in through.slopes)
    worked = "·".join(factor(1 + slope) for slope in through.slopes)
    lengths = " + ".join(factor(each.together) for each in through.lengths)
    steps = [product, worked, written(through.factors)] if len(through.slopes) > 1 else [product, worked]
    return [" = ".join(steps), f"{lengths} = {written(through.total)}"]


def _numbers(state: GradientState, request: FlowRequest) -> Mapping[str, object]:
    """Where the problem asks of just such blocks: random, and neither normalised nor masked behind the sum."""
    hundredths = round(100 * request.gain)
    is_asked = state.weights is Weights.RANDOM and state.order is Order.PRE and not state.norm
    if not is_asked or hundredths != 100 * request.gain:
        return {}
    return {"blocks": request.blocks, "hundredths": hundredths, "random": True, "seed": request.seed}
