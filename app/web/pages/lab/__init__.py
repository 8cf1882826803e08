"""The lab's pages: one router for each figure."""

from fastapi import APIRouter

from app.web.pages.lab import (
    architectures,
    convolution,
    cost,
    gradients,
    highway,
    index,
    network,
    pooling,
    receptive_field,
    sizes,
    transfer,
)

router = APIRouter(include_in_schema=False)
router.include_router(index.router)
router.include_router(sizes.router)
router.include_router(convolution.router)
router.include_router(receptive_field.router)
router.include_router(pooling.router)
router.include_router(network.router)
router.include_router(gradients.router)
router.include_router(highway.router)
router.include_router(cost.router)
router.include_router(architectures.router)
router.include_router(transfer.router)
