"""The calculators: POST /calculate/…, for anybody. Nothing is kept."""

from fastapi import APIRouter

from app.web.api.calculate import arrays, flow, layers, networks
from app.web.api.calculate.layers import OutputSizeIn, ReceptiveFieldIn
from app.web.errors import PROBLEM_RESPONSES

__all__ = ["OutputSizeIn", "ReceptiveFieldIn", "router"]

router = APIRouter(prefix="/calculate", tags=["calculate"], responses=PROBLEM_RESPONSES)
router.include_router(layers.router)
router.include_router(arrays.router)
router.include_router(networks.router)
router.include_router(flow.router)
