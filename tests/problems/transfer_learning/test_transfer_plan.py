"""Kind `transfer-plan`: the plan of Problem 4, what is advice, and the change that mends a plan.

Whether the rules judge as an interviewer would is held by the plans in tests/problems/cases.
"""

from fractions import Fraction

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.findings import Finding, all_hold
from app.problems.gate import found_in, generate
from app.problems.grading import Outcome, Right, judge
from app.problems.transfer_learning import strategy
from app.problems.transfer_learning.transfer_plan import KIND
from app.problems.transfer_learning.transfer_plan.numbers import ADVICE, inspect, solve, strong_phases
from app.problems.transfer_learning.transfer_plan.phases import written
from app.problems.transfer_learning.transfer_plan.scenes import Scenario, SceneId, check
from tests.problems import ruled

X_RAYS = Scenario(scene="x-rays", images=2_000, classes=4, commonest=40)
CARS = Scenario(scene="cars", images=300_000, classes=120, commonest=5)
PROBLEM_4 = "head, 10, 1e-3, , ; last-stage, 20, 1e-4, 1e-5, ; all, 10, 1e-5, 1e-6, "


def findings(typed: str, scenario: Scenario = X_RAYS, field: str = "phases") -> dict[str, Finding]:
    return ruled.findings(KIND, scenario, field, typed)


def test_the_phases_of_problem_4_keep_every_rule_and_all_advice() -> None:
    found = findings(PROBLEM_4)
    assert all(each.holds for each in found.values())
    assert found["head-settles"].achieved == "the head alone first"
    assert found["epochs-enough"].achieved == "40 epochs"
    assert found["graded"].achieved == "10 to 1"


def test_one_small_rate_for_everything_is_weak_and_not_wrong() -> None:
    """30 epochs at 1e−5 with Adam: told in two pieces of advice, and right."""
    verdict = judge(KIND, X_RAYS, {"phases": "all, 30, 1e-5, 1e-5, adam"})
    assert isinstance(verdict.fields["phases"], Right)
    against = {rule for rule, each in findings("all, 30, 1e-5, 1e-5, adam").items() if not each.holds}
    assert against == {"head-first", "graded"} <= ADVICE


def test_a_head_alone_is_a_baseline_on_few_images_and_too_little_on_many() -> None:
    typed = "head, 30, 1e-3, , "
    assert {rule for rule, each in findings(typed).items() if not each.holds} == {"beyond-baseline"}
    product = Scenario(scene="products", images=500, classes=5, commonest=30)
    assert all(each.holds for each in findings(typed, product).values())
    assert not findings(typed, CARS)["adapts-enough"].holds


def test_the_same_rate_is_too_much_on_few_images_and_usual_on_very_many() -> None:
    """1e−3 with Adam over everything, which CheXNet used on 112,120 X-rays."""
    typed = "all, 15, 1e-3, 1e-3, adam"
    found = findings(typed)
    assert not found["head-settles"].holds
    assert not found["backbone-rate"].holds
    assert (found["backbone-rate"].achieved, found["backbone-rate"].margin) == ("1e−3 with Adam", "3.3 times too high")
    many = Scenario(scene="x-rays", images=112_120, classes=14, commonest=60, several=True)
    assert all_hold(tuple(findings(typed, many).values()))


def test_a_rate_is_judged_by_its_optimiser() -> None:
    """1e−3 moves a backbone gently by SGD and not at all gently by Adam."""
    assert findings("all, 20, 1e-3, 1e-3, sgd")["head-settles"].holds
    assert not findings("all, 20, 1e-3, 1e-3, adam")["head-settles"].holds


def test_the_head_alone_first_is_what_mends_a_random_head_on_everything() -> None:
    found = findings("all, 20, 1e-3, 2e-4, adam")
    mend = found["head-settles"].mend
    assert mend is not None
    assert mend.mends_all
    assert mend.change == "a new row 1: ⟨head⟩, 10 epochs at 1e−3 with Adam"


def test_a_backbone_that_is_too_fast_is_mended_by_the_nearest_rate_that_keeps_the_advice() -> None:
    """Of 1e−3, 3e−3, 3e−4, … the first that is allowed is 3e−4; 3e−4 under a head at 1e−3 is graded 3 to 1."""
    mend = findings("head, 10, 1e-3, , ; last-stage, 10, 1e-3, 2e-3, ")["backbone-rate"].mend
    assert mend is not None
    assert mend.change == "row 2: backbone rate 3e−4 instead of 2e−3"


def test_an_option_that_is_wrong_is_mended_by_another() -> None:
    for field, wrong in (("split", "by-image"), ("batch_norm", "all-train"), ("stopping", "best-on-test")):
        broken = [each for each in findings(wrong, field=field).values() if not each.holds and each.binding]
        assert len(broken) == 1
        assert broken[0].mend is not None
        assert broken[0].mend.mends_all


def test_flips_need_a_reason_on_a_chest_and_are_wrong_where_sides_are_classes() -> None:
    plain = findings("crops, flips", field="altering")
    assert plain["keeps-labels"].holds
    assert (plain["plausible"].holds, plain["plausible"].binding) == (False, False)
    sided = Scenario(scene="x-rays", images=2_000, classes=4, commonest=40, sided=True)
    assert not findings("crops, flips", sided, "altering")["keeps-labels"].holds


def test_accuracy_is_enough_where_classes_are_alike_in_number() -> None:
    assert findings("accuracy", field="metrics")["sees-rare"].holds
    rare = Scenario(scene="x-rays", images=2_000, classes=4, commonest=90)
    assert not findings("accuracy", rare, "metrics")["sees-rare"].holds
    assert findings("accuracy, sensitivity", rare, "metrics")["sees-rare"].holds


def test_a_phase_that_moves_the_backbone_is_asked_for_its_rate() -> None:
    for typed in ("all, 10, 1e-3, , ", "head, 0, 1e-3, , ", "head, 5, -1, , "):
        assert judge(KIND, X_RAYS, {"phases": typed}).outcome is Outcome.UNREADABLE


def test_the_plan_in_the_solution_follows_the_advice_too() -> None:
    for level in KIND.levels:
        for seed in range(40):
            scenario = generate(KIND, seed=seed, level=level)
            for field, value in solve(scenario).items():
                found = inspect(scenario, field, value)
                assert found, field
                assert all(each.holds for each in found), (seed, level, field)


STRATEGIES = {
    ("products", 1_500): "head",
    ("x-rays", 1_500): "stages",
    ("cars", 9_000): "stages",
    ("histology", 9_000): "stages",
    ("cars", 300_000): "all",
    ("x-rays", 300_000): "compare",
}
"""By hand, the usual table: few and alike a linear head, few of another kind a little of the end, many everything."""


@pytest.mark.parametrize(("scene", "images"), STRATEGIES)
def test_the_plan_does_what_the_strategy_for_such_images_says(scene: SceneId, images: int) -> None:
    """A frozen backbone for a linear head; the head alone first where stages follow; all at once with plenty."""
    scenario = Scenario(scene=scene, images=images, classes=5, commonest=30)
    expected = STRATEGIES[scene, images]
    topic = "cars" if scenario.about.alike else "x-rays"
    assert strategy.right(strategy.Task(topic=topic, images=images), images)[0] == expected
    trains = [str(phase["trains"]) for phase in strong_phases(scenario).rows]
    match expected:
        case "head":
            assert trains == ["head"]
        case "stages":
            assert trains[0] == "head"
            assert trains[1] in {"last-stage", "last-two"}
        case _:
            assert trains[-1] == "all"
            assert len(trains) == 2


def test_rules_leave_room_for_many_plans() -> None:
    """Around the solution at least twenty single changes of the phases break nothing."""
    for seed in range(10):
        scenario = generate(KIND, seed=seed, level=2)
        assert KIND.edits
        near = KIND.edits(scenario, "phases", solve(scenario)["phases"])
        assert sum(all_hold(found_in(KIND, scenario, "phases", each)) for _, each in near) >= 20


def test_every_rule_says_what_it_rests_on(catalog: Catalog) -> None:
    """A paper by its number, or the documentation or book by its name."""
    known = ("arXiv:", "doi:", "guide", "documentation", "Deep Learning", "IJCAI")
    for name, rule in catalog.problem("transfer-plan").rules.items():
        assert any(each in rule.source for each in known), name


@pytest.mark.parametrize(("rate", "shown"), [("1e-4", "1e−4"), ("0.00003", "3e−5"), ("0.01", "1e−2"), ("30", "3e1")])
def test_rates_are_written_as_one_says_them(rate: str, shown: str) -> None:
    assert written(Fraction(rate)) == shown


def test_only_x_rays_have_sides() -> None:
    with pytest.raises(BadInput, match="X-rays"):
        check(Scenario(scene="cars", images=2_000, classes=4, commonest=40, sided=True))
