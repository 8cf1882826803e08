"""POST /calculate/gradient-flow."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from app.conv.grads.flow import Activation, Block, Order
from app.practice.exploring.flow import FlowRequest, explore_gradient_flow
from app.web.deps import WorkLimitsDep

router = APIRouter()


class FlowIn(BaseModel):
    """Blocks of one linear layer of `width` features behind a ReLU; their weights are drawn from the seed.

    `order` "post" puts the activation behind the sum, `batch_norm` normalizes each block over a batch of 32, and
    `centre` is added on the diagonal of each weight: with "none" as activation, -1 makes every Jacobian nearly -I.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"blocks": 50, "residual": True, "gain": 0.9, "width": 32, "seed": 0},
                {"blocks": 50, "gain": 0.1, "activation": "none", "centre": -1},
                {"blocks": 50, "order": "post", "batch_norm": True},
            ]
        },
    )

    blocks: StrictInt
    residual: StrictBool = True
    gain: Annotated[float, Field(strict=True, allow_inf_nan=False)] = 1.0
    width: StrictInt = 32
    seed: StrictInt = 0
    activation: Activation = "relu"
    order: Order = "pre"
    batch_norm: StrictBool = False
    centre: Annotated[float, Field(strict=True, allow_inf_nan=False)] = 0.0

    def asked(self) -> FlowRequest:
        """As the use case takes it."""
        block = Block(activation=self.activation, order=self.order, batch_norm=self.batch_norm, centre=self.centre)
        return FlowRequest(self.blocks, self.residual, self.gain, self.width, self.seed, block)


class FlowOut(BaseModel):
    """The norm of the gradient at the input of each block, first block first; the last block's output has 1."""

    norms: list[float] = Field(description="Of the stack that `residual` asks for.")
    plain: list[float]
    residual: list[float]


@router.post("/gradient-flow")
def gradient_flow(body: FlowIn, limits: WorkLimitsDep) -> FlowOut:
    """How much of a gradient reaches each block, plain and with skips, by backpropagation on the same weights."""
    found = explore_gradient_flow(body.asked(), limits)
    return FlowOut(norms=list(found.asked), plain=list(found.plain), residual=list(found.residual))
