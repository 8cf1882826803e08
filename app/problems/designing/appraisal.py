"""What a network is and costs on an input, row by row, exactly: the numbers that the rules of designs look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from app.conv.counts import bytes_of
from app.conv.network.layers import Layers
from app.conv.network.seeing import ONE_PIXEL
from app.conv.network.shape import Shape
from app.conv.network.table import HEADS
from app.conv.network.walk import Here, NetworkRow, walk
from app.errors import BadInput, Impossible


@dataclass(frozen=True, slots=True)
class Stage:
    """What one row of the design gives and costs. A field of None is the whole input."""

    shape: Shape
    field: int | None
    params: int
    macs: int
    activations: int  # numbers that its layers put out


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A network that fits its input: what stands behind each row, and the sums."""

    stages: tuple[Stage, ...]
    last_map: int  # the stage whose map the head takes; the last where there is no head

    @property
    def output(self) -> Shape:
        """What comes out at the end."""
        return self.stages[-1].shape

    @property
    def field(self) -> int | None:
        """The receptive field of the last map, in pixels of the input."""
        return self.stages[self.last_map].field

    @property
    def map_shape(self) -> Shape:
        """(C, H, W) of the last map."""
        return self.stages[self.last_map].shape

    @property
    def params(self) -> int:
        """Learned parameters."""
        return sum(stage.params for stage in self.stages)

    @property
    def macs(self) -> int:
        """Multiply-accumulates of one example."""
        return sum(stage.macs for stage in self.stages)

    @property
    def activation_bytes(self) -> int:
        """What training keeps of one example: the output of every layer, in float32."""
        return bytes_of(sum(stage.activations for stage in self.stages))


@dataclass(frozen=True, slots=True)
class Misfit:
    """A row that cannot be laid onto what comes before it, and the equation that says so."""

    row: int
    sentence: str


Judged: TypeAlias = Appraisal | Misfit


def appraise(rows: Iterable[Layers], shape: Shape) -> Judged:
    """The appraisal of a network on an input of (C, H, W); each row of its design may stand for several layers."""
    here = Here(shape, ONE_PIXEL)
    stages: list[Stage] = []
    last_map: int | None = None
    for number, layers in enumerate(rows, start=1):
        try:
            found, there = _passed(layers, here)
        except (Impossible, BadInput) as refusal:
            return Misfit(number, without_name(refusal.sentence))
        if last_map is None and any(row.op in HEADS for row in found):
            last_map = max(number - 2, 0)
        stages.append(_stage(found, there))
        here = there
    return Appraisal(tuple(stages), len(stages) - 1 if last_map is None else last_map)


@lru_cache(maxsize=16_384)  # a search over edits leaves most layers where they are
def _passed(layers: Layers, here: Here) -> tuple[tuple[NetworkRow, ...], Here]:
    rows: list[NetworkRow] = []
    there = walk(layers, here, "", rows)
    return tuple(rows), there


def _stage(rows: tuple[NetworkRow, ...], there: Here) -> Stage:
    field = rows[-1].receptive_field
    return Stage(
        shape=there.shape,
        field=max(field) if isinstance(field, tuple) else field,
        params=sum(row.params for row in rows),
        macs=sum(row.macs for row in rows),
        activations=sum(row.activations for row in rows),
    )


def without_name(sentence: str) -> str:
    """`conv1: A kernel of 7 does not fit in 5.` without the name that the engine gave the layer."""
    name, colon, rest = sentence.partition(": ")
    return rest if colon and " " not in name else sentence
