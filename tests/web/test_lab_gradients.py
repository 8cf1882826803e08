"""The gradient highway: what is drawn is what the API calculates, and the paths are worked out by hand."""

import ast
import html
import re
import xml.etree.ElementTree as ET
from math import log10
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from app.practice.lab.gradients import GradientState, Order, Weights, gradient_board
from app.practice.lab.numerals import sized
from tests.web.doors import Page, visit

ADDRESS = "/lab/gradients"
FLOW = "/api/v1/calculate/gradient-flow"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def page(client: TestClient, **boxes: str) -> Page:
    return visit(client, f"{ADDRESS}?{urlencode(boxes)}")


def drawn(text: str, look: str) -> list[float]:
    """The sizes along a line of the chart, read off against the labels of its axis."""
    labels = re.findall(r'y="([\d.]+)" class="label end">([\d.]+)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)<', text)
    up = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    powers = {float(y) - 5: log10(float(base)) * int(power.translate(up) or 1) for y, base, power in labels}
    (low, a), (high, b) = min(powers.items()), max(powers.items())
    line = re.findall(rf'<path d="([^"]+)" class="{look}"', text)[1]  # the first is the key's
    points = re.findall(r"[ML][\d.]+ ([\d.]+)", line)
    heights = [float(points[0]), *(float(y) for y in points[1::2])]
    return [a + (y - low) / (high - low) * (b - a) for y in heights]


@pytest.mark.parametrize(
    ("boxes", "body"),
    [
        ({}, {"gain": 0.5}),
        (
            {"blocks": "12", "gain": "1,2", "width": "8", "seed": "3"},
            {"blocks": 12, "gain": 1.2, "width": 8, "seed": 3},
        ),
        ({"order": "post", "norm": "1"}, {"gain": 0.5, "order": "post", "batch_norm": True}),
        (
            {"order": "post", "norm": "1", "blocks": "4"},
            {"gain": 0.5, "order": "post", "batch_norm": True, "blocks": 4},
        ),
        ({"weights": "minus-identity", "gain": "0.1"}, {"gain": 0.1, "activation": "none", "centre": -1}),
    ],
)
def test_what_is_drawn_is_what_the_api_calculates(
    stateless: TestClient, boxes: dict[str, str], body: dict[str, Any]
) -> None:
    answer = stateless.post(FLOW, json={"blocks": 50} | body).json()
    found = page(stateless, **boxes)
    for look, name in (("aside", "plain"), ("kernel", "residual")):
        expected = [*map(log10, answer[name]), 0]
        assert drawn(found.text, look) == pytest.approx(expected, abs=0.004 * (max(expected) - min(expected)) + 0.01)
    first = re.search(r'<th scope="row">1</th><td>([^<]+)</td><td>([^<]+)</td>', found.text)
    assert first
    assert first.groups() == (sized(answer["plain"][0]), sized(answer["residual"][0]))


def test_the_headline_says_what_is_left_and_the_reason_names_the_run(stateless: TestClient) -> None:
    """Blocks of W = −I: J + I is exactly 0, and J alone turns everything round."""
    found = page(stateless, weights="minus-identity", gain="0")
    assert "Back through 50 blocks a gradient of 1 becomes 1 without skips and 0 with skips." in found.words
    assert "no guarantee for the sum" in found.words


def test_one_stack_alone_is_drawn_and_named(stateless: TestClient) -> None:
    found = page(stateless, shown="skips", gain="0")
    assert "becomes 1 with skips." in found.words
    assert 'class="aside"' not in found.text


@pytest.mark.parametrize(
    ("boxes", "formula"),
    [
        ({}, "xₙ₊₁ = xₙ + Wₙ·ReLU(xₙ)"),
        ({"norm": "1"}, "xₙ₊₁ = xₙ + Wₙ·ReLU(BN(xₙ))"),
        ({"norm": "1", "order": "post"}, "xₙ₊₁ = ReLU(xₙ + BN(Wₙ·xₙ))"),
        ({"weights": "minus-identity", "order": "post"}, "xₙ₊₁ = xₙ + Wₙ·xₙ"),
    ],
)
def test_the_block_that_is_run_is_written_out(stateless: TestClient, boxes: dict[str, str], formula: str) -> None:
    assert formula in page(stateless, **boxes).words


def test_a_block_is_read_off(stateless: TestClient) -> None:
    """At block 48 of 50, W = 0: three identities on the skip, and nothing without."""
    assert "At block 48: plain 0, with skips 1" in page(stateless, gain="0", at="48").words
    assert "At block 50: " in page(stateless, at="999").words


def test_every_path_brings_its_product_and_together_they_are_the_product_of_the_factors(stateless: TestClient) -> None:
    """1.2 · 0.5 · 5 = 3 = 1 + (0.2 − 0.5 + 4) + (−0.1 + 0.8 − 2) − 0.4."""
    found = page(stateless, slopes="0.2 −0.5; 4")
    rows = re.findall(r'<th scope="row">([^<]*d[^<]*|1)</th><td>([^<]+)</td></tr>', found.text)
    assert rows == [
        ("1", "1"),
        ("d₁", "0.2"),
        ("d₂", "−0.5"),
        ("d₃", "4"),
        ("d₁·d₂", "−0.1"),
        ("d₁·d₃", "0.8"),
        ("d₂·d₃", "−2"),
        ("d₁·d₂·d₃", "−0.4"),
    ]
    assert "(1 + 0.2)·(1 − 0.5)·(1 + 4) = 1.2·0.5·5 = 3" in found.words
    assert "1 + 3.7 + (−1.3) + (−0.4) = 3" in found.words
    assert found.text.count('class="arrow"') == 8


def test_five_blocks_have_32_paths_by_length_as_pascal_counts_them(stateless: TestClient) -> None:
    found = gradient_board(GradientState(slopes="1 1 1 1 1"))
    assert found.paths is not None
    assert [(each.paths, each.together) for each in found.paths.lengths] == [(n, n) for n in (1, 5, 10, 10, 5, 1)]
    assert found.paths.total == 32


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"blocks": "101"}, "The number of blocks must be from 1 to 100."),
        ({"width": "many"}, "The width is no such number; write a whole number such as 7."),
        ({"gain": "-1"}, "The gain is no such number; write a number such as 0.5."),
        ({"gain": "9"}, "The gain goes up to 5 here."),
        ({"at": "0"}, "The blocks are counted from 1."),
        ({"slopes": "1 2 3 4 5 6"}, "There are 6 derivatives; the paths of 5 blocks can be drawn here."),
        ({"slopes": "0,2 0,3"}, "Write the derivatives as numbers with a space between, such as 0.2 0.3 -0.5."),
        ({"slopes": "11"}, "The derivatives must be from -10 to 10."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_boxes(
    stateless: TestClient, boxes: dict[str, str], sentence: str
) -> None:
    found = page(stateless, **boxes)
    assert found.status == 200
    assert sentence in found.words
    assert all(f'value="{value}"' in found.text for name, value in boxes.items() if name != "at")


def test_a_derivative_that_cannot_be_read_leaves_the_stack_as_it_is(stateless: TestClient) -> None:
    assert "becomes" in page(stateless, slopes="one").words


def test_the_script_is_python_and_names_the_run() -> None:
    """Its weights, what is normalised, and the order, for each kind of block."""
    lines = {Order.PRE: "self.weight(self.norm(x)) + skip", Order.POST: "self.norm(self.weight(x)) + skip"}
    for order, line in lines.items():
        state = GradientState(weights=Weights.MINUS_IDENTITY, order=order, norm="1", blocks="7", gain="0.25")
        code = gradient_board(state).code
        ast.parse(code)
        assert line in code
        assert "std=0.25 * (1 / width) ** 0.5" in code
        assert "+= -1 * torch.eye(width)" in code
        assert "for _ in range(7)" in code


def test_the_numbers_make_a_question_where_the_problem_asks_of_such_blocks(stateless: TestClient) -> None:
    link = re.search(r'href="(/problems/gradient-after-blocks/with-[^"]+)"', page(stateless).text)
    assert link
    assert visit(stateless, link[1]).status == 200
    assert "gradient-after-blocks/with-" not in page(stateless, norm="1").text


def test_the_drawings_are_files_that_need_no_stylesheet(stateless: TestClient) -> None:
    found = page(stateless, slopes="0.5 -0.5")
    for name, words in (("norms", "with skips"), ("paths", "d₁·d₂: −0.25")):
        address = re.search(rf'href="(/lab/gradient-{name}\.svg[^"]+)"', found.text)
        assert address
        answer = stateless.get(html.unescape(address[1]))
        assert answer.headers["content-disposition"] == f'attachment; filename="gradient-{name}.svg"'
        assert words in answer.text
        assert "class=" not in answer.text
        ET.fromstring(answer.text)  # noqa: S314 - our own
    assert stateless.get("/lab/gradient-norms.svg?blocks=0").status_code == 422
    assert stateless.get("/lab/gradient-paths.svg?slopes=x").status_code == 422


def test_it_leads_to_the_part_of_the_chapter_and_to_the_problems(stateless: TestClient) -> None:
    found = page(stateless)
    for address in (
        "/learn/skip-connections",
        "/problems/block-derivatives",
        "/problems/gradient-after-blocks",
        "/problems/identity-is-no-guarantee",
    ):
        assert f'href="{address}"' in found.text
        assert visit(stateless, address).status == 200


def test_htmx_gets_the_board_alone(stateless: TestClient) -> None:
    whole = stateless.get(f"{ADDRESS}?blocks=5")
    part = stateless.get(f"{ADDRESS}?blocks=5", headers=PARTIAL)
    assert part.text.lstrip().startswith('<section class="board"')
    assert part.text.strip() in whole.text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "1"),
        (0.02412, "0.0241"),
        (394.3, "394"),
        (5764.9, "5,760"),
        (1.334e-17, "1.33 × 10⁻¹⁷"),
        (2.1e5, "2.10 × 10⁵"),
    ],
)
def test_a_size_has_three_figures(value: float, text: str) -> None:
    assert sized(value) == text
