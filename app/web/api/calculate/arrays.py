"""POST /calculate/convolution and /calculate/pool."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from app.practice.exploring.arrays import (
    Array,
    ConvolutionRequest,
    PoolMode,
    PoolRequest,
    explore_convolution,
    explore_pool,
)
from app.web.api.calculate.forms import LayerPadding, PerAxis
from app.web.deps import WorkLimitsDep

router = APIRouter()

Nested = Annotated[list[Any], Field(description="Numbers in lists of lists; all integers stay exact.")]


class ConvolutionIn(BaseModel):
    """An image of (H, W) or (C, H, W), and kernels of (K, K), (C, K, K) or (O, C / groups, K, K)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"input": [[1, 2, 3], [4, 5, 6], [7, 8, 9]], "weight": [[1, 0], [0, -1]]}]},
    )

    input: Nested
    weight: Nested
    bias: Any = Field(default=None, description="One number for each output channel, or null.")
    stride: PerAxis = 1
    padding: LayerPadding = 0
    dilation: PerAxis = 1
    groups: StrictInt = 1


class PoolIn(BaseModel):
    """An image of (H, W) or (C, H, W). The stride is the kernel unless given; global pools have neither."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"input": [[1, 2], [3, 4]], "mode": "max", "kernel": 2}]},
    )

    input: Nested
    mode: PoolMode
    kernel: PerAxis | None = None
    stride: PerAxis | None = None
    padding: LayerPadding = 0
    dilation: PerAxis = 1
    ceil_mode: StrictBool = False
    count_include_pad: StrictBool = True


class ArrayOut(BaseModel):
    """The result, in the rank that fits the input: (H', W') or (C', H', W')."""

    output: list[Any]
    output_shape: list[int]


@router.post("/convolution")
def convolution(body: ConvolutionIn, limits: WorkLimitsDep) -> ArrayOut:
    """Cross-correlation, as in PyTorch: the kernel is not flipped. In a thread, since it may take a second."""
    request = ConvolutionRequest(
        body.input, body.weight, body.bias, body.stride, body.padding, body.dilation, body.groups
    )
    return _out(explore_convolution(request, limits))


@router.post("/pool")
def pool(body: PoolIn, limits: WorkLimitsDep) -> ArrayOut:
    """The largest or the mean of each window, or of each channel."""
    request = PoolRequest(
        input=body.input,
        mode=body.mode,
        kernel=body.kernel,
        stride=body.stride,
        padding=body.padding,
        dilation=body.dilation,
        ceil_mode=body.ceil_mode,
        count_include_pad=body.count_include_pad,
    )
    return _out(explore_pool(request, limits))


def _out(output: Array) -> ArrayOut:
    return ArrayOut(output=output.tolist(), output_shape=list(output.shape))
