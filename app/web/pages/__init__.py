"""HTML."""

from fastapi import APIRouter

from app.web.pages import boards, sheets

router = APIRouter()
router.include_router(boards.router)
router.include_router(sheets.router)
