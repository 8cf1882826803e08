"""Whom the engine is timed against: torch where it can be imported, else scipy, else nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.bench.layers import Case

Array = NDArray[np.float32]
Run = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Rival:
    """A library's name and version, and how it runs a case."""

    name: str
    prepare: Callable[[Case, Array, Array], Run]


def rival() -> Rival | None:
    """The first of torch and scipy that is installed."""
    for find in (_torch, _scipy):
        try:
            return find()
        except ImportError:
            continue
    return None


def _torch() -> Rival:
    torch: Any = import_module("torch")
    conv2d: Any = import_module("torch.nn.functional").conv2d
    torch.set_num_threads(1)

    def prepare(case: Case, image: Array, weight: Array) -> Run:
        x, w = torch.from_numpy(image), torch.from_numpy(weight)
        return lambda: conv2d(x, w, None, case.stride, case.padding, 1, case.groups)

    return Rival(f"torch {torch.__version__}, eager", prepare)


def _scipy() -> Rival:
    scipy: Any = import_module("scipy")
    correlate: Any = import_module("scipy.signal").correlate

    def prepare(case: Case, image: Array, weight: Array) -> Run:
        ends = (case.padding, case.padding)
        wider = np.pad(image[0], ((0, 0), ends, ends))
        taken = case.channels // case.groups
        shared = case.outputs // case.groups

        def run() -> list[Any]:
            parts = (wider[o // shared * taken :][:taken] for o in range(case.outputs))
            sums = (correlate(part, w, mode="valid") for part, w in zip(parts, weight, strict=True))
            return [each[0, :: case.stride, :: case.stride] for each in sums]

        return run

    return Rival(f"scipy {scipy.__version__}, signal.correlate", prepare)
