"""Kind `three-layers-to-target`: the checkpoint's example by hand, and the change that mends a design."""

import pytest

from app.errors import Impossible
from app.problems.findings import Finding, Mend, broken
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.output_size.three_layers import KIND
from app.problems.output_size.three_layers.numbers import Wanted, check, inspect, solution
from tests.problems import ruled

EXAMPLE = Wanted(input=(3, 64, 64), size=(8, 8), channels=128, field=15, params=100_000, macs=12_000_000)
HALVINGS = "3, 2, 1, , , 32; 3, 2, 1, , , 64; 3, 2, 1, , , 128"


def findings(typed: str, wanted: Wanted = EXAMPLE) -> dict[str, Finding]:
    return ruled.findings(KIND, wanted, "layers", typed)


def test_the_checkpoints_example_by_hand() -> None:
    """896 + 18,496 + 73,856 = 93,248; 884,736 + 4,718,592 + 4,718,592 = 10,321,920; fields 3, 7, 15."""
    found = findings(HALVINGS)
    assert all(each.holds for each in found.values())
    assert (found["size"].achieved, found["channels"].achieved) == ("8 × 8", "128 channels")
    assert (found["field"].achieved, found["field"].margin) == ("15 px", "just")
    assert (found["params"].achieved, found["params"].margin) == ("93,248 parameters", "6,752 to spare")
    assert (found["macs"].achieved, found["macs"].margin) == ("10,321,920 MACs", "1,678,080 to spare")


def test_a_missing_stride_is_mended_where_no_pixel_is_skipped() -> None:
    """A stride of 4 in row 1 would do as well, but steps over pixels."""
    found = findings(HALVINGS.replace("3, 2, 1, , , 64", "3, 1, 1, , , 64"))
    mend = Mend("row 2: stride 2 instead of 1", mends_all=True)
    mends = {rule: each.mend for rule, each in found.items() if not each.holds}
    assert mends == dict.fromkeys(("size", "field", "macs"), mend)
    assert found["size"].margin == "8 too high, 8 too wide"


def test_a_layer_that_does_not_fit_leaves_nothing_else_to_judge() -> None:
    found = findings("3, 4, 1, , , 32; 3, 2, 1, , , 64; 9, 1, 0, , , 128")
    assert list(found) == ["fits"]
    assert (found["fits"].achieved, found["fits"].row) == ("A kernel of 9 does not fit in 8", 3)


def test_a_stride_past_the_kernel_is_worth_a_remark_and_costs_nothing() -> None:
    found = findings("3, 4, 1, , , 32; 3, 2, 1, , , 64; 3, 1, 1, , , 128")
    assert (found["skips"].holds, found["skips"].binding, found["skips"].row) == (False, False, 1)
    assert judge(KIND, EXAMPLE, {"layers": "3, 4, 1, , , 32; 3, 2, 1, , , 64; 3, 1, 1, , , 128"}).score == 1


def test_fewer_than_three_layers_are_asked_about() -> None:
    verdict = judge(KIND, EXAMPLE, {"layers": "3, 2, 1, , , 32; 3, 2, 1, , , 128"})
    assert verdict.outcome == "unreadable"


def test_the_design_in_the_solution_follows_the_advice_too() -> None:
    for level in KIND.levels:
        for seed in range(40):
            wanted = generate(KIND, seed=seed, level=level)
            assert all(each.holds for each in inspect(wanted, "layers", solution(wanted))), (seed, level)


def test_budgets_leave_room_for_several_designs() -> None:
    """Around the solution at least three single edits break nothing, at the tightest level too."""
    for seed in range(20):
        wanted = generate(KIND, seed=seed, level=3)
        assert KIND.edits
        near = KIND.edits(wanted, "layers", solution(wanted))
        assert sum(not broken(inspect(wanted, "layers", each)) for _, each in near) >= 3, seed


def test_a_target_that_three_layers_do_not_reach_is_refused() -> None:
    with pytest.raises(Impossible, match="No three layers were found"):
        check(Wanted(input=(3, 64, 64), size=(8, 8), channels=128, field=15, params=1_000, macs=12_000_000))
