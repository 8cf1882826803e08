"""POST /calculate/gradient-flow."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from app.practice.exploring.flow import FlowRequest, explore_gradient_flow
from app.web.deps import WorkLimitsDep

router = APIRouter()


class FlowIn(BaseModel):
    """Blocks of one linear layer of `width` features behind a ReLU; their weights are drawn from the seed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"blocks": 50, "residual": True, "gain": 0.9, "width": 32, "seed": 0}]},
    )

    blocks: StrictInt
    residual: StrictBool = True
    gain: Annotated[float, Field(strict=True, allow_inf_nan=False)] = 1.0
    width: StrictInt = 32
    seed: StrictInt = 0


class FlowOut(BaseModel):
    """The norm of the gradient at the input of each block, first block first; the last block's output has 1."""

    norms: list[float] = Field(description="Of the stack that `residual` asks for.")
    plain: list[float]
    residual: list[float]


@router.post("/gradient-flow")
def gradient_flow(body: FlowIn, limits: WorkLimitsDep) -> FlowOut:
    """How much of a gradient reaches each block, plain and with skips, by backpropagation on the same weights."""
    found = explore_gradient_flow(FlowRequest(body.blocks, body.residual, body.gain, body.width, body.seed), limits)
    return FlowOut(norms=list(found.asked), plain=list(found.plain), residual=list(found.residual))
