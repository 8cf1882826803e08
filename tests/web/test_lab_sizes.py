"""The output-size calculator: what it says is what the API says, with JavaScript and without."""

import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from tests.web.doors import visit

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def said(client: TestClient, **boxes: str) -> str:
    return visit(client, f"/lab/output-size?{urlencode(boxes)}").words


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({}, "224 × 224 becomes 112 × 112."),
        (
            {"input": "8", "kernel": "3", "padding": "0"},
            "8 × 8 becomes 3 × 3, and the last cell of an axis is never read",
        ),
        ({"input": "11", "kernel": "3", "stride": "4", "padding": "0"}, "becomes 3 × 3."),
        ({"input": "32x48", "kernel": "5", "stride": "1", "padding": "0"}, "32 × 48 becomes 28 × 44."),
        ({"input": "7", "kernel": "4", "stride": "2", "padding": "1", "layer": "transposed"}, "7 × 7 becomes 14 × 14."),
        ({"input": "6", "kernel": "3", "stride": "2", "padding": "0", "layer": "pool"}, "6 × 6 becomes 3 × 3."),
        ({"input": "224", "kernel": "3", "stride": "2", "padding": "same"}, "224 × 224 becomes 112 × 112."),
    ],
)
def test_the_headline_says_what_comes_out(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    assert sentence in said(stateless, **boxes)


def test_what_is_drawn_is_what_the_api_calculates(stateless: TestClient) -> None:
    body = {"input": 57, "kernel": 5, "stride": 3, "padding": 2, "dilation": 2}
    answer = stateless.post("/api/v1/calculate/output-size", json=body).json()
    words = said(stateless, **{name: str(value) for name, value in body.items()})
    assert f"becomes {answer['output']} × {answer['output']}" in words
    assert all(step in words for step in answer["steps"])
    assert f"{answer['output']} windows" in words


def test_the_floor_leaves_cells_over(stateless: TestClient) -> None:
    """Width 8, kernel 3, stride 2: windows start at 0, 2, 4; cell 7 is never read."""
    words = said(stateless, input="8", kernel="3", stride="2", padding="0")
    assert "3 windows, 1 cell left over" in words
    assert "the last 1 are never read" in words


def test_a_wanted_size_is_reached_by_one_change(stateless: TestClient) -> None:
    """12, kernel 3, stride 2, dilation 2 gives 4. For 3: input 9 or 10, kernel 4 (spans 7), stride 3."""
    page = visit(stateless, "/lab/output-size?input=12&kernel=3&stride=2&padding=0&dilation=2&target=3")
    assert "input 9 to 10" in page.words
    assert "kernel 4" in page.words
    assert "stride 3" in page.words
    ways = re.findall(r'<li><a href="([^"]+)">', page.text)
    for way in ways:
        assert "becomes 3 × 3" in visit(stateless, way.replace("&amp;", "&")).words


def test_both_frameworks_say_what_same_means_to_them(stateless: TestClient) -> None:
    """224 by 7 at stride 2 in TensorFlow: (112 - 1)·2 + 7 - 224 = 5 zeros, 2 before and 3 after."""
    words = said(stateless)
    assert "refused: padding='same' is for stride 1, and this one is 2" in words
    assert "2 before and 3 after, 112 out (⌈224 / 2⌉)" in words


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ({}, "nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3)"),
        ({"stride": "1", "padding": "1", "kernel": "3"}, "nn.Conv2d(3, 64, kernel_size=3, padding=1)"),
        ({"layer": "pool", "kernel": "2", "padding": "0"}, "nn.MaxPool2d(kernel_size=2, ceil_mode=True)"),
        ({"layer": "pool", "kernel": "2", "stride": "1", "padding": "0"}, "nn.MaxPool2d(kernel_size=2, stride=1, ceil"),
        ({"kernel": "3x5", "stride": "1", "padding": "same"}, "nn.Conv2d(3, 64, kernel_size=(3, 5), padding='same')"),
        ({"padding": "causal"}, "# PyTorch has no such padding"),
    ],
)
def test_the_layer_is_written_in_pytorch(stateless: TestClient, boxes: dict[str, str], code: str) -> None:
    assert code in said(stateless, **boxes)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"kernel": "9", "input": "5", "padding": "0"}, "A kernel of 9 does not fit in 5."),
        ({"stride": "0"}, "The stride is 0; it must be at least 1."),
        ({"kernel": "three"}, "The kernel is no such number; write a whole number such as 7, or two as 7 × 5."),
        ({"input": ""}, "The input size is empty;"),
        ({"padding": "reflect"}, "The padding is no such number; write a number, two as 3 × 2, or one of valid, same"),
        ({"input": "9" * 19}, "which is the limit here"),
        ({"target": "many"}, "The wanted size is no such number"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_boxes(
    stateless: TestClient, boxes: dict[str, str], sentence: str
) -> None:
    page = visit(stateless, f"/lab/output-size?{urlencode(boxes)}")
    assert page.status == 200
    assert sentence in page.words
    assert all(f'name="{name}" value="{value}"' in page.text for name, value in boxes.items())


def test_the_largest_input_is_drawn_by_its_ends(stateless: TestClient) -> None:
    words = said(stateless, input=str(10**18), kernel="3", stride="1", padding="1")
    assert "1000000000000000000 × 1000000000000000000 becomes" in words
    assert "1,000,000,000,000,000,000 windows" in words


def test_htmx_gets_the_board_alone(stateless: TestClient) -> None:
    whole = stateless.get("/lab/output-size?input=9&kernel=3")
    part = stateless.get("/lab/output-size?input=9&kernel=3", headers=PARTIAL)
    assert part.text.lstrip().startswith('<section class="board"')
    assert part.text.strip() in whole.text


def test_the_lab_lists_its_figures(stateless: TestClient) -> None:
    assert 'href="/lab/output-size"' in visit(stateless, "/lab").text
