"""Kind `block-derivatives`, against paths that are walked one by one."""

from fractions import Fraction
from itertools import product

import pytest

from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import judge
from app.problems.skip_gradient.derivatives import KIND, Row, check

ROW = Row(tenths=(5, 2, 1), length=2)


@pytest.mark.parametrize("level", KIND.levels)
def test_every_number_is_what_walking_all_paths_gives(level: int) -> None:
    for seed in range(30):
        row = generate(KIND, seed=seed, level=level)
        walked: list[tuple[int, Fraction]] = []
        for choices in product((False, True), repeat=len(row.tenths)):
            brought = Fraction(1)
            for through, tenths in zip(choices, row.tenths, strict=True):
                brought *= Fraction(tenths, 10) if through else 1
            walked.append((sum(choices), brought))
        right = KIND.solve(row)
        assert right["residual"] == sum(brought for _, brought in walked)
        assert right["plain"] == next(brought for length, brought in walked if length == len(row.tenths))
        assert right["paths"] == len(walked)
        if row.length:
            of_length = [brought for length, brought in walked if length == row.length]
            assert (right["count"], right["share"]) == (len(of_length), sum(of_length))


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("residual", "0.01", "forgot-identity"),
        ("residual", "1.01", "forgot-mixed-terms"),
        ("residual", "1.8", "short-paths-only"),
        ("residual", "3.8", "added-the-factors"),
        ("plain", "1.98", "identity-in-plain"),
        ("plain", "0.8", "added-the-factors"),
        ("paths", "3", "counted-blocks"),
        ("paths", "6", "paths-counted-singly"),
        ("paths", "7", "paths-without-identity"),
        ("count", "6", "counted-orders"),
        ("count", "7", "shorter-paths-too"),
        ("share", "0.1", "one-path-only"),
        ("share", "0.64", "power-of-the-sum"),
        ("share", "0.8", "skipped-instead"),
    ],
)
def test_a_wrong_number_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, ROW, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [(Row(tenths=(5, 0)), "ends every path"), (Row(tenths=(5, 2), length=3), "passes through 3 of 2 blocks")],
)
def test_rows_that_say_nothing_are_refused(row: Row, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        check(row)
