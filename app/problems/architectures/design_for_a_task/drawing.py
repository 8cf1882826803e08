"""Drawing a task, with budgets that a design is known to keep."""

from collections.abc import Mapping
from dataclasses import replace

from app.conv.network.shape import Shape
from app.problems.architectures.design_for_a_task.numbers import built, fewest
from app.problems.architectures.design_for_a_task.scenes import SceneId, Task
from app.problems.architectures.design_for_a_task.staged import judged
from app.problems.designing.appraisal import Appraisal
from app.problems.dice import pick, roll
from app.problems.kind import Dice

OPEN = 10**15
BY_LEVEL: Mapping[int, tuple[SceneId, ...]] = {
    1: ("characters", "castings"),
    2: ("characters", "castings", "keywords"),
    3: ("castings", "fields", "radar", "radar"),
}
BLOCK = {1: "residual", 2: "residual", 3: "separable"}
WIDTHS = {1: (64, 48), 2: (32, 24), 3: (32, 24, 16)}
SLACK = {1: 80, 2: 50, 3: 40}  # percent over what that design costs


def draw(dice: Dice, level: int) -> Task:
    """Level 1: room for residual blocks. Level 2: half as wide. Level 3: what separable blocks cost, small batches."""
    scene: SceneId = pick(dice, BY_LEVEL[level])
    task = _scene(dice, scene, level)
    width = pick(dice, WIDTHS[level])
    design = built(task, BLOCK[level], width, fewest(task, BLOCK[level]) or 1)
    found = judged(task, design)
    if not isinstance(found, Appraisal):
        raise TypeError(f"Odd kernels padded by half of themselves fit any map, and {design} does not.")
    slack = 100 + roll(dice, SLACK[level] - 20, SLACK[level] + 20)
    return replace(task, params=rounded_up(found.params * slack // 100), macs=rounded_up(found.macs * slack // 100))


def _scene(dice: Dice, scene: SceneId, level: int) -> Task:
    """The numbers of one scene; the budgets are open as yet."""
    shape: Shape
    match scene:
        case "characters":
            side = pick(dice, (28, 32, 48))
            shape, thing, classes = (1, side, side), side * roll(dice, 6, 9) // 10, roll(dice, 10, 62)
        case "castings":
            side = pick(dice, (192, 256, 320))
            shape, thing, classes = (1, side, side), roll(dice, 9, 15), roll(dice, 3, 7)
        case "keywords":
            shape = (1, pick(dice, (98, 100, 124)), pick(dice, (40, 64)))
            thing, classes = roll(dice, 36, 60), roll(dice, 10, 35)
        case "fields":
            side = pick(dice, (448, 512, 640))
            shape, thing, classes = (pick(dice, (3, 4, 8)), side, side), roll(dice, 120, 180), roll(dice, 5, 12)
        case "radar":
            shape = (roll(dice, 1, 2), pick(dice, (192, 256)), pick(dice, (64, 128)))
            thing, classes = roll(dice, 5, 8), roll(dice, 3, 5)
    batch = roll(dice, 2, 6) if level == 3 and scene != "radar" else 2 ** roll(dice, 4, 7)
    return Task(
        scene=scene,
        input=(shape[0], shape[1], shape[2]),
        object=thing,
        classes=classes,
        batch=batch,
        params=OPEN,
        macs=OPEN,
    )


def rounded_up(number: int) -> int:
    """To two figures: 93,248 becomes 94,000."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return -(-number // unit) * unit
