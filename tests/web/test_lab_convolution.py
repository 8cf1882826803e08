"""Convolution, step by step: what is drawn is what the API calculates, and the address holds all of it."""

import html
import re
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from app.practice.lab.convolution.numbers import Numbers, numbers_of
from app.practice.lab.convolution.state import ConvolutionState
from app.practice.lab.kernels import Preset
from tests.web.doors import Page, visit

ADDRESS = "/lab/convolution"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SIGNS = str.maketrans("−", "-")
SVG = "{http://www.w3.org/2000/svg}"


def page(client: TestClient, **boxes: str) -> Page:
    return visit(client, f"{ADDRESS}?{urlencode(boxes)}")


def drawn(text: str, piece: str) -> list[float]:
    """The numbers in one of the drawings, row by row."""
    found = next(svg for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL) if f'data-piece="{piece}"' in svg)
    cells = re.findall(r'<text[^>]*class="middle">([^<]+)</text>', found)
    return [float(cell.translate(SIGNS)) for cell in cells]


def calculated(client: TestClient, numbers: Numbers) -> list[float]:
    body: dict[str, Any] = {
        "input": numbers.image.tolist(),
        "weight": [numbers.weights.tolist()],
        "stride": numbers.stride,
        "padding": numbers.around,
        "dilation": numbers.dilation,
    }
    answer = client.post("/api/v1/calculate/convolution", json=body).json()
    return [value for row in answer["output"][0] for value in row]


@pytest.mark.parametrize(
    "boxes",
    [
        {},
        {"preset": "random", "kernel": "2", "stride": "3", "padding": "0", "seed": "9"},
        {"preset": "own", "weights": "1 0.5; -2 3; 0 1", "stride": "1", "padding": "2", "dilation": "2"},
        {"preset": "random", "channels": "3", "padding": "same", "stride": "2"},
        {"preset": "random", "flip": "1", "padding": "causal", "stride": "1"},
    ],
)
def test_every_number_drawn_is_what_the_api_calculates(stateless: TestClient, boxes: dict[str, Any]) -> None:
    read: dict[str, Any] = {**boxes, "preset": Preset(boxes.get("preset", "edge"))}
    text = page(stateless, **boxes).text
    assert drawn(text, "output") == pytest.approx(calculated(stateless, numbers_of(ConvolutionState(**read))))


def test_a_convolution_turns_the_kernel_around(stateless: TestClient) -> None:
    """[1 2; 3 4] turned by half a turn is [4 3; 2 1]."""
    text = page(stateless, preset="own", weights="1 2; 3 4", flip="1").text
    assert drawn(text, "kernel") == [4, 3, 2, 1]


def test_tables_say_what_the_drawings_show(stateless: TestClient) -> None:
    text = page(stateless, channels="2", padding="1", preset="random").text
    tables = re.findall(r"<caption>([^<]+)</caption>.*?<tbody>(.*?)</tbody>", text, re.DOTALL)
    told = {caption: re.findall(r"<td>([^<]+)</td>", body) for caption, body in tables}
    assert len(told) == 5
    for caption, piece in {
        "The input with its padding, channel 2": "input2",
        "The kernel as it slides, channel 1": "kernel1",
        "The output": "output",
    }.items():
        assert [float(cell.translate(SIGNS)) for cell in told[caption]] == drawn(text, piece)


def test_the_sum_is_written_out_term_by_term(stateless: TestClient) -> None:
    """The window at the corner of an input, without padding, reads its first cells: the identity keeps the second."""
    boxes = {"preset": "own", "weights": "0 1; 2 0", "padding": "0", "stride": "1", "input": "3"}
    found = page(stateless, **boxes)
    first, second, _, fourth = (round(each) for each in drawn(found.text, "input")[:4])
    assert f"{first}·0 + {second}·1 = {second}" in found.words
    assert f"{second} + {2 * fourth} = {second + 2 * fourth}" in found.words
    assert f"window 1 of 4 gives {second + 2 * fourth}." in found.words


def test_what_the_floor_drops_is_said_and_drawn(stateless: TestClient) -> None:
    """Width 8, kernel 3, stride 2: windows at 0, 2, 4; the last row and the last column are never read."""
    found = page(stateless, input="8", stride="2", padding="0")
    assert "No window reads the last 1 row of the padded input" in found.words
    assert found.text.count('class="leftover"') == 2
    assert "never" not in page(stateless, input="7", stride="2", padding="0").words


def test_the_links_step_through_all_windows_and_begin_again(stateless: TestClient) -> None:
    here = f"{ADDRESS}?input=3&kernel=2&padding=0&stride=1"
    seen: list[str] = []
    for _ in range(5):
        found = visit(stateless, here)
        seen.append(re.findall(r"window (\d) of 4", found.words)[0])
        here = html.unescape(re.findall(r'href="([^"]+)"[^>]*data-next', found.text)[0])
    assert seen == ["1", "2", "3", "4", "1"]


def test_a_picture_of_ones_own_runs_through_the_kernel(stateless: TestClient) -> None:
    """Half black, half white: an edge kernel without padding answers 3 · 15 = 45 at the border and 0 beside it."""
    pixels = ("0" * 14 + "f" * 14) * 28
    words = page(stateless, picture="own", pixels=pixels, padding="0", stride="1").words
    assert "what comes out is 26 × 26, from 0 (drawn black) to 45 (white)" in words
    assert "There is no picture of your own yet" in page(stateless, picture="own").words


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"input": "2", "padding": "0"}, "A kernel of 3 does not fit in 2."),
        ({"stride": "0"}, "The stride is 0; it must be at least 1."),
        ({"input": "40"}, "The input size is 40; up to 12 can be drawn here."),
        ({"padding": "9"}, "With its padding an axis has 25 cells; 18 can be drawn here."),
        ({"preset": "own", "weights": "1 2; 3"}, "The rows of the kernel have 2 and 1 numbers; make them equal."),
        ({"preset": "own", "weights": "1 | 2"}, "There are 2 kernels for 1 channels; write one, or one for each."),
        ({"preset": "own", "weights": "one"}, "The kernel is no such number; write rows of numbers"),
        ({"preset": "own", "weights": ""}, "The kernel is empty;"),
    ],
)
def test_bad_input_gets_a_sentence(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    found = page(stateless, **boxes)
    assert found.status == 200
    assert sentence in found.words


def test_htmx_gets_the_board_alone(stateless: TestClient) -> None:
    whole = stateless.get(f"{ADDRESS}?at=3")
    part = stateless.get(f"{ADDRESS}?at=3", headers=PARTIAL)
    assert part.text.lstrip().startswith('<section class="board"')
    assert part.text.strip() in whole.text


def test_the_drawing_is_a_file_that_needs_no_stylesheet(stateless: TestClient) -> None:
    answer = stateless.get(f"{ADDRESS}.svg?channels=2&stride=3")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="convolution.svg"'
    root = ET.fromstring(answer.text)  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    assert "class=" not in answer.text
    assert all(shape.get("fill") for shape in root.iter(f"{SVG}text"))
    assert stateless.get(f"{ADDRESS}.svg?stride=0").status_code == 422


def test_the_numbers_make_a_question(stateless: TestClient) -> None:
    link = re.search(r'href="(/problems/convolve-by-hand/with-[^"]+)"', page(stateless).text)
    assert link
    assert visit(stateless, link[1]).status == 200
    assert "convolve-by-hand/with-" not in page(stateless, flip="1").text
