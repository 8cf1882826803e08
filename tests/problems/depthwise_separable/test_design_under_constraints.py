"""Kind `design-under-constraints`: one design by hand, what careless ones cost, and the change that mends one.

Whether the rules judge as an interviewer would is held by the designs in tests/problems/cases.
"""

import pytest

from app.catalog.catalog import Catalog
from app.errors import Impossible
from app.problems.depthwise_separable.design_under_constraints import KIND
from app.problems.depthwise_separable.design_under_constraints.numbers import check
from app.problems.findings import Finding, broken
from app.problems.gate import found_in, generate
from app.problems.grading import Outcome, judge
from app.problems.output_size.three_layers.numbers import Wanted
from tests.problems import ruled

EXAMPLE = Wanted(input=(3, 64, 64), size=(8, 8), channels=128, field=80, params=15_000, macs=1_500_000)
PAIRS = (
    "conv, 3, 2, 1, , 16; depthwise, 3, 2, 1, , ; pointwise, , , , , 32; depthwise, 3, 2, 2, 2, ;"
    " pointwise, , , , , 64; depthwise, 3, , 4, 4, ; pointwise, , , , , 128"
)


def findings(typed: str) -> dict[str, Finding]:
    return ruled.findings(KIND, EXAMPLE, "layers", typed)


def test_a_separable_design_by_hand() -> None:
    """448 + 160 + 544 + 320 + 2,112 + 640 + 8,320; 1 + 2 + 2·2 + 4·4 + 8·8; each weight at each position."""
    found = findings(PAIRS)
    assert all(each.holds for each in found.values())
    assert found["params"].achieved == "12,544 parameters"
    assert found["macs"].achieved == "1,320,960 MACs"
    assert found["field"].achieved == "87 px"


def test_a_dilated_kernel_padded_like_a_plain_one_is_mended_by_its_padding() -> None:
    found = findings(PAIRS.replace("depthwise, 3, , 4, 4", "depthwise, 3, , 1, 4"))
    assert [rule for rule, each in found.items() if not each.holds] == ["size"]
    assert found["size"].mend is not None
    assert found["size"].mend.change == "row 6: padding 4 instead of 1"


def test_a_padding_that_keeps_the_size_is_proposed_before_one_that_happens_to_reach_it() -> None:
    """Row 4 padded by 1 gives 7 × 7. A stem padded by 2 would make up for it, and nobody would say so."""
    found = findings(PAIRS.replace("depthwise, 3, 2, 2, 2", "depthwise, 3, 2, 1, 2"))
    assert found["size"].achieved == "7 × 7"
    assert found["size"].mend is not None
    assert found["size"].mend.change == "row 4: padding 2 instead of 1"


def test_a_depthwise_layer_has_no_filters_to_choose() -> None:
    verdict = judge(KIND, EXAMPLE, {"layers": "depthwise, 3, 2, 1, , 32; pointwise, , , , , 128"})
    assert verdict.outcome is Outcome.UNREADABLE


def test_dense_layers_plain_kernels_and_wide_stems_each_break_a_constraint() -> None:
    """What makes the question: the three designs that come to mind first do not pass any draw."""
    for level in KIND.levels:
        for seed in range(12):
            wanted = generate(KIND, seed=seed, level=level)
            for rule in ("params", "field", "macs"):
                answer = KIND.mistakes[rule](wanted)["layers"]
                assert rule in broken(found_in(KIND, wanted, "layers", answer)), (seed, level, rule)


def test_several_designs_keep_the_constraints_at_the_tightest_level() -> None:
    assert KIND.edits
    for seed in range(8):
        wanted = generate(KIND, seed=seed, level=3)
        near = KIND.edits(wanted, "layers", KIND.solve(wanted)["layers"])
        assert sum(not broken(found_in(KIND, wanted, "layers", each)) for _, each in near) >= 3, seed


def test_every_rule_says_what_it_rests_on(catalog: Catalog) -> None:
    for name, rule in catalog.problem("design-under-constraints").rules.items():
        assert any(each in rule.source for each in ("arXiv:", "Distill")), name


def test_constraints_that_nothing_keeps_are_refused() -> None:
    with pytest.raises(Impossible, match="No separable design"):
        check(Wanted(input=(3, 64, 64), size=(8, 8), channels=128, field=80, params=1_000, macs=1_500_000))
