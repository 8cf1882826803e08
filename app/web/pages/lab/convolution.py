"""Convolution, step by step."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.convolution.board import ConvolutionBoard, convolution_board
from app.practice.lab.convolution.state import ADDRESS, ConvolutionState
from app.practice.lab.images import Image
from app.practice.lab.kernels import Preset
from app.web.figures.convolving import draw_convolution, draw_pieces
from app.web.figures.png import png_address
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, differ, drawing, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=60)]
FIRST = ConvolutionState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Convolution, step by step",
    question="What does each output add up, and what does a kernel see in a picture?",
    template="convolution.html",
    problems=("convolve-by-hand", "multi-channel-by-hand", "which-kernel", "shift-the-input"),
)


class ConvolutionQuery(BaseModel):
    """The boxes, as the address has them."""

    input: Typed = FIRST.input
    preset: Preset = FIRST.preset
    kernel: Typed = FIRST.kernel
    weights: Annotated[str, Query(max_length=400)] = FIRST.weights
    stride: Typed = FIRST.stride
    padding: Typed = FIRST.padding
    dilation: Typed = FIRST.dilation
    channels: Typed = FIRST.channels
    flip: Annotated[str, Query(max_length=2)] = FIRST.flip
    seed: Typed = FIRST.seed
    at: Typed = FIRST.at
    picture: Image = FIRST.picture
    pixels: Annotated[str, Query(max_length=800)] = FIRST.pixels


@router.get(ADDRESS)
async def convolution(door: DoorDep, query: Annotated[ConvolutionQuery, Query()]) -> Response:
    """One window of a kernel on a map, as the address says."""
    board = convolution_board(ConvolutionState(**query.model_dump()))
    context = {
        "board": board,
        "has_more": differ(board.state, FIRST, "dilation", "channels", "seed", "flip"),
        "has_picture": differ(board.state, FIRST, "picture"),
        "presets": tuple(Preset),
        "pictures": tuple(Image),
        "pieces": draw_pieces(board),
        "png": png_address,
    }
    return shown(door, FIGURE, context, _practice(board))


@router.get(f"{ADDRESS}.svg")
async def svg(query: Annotated[ConvolutionQuery, Query()]) -> Response:
    """The drawing as a file."""
    board = convolution_board(ConvolutionState(**query.model_dump()))
    return drawing(lambda: draw_convolution(board), "convolution", complaint=board.complaint)


def _practice(board: ConvolutionBoard) -> Practice | None:
    """These numbers, where the kind that asks for them takes whole numbers, one channel, and the same on both axes."""
    numbers = board.numbers
    if numbers is None or len(numbers.image) > 1 or numbers.is_flipped or numbers.given.dtype.kind != "i":
        return None
    sides = {side for axis in numbers.around for side in axis}
    if len(set(numbers.stride)) + len(set(numbers.dilation)) + len(sides) > 3:
        return None
    return Practice(
        FIGURE.problems[0],
        {
            "image": numbers.image[0].tolist(),
            "kernel": numbers.given[0].tolist(),
            "stride": numbers.stride[0],
            "padding": numbers.around[0][0],
            "dilation": numbers.dilation[0],
        },
    )
