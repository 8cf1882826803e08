"""What the stages of a network are and cost, block by block. A search over edits meets the same blocks again and again.

A block's own field and jump are composed with those before it: r = r₀ + (r − 1)·j₀ (Araujo, Norris and Sim, Distill
2019, equation 2), so that what is known of a block on a map of one shape can be kept.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.conv.network.shape import Shape
from app.conv.network.table import table
from app.errors import BadInput, Impossible
from app.problems.designing.appraisal import Appraisal, Judged, Misfit, Stage, without_name
from app.problems.designing.staging import HEADS, Block, block_layers, blocks_of
from app.problems.reading import Records


@dataclass(frozen=True, slots=True)
class Known:
    """One block on a map of one shape: what it gives, sees and costs. A field of None is the whole map."""

    shape: Shape
    field: int | None
    jump: int
    params: int
    macs: int
    activations: int


def appraise_stages(design: Records, shape: Shape) -> Judged:
    """The appraisal of a network on an input of (C, H, W), a stage for each row."""
    stages: list[Stage] = []
    field: int | None = 1
    jump = 1
    for number, record in enumerate(design.rows, start=1):
        params = macs = activations = 0
        for block, _ in blocks_of(record, shape[0]):
            try:
                known = _known(block, shape)
            except (Impossible, BadInput) as refusal:
                return Misfit(number, without_name(refusal.sentence))
            field = None if known.field is None or field is None else field + (known.field - 1) * jump
            jump *= known.jump
            shape = known.shape
            params, macs, activations = params + known.params, macs + known.macs, activations + known.activations
        stages.append(Stage(shape, field, params, macs, activations))
    has_head = design.rows[-1]["block"] in HEADS
    return Appraisal(tuple(stages), max(len(stages) - 1 - has_head, 0))


@lru_cache(maxsize=65_536)
def _known(block: Block, shape: Shape) -> Known:
    found = table(block_layers(block, shape[0]), shape)
    last = found.rows[-1]
    field = last.receptive_field
    return Known(
        shape=found.output,
        field=max(field) if isinstance(field, tuple) else field,
        jump=block.stride,
        params=found.totals.params,
        macs=found.totals.macs,
        activations=sum(row.activations for row in found.rows),
    )
