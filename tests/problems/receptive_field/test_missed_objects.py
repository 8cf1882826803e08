"""Kind `missed-objects`: by hand, and each remedy by the support of one unit's gradient."""

import numpy as np
import pytest

from app.conv.grads import global_avg_pool2d_vjp
from app.conv.ops import global_avg_pool2d
from app.errors import AppError
from app.problems.gate import generate
from app.problems.grading import Mistaken, Outcome, judge
from app.problems.receptive_field.missed_objects import (
    IDLE,
    KIND,
    MEASURED,
    Detector,
    Remedy,
    check,
    field,
    helps,
    layers,
    remedied,
    solve,
)
from tests.problems.receptive_field.tracing import extent

ALL: tuple[Remedy, ...] = ("early", "more", "channels", "dilate", "global-pool", "context")


def detector(
    *, depth: int = 20, dilated: int = 12, strided: int = 1, pixels: int = 200, offered: tuple[Remedy, ...] = ALL
) -> Detector:
    return Detector(
        kernel=3,
        depth=depth,
        strided=strided,
        object=pixels,
        more=32,
        rate=4,
        dilated=dilated,
        wide=7,
        widened=12,
        offered=offered,
    )


RIGHT = {"field": "79", "remedies": "more, dilate, context"}


def test_a_field_of_79_against_an_object_of_200_by_hand() -> None:
    """3 + 19·4 = 79; 3 + 4 + 18·8 = 151; 79 + 32·4 = 207; 79 + 12·4·3 = 223."""
    assert solve(detector()) == {"field": 79, "remedies": frozenset({"more", "dilate", "context"})}
    by_hand: dict[Remedy, int] = {"early": 151, "more": 207, "dilate": 223}
    assert {each: field(remedied(detector(), each)) for each in by_hand} == by_hand
    assert judge(KIND, detector(), RIGHT).outcome is Outcome.CORRECT


@pytest.mark.parametrize("level", KIND.levels)
def test_a_remedy_helps_where_one_units_gradient_is_as_wide_as_the_object(level: int) -> None:
    for seed in range(8):
        asked = generate(KIND, seed=seed, level=level)
        assert extent(layers(asked), 2_000) == solve(asked)["field"]
        for remedy in (*MEASURED, *IDLE):
            assert helps(asked, remedy) == (extent(remedied(asked, remedy), 2_000) >= asked.object), (seed, remedy)


def test_what_does_not_reach_further_leaves_the_field() -> None:
    for remedy in IDLE:
        assert field(remedied(detector(), remedy)) == 79


def test_a_mean_depends_on_every_position() -> None:
    """Which is why it is seen wherever it is added."""
    image = np.ones((1, 1, 6, 9))
    back = global_avg_pool2d_vjp(np.ones_like(global_avg_pool2d(image)), image)[0]
    assert np.count_nonzero(back) == 54


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("field", "41", "ignores-earlier-strides"),  # 1 + 2·20
        ("field", "81", "counts-own-stride"),  # 1 + 4 + 19·4
        ("field", "118", "whole-kernel"),  # 1 + 3 + 19·6
        ("field", "60", "kernels-added-up"),
        ("field", "6", "last-layer-alone"),
        ("remedies", "dilate, context", "misjudges-depth"),
        ("remedies", "more, context", "misjudges-dilation"),
        ("remedies", "more, dilate, early, context", "misjudges-early-stride"),
        ("remedies", "more, dilate, channels, context", "channels-widen"),
        ("remedies", "more, dilate, global-pool, context", "pool-keeps-place"),
        ("remedies", "more, dilate", "context-left-out"),
    ],
)
def test_the_usual_slips_are_named(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, detector(), RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_several_wrong_choices_are_named_each() -> None:
    """Early stride and channels ticked, the context left out."""
    verdict = judge(KIND, detector(), RIGHT | {"remedies": "more, dilate, early, channels"}).fields["remedies"]
    assert isinstance(verdict, Mistaken)
    assert set(verdict.mistakes) == {"misjudges-early-stride", "channels-widen", "context-left-out"}
    assert verdict.together


@pytest.mark.parametrize(
    "asked",
    [
        detector(pixels=79),
        detector(dilated=19),
        detector(offered=("more", "dilate")),
        detector(offered=("context", "more", "more")),
    ],
    ids=["seen already", "more dilated layers than there are", "no context", "twice the same"],
)
def test_what_is_no_question_is_refused(asked: Detector) -> None:
    with pytest.raises(AppError):
        check(asked)
