"""POST /calculate/network."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictInt
from pydantic.config import JsonDict

from app.conv.network.parsing import OP_NAMES
from app.practice.exploring.networks import NetworkRequest, explore_network
from app.web.api.tables import TableOut, table_out

router = APIRouter()

LAYER: JsonDict = {"type": "object", "required": ["op"], "properties": {"op": {"type": "string", "enum": [*OP_NAMES]}}}
"""What every layer has; which fields its op takes besides, a refusal says at the field."""


class NetworkIn(BaseModel):
    """An input of [C, H, W], [T, F] or [F], and layers, each an object with an `op`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "input": [3, 224, 224],
                    "layers": [
                        {"op": "conv", "out_channels": 64, "kernel": 7, "stride": 2, "padding": 3, "bias": False},
                        {"op": "batch_norm"},
                        {"op": "relu"},
                        {"op": "max_pool", "kernel": 3, "stride": 2, "padding": 1},
                        {"op": "global_avg_pool"},
                        {"op": "linear", "out_features": 1000},
                    ],
                }
            ]
        },
    )

    input: Annotated[list[StrictInt], Field(min_length=1, max_length=3)]
    layers: Annotated[list[Any], Field(json_schema_extra={"items": LAYER})]


@router.post("/network")
def network(body: NetworkIn) -> TableOut:
    """A row for each layer, those within others and every repetition included. In a thread: there may be a thousand."""
    return table_out(explore_network(NetworkRequest(tuple(body.input), body.layers)))
