"""The network table: the numbers of the API, whichever way the layers come in, and what one changed field moves."""

import html
import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from tests.web.doors import visit

LINES = "nn.Conv2d(3, 8, 3, padding=1)\nnn.ReLU()\nnn.MaxPool2d(2)\nnn.Conv2d(8, 16, 3)"
LAYERS = [
    {"op": "conv", "out_channels": 8, "kernel": 3, "padding": 1},
    {"op": "relu"},
    {"op": "max_pool", "kernel": 2},
    {"op": "conv", "out_channels": 16, "kernel": 3},
]
YAML = """
- {op: conv, out_channels: 8, kernel: 3, padding: 1}
- {op: relu}
- op: max_pool
  kernel: 2
- {op: conv, out_channels: 16, kernel: 3}
"""
ROWS = (("conv", "8", "3", "1"), ("relu", "", "", ""), ("max_pool", "", "2", ""), ("conv", "16", "3", ""))
NAMES = ("op", "out", "kernel", "padding")
FORM = urlencode(
    [("by", "form"), ("input", "3x32x32"), *(pair for row in ROWS for pair in zip(NAMES, row, strict=True))]
)
WAYS = [urlencode({"input": "3x32x32", "layers": LINES}), urlencode({"input": "3x32x32", "layers": YAML}), FORM]


def said(client: TestClient, **boxes: str) -> str:
    return visit(client, f"/lab/network?{urlencode({'input': '3 × 32 × 32', **boxes})}").words


def test_every_row_is_what_the_api_calculates(stateless: TestClient) -> None:
    answer = stateless.post("/api/v1/calculate/network", json={"input": [3, 32, 32], "layers": LAYERS}).json()
    words = said(stateless, layers=LINES)
    for row in answer["rows"]:
        output = "×".join(map(str, row["output_shape"]))
        line = f"{row['name']} {output} {row['params']:,} {row['macs']:,} "
        assert line in words
        assert f"{row['receptive_field']} {row['jump']}" in words
    assert f"{answer['totals']['macs']:,} ({answer['totals']['flops']:,} FLOPs)" in words


def test_lines_yaml_and_the_form_give_the_same_table(stateless: TestClient) -> None:
    """8·3·9 + 8 = 224 and 16·8·9 + 16 = 1,168 parameters; 14²·1,152 = 225,792 MACs behind the pool."""
    for address in WAYS:
        words = visit(stateless, f"/lab/network?{address}").words
        assert "1,392 parameters" in words
        assert "conv2 16×14×14 1,168 225,792" in words


def test_a_known_network_is_the_one_of_the_architectures(stateless: TestClient) -> None:
    known = stateless.get("/api/v1/architectures/resnet-18").json()
    words = said(stateless, by="known", of="resnet-18")
    assert f"{known['totals']['params']:,} (" in words
    assert "11.7 million parameters, 1.81 billion MACs." in words


def test_the_bars_say_the_shares_in_words(stateless: TestClient) -> None:
    """224 of 1,392 are 16 %; 32²·216 = 221,184 of 446,976 MACs are 49 %."""
    assert "conv1: 16 % of the parameters, 49 % of the MACs" in said(stateless, layers=LINES)


def test_one_changed_field_stands_beside_what_was(stateless: TestClient) -> None:
    """Stride 2 in conv1: 16 wide instead of 32, a quarter of its MACs; conv2 gets 8 wide maps and gives 6."""
    words = said(stateless, layers=LINES, layer="conv1", field="stride", value="2")
    assert "conv1, output 8×32×32 8×16×16" in words
    assert "conv1, MACs 221,184 55,296 × 0.25" in words
    assert "conv2, output 16×14×14 16×6×6" in words
    assert "parameters 1,392 1,392" in words


@pytest.mark.parametrize("way", WAYS)
def test_the_changed_network_is_gone_on_with_in_the_same_way(stateless: TestClient, way: str) -> None:
    page = visit(stateless, f"/lab/network?{way}&layer=conv1&field=stride&value=2")
    onward = re.search(r'<a href="([^"]+)">Go on with this network', page.text)
    assert onward
    assert "conv1 8×16×16 224 55,296" in visit(stateless, html.unescape(onward[1])).words


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"layers": "nn.Conv2d(3, 8)"}, "Line 1, column 1: Conv2d needs its kernel_size."),
        ({"layers": "nn.Conv2d(4, 8, 3)"}, "Line 1, column 1: This layer takes 4 channels or features, and 3 come in."),
        ({"layers": "nn.Conv2d(3, 8, 40)"}, "conv1: A kernel of 40 does not fit in 32."),
        ({"layers": "- {op: conv"}, "Line 1, column 12: This is no YAML"),
        ({"layers": "- {op: conv, kernel: 3}"}, "A layer of op conv needs this."),
        ({"layers": "- &a {op: relu}\n- *a"}, "Aliases are not read here"),
        ({"layers": "- !!python/object/apply:os.system [true]"}, "This is no YAML"),
        ({"layers": "- {op: repeat, times: 9999, body: [{op: relu}]}"}, "there are 9,999 layers; 1,024 is the limit"),
        ({"layers": "[" * 1_500}, "This is no YAML"),
        ({"layers": ""}, "There is no layer yet"),
        ({"input": "3 by 4"}, "The input is no such number; write channels, height and width as 3 × 224 × 224."),
        ({"by": "known", "of": "no-such"}, "There is no such architecture."),
        ({"by": "form", "op": "conv", "kernel": "3"}, "Row 1: output channels: A layer of op conv needs this."),
        ({"by": "form", "op": "conv", "out": "many", "kernel": "3"}, "Row 1: The output channels is no such number"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    page = visit(stateless, f"/lab/network?{urlencode({'input': '3x32x32', **boxes})}")
    assert page.status == 200
    assert sentence in page.words


@pytest.mark.parametrize(
    ("layer", "field", "value", "sentence"),
    [
        ("relu1", "stride", "2", "A layer of op relu has no such field"),
        ("conv1", "kernel", "99", "A kernel of 99 does not fit"),
        ("conv1", "stride", "", "The stride is empty"),
        ("conv9", "stride", "2", "There is no such layer in this network."),
        ("conv1", "name", "2", "There is no such field."),
    ],
)
def test_a_change_that_leaves_no_network_says_why_and_keeps_the_table(
    stateless: TestClient, layer: str, field: str, value: str, sentence: str
) -> None:
    words = said(stateless, layers=LINES, layer=layer, field=field, value=value)
    assert sentence in words
    assert "1,392 parameters" in words


def test_a_plain_stack_can_be_practised(stateless: TestClient) -> None:
    assert (
        "/problems/layer-stack/with-"
        in visit(stateless, f"/lab/network?{urlencode({'input': '3x32x32', 'layers': LINES})}").text
    )
    assert "/with-" not in visit(stateless, "/lab/network?by=known").text
