"""JSON, version 1."""

from fastapi import APIRouter

from app.web.api import (
    architectures,
    assessments,
    calculate,
    disputes,
    exports,
    plan,
    problems,
    progress,
    questions,
    reading,
    search,
)

router = APIRouter()
router.include_router(reading.router)
router.include_router(problems.router)
router.include_router(search.router)
router.include_router(questions.router)
router.include_router(disputes.router)
router.include_router(plan.router)
router.include_router(exports.router)
router.include_router(calculate.router)
router.include_router(architectures.router)
router.include_router(assessments.router)
router.include_router(progress.router)
