"""The transfer planner."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.practice.lab.transfer import ADDRESS, NETWORKS, PlanState, plan_board
from app.problems.transfer_learning.trainable_params.resnets import Network
from app.problems.transfer_learning.transfer_plan.scenes import SceneId
from app.web.pages.door import DoorDep
from app.web.pages.lab.figures import LabFigure, Practice, shown

router = APIRouter()

Typed = Annotated[str, Query(max_length=20)]
FIRST = PlanState()
FIGURE = LabFigure(
    address=ADDRESS,
    name="Transfer planner",
    question="What is frozen, what trains, at which rate, and does it fit into memory?",
    template="transfer.html",
    problems=("transfer-plan", "transfer-strategy", "trainable-params", "recipe-mistakes"),
)


class PlanQuery(BaseModel):
    """The boxes, as the address has them."""

    scene: SceneId = FIRST.scene
    images: Typed = FIRST.images
    classes: Typed = FIRST.classes
    network: Network = FIRST.network
    batch: Typed = FIRST.batch
    memory: Typed = FIRST.memory


@router.get(ADDRESS)
async def transfer(door: DoorDep, query: Annotated[PlanQuery, Query()]) -> Response:
    """A plan, as the address says."""
    board = plan_board(PlanState(**query.model_dump()), door.desk.catalog)
    practice = Practice("transfer-plan", board.numbers) if board.numbers else None
    return shown(door, FIGURE, {"board": board, "networks": NETWORKS}, practice)
