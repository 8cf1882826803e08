"""HTML."""

from fastapi import APIRouter

from app.web.pages import api_docs, boards, sheets

router = APIRouter()
router.include_router(boards.router)
router.include_router(api_docs.router)
router.include_router(sheets.router)
