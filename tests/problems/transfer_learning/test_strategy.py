"""Kind `transfer-strategy`, against the table of the four corners written out by hand."""

import pytest

from app.errors import AppError
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, Right, judge
from app.problems.transfer_learning.strategy import KIND, STRATEGIES, Alike, Other, Task, Tasks, check, size

OTHER_TASK = Task(topic="thermal", images=500_000)


def asked(topic: Alike | Other, images: int) -> Tasks:
    return Tasks(tasks=(Task(topic=topic, images=images), OTHER_TASK))


def will_do(tasks: Tasks) -> set[str]:
    """The strategies that are right for the first task."""
    judged = {said: judge(KIND, tasks, {"row1": said}).fields["row1"] for said in STRATEGIES}
    return {said for said, verdict in judged.items() if isinstance(verdict, Right)}


@pytest.mark.parametrize(
    ("topic", "images", "by_hand"),
    [
        ("dogs", 500, {"head"}),
        ("x-rays", 2_000, {"earlier", "stages"}),
        ("birds", 8_000, {"stages", "all"}),
        ("radar", 12_000, {"stages", "all"}),
        ("cars", 300_000, {"all"}),
        ("histology", 300_000, {"compare"}),
    ],
)
def test_the_corners_and_what_lies_between(topic: Alike | Other, images: int, by_hand: set[str]) -> None:
    assert will_do(asked(topic, images)) == by_hand


@pytest.mark.parametrize(
    ("topic", "images", "said", "mistake"),
    [
        ("dogs", 500, "all", "moves-everything-on-little"),
        ("dogs", 500, "compare", "scratch-on-little"),
        ("dogs", 500, "earlier", "leaves-fitting-features"),
        ("x-rays", 500, "head", "last-features-for-another-kind"),
        ("birds", 8_000, "head", "stays-with-the-baseline"),
        ("cars", 300_000, "stages", "stops-halfway"),
        ("cars", 300_000, "compare", "doubts-the-start"),
        ("radar", 300_000, "all", "trusts-the-start"),
    ],
)
def test_a_wrong_strategy_names_the_belief_behind_it(
    topic: Alike | Other, images: int, said: str, mistake: str
) -> None:
    verdict = judge(KIND, asked(topic, images), {"row1": said}).fields["row1"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_frames_copies_and_unlabelled_images_do_not_make_a_small_set_large() -> None:
    frames = Task(topic="cars", images=12, guise="frames", among=150_000)
    copies = Task(topic="dishes", images=400, guise="copies", among=200_000)
    unlabelled = Task(topic="x-rays", images=900, guise="unlabelled", among=120_000)
    tasks = Tasks(tasks=(frames, copies, unlabelled))
    assert judge(KIND, tasks, {"row1": "head", "row2": "head", "row3": "earlier"}).outcome is Outcome.CORRECT
    taken = judge(KIND, tasks, {"row1": "all", "row2": "all", "row3": "compare"}).fields.values()
    named = [verdict.mistakes for verdict in taken if isinstance(verdict, Mistaken)]
    assert named == [("counts-frames",), ("counts-copies",), ("counts-unlabelled",)]


def test_the_levels_add_what_they_say() -> None:
    for seed in range(20):
        first, second, third = (generate(KIND, seed=seed, level=level).tasks for level in KIND.levels)
        assert sorted(size(task.images) for task in first) == ["large", "large", "small", "small"]
        assert sum(size(task.images) == "middle" for task in second) == 2
        assert sum(task.guise != "plain" for task in third) == 2


@pytest.mark.parametrize(
    "tasks",
    [
        asked("dogs", 3_000),
        asked("thermal", 500),
        Tasks(tasks=(Task(topic="dogs", images=500, guise="frames"), OTHER_TASK)),
        Tasks(tasks=(Task(topic="dogs", images=500, guise="copies", among=900), OTHER_TASK)),
    ],
    ids=["neither few nor between", "twice the same topic", "frames of nothing", "few that look like few"],
)
def test_what_is_no_question_is_refused(tasks: Tasks) -> None:
    with pytest.raises(AppError):
        check(tasks)
