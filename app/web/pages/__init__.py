"""HTML."""

from fastapi import APIRouter

from app.web.pages import (
    api_docs,
    assessment,
    bands,
    boards,
    cards,
    clocks,
    diagnostic,
    disputes,
    errata,
    exports,
    insights,
    lab,
    lessons,
    plan,
    progress,
    reports,
    search,
    sessions,
    sheets,
)

router = APIRouter()
router.include_router(boards.router)
router.include_router(plan.router)
router.include_router(sessions.router)
router.include_router(cards.router)
router.include_router(exports.router)
router.include_router(api_docs.router)
router.include_router(assessment.router)
router.include_router(diagnostic.router)
router.include_router(progress.router)
router.include_router(reports.router)
router.include_router(errata.router)
router.include_router(lessons.router)
router.include_router(lab.router)
router.include_router(search.router)
router.include_router(insights.router)  # before the sheets, which take what follows a slug for numbers
router.include_router(sheets.router)
router.include_router(disputes.router)
router.include_router(clocks.router)
router.include_router(bands.router)
