"""Weak designs, each of which breaks the rule it is named after."""

from collections.abc import Callable, Mapping

from app.problems.architectures.design_for_a_task import choices
from app.problems.architectures.design_for_a_task.numbers import solution
from app.problems.architectures.design_for_a_task.scenes import SMALL_BATCH, Task
from app.problems.designing.building import value_of
from app.problems.designing.staging import BOUNDS, head, pool, stage
from app.problems.kind import Answers, Solver
from app.problems.reading import Record, Records

TOO_DEEP = 24
LEFT_OF_IMAGENET = 1_000
LARGEST_STRIDE = 32


def _rows(task: Task) -> tuple[Record, ...]:
    return solution(task).rows


def changing(change: Callable[[Record], Record]) -> Solver[Task]:
    """The solver that changes every row but the head."""
    return lambda task: {"stages": Records((*map(change, _rows(task)[:-1]), _rows(task)[-1]))}


def does_not_fit(task: Task) -> Answers:
    """Shrinks the map to one cell and pools once more."""
    small = stage("conv", kernel=3, stride=LARGEST_STRIDE, channels=8)
    return {"stages": Records((small, small, pool(2, 2), _rows(task)[-1]))}


def other_head(task: Task) -> Answers:
    """Answers for places where one answer is asked for, or the other way round."""
    *body, last = _rows(task)
    other = "mean_head" if last["block"] == "map_head" else "map_head"
    return {"stages": Records((*body, head(other, task.classes)))}


def keeps_imagenets_classes(task: Task) -> Answers:
    """Leaves the head at a thousand outputs."""
    *body, last = _rows(task)
    return {"stages": Records((*body, last.changed("channels", LEFT_OF_IMAGENET)))} if task.classes != 1_000 else {}


def stem_of_224(task: Task) -> Answers:
    """The stem and stages of a ResNet for 224 × 224: 32 pixels from cell to cell."""
    if task.object >= LARGEST_STRIDE:
        return {}
    stem = (stage("conv", kernel=7, stride=2, channels=8), pool(3, 2))
    stages = (stage("residual", kernel=3, stride=2, channels=8 * 2**number) for number in (0, 1, 2))
    return {"stages": Records((*stem, *stages, _rows(task)[-1]))}


def steps_over_pixels(task: Task) -> Answers:
    """A first stride of 8 with a kernel of 3."""
    first, *others = _rows(task)
    return {"stages": Records((first.changed("stride", 8), *others))}


def narrows(task: Task) -> Answers:
    """Halves the channels as it halves the map."""
    *body, last = _rows(task)
    widths = sorted((value_of(each, "channels") or 1 for each in body), reverse=True)
    turned = (each.changed("channels", width) for each, width in zip(body, widths, strict=True))
    return {"stages": Records((*turned, last))}


def plain_and_deep(task: Task) -> Answers:
    """Many convolutions in a row, without a skip."""
    first, *others = _rows(task)
    row = stage("conv", kernel=3, channels=value_of(first, "channels") or 8, times=TOO_DEEP)
    return {"stages": Records((first, row, *others[1:]))}


def _four_times_wider(record: Record) -> Record:
    return record.changed("channels", min(4 * (value_of(record, "channels") or 1), BOUNDS["channels"][1]))


def choosing(field: str, wrong: str, when: Callable[[Task], bool] = lambda _: True) -> Solver[Task]:
    """The solver that takes this option, where it is wrong."""
    return lambda task: {field: wrong} if when(task) else {}


def answers_wrongly(task: Task) -> Answers:
    """Squares for classes, or one probability shared out among what may be true together."""
    return {"answers": "squares" if task.about.asks == "one" else "softmax"}


def shrinks_at_the_wrong_place(task: Task) -> Answers:
    """Early although it is small, or never."""
    return {"shrinking": "early" if task.is_small else "never"}


MISTAKES: Mapping[str, Solver[Task]] = {
    "fits": does_not_fit,
    "head": other_head,
    "outputs": keeps_imagenets_classes,
    "field": changing(lambda record: record.changed("kernel", 1)),
    "survives": stem_of_224,
    "stem": steps_over_pixels,
    "widens": narrows,
    "trainable": plain_and_deep,
    "params": changing(_four_times_wider),
    "macs": changing(lambda record: record.changed("stride", 1)),
    "answers": answers_wrongly,
    "normalised": choosing("normalising", "no-norm"),
    "statistics": choosing("normalising", "batch-norm", lambda task: task.batch < SMALL_BATCH),
    "shrinks": shrinks_at_the_wrong_place,
    "reasoned": choosing("sight", "the-depth"),
}
RULES = frozenset(MISTAKES) | choices.ADVICE
