"""Kind `position-interpolation`: by hand, and against a network's table at both sizes."""

from fractions import Fraction

import pytest

from app.catalog.catalog import Catalog
from app.conv.network.table import table
from app.errors import Impossible
from app.problems.attention.position_interpolation import KIND, Resized, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, OtherConvention, Outcome, judge

VIT = Resized(before=224, after=384, patch=16, width=768, compared=True)
RIGHT = {"tokens": "576", "table": "443136", "pairs": "8.579"}


def test_from_224_to_384_there_are_576_tokens_and_8_6_times_the_pairs() -> None:
    """24²; 577·768; (577/197)²."""
    assert solve(VIT) == {"tokens": 576, "table": 443_136, "pairs": Fraction(332_929, 38_809)}
    assert judge(KIND, VIT, RIGHT).outcome is Outcome.CORRECT


def test_a_networks_table_grows_by_the_same(catalog: Catalog) -> None:
    """Only the positions depend on the size among parameters, and the products over pairs do so squared."""
    vit = catalog.architectures.architecture("vit-b-16")
    small, large = (table(vit.layers, (3, side, side)) for side in (224, 384))
    assert large.totals.params - small.totals.params == 443_136 - 197 * 768
    of_pairs = [sum(row.macs for row in each.rows if row.op == "attention") for each in (small, large)]
    assert Fraction(of_pairs[1], of_pairs[0]) == solve(VIT)["pairs"]


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("tokens", "196", "as-before"),
        ("tokens", "336", "like-the-side"),  # 196·384/224
        ("tokens", "24", "one-side"),
        ("table", "442368", "class-row-forgotten"),  # 576·768
        ("table", "443904", "class-row-stretched"),  # 197·576/196 = 578.9: 578 rows
        ("table", "291840", "only-what-is-added"),  # 380·768
        ("table", "577", "a-number-a-place"),
        ("table", "151296", "as-before"),
        ("pairs", "2.929", "pairs-like-tokens"),  # 577/197
        ("pairs", "1.714", "like-the-side"),
        ("pairs", "0.1166", "upside-down"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_the_class_token_among_the_tokens_is_another_convention() -> None:
    assert isinstance(judge(KIND, VIT, RIGHT | {"tokens": "577"}).fields["tokens"], OtherConvention)


def test_each_level_asks_for_more() -> None:
    first, second, third = (generate(KIND, seed=2, level=level) for level in (1, 2, 3))
    assert (first.compared, second.compared, third.compared) == (False, True, True)
    assert isinstance(first.after, int)
    assert isinstance(third.after, tuple)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Resized(before=224, after=300, patch=16, width=8), "Patches of 16 do not divide a side of 300."),
        (Resized(before=224, after=(224, 224), patch=16, width=8), "nothing is interpolated"),
    ],
)
def test_numbers_that_cannot_be_are_told(asked: Resized, sentence: str) -> None:
    with pytest.raises(Impossible, match=sentence):
        check(asked)
