"""What can stand in a recipe, what each line is about, on which images it makes sense, and whether it is wrong.

A line is wrong only where it is in any strong interviewer's eyes, as it stands. What one may do otherwise is sound.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Scene: TypeAlias = Literal["x-rays", "histology", "products", "fields"]
LineId: TypeAlias = Literal[
    "split-by-group",
    "split-by-image",
    "copies-before-split",
    "weights-statistics",
    "raw-pixels",
    "other-library",
    "grey-copied",
    "kernels-summed",
    "random-stem-frozen",
    "size-as-pretrained",
    "size-larger",
    "size-tiny",
    "crops",
    "turns",
    "flips-sides",
    "validation-altered",
    "linear-head",
    "head-first",
    "all-at-once",
    "batch-norm-evaluates",
    "batch-norm-drifts",
    "graded-rates",
    "rates-turned",
    "early-layers-first",
    "optimiser-forgotten",
    "weighted-loss",
    "one-sigmoid-each",
    "softmax-over-several",
    "early-stopping",
    "many-epochs",
    "best-on-test",
    "ranks-by-class",
    "accuracy-alone",
    "test-once",
    "tuned-on-test",
]


@dataclass(frozen=True, slots=True)
class Line:
    """What it is about, whether it is wrong, on which images (all if none) and from which level it is said."""

    about: str
    wrong: bool = False
    scenes: tuple[Scene, ...] = ()
    level: int = 1

    def fits(self, scene: Scene) -> bool:
        """Whether it can be said of these images."""
        return not self.scenes or scene in self.scenes


GREY: tuple[Scene, ...] = ("x-rays",)
NO_UPRIGHT: tuple[Scene, ...] = ("histology", "fields")
LINES: Mapping[LineId, Line] = {
    "split-by-group": Line("split"),
    "split-by-image": Line("split", wrong=True),
    "copies-before-split": Line("split", wrong=True, level=2),
    "weights-statistics": Line("normalising"),
    "raw-pixels": Line("normalising", wrong=True),
    "other-library": Line("normalising", wrong=True, level=2),
    "grey-copied": Line("channels", scenes=GREY),
    "kernels-summed": Line("channels", scenes=GREY, level=2),
    "random-stem-frozen": Line("channels", wrong=True, scenes=GREY),
    "size-as-pretrained": Line("size"),
    "size-larger": Line("size", level=2),
    "size-tiny": Line("size", wrong=True),
    "crops": Line("altering"),
    "turns": Line("altering", scenes=NO_UPRIGHT, level=2),
    "flips-sides": Line("altering", wrong=True, scenes=GREY),
    "validation-altered": Line("altering", wrong=True, level=2),
    "linear-head": Line("head"),
    "head-first": Line("first phase"),
    "all-at-once": Line("first phase", wrong=True),
    "batch-norm-evaluates": Line("batch norm"),
    "batch-norm-drifts": Line("batch norm", wrong=True),
    "graded-rates": Line("second phase"),
    "rates-turned": Line("second phase", wrong=True),
    "early-layers-first": Line("second phase", wrong=True, level=2),
    "optimiser-forgotten": Line("second phase", wrong=True, level=3),
    "weighted-loss": Line("loss", scenes=("histology", "products", "fields")),
    "one-sigmoid-each": Line("loss", scenes=GREY),
    "softmax-over-several": Line("loss", wrong=True, scenes=GREY),
    "early-stopping": Line("stopping"),
    "many-epochs": Line("stopping", wrong=True),
    "best-on-test": Line("stopping", wrong=True, level=2),
    "ranks-by-class": Line("metric"),
    "accuracy-alone": Line("metric", wrong=True),
    "test-once": Line("test"),
    "tuned-on-test": Line("test", wrong=True),
}
TOPICS = tuple(dict.fromkeys(line.about for line in LINES.values()))
NEEDS_A_FROZEN_START: tuple[LineId, ...] = (
    "random-stem-frozen",
    "batch-norm-evaluates",
    "batch-norm-drifts",
    "graded-rates",
    "rates-turned",
    "early-layers-first",
    "optimiser-forgotten",
)
CONTRADICTIONS: frozenset[frozenset[LineId]] = frozenset(
    {frozenset({"best-on-test", "test-once"}), *(frozenset({"all-at-once", each}) for each in NEEDS_A_FROZEN_START)}
)
"""Lines that cannot stand in one recipe, since one denies what the other takes for granted."""
