"""Pooling: the API's numbers, a shift by one pixel and by the stride, and a gradient shared out by hand."""

from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.practice.lab.pooling.board import PoolingBoard, pooling_board
from app.practice.lab.pooling.designs import scene_of
from app.practice.lab.pooling.state import Design, PoolingState
from tests.web.doors import Page, visit

ADDRESS = "/lab/pooling"
MODES = {Design.MAX: "max", Design.AVERAGE: "avg", Design.GLOBAL: "global_avg"}


def page(client: TestClient, **boxes: str) -> Page:
    return visit(client, f"{ADDRESS}?{urlencode(boxes)}")


def board(**boxes: Any) -> PoolingBoard:
    found = pooling_board(PoolingState(**boxes))
    assert isinstance(found, PoolingBoard), found.complaint
    return found


@pytest.mark.parametrize("design", list(Design))
def test_the_outputs_are_what_the_api_calculates(stateless: TestClient, design: Design) -> None:
    found = board(design=design, input="9", kernel="3", stride="2", shift="2", seed="5")
    for cells, output in ((found.scene.before, found.before), (found.scene.after, found.after)):
        body: dict[str, Any] = {"input": cells.tolist()}
        if design is Design.CONVOLUTION:
            path = "convolution"
            body |= {"weight": found.scene.weights.tolist(), "stride": 2}
        else:
            path = "pool"
            body |= {"mode": MODES[design]} | ({} if design is Design.GLOBAL else {"kernel": 3, "stride": 2})
        answer = stateless.post(f"/api/v1/calculate/{path}", json=body).json()
        assert output == pytest.approx(np.array(answer["output"]))


def test_the_same_scene_is_seen_one_pixel_further() -> None:
    scene = scene_of(PoolingState(shift="1"))
    assert (scene.after[:, 1:] == scene.before[:, :-1]).all()
    assert (scene.after[:, 0] == scene.cells[:, 3]).all()


@pytest.mark.parametrize("design", [Design.MAX, Design.AVERAGE, Design.CONVOLUTION])
def test_a_shift_by_the_stride_moves_the_output_along_and_one_by_less_does_not(
    stateless: TestClient, design: Design
) -> None:
    moved = page(stateless, design=design, stride="2", shift="2").words
    assert "The new output is the old one moved by 2 / 2 = 1: equivariant." in moved
    assert "1 is no multiple of the stride 2" in page(stateless, design=design, stride="2", shift="1").words
    assert "moved by 3 / 1 = 3: equivariant." in page(stateless, design=design, stride="1", shift="3").words


def test_an_output_that_moved_out_of_the_map_proves_nothing(stateless: TestClient) -> None:
    """4 − 2 + 1 = 3 outputs a side, and 4 steps at stride 1."""
    assert (
        "3 wide: moved by 4, nothing of the old one is left" in page(stateless, input="4", stride="1", shift="4").words
    )


def test_without_a_shift_nothing_changes(stateless: TestClient) -> None:
    assert "0 of 16 outputs of the max pool change." in page(stateless, shift="0").words


def test_the_gradient_by_hand() -> None:
    """Windows of 2 at stride 2 on 4 × 4: a quarter to each cell of a mean, all to the one that is largest of four."""
    average = board(design=Design.AVERAGE, input="4").handed_back
    assert (average == 0.25).all()
    largest = board(input="4")
    cells = largest.scene.before
    for top, left in ((0, 0), (0, 2), (2, 0), (2, 2)):
        window = cells[top : top + 2, left : left + 2].ravel().tolist()
        expected = [float(place == window.index(max(window))) for place in range(4)]
        assert largest.handed_back[top : top + 2, left : left + 2].ravel().tolist() == expected
    assert (board(design=Design.GLOBAL, input="5").handed_back == 1 / 25).all()
    convolved = board(design=Design.CONVOLUTION, input="4")
    assert (convolved.handed_back == np.tile(convolved.scene.weights, (2, 2))).all()


def test_the_chosen_window_is_written_out(stateless: TestClient) -> None:
    found = board(input="4", design=Design.AVERAGE, at="3")
    a, b, c, d = found.scene.before[2:, 2:].ravel().tolist()
    line = f"({a} + {b} + {c} + {d}) / 4 = {(a + b + c + d) / 4:g}"
    assert line in page(stateless, input="4", design="average", at="3").words


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"kernel": "5", "input": "4"}, "A kernel of 5 does not fit in 4."),
        ({"stride": "0"}, "The stride is 0; it must be at least 1."),
        ({"shift": "5"}, "The shift is 5; up to 4 can be drawn here."),
        ({"input": "x"}, "The input size is no such number;"),
    ],
)
def test_bad_input_gets_a_sentence(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    found = page(stateless, **boxes)
    assert found.status == 200
    assert sentence in found.words


def test_the_numbers_make_a_question(stateless: TestClient) -> None:
    assert "/problems/pool-by-hand/with-" in page(stateless).text
    assert "/problems/pool-by-hand/with-" not in page(stateless, design="global").text
    assert stateless.get(f"{ADDRESS}.svg?stride=0").status_code == 422
