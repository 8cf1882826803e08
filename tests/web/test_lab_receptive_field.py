"""Receptive fields: the numbers of the API, a unit's own field, what it makes use of, and the object it may see."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.catalog.architectures import Architectures
from app.catalog.catalog import Catalog
from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.conv.plan import Costs
from app.conv.work import LONG_LIMITS, WorkLimits
from app.errors import TooMuchWork
from app.practice.lab.field.board import FieldBoard, field_board
from app.practice.lab.field.effective import Effective, Unit, effective, granted_task, thinned
from app.practice.lab.field.stack import stack_of
from app.practice.lab.field.state import By, FieldState, StackRow
from app.practice.lab.plans import Plans, Wanted
from tests.conv.networks import conv
from tests.web.doors import Page, visit

ADDRESS = "/lab/receptive-field"
STACK = (("conv", "5", "2", "1", "1"), ("max_pool", "2", "", "0", ""), ("conv", "3", "1", "2", "2"))
NAMES = ("op", "kernel", "stride", "padding", "dilation")
ROWS = tuple(StackRow(**dict(zip(NAMES, row, strict=True))) for row in STACK)
LAYERS = [
    {"kernel": 5, "stride": 2, "padding": 1},
    {"kernel": 2, "stride": 2},
    {"kernel": 3, "padding": 2, "dilation": 2},
]


@pytest.fixture(scope="module")
def known(catalog: Catalog) -> Architectures:
    return catalog.architectures


def page(client: TestClient, rows: tuple[tuple[str, ...], ...] = STACK, **boxes: str) -> Page:
    pairs = [(name, cell) for row in rows for name, cell in zip(NAMES, row, strict=True)]
    return visit(client, f"{ADDRESS}?{urlencode([*pairs, *{'input': '40', **boxes}.items()])}")


def used(state: FieldState, known: Architectures, unit: Unit) -> Effective:
    *_, found = effective(stack_of(state, known), unit, WorkLimits())
    assert isinstance(found, Effective)
    return found


def board(state: FieldState, known: Architectures) -> FieldBoard:
    found = field_board(state, known)
    assert isinstance(found, FieldBoard), found.complaint
    return found


def test_every_row_is_what_the_api_calculates(stateless: TestClient) -> None:
    rows = stateless.post("/api/v1/calculate/receptive-field", json={"layers": LAYERS}).json()["rows"]
    words = page(stateless).words
    for row, name in zip(rows, ("conv1", "max_pool1", "conv2"), strict=True):
        line = rf"{name} \d+ × \d+ {row['receptive_field']} \S+ \+ \S+ {row['jump']} {row['start']:g} "
        assert re.search(line, words), name


def test_a_known_network_has_the_fields_of_its_table(stateless: TestClient, known: Architectures) -> None:
    rows = stateless.get("/api/v1/architectures/resnet-50").json()["rows"]
    fields = {row["receptive_field"] for row in rows if row["receptive_field"]}
    found = board(FieldState(by=By.KNOWN), known)
    assert found.rows[-1].field == max(fields)
    assert {row.field for row in found.rows} <= fields


def test_layers_of_every_known_network_have_names_of_their_own(known: Architectures) -> None:
    for slug in known.by_slug:
        names = [level.name for level in stack_of(FieldState(by=By.KNOWN, of=slug), known).levels]
        assert len(set(names)) == len(names), slug


def test_a_units_field_and_its_neighbours_by_hand(stateless: TestClient) -> None:
    """Two 3 × 3 layers without padding, the first at stride 2: field 7, jump 2, 7 units a side."""
    rows = (("conv", "3", "2", "", ""), ("conv", "3", "", "", ""))
    words = page(stateless, rows, input="20", layer="2", on="2", at=str(1 * 7 + 2)).words
    assert "Unit (1, 2) sees rows 2 to 8 and columns 4 to 10 of the input." in words
    assert "looks 2 pixels further; both see 5 of 7 columns (7 − 2)." in words


def test_what_lies_in_the_padding_is_told_apart(stateless: TestClient) -> None:
    words = page(stateless, (("conv", "5", "1", "2", ""),), input="9", layer="1", on="1", at="0").words
    assert "Unit (0, 0) sees rows 0 to 2 (2 more in the padding)" in words


def test_the_unit_of_another_layer_is_its_middle_one(known: Architectures) -> None:
    """40 pixels become 19, 9 and 9 units; a number past the last stands at the last."""
    state = FieldState(rows=ROWS, input="40", layer="1", on="3", at="5")
    assert board(state, known).unit == Unit(1, 9, 9)
    assert board(FieldState(rows=ROWS, input="40", layer="3", on="3", at="99999"), known).unit == Unit(3, 8, 8)


def test_which_layer_first_sees_an_object_whole(stateless: TestClient) -> None:
    """Fields 5, 7, 23 and jumps 2, 4, 4: 6 pixels fit in 7, but lie anywhere in one only if 7 ≥ 6 + 4 − 1 = 9."""
    words = page(stateless, object="6").words
    assert "first seen whole in max_pool1: 7 ≥ 6. Wherever it lies, a unit of conv2 does: 23 ≥ 6 + 4 − 1 = 9." in words
    assert "No layer sees an object of 24 pixels whole: the largest field is 23." in page(stateless, object="24").words
    assert "In no layer is there a unit that sees it whole wherever" in page(stateless, object="22").words


def test_nothing_outside_of_the_field_moves_a_unit(known: Architectures) -> None:
    state = FieldState(rows=ROWS, input="40")
    found = used(state, known, Unit(3, 5, 6))
    level = stack_of(state, known).levels[2]
    rows, columns = np.nonzero(found.shades)
    assert rows.min() >= level.first(5)
    assert rows.max() < level.first(5) + level.field
    assert columns.min() >= level.first(6)
    assert columns.max() < level.first(6) + level.field
    assert found.shades.max() == 1
    assert found.side**2 == pytest.approx((found.shades > 0.0455).sum())


def test_depth_leaves_a_smaller_part_of_the_field_in_use(known: Architectures) -> None:
    """The part that counts falls about as 1 / √depth (arXiv:1701.04128, section 2)."""
    layer = StackRow(op="conv", kernel="3", padding="1")
    parts: list[float] = []
    for depth in (3, 15):
        state = FieldState(rows=(layer,) * depth, input="33")
        found = used(state, known, Unit(depth, 16, 16))
        parts.append(found.side / board(state, known).level.field)
    assert parts[1] < 0.85 * parts[0]


def test_a_thinner_network_has_the_same_fields(known: Architectures) -> None:
    for slug in ("resnet-18", "googlenet", "alexnet", "mobilenet-v2", "xception"):
        stack = stack_of(FieldState(by=By.KNOWN, of=slug), known)
        layers = stack.below(len(stack.levels))
        whole, thin = table(layers, stack.shape), table(thinned(layers, 8), stack.shape)
        assert [row.receptive_field for row in thin.rows] == [row.receptive_field for row in whole.rows]
        assert thin.totals.macs < whole.totals.macs / 6


@pytest.mark.parametrize(
    ("slug", "mebibytes", "thinned_by", "draws"),
    [("resnet-50", 1024, 1, 2), ("vgg-16", 1024, 1, 1), ("mobilenet-v2", 1024, 1, 6), ("resnet-50", 512, 2, 6)],
)
def test_a_network_keeps_all_channels_that_are_granted_and_is_sent_as_often_as_a_second_holds(
    known: Architectures, slug: str, mebibytes: int, thinned_by: int, draws: int
) -> None:
    """28 GMAC in all, three times the network's for each draw: 12.3, 46 and 0.8; half of the channels, a quarter."""
    stack = stack_of(FieldState(by=By.KNOWN, of=slug), known)
    limits = replace(LONG_LIMITS, array_bytes=mebibytes * 2**20)
    task = granted_task(stack, Unit(len(stack.levels), 3, 3), limits, Costs())
    assert (task.thinned_by, task.draws) == (thinned_by, draws)


def test_a_plan_is_made_once_and_what_is_kept_stays_within_its_bytes() -> None:
    plans, layers = Plans(), parse([conv(4, 3)])
    first, second, third = (Wanted(layers, (3, 8, 8), seed, Costs()) for seed in range(3))
    two = 2 * first.most_bytes
    kept = plans.plan(first, two)
    assert plans.plan(first, two) is kept
    plans.plan(second, two)
    assert plans.plan(first, two) is kept  # asked for again, so that the second is now the oldest
    plans.plan(third, two)
    assert plans.bytes <= two
    assert plans.plan(first, two) is kept
    plans.plan(first, 0)
    plans.plan(second, 0)
    assert plans.bytes == 0


def test_the_work_is_weighed_before_it_is_begun(known: Architectures) -> None:
    with pytest.raises(TooMuchWork):
        next(effective(stack_of(FieldState(), known), Unit(1, 0, 0), WorkLimits(macs=1_000)))


def test_a_small_stack_brings_its_effective_field_and_a_deep_network_is_asked_for_it(stateless: TestClient) -> None:
    assert "It makes use of about" in page(stateless).words
    deep = f"{ADDRESS}?by=known&of=lenet-5&layer=2"
    assert "Compute it, some seconds" in visit(stateless, deep).words
    waited = visit(stateless, f"{deep}&used=true").words
    assert "It makes use of about" in waited
    assert "Compute it" not in waited


def test_the_stream_tells_of_each_draw_and_ends_in_the_board(stateless: TestClient) -> None:
    lines = stateless.get(f"{ADDRESS}/used?by=known&of=lenet-5&layer=2").text.splitlines()
    assert lines[0] == '{"said": "Draw 1 of 6: forwards and back"}'
    assert len(lines) == 7
    assert "data:image/png;base64" in lines[-1]


@pytest.mark.parametrize(
    ("rows", "boxes", "sentence"),
    [
        ((), {"op": ""}, "There is no layer yet; choose what the first one is."),
        ((("conv", "", "", "", ""),), {}, "The kernel of row 1 is empty;"),
        ((("conv", "3", "0", "", ""),), {}, "The stride of row 1 is 0; it must be at least 1."),
        ((("conv", "99", "", "", ""),), {}, "The kernel of row 1 is 99; up to 64 can be drawn here."),
        ((("bend", "3", "", "", ""),), {}, "Row 1: there is no such layer."),
        ((("conv", "7", "", "", ""),), {"input": "4"}, "conv1: A kernel of 7 does not fit in 4."),
        (STACK, {"object": "none"}, "The object is no such number;"),
        (STACK, {"input": "9000"}, "The input is 9,000; up to 512 can be drawn here."),
        (STACK, {"by": "known", "of": "nothing"}, "There is no such architecture."),
    ],
)
def test_bad_input_gets_a_sentence(
    stateless: TestClient, rows: tuple[tuple[str, ...], ...], boxes: dict[str, str], sentence: str
) -> None:
    found = page(stateless, rows, **boxes)
    assert found.status == 200
    assert sentence in found.words


def test_the_stack_makes_a_question_unless_it_has_holes(stateless: TestClient) -> None:
    assert "/problems/field-stack/with-" in page(stateless, STACK[:2]).text
    assert "/problems/field-stack/with-" not in page(stateless).text
    assert 'href="/learn/receptive-field"' in page(stateless).text
