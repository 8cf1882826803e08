"""Kind `attention-cost`: by hand, against a network's table, and by multiplying matrices and counting."""

from fractions import Fraction

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput, Impossible
from app.problems.attention.attention_cost import KIND, Layer, check, solve
from app.problems.gate import generate
from app.problems.grading import Mistaken, OtherConvention, Outcome, judge

VIT = Layer(image=224, patch=16, width=768, heads=12, grown=2)
RIGHT = {"projections": "462422016", "pairs": "59006976", "total": "521428992", "times": "5.358"}


def multiplied(rows: int, inner: int, columns: int) -> int:
    """(rows, inner) @ (inner, columns): a multiplication for each row, column and step between."""
    return sum(inner for _ in range(rows) for _ in range(columns))


def test_196_tokens_of_768_features_take_521_million() -> None:
    """4·196·768² + 2·196²·768; at twice the side 4 and 16 times as much, 2,793,799,680 in all."""
    right = solve(VIT)
    assert judge(KIND, VIT, RIGHT).outcome is Outcome.CORRECT
    assert right["total"] == 462_422_016 + 59_006_976
    assert right["times"] == Fraction(2_793_799_680, 521_428_992)


def test_head_by_head_it_is_the_same_count() -> None:
    """Every product written out as matrices: three maps, scores and sums of each head, and the map behind."""
    tokens, width, heads = 10, 12, 3
    each = width // heads
    maps = 3 * multiplied(tokens, width, width) + multiplied(tokens, width, width)
    products = heads * (multiplied(tokens, each, tokens) + multiplied(tokens, tokens, each))
    assert solve(Layer(tokens=tokens, width=width, heads=heads)) == {
        "projections": maps,
        "pairs": products,
        "total": maps + products,
    }


def test_a_networks_table_counts_the_same(catalog: Catalog) -> None:
    """ViT-B/16 attends over 197 tokens, its class token among them."""
    found = solve(Layer(tokens=197, width=768, heads=12))
    rows = catalog.architectures.architecture("vit-b-16").table.rows
    names = ("query key value", "attention", "attention output")
    first = [next(row for row in rows if row.name.endswith(name) or row.op == name).macs for name in names]
    assert found["projections"] == first[0] + first[2]
    assert found["pairs"] == first[1]


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("projections", "346816512", "three-projections"),  # 3·196·768²
        ("projections", "2359296", "projections-once"),  # 4·768²
        ("projections", "602112", "width-not-squared"),
        ("projections", "33030144", "patches-of-one-side"),  # 4·14·768²
        ("pairs", "29503488", "scores-only"),
        ("pairs", "76832", "width-left-out"),  # 2·196²
        ("pairs", "708083712", "each-head-whole"),
        ("pairs", "4917248", "one-head"),  # 2·196²·64
        ("pairs", "301056", "patches-of-one-side"),  # 2·14²·768
        ("total", "462422016", "pairs-forgotten"),
        ("total", "59006976", "projections-forgotten"),
        ("total", "405823488", "three-projections"),  # 346,816,512 + 59,006,976
        ("times", "2", "grows-with-the-side"),
        ("times", "4", "grows-with-the-pixels"),
        ("times", "16", "all-of-it-squared"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, VIT, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_each_token_with_itself_is_named_where_tokens_are_given() -> None:
    asked = Layer(tokens=49, width=96, heads=3)
    verdict = judge(KIND, asked, {"projections": "1806336", "pairs": "9408", "total": "2267328"}).fields["pairs"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ("tokens-not-squared",)  # 2·49·96


def test_flops_are_another_convention() -> None:
    verdict = judge(KIND, VIT, RIGHT | {"pairs": "118013952"}).fields["pairs"]
    assert isinstance(verdict, OtherConvention)


def test_each_level_asks_for_more() -> None:
    assert [generate(KIND, seed=1, level=level).image is None for level in (1, 2, 3)] == [True, False, False]
    assert [list(solve(generate(KIND, seed=1, level=level)))[-1] for level in (1, 2, 3)] == ["total", "total", "times"]


@pytest.mark.parametrize(
    ("asked", "error", "sentence"),
    [
        (Layer(width=8, heads=2), BadInput, "one of the two"),
        (Layer(tokens=4, image=32, width=8, heads=2), BadInput, "one of the two"),
        (Layer(image=100, width=8, heads=2), Impossible, "Patches of 16 do not divide an image of 100."),
        (Layer(image=16, width=8, heads=2), Impossible, "nothing to attend to"),
        (Layer(tokens=4, width=8, heads=3), Impossible, "3 heads do not share 8 features out evenly."),
    ],
)
def test_numbers_that_cannot_be_are_told(asked: Layer, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        check(asked)
