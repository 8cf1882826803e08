"""HTML."""

from fastapi import APIRouter

from app.web.pages import api_docs, boards, disputes, sheets

router = APIRouter()
router.include_router(boards.router)
router.include_router(api_docs.router)
router.include_router(sheets.router)
router.include_router(disputes.router)
