"""Kind `design-for-a-task`: published networks by hand, what is advice, and the change that mends a design.

Whether the rules judge as an interviewer would is held by the designs in tests/problems/cases.
"""

import pytest

from app.catalog.catalog import Catalog
from app.errors import Impossible
from app.problems.architectures.design_for_a_task import KIND
from app.problems.architectures.design_for_a_task.choices import ADVICE
from app.problems.architectures.design_for_a_task.numbers import check, inspect, solve
from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.designing.appraisal import Appraisal, appraise
from app.problems.designing.stages import appraise_stages
from app.problems.designing.staging import layers
from app.problems.findings import Finding
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.reading import Records
from tests.problems import ruled

IMAGES = Task(
    scene="characters",
    input=(3, 32, 32),
    object=24,
    classes=10,
    batch=128,
    params=12_000_000,
    macs=600_000_000,
)
RADAR = Task(scene="radar", input=(1, 256, 64), object=6, classes=3, batch=16, params=60_000, macs=200_000_000)
RESNET_18 = (
    "conv, 3, , 64, ; residual, 3, 1, 64, 2; residual, 3, 2, 128, 2; residual, 3, 2, 256, 2;"
    " residual, 3, 2, 512, 2; mean_head, , , 10, "
)


def findings(typed: str, task: Task = IMAGES, field: str = "stages") -> dict[str, Finding]:
    return ruled.findings(KIND, task, field, typed)


def test_resnet_18_with_a_stem_for_small_images_has_its_known_size() -> None:
    """11,173,962 parameters and 555,422,720 MACs, as counted for CIFAR-10; 3 + 4·2 + (2 + 12) + (4 + 24) + (8 + 48)."""
    found = findings(RESNET_18)
    assert all(each.holds for each in found.values())
    assert found["params"].achieved == "11,173,962 parameters"
    assert found["macs"].achieved == "555,422,720 MACs"
    assert found["field"].achieved == "109 px"


def test_the_published_stem_leaves_less_than_a_cell_and_a_smaller_stride_mends_it() -> None:
    found = findings("conv, 7, 2, 64, ; max_pool, 3, 2, , ; " + RESNET_18.split("; ", 1)[1])
    assert [rule for rule, each in found.items() if not each.holds] == ["survives"]
    assert (found["survives"].achieved, found["survives"].margin) == ("32 px from cell to cell", "8 too many")
    assert found["survives"].mend is not None
    assert found["survives"].mend.change == "row 1: stride 1 instead of 2"


def test_a_head_of_the_wrong_sort_is_mended_by_the_other() -> None:
    found = findings("conv, 3, 1, 16, ; conv, 3, 2, 32, 3; mean_head, , , 3, ", RADAR)
    assert found["head"].mend is not None
    assert found["head"].mend.change == "row 3: map head instead of mean head"


def test_two_layers_with_a_flat_head_are_weak_and_not_wrong() -> None:
    """LeNet's idea: told in advice about depth and the head, and right, since the head joins all cells."""
    task = Task(scene="characters", input=(1, 28, 28), object=20, classes=10, batch=64, params=300_000, macs=20_000_000)
    found = findings(
        "conv, 5, 1, 16, ; max_pool, 2, 2, , ; conv, 5, 1, 32, ; max_pool, 2, 2, , ; flat_head, , , 10, ", task
    )
    assert {rule for rule, each in found.items() if not each.holds} == {"depth", "pools"} <= ADVICE
    assert found["field"].achieved == "the whole input"


def test_batch_statistics_depend_on_the_batch() -> None:
    assert findings("batch-norm", field="normalising")["statistics"].holds
    few = Task(
        scene="characters", input=(3, 32, 32), object=24, classes=10, batch=2, params=12_000_000, macs=600_000_000
    )
    assert not findings("batch-norm", few, "normalising")["statistics"].holds
    assert findings("group-norm", few, "normalising")["statistics"].holds


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("conv, 3, 1, 16, ; conv, 3, 1, 32, ", "The last row is the head"),
        ("mean_head, , , 10, ; mean_head, , , 10, ", "A head is the last row"),
        ("conv, , 1, 16, ; mean_head, , , 10, ", "Row 1, kernel: this block needs it"),
        ("conv, 3, 1, 16, ; mean_head, 3, , 10, ", "Row 2, kernel: this block has none"),
        ("residual, 4, 1, 16, ; mean_head, , , 10, ", "odd kernel"),
        ("conv, 3, 0, 16, ; mean_head, , , 10, ", "it may be 1 to 32"),
    ],
)
def test_rows_that_are_no_network_are_asked_about_and_cost_nothing(typed: str, said: str) -> None:
    verdict = judge(KIND, IMAGES, {"stages": typed})
    assert verdict.outcome is Outcome.UNREADABLE
    assert said in str(verdict.fields["stages"])


def test_stage_by_stage_is_the_same_as_the_whole_network_at_once() -> None:
    """Against the network engine's own walk, which knows nothing of blocks."""
    for level in KIND.levels:
        for seed in range(4):
            task = generate(KIND, seed=seed, level=level)
            design = solve(task)["stages"]
            assert isinstance(design, Records)
            found = appraise_stages(design, task.input)
            assert isinstance(found, Appraisal)
            at_once = appraise(layers(design, task.input[0]), task.input)
            assert isinstance(at_once, Appraisal)
            assert (found.stages, found.field) == (at_once.stages, at_once.field)


def test_the_design_in_the_solution_follows_the_advice_too() -> None:
    for level in KIND.levels:
        for seed in range(12):
            task = generate(KIND, seed=seed, level=level)
            for field, value in solve(task).items():
                found = inspect(task, field, value)
                assert found, field
                assert all(each.holds for each in found), (seed, level, field)


def test_every_rule_says_what_it_rests_on(catalog: Catalog) -> None:
    for name, rule in catalog.problem("design-for-a-task").rules.items():
        assert any(each in rule.source for each in ("arXiv:", "Distill", "Deep Learning")), name


def test_what_is_larger_than_the_input_is_refused() -> None:
    with pytest.raises(Impossible, match="spans 40 px"):
        check(Task(scene="characters", input=(1, 32, 32), object=40, classes=10, batch=8, params=10**6, macs=10**9))
