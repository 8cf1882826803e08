"""Wiring: settings in, an ASGI application out. Nothing else happens here."""

import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from fastapi import APIRouter, FastAPI, Request
from starlette.middleware import Middleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.responses import PlainTextResponse, Response

from app.catalog.catalog import Catalog
from app.catalog.sealing import load_sealed
from app.conv.work import WorkLimits
from app.practice.searching import SearchWhenAsked
from app.practice.visit import Desk
from app.settings import Settings
from app.store.store import Store
from app.web.api import router as api
from app.web.assets import Assets
from app.web.deps import Surroundings, system_clock
from app.web.errors import ErrorAnswers, Unhandled, install
from app.web.guard import Guard
from app.web.kept import Kept
from app.web.limits import Limits
from app.web.logging import RequestLog
from app.web.operator import Operator
from app.web.pages import router as pages
from app.web.pages.failures import error_page
from app.web.pages.lab.index import FIGURE_PAGES
from app.web.render import Renderer
from app.web.security import SameSite, SecurityHeaders
from app.web.session import LearnerCookie, secret_from_file
from app.web.stamps import stamps

SENT_AS_IT_COMES = "application/x-ndjson"  # compression would hold its lines back until there are enough of them


def create_app(
    settings: Settings,
    *,
    catalog: Catalog | None = None,
    renderer: Renderer | None = None,
    store: Store | None = None,
    clock: Callable[[], datetime] = system_clock,
    random_bits: Callable[[int], int] = secrets.randbits,
) -> FastAPI:
    """The application, with what is handed over and otherwise its own. It closes the database when it stops."""
    words = catalog or load_sealed(settings.root / "content", settings.seal)
    pages_from = renderer or Renderer(settings.root / "templates", Assets(settings.root / "static"))
    answers = ErrorAnswers(page=error_page(pages_from))
    known = settings.secrets or (secret_from_file(settings.data_dir / "secret", secrets.token_bytes),)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        opened = store or Store.open(settings.database_url)
        days = settings.zone, settings.rollover_hour
        app.state.surroundings = Surroundings(Desk(words, opened), pages_from, *days, stamps(known), clock, random_bits)
        try:
            yield
        finally:
            app.state.searching.close()
            opened.close()

    app = FastAPI(
        title="Receptive",
        version="1",
        summary="Questions on convolutional networks, verdicts that name the mistake, and the arithmetic behind them.",
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(settings, answers, known),
    )
    _hand_over(app, settings, words)
    _add_routes(app, pages_from.assets)
    install(app, answers)
    return app


def serve_other_words(app: FastAPI, words: Catalog) -> None:
    """From the next request on an application that has started says these words; what is recorded stays."""
    here: Surroundings = app.state.surroundings
    app.state.searching.close()
    app.state.surroundings = replace(here, desk=replace(here.desk, catalog=words), kept=Kept())
    _lay_out(app, words)


def _lay_out(app: FastAPI, words: Catalog) -> None:
    app.state.architectures = words.architectures
    app.state.searching = SearchWhenAsked(words, FIGURE_PAGES)


def _hand_over(app: FastAPI, settings: Settings, words: Catalog) -> None:
    """What handlers find in the application's state and no request changes."""
    _lay_out(app, words)
    app.state.operator = Operator(settings.is_private, settings.operator_key)
    app.state.work_limits = WorkLimits(array_bytes=settings.max_array_bytes, macs=settings.max_macs)
    app.state.long_limits = WorkLimits(array_bytes=settings.max_long_array_bytes, macs=settings.max_long_macs)


def _add_routes(app: FastAPI, assets: Assets) -> None:
    app.include_router(api, prefix="/api/v1")
    app.include_router(pages)
    app.include_router(health)
    app.mount("/static", assets)


def _middleware(settings: Settings, answers: ErrorAnswers, known: tuple[bytes, ...]) -> list[Middleware]:
    """From the outside in: what is logged, what every answer carries, what is refused, who asks, how it is sent."""
    limits = Limits(allowed_hosts=settings.allowed_hosts, max_body_bytes=settings.max_body_bytes)
    left_alone = (*DEFAULT_EXCLUDED_CONTENT_TYPES, SENT_AS_IT_COMES)
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders),
        Middleware(Unhandled, answers=answers),
        Middleware(Guard, answers=answers, limits=limits),
        Middleware(SameSite, answers=answers),
        Middleware(LearnerCookie, secrets=known, random_bytes=secrets.token_bytes),
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5, exclude_content_types=left_alone),
    ]


health = APIRouter(include_in_schema=False)


@health.get("/healthz")
async def healthz(request: Request) -> Response:
    """200 once the database answers."""
    surroundings: Surroundings = request.app.state.surroundings
    with surroundings.desk.store.read() as reader:
        reader.ping()
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})
