"""The layer builder: what its rows mean, what it asks for, and what can be changed about a design."""

import pytest

from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.problems.designing.appraisal import Appraisal, Misfit, appraise
from app.problems.designing.building import LAYERS, builder
from app.problems.designing.edits import edits
from app.problems.designing.networks import network
from app.problems.reading import Record, Records, Refused, Understood

TABLE = builder(tuple(LAYERS), rows=8)
TEXT = """
conv\t3\t2\t1\t\t\t32
batch_norm
relu
depthwise\t3\t1\t2\t2
pointwise\t\t\t\t\t2\t64
max_pool\t3\t2\t1
global_avg_pool
linear\t\t\t\t\t\t10
"""
AS_DATA = [
    {"op": "conv", "out_channels": 32, "kernel": 3, "stride": 2, "padding": 1},
    {"op": "batch_norm"},
    {"op": "relu"},
    {"op": "depthwise", "kernel": 3, "padding": 2, "dilation": 2},
    {"op": "pointwise", "out_channels": 64, "groups": 2},
    {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
    {"op": "global_avg_pool"},
    {"op": "linear", "out_features": 10},
]


def rows(text: str) -> Records:
    reading = TABLE.read(text)
    assert isinstance(reading, Understood), reading
    assert isinstance(reading.value, Records)
    return reading.value


def test_rows_are_the_layers_that_the_api_takes() -> None:
    assert network(rows(TEXT)) == parse(AS_DATA)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("layer=conv channels=8", "Row 1, kernel: a convolution needs this."),
        ("layer=conv kernel=3 channels=8; layer=max_pool kernel=2", "Row 2, stride: a max pool needs this."),
        ("layer=max_pool kernel=2 stride=2 channels=8", "Row 1, channels: a max pool has none of its own."),
        ("layer=relu kernel=3", "Row 1, kernel: a ReLU has none of its own."),
        ("layer=conv kernel=0 channels=8", "Row 1, kernel: this is 0; it may be 1 to 99."),
        ("layer=conv kernel=3 channels=8 stride=-1", "Row 1, stride: this is -1; it may be 1 to 64."),
        ("kernel=3 channels=8", "Row 1, layer: this cell is empty."),
    ],
)
def test_a_row_that_is_no_layer_is_asked_about(text: str, message: str) -> None:
    reading = TABLE.read(text)
    assert isinstance(reading, Refused)
    assert reading.message.startswith(message)


def test_a_lone_sort_of_layer_is_not_asked_for() -> None:
    convolutions = builder(("conv",), rows=3)
    assert convolutions.names == ("kernel", "stride", "padding", "dilation", "groups", "channels")
    assert isinstance(convolutions.read("3, 2, 1, , , 32"), Understood)


def test_an_appraisal_says_what_the_network_table_says() -> None:
    layers = network(rows(TEXT))
    found = appraise(((layer,) for layer in layers), (3, 64, 64))
    expected = table(layers, (3, 64, 64))
    assert isinstance(found, Appraisal)
    assert (found.params, found.macs) == (expected.totals.params, expected.totals.macs)
    assert found.activation_bytes == expected.totals.activation_bytes
    assert found.output == expected.output == (10,)
    assert found.field == expected.totals.receptive_field


def test_the_last_map_is_the_one_before_the_head() -> None:
    """The stem sees 3, a 3 × 3 at rate 2 adds 4·2, the pool 2·2: 15, on floor((32 − 3 + 2)/2) + 1 = 16 cells."""
    found = appraise(((layer,) for layer in network(rows(TEXT))), (3, 64, 64))
    assert isinstance(found, Appraisal)
    assert found.map_shape == (64, 16, 16)
    assert found.field == 15


def test_a_row_that_does_not_fit_is_named_with_its_equation() -> None:
    two = network(rows("layer=conv kernel=3 channels=8; layer=conv kernel=9 channels=8"))
    found = appraise(((each,) for each in two), (3, 8, 8))
    assert found == Misfit(2, "A kernel of 9 does not fit in 6.")


def test_every_edit_is_another_design_said_by_another_sentence() -> None:
    start = rows("layer=conv kernel=3 stride=2 padding=1 channels=32; layer=max_pool kernel=2 stride=2")
    more = Record((*((name, "conv" if name == "layer" else None) for name in TABLE.names),)).changed("kernel", 3)
    found = list(edits(start, most=3, more=(more,)))
    sentences, designs = zip(*found, strict=True)
    assert len(set(sentences)) == len(found)
    assert len(set(designs)) == len(found)
    assert start not in designs
    by_words = dict(found)
    stride = by_words["row 1: stride 1 instead of 2"]
    assert isinstance(stride, Records)
    assert (stride.rows[0]["stride"], stride.rows[1]) == (1, start.rows[1])
    wider = by_words["row 1: kernel 5 instead of 3, padding 2"]
    assert isinstance(wider, Records)
    assert (wider.rows[0]["kernel"], wider.rows[0]["padding"]) == (5, 2)
    assert by_words["row 2 left out"] == Records(start.rows[:1])
    assert by_words["a new row 3: conv, kernel 3"] == Records((*start.rows, more))
    assert not any("row 2: channels" in words for words in sentences)  # a pool has none


def test_a_design_of_a_fixed_number_of_rows_keeps_them() -> None:
    start = rows("layer=conv kernel=3 channels=8")
    assert all(isinstance(each, Records) and len(each.rows) == 1 for _, each in edits(start, most=1, least=1))
